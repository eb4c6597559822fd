"""Who may do what about tea, written out. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "pour_tea": ".CG.P....",
}
