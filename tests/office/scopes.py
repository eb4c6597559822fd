"""Every query and command of the office that takes an actor, and who may."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor, Role
from db.office import queries
from db.office.commands import calendar, devices, set_up, sign_in, units, users
from db.office.commands.column_titles import map_titles
from db.office.commands.plain_copies import delete_plain_copies
from db.office.models import ListKind, RoleIn, UserIn, UserRole
from db.office.queries import current_scheme, find_unit, find_users, open_sessions, the_office
from db.office.unit_import import preview_units
from db.settings import settings
from db.spreadsheets import read_sheets
from tests.cast import PASSWORD
from tests.core.workbooks import xlsx
from tests.office.doors import enter
from tests.office.test_import_units import HEADER
from tests.scoping import Command, Query, Scopes

WEDNESDAY = date(2027, 1, 6)
NAME, NEW_UNIT = "改名了", ["示范镇", "松风社区", "松风苑", "11号楼"]


@dataclass(frozen=True)
class Things:
    """A unit under Pine, the one above it and another beside that; Grace and the role that she has there."""

    who: Actor
    unit: int
    above: int
    beside: int
    user: int
    role: int


def _pine_court(session, cast):
    p, grace = cast.places, cast.grace.user_id
    role = session.scalar(sa.select(UserRole.id).where(col(UserRole.user_id) == grace))
    return Things(cast.dora, p.buildings[2], p.pine_court, p.pine_garden, grace, role)


def _unit(x, t):
    return {"unit_id": t.unit, "seen": x.get_one(queries.Unit, t.unit).version}


def _closed_unit(x, cast, t):
    units.close_unit(x, cast.bob, **_unit(x, t))
    return t


def _closed_user(x, cast, t):
    users.close_user(x, cast.ada, user_id=t.user)
    return t


def _tablet(x, cast, t):
    return devices.register_device(x, cast.ada, name="值班室平板", unit_id=t.unit)[0]


def _a_browser(x, cast, t):
    enter(x, cast.grace)
    return open_sessions(x, user_id=t.user)[0].id


def _a_plain_copy(x, cast, t):
    file = settings().database_file
    if file:
        file.with_name(f"{file.stem}-before-0007-20261101{file.suffix}").write_bytes(b"SQLite format 3\0")
    return t


def _change_office(x, who, t):
    return set_up.change_office(x, who, name=NAME, web_address="", letter_prefix="", is_apply_open=True)


def _scheme(x, who, t):
    return set_up.make_scheme_version(x, who, scheme=current_scheme(x), seen=the_office(x).scheme_version_id or 0)


def _added(t):
    return UserIn(login="fanny", name="范新人", password=PASSWORD, roles=[RoleIn(role=Role.GRID_WORKER, unit_id=t.unit)])


OF_UNITS = {
    "add_unit": Command(lambda x, who, t: units.add_unit(x, who, parent_id=t.above, name="新楼")),
    "rename_unit": Command(lambda x, who, t: units.rename_unit(x, who, **_unit(x, t), name=NAME)),
    "move_unit": Command(lambda x, who, t: units.move_unit(x, who, **_unit(x, t), parent_id=t.beside)),
    "close_unit": Command(lambda x, who, t: units.close_unit(x, who, **_unit(x, t))),
    "reopen_unit": Command(lambda x, who, t: units.reopen_unit(x, who, **_unit(x, t)), given=_closed_unit),
    "import_units": Command(
        lambda x, who, preview: units.import_units(x, who, preview=preview),
        given=lambda x, cast, t: preview_units(x, cast.bob, read_sheets(xlsx(HEADER, NEW_UNIT))),
    ),
    "register_device": Command(lambda x, who, t: devices.register_device(x, who, name=NAME, unit_id=t.unit), by="ada"),
    "revoke_device": Command(lambda x, who, device: devices.revoke_device(x, who, device_id=device), by="ada", given=_tablet),
    "unlock_device": Command(lambda x, who, device: devices.unlock_device(x, who, device_id=device), by="ada", given=_tablet),
}  # fmt: skip

OF_USERS = {
    "add_user": Command(lambda x, who, t: users.add_user(x, who, user=_added(t)), by="ada"),
    "change_user": Command(lambda x, who, t: users.change_user(x, who, user_id=t.user, name=NAME, phone=""), by="ada"),
    "reset_password": Command(lambda x, who, t: users.reset_password(x, who, user_id=t.user, password="cold-tea-2027"), by="ada"),
    "give_role": Command(
        lambda x, who, t: users.give_role(x, who, user_id=t.user, role=RoleIn(role=Role.CLERK, unit_id=t.unit)), by="ada"
    ),
    "take_role": Command(lambda x, who, t: users.take_role(x, who, role_id=t.role), by="ada"),
    "close_user": Command(lambda x, who, t: users.close_user(x, who, user_id=t.user), by="ada"),
    "reopen_user": Command(lambda x, who, t: users.reopen_user(x, who, user_id=t.user), by="ada", given=_closed_user),
    "lift_lock": Command(lambda x, who, t: sign_in.lift_lock(x, who, user_id=t.user), by="ada"),
    "end_session": Command(lambda x, who, one: sign_in.end_session(x, who, session_id=one), by="ada", given=_a_browser),
}  # fmt: skip

OF_THE_OFFICE = {
    "set_day": Command(lambda x, who, t: calendar.set_day(x, who, day=WEDNESDAY, is_working=False)),
    "clear_day": Command(
        lambda x, who, t: calendar.clear_day(x, who, day=WEDNESDAY),
        given=lambda x, cast, t: calendar.set_day(x, cast.bob, day=WEDNESDAY, is_working=False),
    ),
    "change_office": Command(_change_office, by="ada"),
    "make_scheme_version": Command(_scheme, by="ada"),
    "delete_plain_copies": Command(lambda x, who, t: delete_plain_copies(x, who), by="ada", given=_a_plain_copy),
    "map_titles": Command(lambda x, who, t: map_titles(x, who, kind=ListKind.UNITS, mapping={"片区": "community"})),
}

QUERIES = {
    "find_unit": Query(lambda x, who, t: find_unit(x, who, t.unit), set(Role) - {Role.STEWARD}),
    "find_users": Query(lambda x, who, t: find_users(x, who), {Role.ADMINISTRATOR}),
}

# Units, scheme and settings are everybody's to read; roles, sessions and locks are asked for by pages of the administrator.
WITHOUT_ACTOR = {
    "find_office", "office_at_a_glance", "the_office", "refuse_in_demo", "scheme_of", "current_version_id", "current_scheme",
    "scheme_versions", "root_unit", "units_under", "children", "unit_at", "unit_names", "with_unit_names", "roles_of",
    "demo_accounts", "open_sessions", "user_names",
}  # fmt: skip

SCOPES = Scopes(
    queries,
    _pine_court,
    QUERIES,
    WITHOUT_ACTOR,
    elsewhere={"require_whole_office", "path_or_own"},
    of_oneself={"allow_more"},
    commands=OF_UNITS | OF_USERS | OF_THE_OFFICE,
    # Part of setting a steward's PIN, which has looked whether the actor may.
    inner={"open_steward_account", "open_numbers"},
)
