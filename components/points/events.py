"""What the journal calls the events of service points, and what their details are called."""

from enum import StrEnum

from db.points.models.points import OpeningKind, PointMove, StaffingWay
from db.points.models.services import ServiceKind, ServiceSheetStatus
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
    "service_logged": "wrote down what was done at a service point",
    "service_taken_back": "took back a line of a service point's log",
    "services_brought": "brought lines of the log of service points in",
    "service_sheets_printed": "made paper lists for service points",
    "service_sheet_closed": "a paper list of a service point came back or was lost",
    "lead_left": "took a lead down at a service point",
    "lead_dropped": "did not follow a lead up",
    "lead_contact_shown": "looked at who left a lead at a service point",
    "partner_added": "put a partner organisation down",
    "partner_changed": "corrected a partner organisation",
    "partner_ended": "ended the work with a partner organisation",
    "partner_member_changed": "wrote down a member of a partner organisation",
    "partner_phone_shown": "looked at the telephone of a partner organisation",
    "partner_member_phone_shown": "looked at the telephone of a member of a partner organisation",
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
    "service": "line of the log",
    "of_what": "kind",
    "n_services": "lines of the log",
    "sheets": "sheets",
    "sheet": "sheet",
    "lead": "lead",
    "partner": "partner organisation",
    "member": "member",
    "change": "change",
    "reason": "what for",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("point_moved", "move"): PointMove,
    ("staff_put", "way"): StaffingWay,
    ("staff_put", "status"): StaffStatus,
    ("staff_moved", "move"): StaffMove,
    ("swap_answered", "status"): SwapStatus,
    ("other_days_made", "opening"): OpeningKind,
    ("service_logged", "of_what"): ServiceKind,
    ("service_sheet_closed", "status"): ServiceSheetStatus,
}
