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
from db.sql import first_of, pick

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


def _looked_for(this: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    held = col(UserRole.user_id) == User.id, col(UserRole.role).in_(list(Role))
    return (
        pick(
            col(AuthSession.id), AuthSession.seen_at, AuthSession.shared_device_id,
            col(User.id).label("user_id"), col(User.name).label("user_name"), User.login, User.must_change_password,
            User.language, User.has_large_text, User.text_size, col(User.pin_hash).is_not(None).label("has_pin"),
            col(UserRole.id).label("role_id"), UserRole.role, UserRole.department, UserRole.unit_id,
            Unit.path, col(Unit.name).label("unit_name"),
            sa.select(sa.func.count()).where(*held).correlate(User).scalar_subquery().label("n_roles"),
        )
        .join_from(AuthSession, User, col(User.id) == AuthSession.user_id)
        .outerjoin(UserRole, sa.and_(col(UserRole.id) == AuthSession.role_id, col(UserRole.user_id) == User.id))
        .outerjoin(Unit, col(Unit.id) == UserRole.unit_id)
        .where(
            this,
            col(AuthSession.ended_at).is_(None),
            col(AuthSession.expires_at) > sa.bindparam("now"),
            col(User.is_closed).is_(False),
        )
    )  # fmt: skip


# Asked at every run of every page: putting it together each time would cost more than asking.
_BY_TOKEN = _looked_for(col(AuthSession.token_hash) == sa.bindparam("mark"))
_BY_ID = _looked_for(col(AuthSession.id) == sa.bindparam("mark"))


def signed_in_user(session: Session, token: str) -> SignedInUser | None:
    """None when the session has ended, run out, or its user is closed."""
    return _user(session, _BY_TOKEN, token_hash(token))


def user_of_session(session: Session, session_id: UUID) -> SignedInUser | None:
    """The same for a session whose browser is known already."""
    return _user(session, _BY_ID, session_id)


def _user(session: Session, question: sa.Select[*tuple[Any, ...]], mark: str | UUID) -> SignedInUser | None:
    row = first_of(session, question, mark=mark, now=clock.now())
    if row is None:
        return None
    is_shared = row.shared_device_id is not None
    role = _worn(session, row, is_shared=is_shared)
    actor = Actor(row.user_id, row.user_name, role.role, role.unit_id, role.unit_path, role.department or None) if role else None
    return SignedInUser(
        row.id, row.user_id, row.user_name, row.login, actor, role.id if role else None,
        row.must_change_password and not (is_shared and row.has_pin), row.language, row.has_large_text or is_shared,
        row.seen_at, row.text_size or LARGE, row.shared_device_id, role.unit_name if role else "", row.n_roles,
    )  # fmt: skip


def _worn(session: Session, row: Any, *, is_shared: bool) -> RoleRow | None:
    if row.role:
        return RoleRow(row.role_id, row.user_id, row.role, row.unit_id, row.path, row.unit_name, row.department)
    # Whoever loses the worn role takes another one, except on a shared tablet: a PIN opens the steward's work only.
    return None if is_shared else first_role(own_roles(session, row.user_id))


def first_role(roles: list[RoleRow]) -> RoleRow | None:
    """What a person wears after signing in: daily work before administration."""
    return min(roles, key=lambda role: (role.role is Role.ADMINISTRATOR, role.id), default=None)


def own_roles(session: Session, user_id: int) -> list[RoleRow]:
    return roles_of(session, user_id)
