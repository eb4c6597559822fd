"""What the journal keeps of service points: ids, codes and counts only."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class PointMoved(Event):
    point: int
    move: str


@dataclass(frozen=True)
class PointChanged(Event):
    point: int
    fields: list[str]


@dataclass(frozen=True)
class StaffPut(Event):
    point: int
    staff: int
    way: str
    status: str


@dataclass(frozen=True)
class StaffMoved(Event):
    point: int
    staff: int
    move: str


@dataclass(frozen=True)
class ElectionNoted(Event):
    point: int
    election: int
    n_elected: int


@dataclass(frozen=True)
class DutiesPut(Event):
    """`first`: the first day of which."""

    point: int
    n_duties: int
    first: str


@dataclass(frozen=True)
class DutyTakenOff(Event):
    """The row goes: this is what remains of it. `time`: 8:00-14:00."""

    point: int
    staff: int
    day: str
    time: str


@dataclass(frozen=True)
class RosterGivenUp(Event):
    point: int
    n_duties: int


@dataclass(frozen=True)
class SwapAsked(Event):
    point: int
    swap: int
    from_staff: int
    to_staff: int


@dataclass(frozen=True)
class SwapAnswered(Event):
    point: int
    swap: int
    status: str


@dataclass(frozen=True)
class HoursSet(Event):
    point: int
    n_times: int


@dataclass(frozen=True)
class OtherDaysMade(Event):
    point: int
    other_days: int
    opening: str


@dataclass(frozen=True)
class OtherDaysEnded(Event):
    point: int
    other_days: int


@dataclass(frozen=True)
class ServiceLogged(Event):
    point: int
    service: int
    of_what: str


@dataclass(frozen=True)
class ServiceTakenBack(Event):
    point: int
    service: int


@dataclass(frozen=True)
class ServicesBrought(Event):
    n_services: int


@dataclass(frozen=True)
class ServiceSheetsPrinted(Event):
    sheets: list[int]


@dataclass(frozen=True)
class ServiceSheetClosed(Event):
    sheet: int
    status: str


@dataclass(frozen=True)
class LeadLeft(Event):
    point: int
    lead: int


@dataclass(frozen=True)
class LeadDropped(Event):
    lead: int


@dataclass(frozen=True)
class LeadContactShown(Event):
    opens_numbers = True
    lead: int
    reason: str


@dataclass(frozen=True)
class PartnerAdded(Event):
    partner: int


@dataclass(frozen=True)
class PartnerChanged(Event):
    partner: int
    fields: list[str]


@dataclass(frozen=True)
class PartnerEnded(Event):
    partner: int


@dataclass(frozen=True)
class PartnerMemberChanged(Event):
    partner: int
    member: int
    change: str


@dataclass(frozen=True)
class PartnerPhoneShown(Event):
    opens_numbers = True
    partner: int
    reason: str


@dataclass(frozen=True)
class PartnerMemberPhoneShown(Event):
    opens_numbers = True
    member: int
    reason: str
