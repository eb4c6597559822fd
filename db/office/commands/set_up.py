"""The first start, and the settings of the office."""

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from db import clock
from db.actor import Actor, Role
from db.audit import record
from db.errors import Conflict, Invalid
from db.names import read_name
from db.natural_order import sort_key
from db.office import events
from db.office.commands.users import read_login
from db.office.models import Office, OfficeIn, SchemeVersion, Unit, User, UserRole
from db.office.passwords import check_rules, hash_password
from db.office.permissions import OfficePermission
from db.office.queries import current_scheme, find_office, root_unit, the_office
from db.permissions import require
from db.presets import load_preset
from db.privacy import key_check, mark_set_up
from db.scheme import Scheme
from db.settings import settings
from db.text import clean


def set_up_office(session: Session, *, office: OfficeIn, is_demo: bool = False) -> Actor:
    """Creates the office, its scheme's first version, its top unit and its first administrator, who is also clerk.

    Raises `Conflict('office_exists')`, `Invalid` at a field, or `Refused` for a broken preset.
    """
    if find_office(session):
        raise Conflict("office_exists")
    name = clean(office.name)
    if not name or len(name) > 60:
        raise Invalid("office_name_missing", "name")
    login, admin_name = read_login(office.login), read_name(office.admin_name, "admin_name")
    check_rules(office.password, login)
    scheme = load_preset(office.preset)
    now = clock.now()
    version = SchemeVersion(number=1, body=scheme.model_dump_json(), created_at=now)
    root = Unit(path="/", depth=0, name=name, sort_key=sort_key(name))
    user = User(
        login=login, name=admin_name, password_hash=hash_password(office.password), must_change_password=False,
        created_at=now,
    )  # fmt: skip
    session.add_all([version, root, user])
    session.flush()
    root.path = f"/{root.id}/"
    session.add(Office(name=name, scheme_version_id=version.id, is_demo=is_demo, key_check=key_check(), created_at=now))
    for role in (Role.CLERK, Role.ADMINISTRATOR):
        session.add(UserRole(user_id=user.id or 0, role=role, unit_id=root.id or 0))
    session.flush()
    record(session, None, events.OfficeSetUp(scheme.key, is_demo))
    _mark_the_key(session)
    return Actor(user.id or 0, user.name, Role.CLERK, root.id or 0, root.path)


def _mark_the_key(session: Session) -> None:
    """Once the office stands: whoever loses its database from then on is told so, instead of being offered a new office."""
    sa.event.listen(session, "after_commit", lambda _session: mark_set_up(settings().key_file), once=True)


def first_administrator(session: Session) -> Actor:
    """For the commands of `python -m seed`, which run as whoever holds the machine."""
    row = session.exec(
        select(User)
        .join(UserRole)
        .where(UserRole.role == Role.ADMINISTRATOR, col(User.is_closed).is_(False))
        .order_by(col(User.id))
    ).first()
    if row is None:
        raise Conflict("no_administrator")
    root = root_unit(session)
    return Actor(row.id or 0, row.name, Role.CLERK, root.id, root.path)


def change_office(
    session: Session, actor: Actor, *, name: str, web_address: str, letter_prefix: str, is_apply_open: bool
) -> None:
    """Raises `Invalid` at a field."""
    require(actor, OfficePermission.MANAGE_OFFICE)
    address = clean(web_address).rstrip("/")
    if not clean(name) or len(name) > 60:
        raise Invalid("office_name_missing", "name")
    if address and not address.startswith(("http://", "https://")):
        raise Invalid("web_address_form", "web_address")
    office = the_office(session)
    new = {
        "name": clean(name), "web_address": address[:200], "letter_prefix": clean(letter_prefix)[:20],
        "is_apply_open": is_apply_open,
    }  # fmt: skip
    changed = [field for field, value in new.items() if getattr(office, field) != value]
    for field in changed:
        setattr(office, field, new[field])
    session.add(office)
    if "name" in changed:
        root = session.get_one(Unit, root_unit(session).id)
        root.name, root.version = office.name, root.version + 1
        session.add(root)
    if changed:
        record(session, actor, events.OfficeChanged(changed))


def make_scheme_version(session: Session, actor: Actor, *, scheme: Scheme, note: str = "", seen: int) -> int:
    """A new current version; what has begun keeps its own. `seen` is the version the editor showed."""
    require(actor, OfficePermission.EDIT_SCHEME)
    office = the_office(session)
    if office.scheme_version_id != seen:
        raise Conflict("scheme_moved")
    _require_nothing_lost(session, current_scheme(session), scheme)
    number = (session.scalar(select(func.max(SchemeVersion.number))) or 0) + 1
    version = SchemeVersion(
        number=number, body=scheme.model_dump_json(), note=clean(note)[:200], created_at=clock.now(),
        created_by=actor.user_id,
    )  # fmt: skip
    session.add(version)
    session.flush()
    office.scheme_version_id = version.id
    session.add(office)
    record(session, actor, events.SchemeVersionMade(version.id or 0, number))
    return version.id or 0


def _require_nothing_lost(session: Session, old: Scheme, new: Scheme) -> None:
    """Levels that have units, and departments that somebody answers for, stay."""
    deepest = session.scalar(select(func.max(Unit.depth))) or 0
    for level in old.levels[: deepest + 1]:
        if level.key not in {other.key for other in new.levels}:
            raise Conflict("level_in_use", name=level.zh)
    if [level.key for level in new.levels[: deepest + 1]] != [level.key for level in old.levels[: deepest + 1]]:
        raise Conflict("level_in_use", name=old.levels[deepest].zh)
    held = set(session.exec(select(UserRole.department).where(UserRole.role == Role.DEPARTMENT)))
    for department in old.departments:
        if department.key in held - {other.key for other in new.departments}:
            raise Conflict("department_in_use", name=department.zh)
