"""What the journal calls the events of service points, and what their details are called."""

from enum import StrEnum

from db.points.models.points import OpeningKind, PointMove, StaffingWay
from db.points.models.staff import StaffMove, StaffStatus, SwapStatus

ACTIONS: dict[str, str] = {
    "point_moved": "a service point went a step on",
    "point_changed": "corrected a service point",
    "staff_put": "put somebody down for a service point",
    "staff_moved": "changed somebody's service at a point",
    "election_noted": "noted an election for a service point",
    "duties_put": "put turns on a duty roster",
    "duty_taken_off": "took a turn off a duty roster",
    "roster_given_up": "gave a duty roster up",
    "swap_asked": "asked for a swap of turns",
    "swap_answered": "answered a swap of turns",
    "hours_set": "set the opening hours of a service point",
    "other_days_made": "closed a service point for days, or gave it other hours",
    "other_days_ended": "ended days on which a service point was closed or had other hours",
}

FIELDS: dict[str, str] = {
    "point": "service point",
    "staff": "person at the point",
    "way": "how found",
    "election": "election",
    "n_elected": "elected",
    "n_duties": "turns",
    "first": "first day",
    "time": "time",
    "swap": "swap",
    "from_staff": "from",
    "to_staff": "to",
    "n_times": "times a week",
    "other_days": "days that differ",
    "opening": "how",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("point_moved", "move"): PointMove,
    ("staff_put", "way"): StaffingWay,
    ("staff_put", "status"): StaffStatus,
    ("staff_moved", "move"): StaffMove,
    ("swap_answered", "status"): SwapStatus,
    ("other_days_made", "opening"): OpeningKind,
}
