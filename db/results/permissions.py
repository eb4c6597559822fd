"""Who may do what in the figures."""

from db.actor import Role
from db.permissions import Permission


class ResultsPermission(Permission):
    SEE_FIGURES = "see_figures", frozenset({Role.LEADER, Role.CLERK, Role.COMMUNITY_PARTY})
