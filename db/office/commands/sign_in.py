"""Signing in and out. A refusal is returned, not raised: the failed attempt itself must be written down."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor, Role
from db.audit import record
from db.errors import Invalid, NotAllowed, NotFound
from db.office import events, guards
from db.office.devices import device_at
from db.office.guards import TABLETS, THE_MACHINE, Held, Place, plain_login
from db.office.models import AuthSession, User, UserRole
from db.office.passwords import check_rules, hash_password, matches, nobodys_hash
from db.office.permissions import OfficePermission
from db.office.queries import current_scheme, open_sessions
from db.office.sessions import SESSION_HOURS, first_role, own_roles, token_hash
from db.permissions import require
from db.sql import pick

LOCKED_MINUTES = guards.LOCKED_MINUTES
IDLE_GRACE_SECONDS = 30


@dataclass(frozen=True)
class PasswordCheck:
    """What was found before anything is written: hashing is slow and must not hold the database.

    `role` is the only one that may be worn afterwards: four digits open no office.
    """

    login: str
    user_id: int | None
    is_right: bool
    locked_until: datetime | None
    role: Role | None = None
    place: Place = THE_MACHINE


@dataclass(frozen=True)
class SignIn:
    """`token` on success, with how many other browsers the person is signed in at; else `locked_until` tells a lock
    from a wrong name or password."""

    token: str | None = None
    n_elsewhere: int = 0
    locked_until: datetime | None = None
    n_left: int = 0
    login: str = ""


def check_password(session: Session, login: str, password: str, place: Place = THE_MACHINE) -> PasswordCheck:
    """Takes as long for an unknown name as for a known one. Only reads."""
    login = plain_login(login)
    locked_until = guards.lock_for(session, login, place)
    user = session.exec(select(User).where(User.login == login, col(User.is_closed).is_(False))).one_or_none()
    user_id, known_hash = (user.id, user.password_hash) if user else (None, nobodys_hash())
    # Hashing takes long: the database is let go before.
    session.rollback()
    is_right = locked_until is None and matches(password, known_hash) and user_id is not None
    return PasswordCheck(login, user_id, is_right, locked_until, place=place)


def _note_failure(session: Session, check: PasswordCheck, held: Held, device_id: int | None) -> SignIn:
    if guards.count_failures(session, held):
        record(session, None, events.SignInLocked(check.user_id))
    until = held.locked_until
    if device_id is not None and guards.count_failure_on_device(session, device_id):
        record(session, None, events.SignInLocked(None))
        until = until or guards.locked_until(session, guards.device_key(device_id))
    guards.forget_old_guards(session)
    return SignIn(locked_until=until, n_left=guards.ATTEMPTS - held.here.n_failed)


def sign_in(session: Session, check: PasswordCheck, *, device: str, shared_device_id: int | None = None) -> SignIn:
    """Opens a session for a right password; otherwise counts the failure, and locks the name at this place after five.

    The lock is read again here: guesses that were sent at once have all passed `check_password` before it fell.
    On a shared tablet the tablet's own lock counts too, and the session is short.
    """
    if shared_device_id is not None:
        if until := guards.locked_until(session, guards.device_key(shared_device_id)):
            return SignIn(locked_until=until)
        if device_at(session, shared_device_id) is None:
            return SignIn()
    held = guards.hold(session, check.login, TABLETS if shared_device_id is not None else check.place)
    if locked_until := held.locked_until:
        return SignIn(locked_until=locked_until)
    if not check.is_right or check.user_id is None:
        return _note_failure(session, check, held, shared_device_id)
    for guard in filter(None, (held.here, held.anywhere)):
        session.delete(guard)
    n_elsewhere = len(open_sessions(session, user_id=check.user_id))
    token = _open(session, check.user_id, check.role, device, shared_device_id)
    record(session, None, events.SignedIn(check.user_id), by_user=check.user_id)
    return SignIn(token=token, n_elsewhere=n_elsewhere, login=check.login)


def _open(session: Session, user_id: int, only: Role | None, device: str, shared_device_id: int | None) -> str:
    role = first_role([role for role in own_roles(session, user_id) if only in (None, role.role)])
    token, now = secrets.token_urlsafe(32), clock.now()
    session.add(
        AuthSession(
            token_hash=token_hash(token), user_id=user_id, role_id=role.id if role else None, device=device[:60],
            shared_device_id=shared_device_id, started_at=now, seen_at=now,
            expires_at=now + _span(session, is_shared=shared_device_id is not None),
        )
    )  # fmt: skip
    session.flush()
    return token


def _span(session: Session, *, is_shared: bool) -> timedelta:
    """How long a session stands without a press. A shared tablet locks itself; its session ends a little later."""
    if not is_shared:
        return timedelta(hours=SESSION_HOURS)
    return timedelta(seconds=current_scheme(session).visiting.idle_seconds + IDLE_GRACE_SECONDS)


def note_seen(session: Session, token: str) -> bool:
    """Whether the session still stands; if so, its time begins anew."""
    this = sa.and_(col(AuthSession.token_hash) == token_hash(token), col(AuthSession.expires_at) > clock.now())
    found = session.execute(pick(AuthSession.shared_device_id).where(this, col(AuthSession.ended_at).is_(None))).first()
    if found is None:
        return False
    now = clock.now()
    ends = now + _span(session, is_shared=found[0] is not None)
    session.execute(sa.update(AuthSession).where(this).values(seen_at=now, expires_at=ends))
    return True


def sign_out(session: Session, token: str) -> None:
    """Ends the session for good: its cookie is refused from now on."""
    auth = session.exec(select(AuthSession).where(AuthSession.token_hash == token_hash(token))).one_or_none()
    if auth and auth.ended_at is None:
        auth.ended_at = clock.now()
        session.add(auth)
        record(session, None, events.SignedOut(auth.user_id), by_user=auth.user_id)


def wear_role(session: Session, token: str, *, role_id: int) -> None:
    """Switches to another of the person's own roles. Raises `NotAllowed` for somebody else's."""
    auth = session.exec(select(AuthSession).where(AuthSession.token_hash == token_hash(token))).one_or_none()
    role = session.get(UserRole, role_id)
    if auth is None or role is None or role.user_id != auth.user_id:
        raise NotAllowed("role_not_yours")
    if auth.shared_device_id is not None:
        # A PIN opens the steward's own work and nothing else.
        raise NotAllowed("role_not_on_shared")
    auth.role_id = role_id
    session.add(auth)


def end_session(session: Session, actor: Actor, *, session_id: UUID) -> None:
    """By the administrator for anybody, by anybody for themselves."""
    auth = session.get(AuthSession, session_id)
    if auth is None:
        raise NotFound("session_not_found")
    if auth.user_id != actor.user_id:
        require(actor, OfficePermission.MANAGE_USERS)
    auth.ended_at = auth.ended_at or clock.now()
    session.add(auth)
    record(session, actor, events.SessionEnded(auth.user_id))


def end_sessions_of(session: Session, user_id: int, *, but: UUID | None = None) -> None:
    session.execute(
        sa.update(AuthSession)
        .where(
            col(AuthSession.user_id) == user_id, col(AuthSession.ended_at).is_(None),
            col(AuthSession.id) != but if but else sa.true(),
        )
        .values(ended_at=clock.now())
    )  # fmt: skip


def end_shared_sessions(session: Session, *, device_id: int | None = None, user_id: int | None = None) -> None:
    """Of one tablet, or of one person on whatever tablet."""
    whose = col(AuthSession.shared_device_id) == device_id if device_id else col(AuthSession.user_id) == user_id
    session.execute(
        sa.update(AuthSession)
        .where(whose, col(AuthSession.shared_device_id).is_not(None), col(AuthSession.ended_at).is_(None))
        .values(ended_at=clock.now())
    )


def lift_lock(session: Session, actor: Actor, *, user_id: int) -> None:
    require(actor, OfficePermission.MANAGE_USERS)
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("user_not_found")
    guards.forget_name(session, user.login)
    record(session, actor, events.LockLifted(user_id))


def change_own_password(session: Session, user_id: int, *, old: str, new: str, keep_session: UUID | None = None) -> None:
    """Raises `Invalid` at `old` or `password`. Every other browser of the person is signed out."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("user_not_found")
    if not matches(old, user.password_hash):
        raise Invalid("password_wrong", "old")
    check_rules(new, user.login)
    if matches(new, user.password_hash):
        raise Invalid("password_same", "password")
    user.password_hash, user.must_change_password = hash_password(new), False
    session.add(user)
    end_sessions_of(session, user_id, but=keep_session)
    record(session, None, events.PasswordSet(user_id, by_owner=True), by_user=user_id)
