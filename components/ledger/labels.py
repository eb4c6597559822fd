"""Labels of the ledger: households, members, who looks after whom, lists."""

from enum import Enum

from components.wording.label import Label
from db.ledger.models.batches import BatchStatus
from db.ledger.models.care import AssignmentKind, ProposalStatus, Why
from db.ledger.models.households import ChangeKind, Fact, HouseholdKind, HouseholdStatus, MemberStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.lookalikes import Likeness
from db.office.models import ListKind

LABELS: tuple[tuple[Enum, Label], ...] = (
    (HouseholdKind.FAMILY, Label("Households")),
    (HouseholdKind.MERCHANT, Label("Shops")),
    (HouseholdStatus.HERE, Label("Here", "green", ":material/home:")),
    (HouseholdStatus.GONE, Label("No longer here", "gray", ":material/logout:")),
    (HouseholdStatus.MERGED, Label("Merged into another", "gray", ":material/merge:")),
    (Fact.HEAD, Label("head of the household")),
    (Fact.PHONE, Label("telephone")),
    (Fact.PEOPLE, Label("number of people")),
    (Fact.PARTY, Label("party members")),
    (Fact.CARE, Label("key care")),
    (MemberStatus.HERE, Label("Here")),
    (MemberStatus.MOVED, Label("Moved away")),
    (MemberStatus.DIED, Label("Died")),
    (ChangeKind.WRITE_DOWN, Label("written down", icon=":material/edit_note:")),
    (ChangeKind.CHANGE, Label("changed", icon=":material/edit:")),
    (ChangeKind.CONFIRM, Label("confirmed as it stands", icon=":material/check_circle:")),
    (ChangeKind.BRING_IN, Label("changed by a list", icon=":material/upload_file:")),
    (ChangeKind.MERGE, Label("merged", icon=":material/merge:")),
    (ChangeKind.SPLIT, Label("split", icon=":material/call_split:")),
    (ChangeKind.MOVE, Label("moved", icon=":material/moving:")),
    (ChangeKind.LEAVE, Label("no longer here", icon=":material/logout:")),
    (ChangeKind.COME_BACK, Label("here again", icon=":material/login:")),
    (ChangeKind.ADD_MEMBER, Label("person added", icon=":material/person_add:")),
    (ChangeKind.CHANGE_MEMBER, Label("person changed", icon=":material/edit:")),
    (ChangeKind.MEMBER_LEFT, Label("person no longer here", icon=":material/person_remove:")),
    (ChangeKind.UNDO, Label("undone", icon=":material/undo:")),
    (Likeness.SAME_DOOR, Label("Same door")),
    (Likeness.SAME_ID, Label("Same ID number")),
    (Likeness.SAME_PHONE_AND_NAME, Label("Same name and telephone")),
    (AssignmentKind.STEWARD, Label("Steward")),
    (AssignmentKind.BUDDY, Label("Stands in")),
    (ProposalStatus.DRAFT, Label("Proposed", "blue", ":material/pending:")),
    (ProposalStatus.ADOPTED, Label("Adopted", "green", ":material/check_circle:")),
    (ProposalStatus.DROPPED, Label("Dropped", "gray", ":material/undo:")),
    (Why.UNCOVERED, Label("nobody so far")),
    (Why.LEFT, Label("the steward is no longer in service")),
    (Why.OVERLOADED, Label("the steward has too many")),
    (Why.KIN, Label("the steward is kin")),
    (Why.NO_STEWARD, Label("no steward in this community")),
    (Why.ALL_FULL, Label("all stewards here have their most")),
    (Why.ONLY_KIN, Label("only kin has room")),
    (Why.BY_HAND, Label("chosen by hand")),
    (ListKind.UNITS, Label("Units")),
    (ListKind.APPLICANTS, Label("Applicants")),
    (ListKind.HOUSEHOLDS, Label("Households")),
    (ListKind.MERCHANTS, Label("Shops")),
    (ListKind.CANDIDATES, Label("Candidates")),
    (ListKind.STEWARDS, Label("Stewards in office")),
    (BatchStatus.TAKEN, Label("Taken in", "green", ":material/check_circle:")),
    (BatchStatus.UNDONE, Label("Undone", "gray", ":material/undo:")),
    (LedgerPermission.SEE_HOUSEHOLDS, Label("see households and shops (a steward: those given to them)")),
    (LedgerPermission.EDIT_HOUSEHOLDS, Label("write households down and change them")),
    (LedgerPermission.RESHAPE_HOUSEHOLDS, Label("move, merge, split households, let them go")),
    (LedgerPermission.IMPORT_HOUSEHOLDS, Label("bring lists of households and shops in")),
    (LedgerPermission.EXPORT_HOUSEHOLDS, Label("export the ledger")),
    (LedgerPermission.ASSIGN, Label("give households to stewards")),
    (LedgerPermission.SEE_COVERAGE, Label("see the coverage")),
)
