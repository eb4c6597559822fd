"""Who may do what about meetings. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "see_meetings": ".CGEP.OSL",
    "hold_meetings": ".CGEP....",
    "follow_decisions": ".CGEP.OS.",
}
