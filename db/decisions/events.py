"""What the journal keeps of meetings and decisions: ids, codes and counts only."""

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
class ItemPut(Event):
    meeting: int
    item: int
    source: str


@dataclass(frozen=True)
class ItemTakenOut(Event):
    meeting: int
    item: int


@dataclass(frozen=True)
class ItemMoved(Event):
    meeting: int
    item: int


@dataclass(frozen=True)
class MinutesKept(Event):
    meeting: int
    item: int
    n_characters: int


@dataclass(frozen=True)
class ItemMarked(Event):
    meeting: int
    item: int
    is_personal: bool


@dataclass(frozen=True)
class OutcomeSet(Event):
    meeting: int
    item: int
    outcome: str


@dataclass(frozen=True)
class PartiesInvited(Event):
    meeting: int
    n_parties: int


@dataclass(frozen=True)
class PartyTakenOut(Event):
    meeting: int


@dataclass(frozen=True)
class AttendanceTaken(Event):
    meeting: int
    n_people: int
    came_by: str


@dataclass(frozen=True)
class AttendeeStruck(Event):
    meeting: int


@dataclass(frozen=True)
class PartyDiscussionSaid(Event):
    meeting: int
    is_discussed: bool


@dataclass(frozen=True)
class Decided(Event):
    meeting: int
    decision: int


@dataclass(frozen=True)
class DecisionWentOn(Event):
    decision: int
    stands: str


@dataclass(frozen=True)
class HandsCounted(Event):
    meeting: int
    item: int
