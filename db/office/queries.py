"""Reads of the office: its settings, units, users and sessions. Small frozen rows out, nothing lazy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor, Role, end_of_path
from db.errors import Conflict, NotAllowed, NotFound
from db.names import like_pattern
from db.office.guards import locked_logins
from db.office.models import AuthSession, Office, SchemeVersion, Unit, User, UserRole
from db.office.permissions import OfficePermission
from db.permissions import require
from db.presets import parse_scheme
from db.privacy import mask_phone
from db.scheme import Scheme
from db.sql import first_of, pick


def find_office(session: Session) -> Office | None:
    return session.get(Office, 1)


_AT_A_GLANCE = pick(Office.is_demo, Office.scheme_version_id)


def office_at_a_glance(session: Session) -> Any:
    """`is_demo` and `scheme_version_id`, or None before the first start: asked at every run, so columns and no row."""
    return first_of(session, _AT_A_GLANCE)


def the_office(session: Session) -> Office:
    """Raises `NotFound('no_office')` before the first start is done."""
    office = find_office(session)
    if office is None:
        raise NotFound("no_office")
    return office


def require_whole_office(session: Session, actor: Actor) -> None:
    """For what touches every unit at once. Raises `NotAllowed` for somebody who works for a part of the office."""
    if actor.unit_id != root_unit(session).id:
        raise NotAllowed("whole_office_only")


def refuse_in_demo(session: Session) -> None:
    """Raises `Conflict('demo_takes_nobody')`: real lists have no place among invented people."""
    if the_office(session).is_demo:
        raise Conflict("demo_takes_nobody")


def scheme_of(session: Session, version_id: int) -> Scheme:
    body = session.scalar(select(SchemeVersion.body).where(SchemeVersion.id == version_id))
    if body is None:
        raise NotFound("no_scheme_version")
    return parse_scheme(body)


def current_version_id(session: Session) -> int:
    """Of the scheme in force. Raises `NotFound('no_office')`."""
    version_id = session.scalar(select(Office.scheme_version_id))
    if version_id is None:
        raise NotFound("no_office")
    return version_id


def current_scheme(session: Session) -> Scheme:
    return scheme_of(session, the_office(session).scheme_version_id or 0)


@dataclass(frozen=True)
class VersionRow:
    id: int
    number: int
    note: str
    created_at: datetime
    created_by: str
    is_current: bool


def scheme_versions(session: Session) -> list[VersionRow]:
    """Every version, newest first."""
    current = the_office(session).scheme_version_id
    rows = session.execute(
        pick(SchemeVersion, User.name)
        .outerjoin(User, col(User.id) == SchemeVersion.created_by)
        .order_by(col(SchemeVersion.number).desc())
    )
    return [VersionRow(v.id, v.number, v.note, v.created_at, name or "", v.id == current) for v, name in rows]


@dataclass(frozen=True)
class UnitRow:
    id: int
    parent_id: int | None
    path: str
    depth: int
    name: str
    closed_on: date | None
    version: int

    @property
    def unit_path(self) -> str:
        return self.path


_UNIT = (Unit.id, Unit.parent_id, Unit.path, Unit.depth, Unit.name, Unit.closed_on, Unit.version)


def _under(path: str) -> sa.ColumnElement[bool]:
    return sa.and_(col(Unit.path) >= path, col(Unit.path) < end_of_path(path))


def _units(session: Session, *conditions: sa.ColumnElement[bool]) -> list[UnitRow]:
    rows = session.execute(pick(*_UNIT).where(*conditions).order_by(col(Unit.depth), col(Unit.sort_key)))
    return [UnitRow(*row) for row in rows]


def root_unit(session: Session) -> UnitRow:
    units = _units(session, col(Unit.parent_id).is_(None))
    if not units:
        raise NotFound("no_office")
    return units[0]


def units_under(session: Session, path: str, *, with_closed: bool = False) -> list[UnitRow]:
    """The unit at `path` and everything under it, upper levels first, in the order people count (9 before 10)."""
    return _units(session, _under(path), sa.true() if with_closed else col(Unit.closed_on).is_(None))


def children(session: Session, unit_id: int, *, with_closed: bool = False) -> list[UnitRow]:
    is_open = sa.true() if with_closed else col(Unit.closed_on).is_(None)
    return _units(session, col(Unit.parent_id) == unit_id, is_open)


def unit_at(session: Session, path: str) -> UnitRow:
    """Raises `NotFound`."""
    units = _units(session, col(Unit.path) == path)
    if not units:
        raise NotFound("unit_not_found")
    return units[0]


def path_or_own(session: Session, actor: Actor, path: str) -> str:
    """The path as given where it names a unit within the actor's own; else the actor's."""
    is_inside = path.isascii() and path.startswith(actor.unit_path)
    return path if is_inside and _units(session, col(Unit.path) == path) else actor.unit_path


def find_unit(session: Session, actor: Actor, unit_id: int) -> UnitRow:
    """Raises `NotFound` for a unit that does not exist or lies outside the actor's own."""
    units = _units(session, col(Unit.id) == unit_id, _under(actor.unit_path))
    if not units:
        raise NotFound("unit_not_found")
    return units[0]


def ids_in(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.split("/") if re.fullmatch("[0-9]{1,9}", part))


def unit_names(session: Session, paths: Sequence[str], *, below: int = 0) -> dict[str, str]:
    """Path -> names from the second level down, joined: `松风社区 松风苑 1号楼`. `below` leaves out upper levels."""
    wanted = {unit_id for path in paths for unit_id in ids_in(path)}
    names = dict(session.execute(pick(Unit.id, Unit.name).where(col(Unit.id).in_(wanted))).all())
    return {path: " ".join(names[i] for i in ids_in(path)[max(below, 1) :]) or names[ids_in(path)[0]] for path in paths}


def with_unit_names(session: Session, found: sa.Select[*tuple[Any, ...]]) -> list[tuple[Any, str]]:
    """The rows of a statement that picks `Unit.path`, each with the names of its unit."""
    rows = session.execute(found).all()
    names = unit_names(session, [row.path for row in rows])
    return [(row, names[row.path]) for row in rows]


@dataclass(frozen=True)
class RoleRow:
    """A role held; `id` is what a session keeps to know which one is worn."""

    id: int
    user_id: int
    role: Role
    unit_id: int
    unit_path: str
    unit_name: str
    department: str


def roles_of(session: Session, *user_ids: int) -> list[RoleRow]:
    rows = session.execute(
        pick(UserRole, Unit.path, Unit.name)
        .join(Unit, col(Unit.id) == UserRole.unit_id)
        .where(col(UserRole.user_id).in_(user_ids), col(UserRole.role).in_(list(Role)))
        .order_by(col(UserRole.id))
    )
    return [RoleRow(r.id, r.user_id, r.role, r.unit_id, path, name, r.department) for r, path, name in rows]


@dataclass(frozen=True)
class UserRow:
    id: int
    login: str
    name: str
    phone: str
    roles: tuple[RoleRow, ...]
    is_closed: bool
    must_change_password: bool
    is_locked: bool


def find_users(session: Session, actor: Actor, *, search: str = "", offset: int = 0, limit: int = 50) -> list[UserRow]:
    """Users by login or name, open ones first. Needs MANAGE_USERS."""
    require(actor, OfficePermission.MANAGE_USERS)
    pattern = f"%{like_pattern(search)}%"
    found = session.execute(
        pick(User)
        .where(sa.or_(col(User.login).ilike(pattern, escape="\\"), col(User.name).like(pattern, escape="\\")))
        .order_by(col(User.is_closed), col(User.login))
        .offset(offset)
        .limit(limit)
    ).scalars()
    users = list(found)
    locked = locked_logins(session, [user.login for user in users])
    roles = roles_of(session, *[user.id or 0 for user in users])
    return [
        UserRow(
            u.id or 0, u.login, u.name, mask_phone(u.phone), tuple(r for r in roles if r.user_id == u.id),
            u.is_closed, u.must_change_password, u.login in locked,
        )
        for u in users
    ]  # fmt: skip


@dataclass(frozen=True)
class DemoAccount:
    login: str
    role: Role
    department: str
    unit_name: str


def demo_accounts(session: Session) -> list[DemoAccount]:
    """Who can be tried out in a demo, for its sign-in page; nobody in a real office."""
    if not the_office(session).is_demo:
        return []
    rows = session.execute(
        pick(User.login, UserRole.role, UserRole.department, Unit.name)
        .join(UserRole, col(UserRole.user_id) == User.id)
        .join(Unit, col(Unit.id) == UserRole.unit_id)
        .order_by(col(UserRole.id))
        .limit(30)
    )
    return [DemoAccount(*row) for row in rows]


@dataclass(frozen=True)
class SessionRow:
    id: UUID
    user_id: int
    user_name: str
    device: str
    started_at: datetime
    seen_at: datetime


def open_sessions(session: Session, *, user_id: int | None = None) -> list[SessionRow]:
    """Browsers that are signed in now, the last seen first."""
    of_user = sa.true() if user_id is None else col(AuthSession.user_id) == user_id
    rows = session.execute(
        pick(AuthSession, User.name)
        .join(User, col(User.id) == AuthSession.user_id)
        .where(col(AuthSession.ended_at).is_(None), col(AuthSession.expires_at) > clock.now(), of_user)
        .order_by(col(AuthSession.seen_at).desc())
    )
    return [SessionRow(a.id, a.user_id, name, a.device, a.started_at, a.seen_at) for a, name in rows]


def user_names(session: Session, user_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(pick(User.id, User.name).where(col(User.id).in_(set(user_ids))))
    return dict(rows.all())
