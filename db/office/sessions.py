"""Who is behind a cookie: looked up on every rerun, so that ending a session works at once, everywhere."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
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
# A session on a shared tablet is short: its presses must count soon.
SEEN_EVERY_ON_SHARED = timedelta(seconds=15)
LARGE = 22


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
    text_size: int = LARGE
    shared_device_id: int | None = None
    unit_name: str = ""
    n_roles: int = 0

    @property
    def is_shared(self) -> bool:
        """Whether this session stands on a shared tablet."""
        return self.shared_device_id is not None

    @property
    def seen_every(self) -> timedelta:
        return SEEN_EVERY_ON_SHARED if self.is_shared else SEEN_EVERY


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


def _n_roles() -> Any:
    held = col(UserRole.user_id) == User.id, col(UserRole.role).in_(list(Role))
    return sa.select(sa.func.count()).select_from(UserRole).where(*held).correlate(User).scalar_subquery()


def _user(session: Session, this: sa.ColumnElement[bool]) -> SignedInUser | None:
    row = session.execute(
        pick(AuthSession, User, UserRole, Unit.path, Unit.name, _n_roles())
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
    auth, user, worn, path, unit_name, n_roles = row
    is_shared = auth.shared_device_id is not None
    # Whoever loses the worn role takes another one, except on a shared tablet: a PIN opens the steward's work only.
    role = _worn(worn, path, unit_name) if worn and worn.role else None if is_shared else first_role(roles_of(session, user.id))
    must_change = user.must_change_password and not (is_shared and user.pin_hash)
    return SignedInUser(
        auth.id, user.id, user.name, user.login, _actor(user, role), role.id if role else None, must_change, user.language,
        user.has_large_text or is_shared, auth.seen_at, user.text_size or LARGE, auth.shared_device_id,
        role.unit_name if role else "", n_roles,
    )  # fmt: skip


def _worn(role: UserRole, path: str, unit_name: str) -> RoleRow:
    return RoleRow(role.id or 0, role.user_id, role.role, role.unit_id, path, unit_name, role.department)


def is_open(session: Session, token: str) -> bool:
    return signed_in_user(session, token) is not None


def first_role(roles: list[RoleRow]) -> RoleRow | None:
    """What a person wears after signing in: daily work before administration."""
    return min(roles, key=lambda role: (role.role is Role.ADMINISTRATOR, role.id), default=None)


def own_roles(session: Session, user_id: int) -> list[RoleRow]:
    return roles_of(session, user_id)
