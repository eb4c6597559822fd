"""A steward's PIN for shared tablets: set at the desk with the steward present, taken away, unlocked."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.actor import Actor
from db.audit import record
from db.errors import Conflict, NotFound
from db.office import guards
from db.office.commands.sign_in import end_shared_sessions
from db.office.commands.users import open_steward_account
from db.office.models import Unit, User
from db.office.passwords import hash_password
from db.permissions import require
from db.vetting import events
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.permissions import VettingPermission
from db.vetting.pin_rules import check_pin_rules, read_pin
from db.vetting.queries.name_wall import account_of, pin_text


def _steward(session: Session, actor: Actor, steward_id: int) -> Steward:
    """Also for the administrator, who reads no directory but helps whoever forgot a PIN."""
    require(actor, VettingPermission.SET_PIN)
    row = session.exec(
        select(Steward)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(Steward.id == steward_id, col(Unit.path) >= actor.unit_path, col(Unit.path) < actor.scope_end)
    ).one_or_none()
    if row is None:
        raise NotFound("steward_not_found")
    return row


def _account(session: Session, actor: Actor, steward: Steward) -> User:
    """The steward's own account, opened when there is none."""
    user = account_of(session, steward)
    if user is None:
        user_id = open_steward_account(
            session, actor, login=f"s{steward.number}", name=steward.name, unit_id=steward.unit_id, id_index=steward.id_index
        )
        return session.get_one(User, user_id)
    if user.is_closed:
        raise Conflict("pin_account_closed", login=user.login)
    return user


def set_pin(session: Session, actor: Actor, *, steward_id: int, pin: str) -> None:
    """The steward chooses it. Whoever was signed in with the old one is signed out, a lock is lifted.

    Raises `Invalid` at `pin`, `Conflict` for somebody who is not in service.
    """
    steward = _steward(session, actor, steward_id)
    if steward.status is not StewardStatus.ACTIVE:
        raise Conflict("pin_not_in_service", name=steward.name)
    pin = read_pin(pin)
    check_pin_rules(pin, steward)
    user = _account(session, actor, steward)
    _write(session, user, hash_password(pin_text(user.id or 0, pin)))
    guards.forget_name(session, user.login)
    record(session, actor, events.PinSet(steward_id))


def clear_pin(session: Session, actor: Actor, *, steward_id: int) -> None:
    """From now on on paper only, or until another is set."""
    user = _with_pin(session, _steward(session, actor, steward_id))
    _write(session, user, None)
    record(session, actor, events.PinTaken(steward_id))


def unlock_pin(session: Session, actor: Actor, *, steward_id: int) -> None:
    """After too many wrong attempts, at once; the PIN stays."""
    user = _with_pin(session, _steward(session, actor, steward_id))
    guards.forget_name(session, user.login)
    record(session, actor, events.PinUnlocked(steward_id))


def _with_pin(session: Session, steward: Steward) -> User:
    user = account_of(session, steward)
    if user is None or user.pin_hash is None:
        raise Conflict("pin_none", name=steward.name)
    return user


def _write(session: Session, user: User, pin_hash: str | None) -> None:
    session.execute(sa.update(User).where(col(User.id) == user.id).values(pin_hash=pin_hash))
    session.refresh(user)
    end_shared_sessions(session, user_id=user.id)
