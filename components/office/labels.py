"""Labels of looking after the installation, its units, people and rules."""

from enum import Enum

from components.wording.label import Label
from db.office.permissions import OfficePermission

LABELS: tuple[tuple[Enum, Label], ...] = (
    (OfficePermission.SEE_HOME, Label("see the home page")),
    (OfficePermission.OWN_ACCOUNT, Label("change the own password")),
    (OfficePermission.MANAGE_OFFICE, Label("change the office's settings")),
    (OfficePermission.MANAGE_USERS, Label("manage users, roles and sessions")),
    (OfficePermission.OPEN_STEWARD_ACCOUNTS, Label("open a steward's account with a first PIN")),
    (OfficePermission.MANAGE_UNITS, Label("manage units")),
    (OfficePermission.EDIT_CALENDAR, Label("set working days")),
    (OfficePermission.SEE_SCHEME, Label("see the scheme")),
    (OfficePermission.EDIT_SCHEME, Label("edit the scheme")),
    (OfficePermission.SEE_AUDIT, Label("read the journal")),
    (OfficePermission.SEE_FULL_PERSONAL_DATA, Label("see full ID numbers and telephones (recorded)")),
    (OfficePermission.MANAGE_DEVICES, Label("manage shared tablets")),
)
