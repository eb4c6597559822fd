"""What the journal keeps of the office: ids and codes only."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class OfficeSetUp(Event):
    preset: str
    is_demo: bool


@dataclass(frozen=True)
class OfficeChanged(Event):
    fields: list[str]


@dataclass(frozen=True)
class SchemeVersionMade(Event):
    version_id: int
    number: int


@dataclass(frozen=True)
class UnitAdded(Event):
    unit: int


@dataclass(frozen=True)
class UnitRenamed(Event):
    unit: int
    before: str
    after: str


@dataclass(frozen=True)
class UnitMoved(Event):
    unit: int
    before: str
    after: str


@dataclass(frozen=True)
class UnitClosed(Event):
    unit: int


@dataclass(frozen=True)
class UnitReopened(Event):
    unit: int


@dataclass(frozen=True)
class UnitsImported(Event):
    n_rows: int
    n_added: int


@dataclass(frozen=True)
class UserAdded(Event):
    user: int


@dataclass(frozen=True)
class UserChanged(Event):
    user: int
    fields: list[str]


@dataclass(frozen=True)
class UserClosed(Event):
    user: int


@dataclass(frozen=True)
class UserReopened(Event):
    user: int


@dataclass(frozen=True)
class RoleGiven(Event):
    user: int
    role_given: str
    unit: int


@dataclass(frozen=True)
class RoleTaken(Event):
    user: int
    role_taken: str
    unit: int


@dataclass(frozen=True)
class PasswordSet(Event):
    user: int
    by_owner: bool


@dataclass(frozen=True)
class SignedIn(Event):
    user: int


@dataclass(frozen=True)
class SignedOut(Event):
    user: int


@dataclass(frozen=True)
class SignInLocked(Event):
    user: int | None


@dataclass(frozen=True)
class LockLifted(Event):
    user: int


@dataclass(frozen=True)
class SessionEnded(Event):
    user: int


@dataclass(frozen=True)
class CalendarDaySet(Event):
    day: str
    is_working: bool | None


@dataclass(frozen=True)
class TitlesMapped(Event):
    kind: str
    fields: list[str]


@dataclass(frozen=True)
class PlainCopiesDeleted(Event):
    n_files: int


@dataclass(frozen=True)
class DeviceRegistered(Event):
    device: int
    unit: int


@dataclass(frozen=True)
class DeviceRevoked(Event):
    device: int


@dataclass(frozen=True)
class DeviceUnlocked(Event):
    device: int


@dataclass(frozen=True)
class OpeningsAllowed(Event):
    """The own password was typed again, to open more full numbers."""
