"""What the journal calls the events of meetings and decisions, and what their details are called."""

from enum import StrEnum

from db.decisions.models.decisions import DecisionStatus
from db.decisions.models.meetings import CameBy, ItemSource, MeetingMove, Outcome

ACTIONS: dict[str, str] = {
    "meeting_moved": "a meeting went a step on",
    "meeting_changed": "corrected a meeting",
    "item_put": "put an item on the agenda",
    "item_taken_out": "took an item off the agenda",
    "item_moved": "moved an item of the agenda",
    "minutes_kept": "wrote minutes",
    "item_marked": "said whether an item is personal",
    "outcome_set": "said what came of an item",
    "parties_invited": "asked parties to a meeting",
    "party_taken_out": "no longer asks a party to a meeting",
    "attendance_taken": "wrote down who came",
    "attendee_struck": "struck a name off the list of who came",
    "party_discussion_said": "said whether the party organisation has discussed it",
    "decided": "wrote a decision down",
    "decision_went_on": "said how a decision goes on",
    "hands_counted": "wrote a show of hands down",
}

FIELDS: dict[str, str] = {
    "meeting": "meeting",
    "item": "item of the agenda",
    "is_personal": "personal matter",
    "outcome": "what came of it",
    "n_parties": "parties",
    "came_by": "how it is known",
    "is_discussed": "has discussed it",
    "decision": "decision",
    "stands": "stands",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("meeting_moved", "move"): MeetingMove,
    ("item_put", "source"): ItemSource,
    ("outcome_set", "outcome"): Outcome,
    ("attendance_taken", "came_by"): CameBy,
    ("decision_went_on", "stands"): DecisionStatus,
}
