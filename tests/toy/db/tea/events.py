"""What the journal keeps of tea."""

from dataclasses import dataclass

from db.audit import Event


@dataclass(frozen=True)
class CupPoured(Event):
    household: int
    leaf: str
