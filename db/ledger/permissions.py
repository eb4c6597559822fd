"""Who may do what in the ledger."""

from db.actor import Role
from db.permissions import OFFICE, REVIEWERS, VISITORS, Permission


class LedgerPermission(Permission):
    SEE_HOUSEHOLDS = "see_households", REVIEWERS | {Role.STEWARD}
    EDIT_HOUSEHOLDS = "edit_households", VISITORS
    RESHAPE_HOUSEHOLDS = "reshape_households", VISITORS
    IMPORT_HOUSEHOLDS = "import_households", OFFICE
    EXPORT_HOUSEHOLDS = "export_households", OFFICE
    ASSIGN = "assign", VISITORS
    SEE_COVERAGE = "see_coverage", REVIEWERS | {Role.LEADER}
