"""What the journal keeps of meetings: ids, codes and counts only."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class MeetingMoved(Event):
    meeting: int
    move: str


@dataclass(frozen=True)
class MeetingChanged(Event):
    meeting: int
    fields: list[str]


@dataclass(frozen=True)
class PartiesInvited(Event):
    meeting: int
    n_parties: int


@dataclass(frozen=True)
class AgendaChanged(Event):
    """`n_added` or `n_taken_out`; both 0 where only the order changed."""

    meeting: int
    n_added: int
    n_taken_out: int


@dataclass(frozen=True)
class MinutesKept(Event):
    """`version`: how often the item's minutes have been kept so far."""

    item: int
    version: int


@dataclass(frozen=True)
class ItemSettled(Event):
    item: int
    outcome: str
    is_personal: bool


@dataclass(frozen=True)
class AttendanceKept(Event):
    meeting: int
    n_came: int


@dataclass(frozen=True)
class HandsCounted(Event):
    item: int
    hand_count: int


@dataclass(frozen=True)
class DecisionMade(Event):
    decision: int
    meeting: int


@dataclass(frozen=True)
class DecisionMoved(Event):
    decision: int
    move: str
