"""What the journal calls the events of service points, and what their details are called."""

from enum import StrEnum

from db.points.models.points import PointMove

ACTIONS: dict[str, str] = {
    "point_moved": "a service point went a step on",
    "point_changed": "corrected a service point",
}

FIELDS: dict[str, str] = {
    "point": "service point",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("point_moved", "move"): PointMove,
}
