"""Who is behind a cookie: looked up on every rerun, so that ending a session works at once, everywhere."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, Role
from db.office.models import AuthSession, Unit, User, UserRole
from db.office.queries import RoleRow, roles_of
from db.sql import pick

SESSION_HOURS = 12
SEEN_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    # 32 random bytes need no slow hash.
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class SignedInUser:
    """What a rerun needs to know of the person: one row, one query."""

    session_id: UUID
    user_id: int
    name: str
    login: str
    actor: Actor | None
    role_id: int | None
    must_change_password: bool
    language: str
    has_large_text: bool
    seen_at: datetime


def _actor(user: User, role: RoleRow | None) -> Actor | None:
    if role is None:
        return None
    return Actor(user.id or 0, user.name, role.role, role.unit_id, role.unit_path, role.department or None)


def signed_in_user(session: Session, token: str) -> SignedInUser | None:
    """None when the session has ended, run out, or its user is closed."""
    return _user(session, col(AuthSession.token_hash) == token_hash(token))


def user_of_session(session: Session, session_id: UUID) -> SignedInUser | None:
    """The same for a session whose browser is known already."""
    return _user(session, col(AuthSession.id) == session_id)


def _user(session: Session, this: sa.ColumnElement[bool]) -> SignedInUser | None:
    row = session.execute(
        pick(AuthSession, User, UserRole, Unit.path)
        .join(User, col(User.id) == AuthSession.user_id)
        .outerjoin(UserRole, sa.and_(col(UserRole.id) == AuthSession.role_id, col(UserRole.user_id) == User.id))
        .outerjoin(Unit, col(Unit.id) == UserRole.unit_id)
        .where(
            this,
            col(AuthSession.ended_at).is_(None),
            col(AuthSession.expires_at) > clock.now(),
            col(User.is_closed).is_(False),
        )
    ).first()
    if row is None:
        return None
    auth, user, worn, path = row
    role = _worn(worn, path) if worn else first_role(roles_of(session, user.id))
    return SignedInUser(
        auth.id, user.id, user.name, user.login, _actor(user, role), role.id if role else None,
        user.must_change_password, user.language, user.has_large_text, auth.seen_at,
    )  # fmt: skip


def _worn(role: UserRole, path: str) -> RoleRow:
    return RoleRow(role.id or 0, role.user_id, role.role, role.unit_id, path, "", role.department)


def is_open(session: Session, token: str) -> bool:
    return signed_in_user(session, token) is not None


def first_role(roles: list[RoleRow]) -> RoleRow | None:
    """What a person wears after signing in: daily work before administration."""
    return min(roles, key=lambda role: (role.role is Role.ADMINISTRATOR, role.id), default=None)


def own_roles(session: Session, user_id: int) -> list[RoleRow]:
    return roles_of(session, user_id)
