"""What the journal calls the events of meetings and decisions, and what their details are called."""

from enum import StrEnum

from db.decisions.models.meetings import MeetingMove

ACTIONS: dict[str, str] = {
    "meeting_moved": "a meeting went a step on",
    "meeting_changed": "corrected a meeting",
}

FIELDS: dict[str, str] = {
    "meeting": "meeting",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("meeting_moved", "move"): MeetingMove,
}
