"""Who may do what in the office. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "see_home": "ACGEPDOSL",
    "own_account": "ACGEPDOSL",
    "manage_office": "A........",
    "manage_users": "A........",
    "open_steward_accounts": "ACG.P....",
    "manage_units": "AC.......",
    "edit_calendar": "AC.......",
    "see_scheme": "ACGEPDOSL",
    "edit_scheme": "A........",
    "see_audit": "A........",
    "manage_devices": "A........",
    "see_full_personal_data": ".C..P....",
}
