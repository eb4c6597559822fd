"""Who may do what in visits."""

from db.actor import Role
from db.permissions import REVIEWERS, VISITORS, Permission


class VisitsPermission(Permission):
    SEE_VISITS = "see_visits", REVIEWERS | {Role.STEWARD}
    WRITE_VISITS = "write_visits", VISITORS | {Role.STEWARD}
    CORRECT_VISITS = "correct_visits", VISITORS
    PLAN_VISITS = "plan_visits", VISITORS
    SEE_VISIT_OVERVIEW = "see_visit_overview", REVIEWERS | {Role.LEADER}
    CLOSE_MONTHS = "close_months", frozenset({Role.CLERK})
