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
