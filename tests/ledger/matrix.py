"""Who may do what in the ledger. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "see_households": ".CGEP..S.",
    "edit_households": ".CG.P....",
    "reshape_households": ".CG.P....",
    "import_households": ".C..P....",
    "export_households": ".C..P....",
    "assign": ".CG.P....",
    "see_coverage": ".CGEP...L",
}
