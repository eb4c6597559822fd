"""What the journal calls the events of the ledger, and what their details are called."""

from enum import StrEnum

from db.ledger.models.households import ChangeKind
from db.ledger.models.named import NamedChange
from db.office.models import ListKind

ACTIONS: dict[str, str] = {
    "list_taken": "took a list into the ledger",
    "list_undone": "undid a list",
    "household_changed": "changed a household",
    "deed_undone": "undid a change of a household",
    "numbers_shown": "looked at a household's numbers",
    "ledger_exported": "exported the ledger",
    "proposal_made": "had stewards proposed for households",
    "proposal_adopted": "adopted a proposal",
    "households_handed_over": "gave households to stewards",
    "named_member_changed": "changed the entry of somebody looked after by name",
    "named_members_handed_over": "handed people looked after by name over",
    "named_printed": "printed people looked after by name",
    "named_phone_shown": "looked at the telephone of somebody looked after by name",
    "load_set": "set a steward's load",
}

FIELDS: dict[str, str] = {
    "household": "household",
    "proposal": "proposal",
    "n_changed": "changed",
    "n_gone": "gone",
    "n_changes": "changes",
    "n_left": "left",
    "n_households": "households",
    "until": "until",
    "named_member": "person",
    "n_members": "people",
    "most": "at most",
    "deed": "deed",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("list_taken", "kind"): ListKind,
    ("list_undone", "kind"): ListKind,
    ("household_changed", "deed"): ChangeKind,
    ("deed_undone", "deed"): ChangeKind,
    ("named_member_changed", "deed"): NamedChange,
}
