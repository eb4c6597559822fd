"""What the journal calls the events of service points, and what their details are called."""

from enum import StrEnum

from db.points.models.points import OpeningKind, PointMove
from db.points.models.services import ServiceKind, ServiceSource

ACTIONS: dict[str, str] = {
    "point_moved": "a service point went a step on",
    "point_changed": "corrected a service point",
    "hours_set": "set the opening hours of a service point",
    "other_days_made": "closed a service point for days, or gave it other hours",
    "other_days_ended": "ended days on which a service point was closed or had other hours",
    "service_logged": "wrote down what was done at a service point",
    "service_taken_back": "took a line of a service point's log back",
    "services_brought": "brought lines of service points' logs",
    "partner_added": "wrote down a partner organisation",
    "partner_changed": "corrected a partner organisation",
    "partner_ended": "noted that a partner organisation helps no longer",
    "partner_taken_up": "noted that a partner organisation helps again",
    "partner_member_written": "wrote down a member of a partner organisation",
    "partner_phone_shown": "looked at a telephone of a partner organisation",
    "lead_left": "wrote down a lead left at a service point",
    "lead_dropped": "noted that a lead is not followed up",
}

FIELDS: dict[str, str] = {
    "point": "service point",
    "n_times": "times a week",
    "other_days": "days that differ",
    "opening": "how",
    "service": "line",
    "n_services": "lines",
    "lead": "lead",
    "partner": "partner organisation",
    "partner_member": "member",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("point_moved", "move"): PointMove,
    ("other_days_made", "opening"): OpeningKind,
    ("service_logged", "kind"): ServiceKind,
    ("service_logged", "source"): ServiceSource,
}
