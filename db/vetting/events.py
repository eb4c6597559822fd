"""What the journal keeps of vetting: ids and codes only."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class ApplicationRegistered(Event):
    application: int
    source: str
    overrides: list[str]


@dataclass(frozen=True)
class ApplicationChanged(Event):
    application: int
    fields: list[str]


@dataclass(frozen=True)
class ApplicationMoved(Event):
    application: int
    decision: str
    step: str


@dataclass(frozen=True)
class PersonalDataShown(Event):
    what: str
    ids: list[int]


@dataclass(frozen=True)
class NumbersOpened(Event):
    opens_numbers = True
    application: int | None = None
    steward: int | None = None
    candidate: int | None = None


@dataclass(frozen=True)
class KinDeclared(Event):
    application: int
    kin_user: int


@dataclass(frozen=True)
class KinTakenBack(Event):
    application: int
    kin_user: int


@dataclass(frozen=True)
class EntryReceived(Event):
    entry: int


@dataclass(frozen=True)
class EntryConfirmed(Event):
    entry: int
    application: int


@dataclass(frozen=True)
class EntryDeclined(Event):
    entry: int


@dataclass(frozen=True)
class EntryWithdrawn(Event):
    entry: int


@dataclass(frozen=True)
class ApplicantsImported(Event):
    batch: int
    n_rows: int
    n_accepted: int
    n_problems: int


@dataclass(frozen=True)
class RoundOpened(Event):
    round: int


@dataclass(frozen=True)
class OpinionsAsked(Event):
    application: int
    departments: list[str]


@dataclass(frozen=True)
class OpinionAnswered(Event):
    opinion: int
    status: str
    channel: str


@dataclass(frozen=True)
class OpinionAskedAgain(Event):
    opinion: int


@dataclass(frozen=True)
class MissingReplyExcused(Event):
    opinion: int


@dataclass(frozen=True)
class OpinionsRead(Event):
    application: int


@dataclass(frozen=True)
class LetterWritten(Event):
    letter: int
    department: str
    n_people: int


@dataclass(frozen=True)
class Announced(Event):
    announcement: int
    n_people: int
    ends_on: str


@dataclass(frozen=True)
class AnnouncementExtended(Event):
    """The calendar took a day away."""

    announcement: int
    before: str
    after: str


@dataclass(frozen=True)
class AnnouncementWithdrawn(Event):
    announcement: int


@dataclass(frozen=True)
class ObjectionReceived(Event):
    objection: int
    channel: str


@dataclass(frozen=True)
class ObjectionRead(Event):
    objection: int


@dataclass(frozen=True)
class ObjectionExamined(Event):
    objection: int
    upheld: bool


@dataclass(frozen=True)
class StewardAppointed(Event):
    steward: int
    application: int


@dataclass(frozen=True)
class StewardMoved(Event):
    steward: int
    move: str


@dataclass(frozen=True)
class StewardsExported(Event):
    n_rows: int
    with_full_data: bool


@dataclass(frozen=True)
class CardsPrinted(Event):
    kind: str
    stewards: list[int]


@dataclass(frozen=True)
class StewardsImported(Event):
    n_rows: int
    n_accepted: int
    n_problems: int


@dataclass(frozen=True)
class CandidatesTaken(Event):
    batch: int
    n_rows: int
    n_accepted: int
    n_problems: int


@dataclass(frozen=True)
class CandidateTakenUp(Event):
    candidate: int
    application: int


@dataclass(frozen=True)
class CandidateRemoved(Event):
    candidate: int


@dataclass(frozen=True)
class CandidatesDeleted(Event):
    batch: int
    n_people: int


@dataclass(frozen=True)
class PinSet(Event):
    steward: int


@dataclass(frozen=True)
class PinTaken(Event):
    steward: int


@dataclass(frozen=True)
class PinUnlocked(Event):
    steward: int
