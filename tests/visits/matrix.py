"""Who may do what in visits. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "see_visits": ".CGEP..S.",
    "write_visits": ".CG.P..S.",
    "correct_visits": ".CG.P....",
    "plan_visits": ".CG.P....",
    "see_visit_overview": ".CGEP...L",
    "close_months": ".C.......",
}
