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
    kind: str
    source: str


@dataclass(frozen=True)
class ServiceTakenBack(Event):
    point: int
    service: int


@dataclass(frozen=True)
class ServicesBrought(Event):
    n_services: int
