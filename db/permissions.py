"""One table says who may do what; what is not in it is refused."""

from enum import StrEnum
from typing import Protocol

from db.actor import Actor, Role
from db.errors import NotAllowed


class Permission(StrEnum):
    SEE_HOME = "see_home"
    OWN_ACCOUNT = "own_account"
    MANAGE_OFFICE = "manage_office"
    MANAGE_USERS = "manage_users"
    MANAGE_UNITS = "manage_units"
    EDIT_CALENDAR = "edit_calendar"
    SEE_SCHEME = "see_scheme"
    EDIT_SCHEME = "edit_scheme"
    SEE_AUDIT = "see_audit"
    REGISTER_APPLICANT = "register_applicant"
    CONFIRM_ENTRY = "confirm_entry"
    IMPORT_APPLICANTS = "import_applicants"
    SEE_APPLICATIONS = "see_applications"
    SEE_FULL_PERSONAL_DATA = "see_full_personal_data"
    DECIDE_STEP = "decide_step"
    ANSWER_OPINION = "answer_opinion"
    ASK_DEPARTMENTS = "ask_departments"
    READ_OPINIONS = "read_opinions"
    EXCUSE_MISSING_REPLY = "excuse_missing_reply"
    ANNOUNCE = "announce"
    RECORD_OBJECTION = "record_objection"
    EXAMINE_OBJECTION = "examine_objection"
    APPOINT = "appoint"
    SEE_STEWARDS = "see_stewards"
    MANAGE_STEWARDS = "manage_stewards"
    EXPORT_STEWARDS = "export_stewards"
    SEE_OWN_STEWARD = "see_own_steward"
    SEE_BOARD = "see_board"
    SEE_FIGURES = "see_figures"
    SEE_HOUSEHOLDS = "see_households"
    EDIT_HOUSEHOLDS = "edit_households"
    RESHAPE_HOUSEHOLDS = "reshape_households"
    IMPORT_HOUSEHOLDS = "import_households"
    IMPORT_STEWARDS = "import_stewards"
    EXPORT_HOUSEHOLDS = "export_households"
    ASSIGN = "assign"
    SEE_COVERAGE = "see_coverage"
    SEE_VISITS = "see_visits"
    WRITE_VISITS = "write_visits"
    CORRECT_VISITS = "correct_visits"
    PLAN_VISITS = "plan_visits"
    SEE_VISIT_OVERVIEW = "see_visit_overview"
    CLOSE_MONTHS = "close_months"
    SET_PIN = "set_pin"
    MANAGE_DEVICES = "manage_devices"


_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.CLERK, Role.COMMUNITY_PARTY})
_REVIEWERS = frozenset({Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK})
_VISITORS = frozenset({Role.GRID_WORKER, Role.COMMUNITY_PARTY, Role.CLERK})

ALLOWED: dict[Permission, frozenset[Role]] = {
    Permission.SEE_HOME: _EVERYBODY,
    Permission.OWN_ACCOUNT: _EVERYBODY,
    Permission.MANAGE_OFFICE: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_USERS: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_UNITS: frozenset({Role.ADMINISTRATOR, Role.CLERK}),
    Permission.EDIT_CALENDAR: frozenset({Role.ADMINISTRATOR, Role.CLERK}),
    Permission.SEE_SCHEME: _EVERYBODY,
    Permission.EDIT_SCHEME: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_AUDIT: frozenset({Role.ADMINISTRATOR}),
    Permission.REGISTER_APPLICANT: _REVIEWERS,
    Permission.CONFIRM_ENTRY: frozenset({Role.GRID_WORKER, Role.CLERK}),
    Permission.IMPORT_APPLICANTS: frozenset({Role.CLERK}),
    Permission.SEE_APPLICATIONS: _REVIEWERS,
    Permission.SEE_FULL_PERSONAL_DATA: _OFFICE,
    Permission.DECIDE_STEP: _REVIEWERS,
    Permission.ANSWER_OPINION: frozenset({Role.DEPARTMENT}),
    Permission.ASK_DEPARTMENTS: _OFFICE,
    Permission.READ_OPINIONS: _OFFICE,
    Permission.EXCUSE_MISSING_REPLY: frozenset({Role.COMMUNITY_PARTY}),
    Permission.ANNOUNCE: _OFFICE,
    Permission.RECORD_OBJECTION: frozenset({Role.GRID_WORKER, Role.CLERK, Role.COMMUNITY_PARTY}),
    Permission.EXAMINE_OBJECTION: _OFFICE,
    Permission.APPOINT: _OFFICE,
    Permission.SEE_STEWARDS: _REVIEWERS | {Role.LEADER},
    Permission.MANAGE_STEWARDS: _OFFICE,
    Permission.EXPORT_STEWARDS: _OFFICE,
    Permission.SEE_OWN_STEWARD: frozenset({Role.STEWARD}),
    Permission.SEE_BOARD: frozenset({Role.PROPERTY, Role.STEWARD}),
    Permission.SEE_FIGURES: frozenset({Role.LEADER, Role.CLERK, Role.COMMUNITY_PARTY}),
    Permission.SEE_HOUSEHOLDS: _REVIEWERS | {Role.STEWARD},
    Permission.EDIT_HOUSEHOLDS: frozenset({Role.GRID_WORKER, Role.COMMUNITY_PARTY, Role.CLERK}),
    Permission.RESHAPE_HOUSEHOLDS: frozenset({Role.GRID_WORKER, Role.COMMUNITY_PARTY, Role.CLERK}),
    Permission.IMPORT_HOUSEHOLDS: _OFFICE,
    Permission.IMPORT_STEWARDS: frozenset({Role.CLERK}),
    Permission.EXPORT_HOUSEHOLDS: _OFFICE,
    Permission.ASSIGN: frozenset({Role.GRID_WORKER, Role.COMMUNITY_PARTY, Role.CLERK}),
    Permission.SEE_COVERAGE: _REVIEWERS | {Role.LEADER},
    Permission.SEE_VISITS: _REVIEWERS | {Role.STEWARD},
    Permission.WRITE_VISITS: _VISITORS | {Role.STEWARD},
    Permission.CORRECT_VISITS: _VISITORS,
    Permission.PLAN_VISITS: _VISITORS,
    Permission.SEE_VISIT_OVERVIEW: _REVIEWERS | {Role.LEADER},
    Permission.CLOSE_MONTHS: frozenset({Role.CLERK}),
    Permission.SET_PIN: _VISITORS | {Role.ADMINISTRATOR},
    Permission.MANAGE_DEVICES: frozenset({Role.ADMINISTRATOR}),
}


class Placed(Protocol):
    """Anything that stands at a unit."""

    @property
    def unit_path(self) -> str: ...


def in_scope(actor: Actor, path: str) -> bool:
    return path.startswith(actor.unit_path)


def allows(actor: Actor, permission: Permission, subject: Placed | None = None) -> bool:
    """Whether the actor's role holds the permission and the subject, if any, lies under the actor's unit."""
    if actor.role not in ALLOWED.get(permission, frozenset()):
        return False
    return subject is None or in_scope(actor, subject.unit_path)


def require(actor: Actor, permission: Permission, subject: Placed | None = None) -> None:
    """Raises `NotAllowed` unless `allows(...)`."""
    if not allows(actor, permission, subject):
        raise NotAllowed(permission=permission.value)
