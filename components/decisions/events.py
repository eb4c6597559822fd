"""What the journal calls the events of meetings and decisions, and what their details are called."""

from enum import StrEnum

from db.decisions.models.meetings import ItemSource, MeetingMove, Outcome

ACTIONS: dict[str, str] = {
    "meeting_moved": "a meeting went a step on",
    "meeting_changed": "corrected a meeting",
    "item_put": "put an item on the agenda",
    "item_taken_out": "took an item off the agenda",
    "item_moved": "moved an item of the agenda",
    "minutes_kept": "wrote minutes",
    "item_marked": "said whether an item is personal",
    "outcome_set": "said what came of an item",
}

FIELDS: dict[str, str] = {
    "meeting": "meeting",
    "item": "item of the agenda",
    "is_personal": "personal matter",
    "outcome": "what came of it",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("meeting_moved", "move"): MeetingMove,
    ("item_put", "source"): ItemSource,
    ("outcome_set", "outcome"): Outcome,
}
