"""Who may do what about service points. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "see_points": ".CGEP.OSL",
    "propose_points": ".CGEP.OS.",
    "manage_points": ".C..P....",
    "keep_roster": ".CG.P....",
    "serve_at_points": ".......S.",
    "log_services": ".CG.P..S.",
    "keep_service_log": ".CG.P....",
    "see_partners": ".CGEP...L",
    "manage_partners": ".C..P....",
}
