"""Rounds of registration."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from db.vetting.models.applications import Round


@dataclass(frozen=True)
class RoundRow:
    id: int
    year: int
    number: int
    opened_on: date
    closed_on: date | None


def rounds(session: Session) -> list[RoundRow]:
    """Newest first."""
    found = session.exec(select(Round).order_by(col(Round.year).desc(), col(Round.number).desc()))
    return [RoundRow(r.id or 0, r.year, r.number, r.opened_on, r.closed_on) for r in found]


def open_round_id(session: Session) -> int | None:
    return session.scalar(select(Round.id).where(col(Round.closed_on).is_(None)))
