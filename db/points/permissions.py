"""Who may do what about service points and partner organisations."""

from db.actor import Role
from db.permissions import OFFICE, REVIEWERS, VISITORS, Permission

_HERE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}


class PointsPermission(Permission):
    SEE_POINTS = "see_points", _HERE
    PROPOSE_POINTS = "propose_points", REVIEWERS | {Role.STEWARD, Role.PROPERTY}
    MANAGE_POINTS = "manage_points", OFFICE
    KEEP_ROSTER = "keep_roster", VISITORS
    SERVE_AT_POINTS = "serve_at_points", frozenset({Role.STEWARD})
    LOG_SERVICES = "log_services", VISITORS | {Role.STEWARD}
    KEEP_SERVICE_LOG = "keep_service_log", VISITORS
    SEE_PARTNERS = "see_partners", REVIEWERS | {Role.LEADER}
    MANAGE_PARTNERS = "manage_partners", OFFICE
