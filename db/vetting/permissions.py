"""Who may do what in vetting and about stewards."""

from db.actor import Role
from db.permissions import OFFICE, REVIEWERS, VISITORS, Permission
from db.scheme_parts import DECIDERS, StepKind


class VettingPermission(Permission):
    REGISTER_APPLICANT = "register_applicant", REVIEWERS
    CONFIRM_ENTRY = "confirm_entry", frozenset({Role.GRID_WORKER, Role.CLERK})
    IMPORT_APPLICANTS = "import_applicants", frozenset({Role.CLERK})
    SEE_APPLICATIONS = "see_applications", REVIEWERS
    DECIDE_STEP = "decide_step", DECIDERS[StepKind.REVIEW]
    ANSWER_OPINION = "answer_opinion", frozenset({Role.DEPARTMENT})
    ASK_DEPARTMENTS = "ask_departments", OFFICE
    READ_OPINIONS = "read_opinions", OFFICE
    EXCUSE_MISSING_REPLY = "excuse_missing_reply", DECIDERS[StepKind.OPINIONS]
    ANNOUNCE = "announce", DECIDERS[StepKind.ANNOUNCEMENT]
    RECORD_OBJECTION = "record_objection", VISITORS
    EXAMINE_OBJECTION = "examine_objection", OFFICE
    APPOINT = "appoint", DECIDERS[StepKind.APPOINTMENT]
    SEE_STEWARDS = "see_stewards", REVIEWERS | {Role.LEADER}
    MANAGE_STEWARDS = "manage_stewards", OFFICE
    EXPORT_STEWARDS = "export_stewards", OFFICE
    SEE_CANDIDATES = "see_candidates", OFFICE
    IMPORT_CANDIDATES = "import_candidates", OFFICE
    IMPORT_STEWARDS = "import_stewards", frozenset({Role.CLERK})
    SEE_OWN_STEWARD = "see_own_steward", frozenset({Role.STEWARD})
    SEE_BOARD = "see_board", frozenset({Role.PROPERTY, Role.STEWARD})
    SET_PIN = "set_pin", VISITORS | {Role.ADMINISTRATOR}
