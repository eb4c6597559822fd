"""Proposals that wait, and their lines: who gains, who loses, who stays without a steward and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.actor import Actor
from db.errors import NotFound
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit, Proposal, ProposalLine, ProposalStatus, Why
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.scope import Condition, visible_households, visible_proposals
from db.ledger.queries.stewards import most_for, own_most
from db.office.models import Unit
from db.office.queries import current_scheme, with_unit_names
from db.sql import pick
from db.vetting.models.stewards import Steward


@dataclass(frozen=True)
class ProposalRow:
    id: int
    unit_id: int
    unit_path: str
    unit_name: str
    kind: HouseholdKind
    n_households: int
    n_changes: int
    n_uncovered: int
    made_at: datetime


def open_proposals(session: Session, actor: Actor) -> list[ProposalRow]:
    """Drafts, newest first."""
    found = (
        pick(Proposal, Unit.path)
        .join(Unit, col(Unit.id) == Proposal.unit_id)
        .where(visible_proposals(actor), col(Proposal.status) == ProposalStatus.DRAFT)
        .order_by(col(Proposal.id).desc())
        .limit(20)
    )
    return [
        ProposalRow(p.id, p.unit_id, path, unit_name, p.kind, p.n_households, p.n_changes, p.n_uncovered, p.made_at)
        for (p, path), unit_name in with_unit_names(session, found)
    ]


def _require_visible(session: Session, actor: Actor, proposal_id: int) -> None:
    if session.scalar(pick(Proposal.id).where(col(Proposal.id) == proposal_id, visible_proposals(actor))) is None:
        raise NotFound("proposal_not_found")


@dataclass(frozen=True)
class GainRow:
    """One steward in a proposal: how many households come and go, how many of every kind there are in the end, and how many
    there should be at most."""

    steward_id: int
    name: str
    unit_name: str
    n_gained: int
    n_lost: int
    n_after: int
    most: int

    @property
    def is_over(self) -> bool:
        return self.n_after > self.most


def gains(
    session: Session, actor: Actor, proposal_id: int, *, only_over: bool = False, offset: int = 0, limit: int = 50
) -> tuple[list[GainRow], int]:
    """Whoever gains or loses, the biggest change first, or only who would gain beyond the scheme's most or their own; and how
    many there are."""
    _require_visible(session, actor, proposal_id)
    moves, held = _moves(proposal_id), _held()
    plus, minus = sa.func.sum(moves.c.plus), sa.func.sum(moves.c.minus)
    most = sa.func.min(own_most(most_for(current_scheme(session), session.get_one(Proposal, proposal_id).kind)))
    found = (
        pick(Steward.id, Steward.name, Unit.path, plus, minus, (held + plus - minus).label("n_after"), most.label("most"))
        .join(moves, moves.c.who == Steward.id)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .outerjoin(LoadLimit, col(LoadLimit.steward_id) == Steward.id)
        .group_by(col(Steward.id), col(Steward.name), col(Unit.path))
    )
    if only_over:
        found = found.having(sa.and_(plus > minus, held + plus - minus > most))
    n_rows = session.scalar(pick(sa.func.count()).select_from(found.subquery())) or 0
    page = found.order_by((plus + minus).desc(), col(Unit.path), col(Steward.id)).offset(offset).limit(limit)
    rows = with_unit_names(session, page)
    return [GainRow(i, name, unit_name, *map(int, counts)) for (i, name, _, *counts), unit_name in rows], n_rows


def _moves(proposal_id: int) -> sa.Subquery:
    """`who` gains a household (`plus`) or loses one (`minus`), a row each."""
    this = sa.and_(col(ProposalLine.proposal_id) == proposal_id, col(ProposalLine.is_left_out).is_(False))
    moved = this & col(ProposalLine.after_id).is_not(None)
    gained = pick(col(ProposalLine.after_id).label("who"), sa.literal(1).label("plus"), sa.literal(0).label("minus")).where(moved)
    lost = pick(col(ProposalLine.before_id).label("who"), sa.literal(0).label("plus"), sa.literal(1).label("minus")).where(
        moved, col(ProposalLine.before_id).is_not(None)
    )
    return sa.union_all(gained, lost).subquery()


def _held() -> sa.ScalarSelect[int]:
    """How many the steward looks after now."""
    own = sa.and_(col(Assignment.steward_id) == Steward.id, col(Assignment.ended_on).is_(None))
    counted = pick(sa.func.count()).select_from(Assignment).where(own, col(Assignment.kind) == AssignmentKind.STEWARD)
    return counted.correlate(Steward).scalar_subquery()


@dataclass(frozen=True)
class LineRow:
    household_id: int
    door: str
    unit_name: str
    unit_path: str
    before: str
    after_id: int | None
    after: str
    why: Why
    is_left_out: bool


def _wanted(proposal_id: int, steward_id: int | None, is_uncovered: bool) -> list[Condition]:
    wanted = [col(ProposalLine.proposal_id) == proposal_id]
    if steward_id:
        wanted.append(sa.or_(col(ProposalLine.after_id) == steward_id, col(ProposalLine.before_id) == steward_id))
    return [*wanted, col(ProposalLine.after_id).is_(None) if is_uncovered else col(ProposalLine.after_id).is_not(None)]


def proposal_lines(
    session: Session, actor: Actor, proposal_id: int, *, steward_id: int | None = None, is_uncovered: bool = False,
    offset: int = 0, limit: int = 50,
) -> tuple[list[LineRow], int]:  # fmt: skip
    """Households that change hands, of one steward where named, or those that nobody is proposed for."""
    _require_visible(session, actor, proposal_id)
    before, after = aliased(Steward), aliased(Steward)
    here = sa.and_(
        col(Household.id) == ProposalLine.household_id, col(Household.status) == HouseholdStatus.HERE, visible_households(actor)
    )
    wanted = _wanted(proposal_id, steward_id, is_uncovered)
    n_rows = session.scalar(pick(sa.func.count()).select_from(ProposalLine).join(Household, here).where(*wanted)) or 0
    rows = session.execute(
        pick(ProposalLine, Household.door, Household.unit_id, Unit.path, before.name, after.name)
        .select_from(ProposalLine)
        .join(Household, here)
        .join(Unit, col(Unit.id) == Household.unit_id)
        .outerjoin(before, col(before.id) == ProposalLine.before_id)
        .outerjoin(after, col(after.id) == ProposalLine.after_id)
        .where(*wanted)
        .order_by(col(Household.unit_id), col(Household.door_key), col(Household.id))
        .offset(offset)
        .limit(limit)
    ).all()
    return _told(session, rows), n_rows


def _told(session: Session, rows: Sequence[Any]) -> list[LineRow]:
    places = places_of(session, {row[2] for row in rows})
    return [
        LineRow(
            line.household_id, door, places[unit_id], path, was or "", line.after_id, is_now or "", line.why, line.is_left_out
        )
        for line, door, unit_id, path, was, is_now in rows
    ]  # fmt: skip
