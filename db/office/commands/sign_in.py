"""Signing in and out. A refusal is returned, not raised: the failed attempt itself must be written down."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Invalid, NotAllowed, NotFound
from db.office import events
from db.office.models import AuthSession, SignInGuard, User, UserRole
from db.office.passwords import NOBODY, check_rules, hash_password, matches
from db.office.queries import guard_key, open_sessions, plain_login
from db.office.sessions import SESSION_HOURS, first_role, own_roles, token_hash
from db.permissions import Permission, require
from db.sql import insert_into

ATTEMPTS = 5
LOCKED_MINUTES = 15


@dataclass(frozen=True)
class PasswordCheck:
    """What was found before anything is written: hashing is slow and must not hold the database."""

    login: str
    user_id: int | None
    is_right: bool
    locked_until: datetime | None


@dataclass(frozen=True)
class SignIn:
    """`token` on success, with how many other browsers the person is signed in at; else `locked_until` tells a lock
    from a wrong name or password."""

    token: str | None = None
    n_elsewhere: int = 0
    locked_until: datetime | None = None
    n_left: int = 0


def _guard(session: Session, login: str) -> SignInGuard | None:
    return session.get(SignInGuard, guard_key(login))


def _lock(guard: SignInGuard | None) -> datetime | None:
    if guard and guard.locked_until and guard.locked_until > clock.now():
        return guard.locked_until
    return None


def check_password(session: Session, login: str, password: str) -> PasswordCheck:
    """Takes as long for an unknown name as for a known one. Only reads."""
    login = plain_login(login)
    locked_until = _lock(_guard(session, login))
    user = session.exec(select(User).where(User.login == login, col(User.is_closed).is_(False))).one_or_none()
    user_id, known_hash = (user.id, user.password_hash) if user else (None, NOBODY)
    # Hashing takes long: the database is let go before.
    session.rollback()
    is_right = locked_until is None and matches(password, known_hash) and user_id is not None
    return PasswordCheck(login, user_id, is_right, locked_until)


def _locked_guard(session: Session, login: str) -> SignInGuard:
    """The row of this name, made when it is missing, held until the end of the transaction."""
    key, now = guard_key(login), clock.now()
    session.execute(
        insert_into(session, SignInGuard).values(name_hash=key, n_failed=0, last_failed_at=now).on_conflict_do_nothing()
    )
    return session.exec(select(SignInGuard).where(SignInGuard.name_hash == key).with_for_update()).one()


def _note_failure(session: Session, check: PasswordCheck, guard: SignInGuard) -> SignIn:
    now = clock.now()
    if now - guard.last_failed_at > timedelta(minutes=LOCKED_MINUTES):
        guard.n_failed = 0
    guard.n_failed, guard.last_failed_at = guard.n_failed + 1, now
    if guard.n_failed >= ATTEMPTS:
        guard.n_failed, guard.locked_until = 0, now + timedelta(minutes=LOCKED_MINUTES)
        record(session, None, events.SignInLocked(check.user_id))
    session.add(guard)
    _forget_old_guards(session)
    return SignIn(locked_until=_lock(guard), n_left=ATTEMPTS - guard.n_failed)


def _forget_old_guards(session: Session) -> None:
    """Names that nobody tried for a day: the table does not grow with every invented name."""
    session.execute(sa.delete(SignInGuard).where(col(SignInGuard.last_failed_at) < clock.now() - timedelta(days=1)))


def sign_in(session: Session, check: PasswordCheck, *, device: str) -> SignIn:
    """Opens a session for a right password; otherwise counts the failure, and locks the name after five.

    The lock is read again here: guesses that were sent at once have all passed `check_password` before it fell.
    """
    guard = _locked_guard(session, check.login)
    if locked_until := _lock(guard):
        return SignIn(locked_until=locked_until)
    if not check.is_right or check.user_id is None:
        return _note_failure(session, check, guard)
    session.delete(guard)
    n_elsewhere = len(open_sessions(session, user_id=check.user_id))
    token = _open(session, check.user_id, device)
    record(session, None, events.SignedIn(check.user_id), by_user=check.user_id)
    return SignIn(token=token, n_elsewhere=n_elsewhere)


def _open(session: Session, user_id: int, device: str) -> str:
    role = first_role(own_roles(session, user_id))
    token, now = secrets.token_urlsafe(32), clock.now()
    session.add(
        AuthSession(
            token_hash=token_hash(token), user_id=user_id, role_id=role.id if role else None, device=device[:60],
            started_at=now, seen_at=now, expires_at=now + timedelta(hours=SESSION_HOURS),
        )
    )  # fmt: skip
    session.flush()
    return token


def note_seen(session: Session, token: str) -> None:
    now = clock.now()
    session.execute(
        sa.update(AuthSession)
        .where(col(AuthSession.token_hash) == token_hash(token), col(AuthSession.expires_at) > now)
        .values(seen_at=now, expires_at=now + timedelta(hours=SESSION_HOURS))
    )


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
    auth.role_id = role_id
    session.add(auth)


def end_session(session: Session, actor: Actor, *, session_id: UUID) -> None:
    """By the administrator for anybody, by anybody for themselves."""
    auth = session.get(AuthSession, session_id)
    if auth is None:
        raise NotFound("session_not_found")
    if auth.user_id != actor.user_id:
        require(actor, Permission.MANAGE_USERS)
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


def lift_lock(session: Session, actor: Actor, *, user_id: int) -> None:
    require(actor, Permission.MANAGE_USERS)
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("user_not_found")
    session.execute(sa.delete(SignInGuard).where(col(SignInGuard.name_hash) == guard_key(user.login)))
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
