"""Who may do what in looking after the installation, its units, people and rules."""

from db.actor import Role
from db.permissions import EVERYBODY, OFFICE, VISITORS, Permission


class OfficePermission(Permission):
    SEE_HOME = "see_home", EVERYBODY
    OWN_ACCOUNT = "own_account", EVERYBODY
    MANAGE_OFFICE = "manage_office", frozenset({Role.ADMINISTRATOR})
    MANAGE_USERS = "manage_users", frozenset({Role.ADMINISTRATOR})
    OPEN_STEWARD_ACCOUNTS = "open_steward_accounts", VISITORS | {Role.ADMINISTRATOR}
    MANAGE_UNITS = "manage_units", frozenset({Role.ADMINISTRATOR, Role.CLERK})
    EDIT_CALENDAR = "edit_calendar", frozenset({Role.ADMINISTRATOR, Role.CLERK})
    SEE_SCHEME = "see_scheme", EVERYBODY
    EDIT_SCHEME = "edit_scheme", frozenset({Role.ADMINISTRATOR})
    SEE_AUDIT = "see_audit", frozenset({Role.ADMINISTRATOR})
    MANAGE_DEVICES = "manage_devices", frozenset({Role.ADMINISTRATOR})
    SEE_FULL_PERSONAL_DATA = "see_full_personal_data", OFFICE
