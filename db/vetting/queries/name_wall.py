"""Who stands on the wall of a shared tablet: names, and nothing else of the people."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role, end_of_path
from db.errors import NotFound
from db.names import first_letter, pinyin, surname
from db.office import guards
from db.office.devices import DeviceRow
from db.office.models import AuthSession, Unit, User, UserRole
from db.permissions import require
from db.privacy import keyed_hash
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.permissions import VettingPermission


def pin_text(user_id: int, pin: str) -> str:
    """What is hashed slowly: without the key file nobody can try the ten thousand PINs against a copied database."""
    return keyed_hash("pin", f"{user_id}:{pin}")


def _is_account() -> Any:
    """User is the account of Steward: the same ID number, else the same telephone and name; in the role of a steward."""
    by_phone = sa.and_(col(User.id_index).is_(None), col(User.phone_index) == Steward.phone_index, col(User.name) == Steward.name)
    serves = pick(UserRole.user_id).where(col(UserRole.role) == Role.STEWARD)
    return sa.and_(sa.or_(col(User.id_index) == Steward.id_index, by_phone), col(User.id).in_(serves))


def account_of(session: Session, steward: Steward) -> User | None:
    """The first of the steward's accounts, those that can be used before closed ones."""
    return session.scalars(
        pick(User)
        .select_from(Steward)
        .join(User, _is_account())
        .where(col(Steward.id) == steward.id)
        .order_by(col(User.is_closed), col(User.id))
        .limit(1)
    ).first()


@dataclass(frozen=True)
class Tile:
    """One name. `place` tells two of the same name apart; `used_at` is the last time on this very tablet."""

    steward_id: int
    name: str
    surname: str
    letter: str
    place: str
    has_pin: bool
    used_at: datetime | None


def _used_on(device: DeviceRow) -> Any:
    """When each user last came in on this very tablet."""
    return (
        pick(AuthSession.user_id, sa.func.max(AuthSession.started_at).label("at"))
        .where(col(AuthSession.shared_device_id) == device.id)
        .group_by(col(AuthSession.user_id))
        .subquery()
    )


def _in_service(device: DeviceRow) -> Any:
    return sa.and_(
        col(Steward.status) == StewardStatus.ACTIVE, col(Unit.path) >= device.path, col(Unit.path) < end_of_path(device.path)
    )


def name_tiles(session: Session, device: DeviceRow) -> list[Tile]:
    """Stewards in service under the tablet's unit: those who used it last first, the others by the sound of their names."""
    used = _used_on(device)
    rows = session.execute(
        pick(Steward.id, Steward.name, Steward.pinyin, Unit.name, sa.func.max(User.pin_hash), sa.func.max(used.c.at))
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .outerjoin(User, sa.and_(_is_account(), col(User.is_closed).is_(False)))
        .outerjoin(used, used.c.user_id == User.id)
        .where(_in_service(device))
        .group_by(col(Steward.id), col(Steward.name), col(Steward.pinyin), col(Unit.name))
        .order_by(col(Steward.pinyin), col(Steward.id))
    ).all()
    times = Counter(name for _, name, *_ in rows)
    tiles = [
        Tile(i, name, surname(name), first_letter(sound), place if times[name] > 1 else "", pin is not None, at)
        for i, name, sound, place, pin, at in rows
    ]
    # By the family name first: else 方 stands between two 范.
    return sorted(tiles, key=lambda tile: (-tile.used_at.timestamp() if tile.used_at else 0.0, pinyin(tile.surname)))


@dataclass(frozen=True)
class PinState:
    has_pin: bool
    is_locked: bool


def pin_state(session: Session, actor: Actor, steward_id: int) -> PinState:
    """For the desk. Needs SET_PIN. Raises `NotFound` outside the actor's scope."""
    require(actor, VettingPermission.SET_PIN)
    steward = session.scalars(
        pick(Steward)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(col(Steward.id) == steward_id, col(Unit.path) >= actor.unit_path, col(Unit.path) < actor.scope_end)
    ).first()
    if steward is None:
        raise NotFound("steward_not_found")
    user = account_of(session, steward)
    if user is None:
        return PinState(False, False)
    return PinState(user.pin_hash is not None, guards.lock_for(session, user.login, guards.TABLETS) is not None)
