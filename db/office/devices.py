"""Tablets that several people use. Their cookie is `random.signature`: a made-up one never reaches the database."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.office.guards import device_key
from db.office.models import SharedDevice, SignInGuard, Unit
from db.office.permissions import OfficePermission
from db.permissions import require
from db.privacy import keyed_hash
from db.sql import pick


@dataclass(frozen=True)
class DeviceRow:
    """A registered tablet; `path` is its unit's: the wall shows who serves under it."""

    id: int
    name: str
    unit_id: int
    path: str
    unit_name: str
    made_at: datetime
    seen_at: datetime
    locked_until: datetime | None = None


def _signature(secret: str) -> str:
    return keyed_hash("device", secret)


def device_hash(secret: str) -> str:
    """What is kept of a tablet's secret."""
    return keyed_hash("device kept", secret)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def signed(secret: str) -> str:
    """The text of the cookie."""
    return f"{secret}.{_signature(secret)}"


def secret_of(token: str) -> str | None:
    """None for a cookie that this installation did not sign."""
    secret, _, signature = token.rpartition(".")
    # Bytes: a header may carry letters that a comparison of texts refuses.
    is_ours = bool(secret) and hmac.compare_digest(signature.encode(), _signature(secret).encode())
    return secret if is_ours else None


def _devices(session: Session, *conditions: sa.ColumnElement[bool]) -> list[DeviceRow]:
    rows = session.execute(
        pick(SharedDevice, Unit.path, Unit.name)
        .join(Unit, col(Unit.id) == SharedDevice.unit_id)
        .where(col(SharedDevice.revoked_at).is_(None), *conditions)
        .order_by(col(Unit.path), col(SharedDevice.id))
    ).all()
    locked = _locks(session, [device.id for device, *_ in rows])
    return [
        DeviceRow(d.id, d.name, d.unit_id, path, name, d.made_at, d.seen_at, locked.get(device_key(d.id)))
        for d, path, name in rows
    ]


def _locks(session: Session, ids: list[int]) -> dict[str, datetime]:
    locks = pick(SignInGuard.name_hash, SignInGuard.locked_until).where(
        col(SignInGuard.name_hash).in_([device_key(i) for i in ids]), col(SignInGuard.locked_until) > clock.now()
    )
    return dict(session.execute(locks).all())


def find_device(session: Session, token: str) -> DeviceRow | None:
    """The tablet that carries this cookie; None for a made-up or a revoked one."""
    secret = secret_of(token)
    if secret is None:
        return None
    return next(iter(_devices(session, col(SharedDevice.token_hash) == device_hash(secret))), None)


def device_at(session: Session, device_id: int) -> DeviceRow | None:
    """None when it was revoked."""
    return next(iter(_devices(session, col(SharedDevice.id) == device_id)), None)


def shared_devices(session: Session, actor: Actor) -> list[DeviceRow]:
    """Every tablet in use under the actor's unit, in the order of units. Needs MANAGE_DEVICES."""
    require(actor, OfficePermission.MANAGE_DEVICES)
    return _devices(session, col(Unit.path) >= actor.unit_path, col(Unit.path) < actor.scope_end)
