"""Shared tablets: registered by the administrator on the tablet itself, taken back, unlocked."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Invalid, NotFound
from db.office import events
from db.office.commands.sign_in import end_shared_sessions
from db.office.devices import DeviceRow, device_at, device_hash, new_secret, signed
from db.office.guards import device_key, forget_guard
from db.office.models import SharedDevice
from db.office.permissions import OfficePermission
from db.office.queries import find_unit
from db.permissions import require

DEVICE_SEEN_EVERY = timedelta(minutes=10)


def register_device(session: Session, actor: Actor, *, name: str, unit_id: int) -> tuple[int, str]:
    """Returns the tablet's id and the text of its cookie, which is kept nowhere else. Raises `Invalid` at a field."""
    require(actor, OfficePermission.MANAGE_DEVICES)
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise Invalid("device_name_missing", "name")
    unit = find_unit(session, actor, unit_id)
    if unit.closed_on:
        raise Invalid("unit_closed", "unit")
    secret, now = new_secret(), clock.now()
    device = SharedDevice(
        name=name, unit_id=unit.id, token_hash=device_hash(secret), made_at=now, made_by=actor.user_id, seen_at=now
    )
    session.add(device)
    session.flush()
    record(session, actor, events.DeviceRegistered(device.id or 0, unit.id))
    return device.id or 0, signed(secret)


def _device(session: Session, actor: Actor, device_id: int) -> DeviceRow:
    """Raises `NotFound` for a tablet that was taken back or belongs to a unit of somebody else."""
    device = device_at(session, device_id)
    if device is None or not device.path.startswith(actor.unit_path):
        raise NotFound("device_not_found")
    return device


def revoke_device(session: Session, actor: Actor, *, device_id: int) -> None:
    """The tablet is an ordinary browser again; whoever is signed in at it is signed out."""
    require(actor, OfficePermission.MANAGE_DEVICES)
    device = _device(session, actor, device_id)
    session.execute(sa.update(SharedDevice).where(col(SharedDevice.id) == device.id).values(revoked_at=clock.now()))
    end_shared_sessions(session, device_id=device.id)
    forget_guard(session, device_key(device.id))
    record(session, actor, events.DeviceRevoked(device.id))


def unlock_device(session: Session, actor: Actor, *, device_id: int) -> None:
    """After too many wrong PINs on it."""
    require(actor, OfficePermission.MANAGE_DEVICES)
    device = _device(session, actor, device_id)
    forget_guard(session, device_key(device.id))
    record(session, actor, events.DeviceUnlocked(device.id))


def note_device_seen(session: Session, device: DeviceRow) -> None:
    session.execute(sa.update(SharedDevice).where(col(SharedDevice.id) == device.id).values(seen_at=clock.now()))
