"""Users and the roles they hold."""

import re
import secrets

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor, Role
from db.audit import record
from db.errors import Conflict, Invalid, NotFound
from db.id_numbers import read_id_number
from db.names import read_name
from db.office import events
from db.office.commands.sign_in import end_sessions_of
from db.office.guards import plain_login
from db.office.models import RoleIn, User, UserIn, UserRole
from db.office.passwords import check_rules, hash_password
from db.office.permissions import OfficePermission
from db.office.queries import current_scheme, find_unit, root_unit
from db.permissions import require
from db.phones import read_phone
from db.privacy import blind_index, blind_index_or_none
from db.text import clean

TEXT_SIZES = (18, 22, 26)
_LOGIN = re.compile(r"[\w.\-]{2,40}")


def read_login(text: str) -> str:
    """Lower case; letters of any script, digits, dot and hyphen. Raises `Invalid` at `login`."""
    login = plain_login(text)
    if not _LOGIN.fullmatch(login):
        raise Invalid("login_form", "login")
    return login


def _user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("user_not_found")
    return user


def _index_of_person(user: User, phone: str, id_number: str) -> None:
    """By these a reviewer's own application is recognised; the number itself is not kept."""
    user.phone = read_phone(phone) if clean(phone) else None
    user.phone_index = blind_index_or_none("phone", user.phone)
    if clean(id_number):
        user.id_index = blind_index("id", read_id_number(id_number).number)


def add_user(session: Session, actor: Actor, *, user: UserIn) -> int:
    """Returns the user's id. The password was set by somebody else, so it must be changed at the first sign-in.

    Raises `Invalid` at a field, `Conflict('login_taken')`.
    """
    require(actor, OfficePermission.MANAGE_USERS)
    login = read_login(user.login)
    if session.scalar(select(User.id).where(User.login == login)):
        raise Conflict("login_taken", "login", login=login)
    check_rules(user.password, login)
    row = User(
        login=login, name=read_name(user.name), password_hash=hash_password(user.password), created_at=clock.now(),
        has_large_text=any(role.role is Role.STEWARD for role in user.roles),
    )  # fmt: skip
    _index_of_person(row, user.phone, user.id_number)
    session.add(row)
    session.flush()
    record(session, actor, events.UserAdded(row.id or 0))
    for role in user.roles:
        give_role(session, actor, user_id=row.id or 0, role=role)
    return row.id or 0


def change_user(session: Session, actor: Actor, *, user_id: int, name: str, phone: str, id_number: str = "") -> None:
    """An empty `id_number` leaves what is on file."""
    require(actor, OfficePermission.MANAGE_USERS)
    user = _user(session, user_id)
    user.name = read_name(name)
    _index_of_person(user, phone, id_number)
    session.add(user)
    record(session, actor, events.UserChanged(user_id, ["name", "phone"]))


def reset_password(session: Session, actor: Actor, *, user_id: int, password: str) -> None:
    """Signs the person out everywhere; they must choose their own at the next sign-in."""
    require(actor, OfficePermission.MANAGE_USERS)
    user = _user(session, user_id)
    check_rules(password, user.login)
    user.password_hash, user.must_change_password = hash_password(password), True
    session.add(user)
    end_sessions_of(session, user_id)
    record(session, actor, events.PasswordSet(user_id, by_owner=False))


def give_role(session: Session, actor: Actor, *, user_id: int, role: RoleIn) -> None:
    """Raises `Invalid` at `department` or `unit`, `Conflict('role_held')`."""
    require(actor, OfficePermission.MANAGE_USERS)
    unit = find_unit(session, actor, role.unit_id)
    if unit.closed_on:
        raise Invalid("unit_closed", "unit")
    # Whoever administers can reach every account: that is only for the whole office.
    if role.role is Role.ADMINISTRATOR and unit.id != root_unit(session).id:
        raise Invalid("administrator_of_a_part", "unit")
    departments = {department.key for department in current_scheme(session).departments}
    department = role.department if role.role is Role.DEPARTMENT else ""
    if role.role is Role.DEPARTMENT and department not in departments:
        raise Invalid("department_missing", "department")
    held = select(UserRole.id).where(
        UserRole.user_id == user_id, UserRole.role == role.role, UserRole.unit_id == unit.id,
        UserRole.department == department,
    )  # fmt: skip
    if session.scalar(held):
        raise Conflict("role_held")
    session.add(UserRole(user_id=_user(session, user_id).id or 0, role=role.role, unit_id=unit.id, department=department))
    session.flush()
    record(session, actor, events.RoleGiven(user_id, role.role.value, unit.id))


def _keep_an_administrator(session: Session, without_user: int) -> None:
    others = session.scalar(
        select(sa.func.count())
        .select_from(UserRole)
        .join(User, col(User.id) == UserRole.user_id)
        .where(UserRole.role == Role.ADMINISTRATOR, col(User.is_closed).is_(False), UserRole.user_id != without_user)
    )
    if not others:
        raise Conflict("last_administrator")


def take_role(session: Session, actor: Actor, *, role_id: int) -> None:
    """Raises `Conflict('last_administrator')`."""
    require(actor, OfficePermission.MANAGE_USERS)
    role = session.get(UserRole, role_id)
    if role is None:
        raise NotFound("role_not_found")
    if role.role is Role.ADMINISTRATOR:
        _keep_an_administrator(session, role.user_id)
    session.delete(role)
    session.flush()
    record(session, actor, events.RoleTaken(role.user_id, role.role.value, role.unit_id))


def close_user(session: Session, actor: Actor, *, user_id: int) -> None:
    """The person can no longer sign in; what they did stays under their name."""
    require(actor, OfficePermission.MANAGE_USERS)
    user = _user(session, user_id)
    holds = select(UserRole.id).where(UserRole.user_id == user_id, UserRole.role == Role.ADMINISTRATOR)
    if session.scalar(holds.limit(1)):
        _keep_an_administrator(session, user_id)
    user.is_closed = True
    session.add(user)
    end_sessions_of(session, user_id)
    record(session, actor, events.UserClosed(user_id))


def reopen_user(session: Session, actor: Actor, *, user_id: int) -> None:
    require(actor, OfficePermission.MANAGE_USERS)
    user = _user(session, user_id)
    user.is_closed = False
    session.add(user)
    record(session, actor, events.UserReopened(user_id))


def choose_looks(
    session: Session, user_id: int, *, language: str, has_large_text: bool, text_size: int | None = None
) -> None:  # fmt: skip
    """A person's own choice of language and size of text. Raises `Invalid` for a size that there is not."""
    if text_size is not None and text_size not in TEXT_SIZES:
        raise Invalid("text_size_unknown")
    user = _user(session, user_id)
    user.language, user.has_large_text, user.text_size = language, has_large_text, text_size or user.text_size
    session.add(user)


def open_steward_account(session: Session, actor: Actor, *, login: str, name: str, unit_id: int, id_index: str) -> int:
    """An account that only a PIN opens, as part of setting one: its password is nobody's. Raises `Conflict('login_taken')`,
    `NotFound` for a unit outside the actor's own."""
    require(actor, OfficePermission.OPEN_STEWARD_ACCOUNTS)
    find_unit(session, actor, unit_id)
    login = read_login(login)
    if session.scalar(select(User.id).where(User.login == login)):
        raise Conflict("login_taken", "login", login=login)
    user = User(
        login=login, name=name, password_hash=hash_password(secrets.token_urlsafe(32)), must_change_password=False,
        has_large_text=True, id_index=id_index, created_at=clock.now(),
    )  # fmt: skip
    session.add(user)
    session.flush()
    session.add(UserRole(user_id=user.id or 0, role=Role.STEWARD, unit_id=unit_id))
    session.flush()
    record(session, actor, events.UserAdded(user.id or 0))
    record(session, actor, events.RoleGiven(user.id or 0, Role.STEWARD.value, unit_id))
    return user.id or 0
