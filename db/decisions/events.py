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
