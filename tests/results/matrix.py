"""Who may do what in the figures. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "see_figures": ".C..P...L",
}
