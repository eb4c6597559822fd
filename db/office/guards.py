"""Counting failed attempts to sign in: of a person, by password and PIN alike, and of a shared tablet."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.office.models import SignInGuard
from db.privacy import keyed_hash
from db.sql import insert_into

ATTEMPTS = 5
# A room full of people may each slip once; whoever tries PIN after PIN is stopped.
DEVICE_ATTEMPTS = 10
LOCKED_MINUTES = 15
# An attempt on a tablet is forgotten after so long, so that slips of a whole morning do not add up.
DEVICE_FORGETS_MINUTES = 2


def device_key(device_id: int) -> str:
    # A purpose of its own: nobody can lock a tablet by typing its number as a user name.
    return keyed_hash("sign-in device", str(device_id))


def lock_of(guard: SignInGuard | None) -> datetime | None:
    if guard and guard.locked_until and guard.locked_until > clock.now():
        return guard.locked_until
    return None


def locked_until(session: Session, key: str) -> datetime | None:
    return lock_of(session.get(SignInGuard, key))


def held_guard(session: Session, key: str) -> SignInGuard:
    """The row of this key, made when it is missing, held until the end of the transaction."""
    session.execute(
        insert_into(session, SignInGuard).values(name_hash=key, n_failed=0, last_failed_at=clock.now()).on_conflict_do_nothing()
    )
    return session.exec(select(SignInGuard).where(SignInGuard.name_hash == key).with_for_update()).one()


def count_failure(session: Session, guard: SignInGuard, *, attempts: int = ATTEMPTS) -> bool:
    """Whether this failure was the one that locks."""
    now = clock.now()
    if now - guard.last_failed_at > timedelta(minutes=LOCKED_MINUTES):
        guard.n_failed = 0
    guard.n_failed, guard.last_failed_at = guard.n_failed + 1, now
    is_last = guard.n_failed >= attempts
    if is_last:
        guard.n_failed, guard.locked_until = 0, now + timedelta(minutes=LOCKED_MINUTES)
    session.add(guard)
    return is_last


def count_failure_on_device(session: Session, device_id: int) -> bool:
    """Whether the tablet is locked by this failure. Attempts fade one by one."""
    guard = held_guard(session, device_key(device_id))
    minutes = (clock.now() - guard.last_failed_at).total_seconds() / 60
    guard.n_failed = max(0, guard.n_failed - int(minutes / DEVICE_FORGETS_MINUTES))
    return count_failure(session, guard, attempts=DEVICE_ATTEMPTS)


def forget_old_guards(session: Session) -> None:
    """Names that nobody tried for a day: the table does not grow with every invented name."""
    session.execute(sa.delete(SignInGuard).where(col(SignInGuard.last_failed_at) < clock.now() - timedelta(days=1)))


def forget_guard(session: Session, key: str) -> None:
    session.execute(sa.delete(SignInGuard).where(col(SignInGuard.name_hash) == key))
