"""What the journal keeps of the ledger: ids, codes and counts only."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class ListTaken(Event):
    batch: int
    kind: str
    n_added: int
    n_changed: int
    n_gone: int


@dataclass(frozen=True)
class ListUndone(Event):
    batch: int
    kind: str


@dataclass(frozen=True)
class HouseholdChanged(Event):
    household: int
    deed: str
    fields: list[str]


@dataclass(frozen=True)
class DeedUndone(Event):
    household: int
    deed: str


@dataclass(frozen=True)
class NumbersShown(Event):
    opens_numbers = True
    household: int
    reason: str


@dataclass(frozen=True)
class LedgerExported(Event):
    unit: int
    n_households: int
    is_full: bool


@dataclass(frozen=True)
class ProposalMade(Event):
    proposal: int
    unit: int
    n_changes: int


@dataclass(frozen=True)
class ProposalAdopted(Event):
    proposal: int
    n_changes: int
    n_left: int


@dataclass(frozen=True)
class HouseholdsHandedOver(Event):
    steward: int
    n_households: int
    to: list[int]
    until: str


@dataclass(frozen=True)
class LoadSet(Event):
    steward: int
    most: int


@dataclass(frozen=True)
class NamedMemberChanged(Event):
    named_member: int
    deed: str
    fields: list[str]


@dataclass(frozen=True)
class NamedMembersHandedOver(Event):
    steward: int
    n_members: int
    to: list[int]


@dataclass(frozen=True)
class NamedPrinted(Event):
    n_members: int
    is_full: bool


@dataclass(frozen=True)
class NamedPhoneShown(Event):
    opens_numbers = True
    named_member: int
    reason: str
