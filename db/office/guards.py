"""Counting failed attempts to sign in: of a person at one place, by password and PIN alike; of a person anywhere; of an address;
of a shared tablet. Whoever tries from elsewhere locks nobody out of the browser in which they are known."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
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
# One name from many addresses; many names from one address, which is then slowed and never locked.
NAME_ATTEMPTS = 30
ADDRESS_ATTEMPTS = 20
ADDRESS_WAITS = timedelta(minutes=1)


@dataclass(frozen=True)
class Place:
    """Where somebody tries to come in. `is_of_strangers`: an address, which anybody may share."""

    mark: str = ""
    is_of_strangers: bool = True


THE_MACHINE = Place()
TABLETS = Place("tablets", is_of_strangers=False)


def plain_login(text: str) -> str:
    """One spelling: small letters, full-width ones made narrow, no outer spaces."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def name_key(login: str) -> str:
    return keyed_hash("sign-in", plain_login(login))


def name_key_at(login: str, place: Place) -> str:
    return keyed_hash("sign-in here", f"{plain_login(login)} {place.mark}")


def address_key(place: Place) -> str:
    return keyed_hash("sign-in address", place.mark)


def device_key(device_id: int) -> str:
    # A purpose of its own: nobody can lock a tablet by typing its number as a user name.
    return keyed_hash("sign-in device", str(device_id))


def lock_of(guard: SignInGuard | None) -> datetime | None:
    if guard and guard.locked_until and guard.locked_until > clock.now():
        return guard.locked_until
    return None


def locked_until(session: Session, key: str) -> datetime | None:
    return lock_of(session.get(SignInGuard, key))


def lock_for(session: Session, login: str, place: Place) -> datetime | None:
    """Until when this name is not let in at this place; only read."""
    keys = [name_key_at(login, place)]
    if place.is_of_strangers:
        keys += [name_key(login), address_key(place)]
    locks = [until for key in keys if (until := locked_until(session, key))]
    return max(locks, default=None)


@dataclass(frozen=True)
class Held:
    """The rows that an attempt counts in; always held in this order."""

    anywhere: SignInGuard | None
    here: SignInGuard
    address: SignInGuard | None

    @property
    def locked_until(self) -> datetime | None:
        return max((until for guard in (self.anywhere, self.here, self.address) if (until := lock_of(guard))), default=None)


def hold(session: Session, login: str, place: Place) -> Held:
    of_name = name_key(login)
    anywhere = held_guard(session, of_name, of_name=of_name) if place.is_of_strangers else None
    here = held_guard(session, name_key_at(login, place), of_name=of_name)
    return Held(anywhere, here, held_guard(session, address_key(place)) if place.is_of_strangers else None)


def held_guard(session: Session, key: str, *, of_name: str | None = None) -> SignInGuard:
    """The row of this key, made when it is missing, held until the end of the transaction."""
    made = {"name_hash": key, "of_name": of_name, "n_failed": 0, "last_failed_at": clock.now()}
    session.execute(insert_into(session, SignInGuard).values(**made).on_conflict_do_nothing())
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


def count_failures(session: Session, held: Held) -> bool:
    """Whether this failure locks the name here or anywhere."""
    is_locked_here = count_failure(session, held.here)
    is_locked_anywhere = held.anywhere is not None and count_failure(session, held.anywhere, attempts=NAME_ATTEMPTS)
    if held.address:
        _slow_down(session, held.address)
    return is_locked_here or is_locked_anywhere


def _slow_down(session: Session, guard: SignInGuard) -> None:
    """After many failures each further one makes the address wait: a colleague's turn comes all the same."""
    now = clock.now()
    if now - guard.last_failed_at > timedelta(minutes=LOCKED_MINUTES):
        guard.n_failed = 0
    guard.n_failed, guard.last_failed_at = guard.n_failed + 1, now
    if guard.n_failed >= ADDRESS_ATTEMPTS:
        guard.locked_until = now + ADDRESS_WAITS
    session.add(guard)


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


def forget_name(session: Session, login: str) -> None:
    """At every place."""
    session.execute(sa.delete(SignInGuard).where(col(SignInGuard.of_name) == name_key(login)))


def locked_logins(session: Session, logins: Sequence[str]) -> set[str]:
    """Those who are locked at some place."""
    hashes = {name_key(login): login for login in logins}
    of_name = col(SignInGuard.of_name)
    locked = session.scalars(select(of_name).where(of_name.in_(hashes), col(SignInGuard.locked_until) > clock.now()))
    return {hashes[name] for name in locked if name}
