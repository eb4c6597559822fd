"""What the journal calls the events of meetings, and what their details are called."""

from enum import StrEnum

from db.decisions.models.decisions import DecisionMove
from db.decisions.models.meetings import MeetingMove, Outcome

ACTIONS: dict[str, str] = {
    "meeting_moved": "moved a meeting on",
    "meeting_changed": "changed a meeting",
    "parties_invited": "asked parties to a meeting",
    "agenda_changed": "changed an agenda",
    "minutes_kept": "wrote minutes",
    "item_settled": "noted what came of a point of the agenda",
    "attendance_kept": "noted who came to a meeting",
    "hands_counted": "noted a show of hands",
    "decision_made": "noted a decision of a meeting",
    "decision_moved": "moved a decision on",
}

FIELDS: dict[str, str] = {
    "meeting": "meeting",
    "item": "point of the agenda",
    "n_parties": "parties",
    "n_added": "put on",
    "n_taken_out": "taken out",
    "n_came": "came",
    "outcome": "outcome",
    "is_personal": "personal matter",
    "hand_count": "show of hands",
    "decision": "decision",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("meeting_moved", "move"): MeetingMove,
    ("item_settled", "outcome"): Outcome,
    ("decision_moved", "move"): DecisionMove,
}
