"""Pages of the office."""

from components.shell.entry import Entry
from db.actor import Role
from db.office.permissions import OfficePermission
from db.permissions import REVIEWERS

MENU: tuple[Entry, ...] = (
    Entry("Office", "office/units.py", "Units", "account_tree", OfficePermission.MANAGE_UNITS),
    Entry("Office", "office/bring_in_units.py", "Bring in units", "upload_file", OfficePermission.MANAGE_UNITS, is_listed=False),
    Entry("Office", "office/users.py", "Users and roles", "manage_accounts", OfficePermission.MANAGE_USERS),
    Entry("Office", "office/devices.py", "Shared tablets", "tablet_android", OfficePermission.MANAGE_DEVICES),
    Entry("Office", "office/sessions.py", "Who is signed in", "devices", OfficePermission.MANAGE_USERS, is_listed=False),
    Entry(
        "Office",
        "office/scheme.py",
        "Scheme",
        "menu_book",
        OfficePermission.SEE_SCHEME,
        roles=REVIEWERS | {Role.ADMINISTRATOR, Role.LEADER},
    ),
    Entry("Office", "office/edit_scheme.py", "Edit the scheme", "edit", OfficePermission.EDIT_SCHEME, is_listed=False),
    Entry("Office", "office/calendar.py", "Working days", "calendar_month", OfficePermission.EDIT_CALENDAR),
    Entry("Office", "office/settings.py", "Office settings", "settings", OfficePermission.MANAGE_OFFICE),
    Entry("Office", "office/journal.py", "Journal", "history", OfficePermission.SEE_AUDIT),
    Entry("Office", "office/account.py", "My account", "account_circle", OfficePermission.OWN_ACCOUNT, is_listed=False),
)
