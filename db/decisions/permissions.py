"""Who may do what about meetings and decisions."""

from db.actor import Role
from db.permissions import REVIEWERS, Permission


class DecisionsPermission(Permission):
    SEE_MEETINGS = "see_meetings", REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}
    HOLD_MEETINGS = "hold_meetings", REVIEWERS
    FOLLOW_DECISIONS = "follow_decisions", REVIEWERS | {Role.STEWARD, Role.PROPERTY}
