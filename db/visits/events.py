"""What the journal keeps of visits: ids, codes and counts only."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class VisitWritten(Event):
    visits: list[int]
    source: str


@dataclass(frozen=True)
class VisitCorrected(Event):
    visit: int
    version: int
    is_withdrawn: bool
    is_in_closed_month: bool


@dataclass(frozen=True)
class MustVisitMade(Event):
    must_visit: int
    kind: str
    source: str


@dataclass(frozen=True)
class MustVisitsArose(Event):
    """By the calendar: `mark` names the festival and the year."""

    kind: str
    mark: str
    n_households: int


@dataclass(frozen=True)
class MustVisitsNotMade(Event):
    """Their festival is over: `mark` names it and the year."""

    mark: str
    n_households: int


@dataclass(frozen=True)
class MustVisitDropped(Event):
    must_visit: int


@dataclass(frozen=True)
class QuotaPaused(Event):
    steward: int
    until: str


@dataclass(frozen=True)
class QuotaResumed(Event):
    """`until`: the last day of the pause, before the first where it was taken back."""

    steward: int
    until: str


@dataclass(frozen=True)
class MonthClosed(Event):
    month: int


@dataclass(frozen=True)
class RoundMade(Event):
    round: int
    n_households: int


@dataclass(frozen=True)
class RoundClosed(Event):
    round: int


@dataclass(frozen=True)
class SheetsPrinted(Event):
    sheets: list[int]


@dataclass(frozen=True)
class SheetClosed(Event):
    sheet: int
    status: str


@dataclass(frozen=True)
class VisitsExported(Event):
    unit: int
    n_visits: int


@dataclass(frozen=True)
class VisitsBrought(Event):
    n_visits: int


@dataclass(frozen=True)
class PhotosShown(Event):
    visit: int


@dataclass(frozen=True)
class NamedVisitWritten(Event):
    named_visit: int
    source: str


@dataclass(frozen=True)
class NamedVisitWithdrawn(Event):
    named_visit: int
