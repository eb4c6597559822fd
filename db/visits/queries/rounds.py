"""Rounds: which there are and how far they have come, as far as the actor's unit goes.

Whether a household was met says the visit itself, so a correction of the visit is a correction here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, is_whole_office
from db.errors import NotFound
from db.ledger.checks import care_mark
from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.scope import Condition, under, visible_households
from db.office.models import Unit
from db.office.queries import ids_in
from db.permissions import allows, in_scope
from db.sql import pick
from db.visits.models.rounds import Question, RoundHousehold, RoundIn, RoundKind, RoundStatus, VisitAnswers, VisitRound
from db.visits.models.visits import Outcome, Visit, VisitStatus
from db.visits.permissions import VisitsPermission

STANDS = col(Visit.status) == VisitStatus.STANDS
MET = sa.and_(STANDS, col(Visit.outcome) == Outcome.MET)
# A round's household that is still to be met: a visit that was withdrawn was none.
DUE = sa.and_(col(Household.status) == HouseholdStatus.HERE, sa.or_(col(Visit.id).is_(None), ~MET))

# The entry that stays stands for those that were merged into it.
OF_ITS_OWN = col(Household.status) != HouseholdStatus.MERGED
ANSWERED = sa.and_(
    col(VisitAnswers.visit_id) == RoundHousehold.answered_visit_id, col(VisitAnswers.round_id) == RoundHousehold.round_id
)


def of_ones_part(actor: Actor) -> Condition:
    """Of a round that goes further than the actor's unit, only the households under it."""
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, RoundHousehold.unit_id)


def visible_rounds(actor: Actor) -> Condition:
    """Rounds of units under the actor's, and those of units above that have households here."""
    if not allows(actor, VisitsPermission.PLAN_VISITS):
        return sa.false()
    own = sa.true() if is_whole_office(actor) else under(actor.unit_path, VisitRound.unit_id)
    here = sa.exists().where(col(RoundHousehold.round_id) == VisitRound.id, of_ones_part(actor))
    return sa.or_(own, sa.and_(col(VisitRound.unit_id).in_(ids_in(actor.unit_path)), here))


def meant(actor: Actor, given: RoundIn, unit_path: str) -> Condition:
    """The households that a round goes to."""
    found = [
        col(Household.status) == HouseholdStatus.HERE, visible_households(actor, VisitsPermission.PLAN_VISITS),
        under(unit_path, Household.unit_id),
    ]  # fmt: skip
    if given.kinds:
        found.append(col(Household.kind).in_(given.kinds))
    if given.care:
        found.append(sa.or_(*(col(Household.care_marks).contains(care_mark(key)) for key in given.care)))
    if given.is_uncovered:
        cared_for = sa.exists().where(
            col(Assignment.household_id) == Household.id, col(Assignment.ended_on).is_(None),
            col(Assignment.kind) == AssignmentKind.STEWARD,
        )  # fmt: skip
        found.append(~cared_for)
    return sa.and_(*found)


def count_meant(session: Session, actor: Actor, given: RoundIn, unit_path: str) -> int:
    """How many households the round would go to."""
    return session.scalar(pick(sa.func.count()).select_from(Household).where(meant(actor, given, unit_path))) or 0


@dataclass(frozen=True)
class Progress:
    """`n_tried` were visited and not met; `n_due` are still to be met; who left meanwhile is in none of them."""

    n_households: int = 0
    n_met: int = 0
    n_tried: int = 0
    n_due: int = 0


@dataclass(frozen=True)
class RoundRow:
    id: int
    kind: RoundKind
    status: RoundStatus
    name: str
    unit_id: int
    unit_path: str
    unit_name: str
    from_on: date
    until: date
    closed_at: datetime | None
    questions: tuple[Question, ...]
    progress: Progress
    is_own: bool


def _n(condition: Any) -> Any:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def progress_by(session: Session, actor: Actor, round_ids: Sequence[int], by: Any) -> Mapping[Any, Progress]:
    """Value of the column `by` -> how far the households under the actor's unit have come."""
    rows = session.execute(
        pick(by, sa.func.count(), _n(MET), _n(sa.and_(STANDS, ~MET)), _n(DUE))
        .select_from(RoundHousehold)
        .join(Household, col(Household.id) == RoundHousehold.household_id)
        .outerjoin(Visit, col(Visit.id) == RoundHousehold.visit_id)
        .where(col(RoundHousehold.round_id).in_(round_ids), of_ones_part(actor), OF_ITS_OWN)
        .group_by(by)
    )
    return {key: Progress(*map(int, counts)) for key, *counts in rows}


_LISTED = (
    VisitRound.id, VisitRound.kind, VisitRound.status, VisitRound.name, VisitRound.unit_id, Unit.path, VisitRound.from_on,
    VisitRound.until, VisitRound.closed_at, VisitRound.questions,
)  # fmt: skip


def _rows(session: Session, actor: Actor, listed: Any) -> list[RoundRow]:
    found = session.execute(listed).all()
    places = places_of(session, {row.unit_id for row in found})
    came = progress_by(session, actor, [row.id for row in found], RoundHousehold.round_id)
    return [
        RoundRow(
            r.id, r.kind, r.status, r.name, r.unit_id, r.path, places[r.unit_id], r.from_on, r.until, r.closed_at,
            tuple(Question.model_validate(question) for question in r.questions), came.get(r.id, Progress()),
            in_scope(actor, r.path),
        )
        for r in found
    ]  # fmt: skip


def find_rounds(session: Session, actor: Actor, status: RoundStatus, *, offset: int = 0, limit: int = 50) -> list[RoundRow]:
    """Those under way by their last day, closed ones from the last that was closed."""
    order: tuple[Any, ...] = (col(VisitRound.until), col(VisitRound.id))
    if status is RoundStatus.CLOSED:
        order = (col(VisitRound.closed_at).desc(), col(VisitRound.id).desc())
    return _rows(
        session, actor,
        pick(*_LISTED)
        .join(Unit, col(Unit.id) == VisitRound.unit_id)
        .where(col(VisitRound.status) == status, visible_rounds(actor))
        .order_by(*order)
        .offset(offset)
        .limit(limit),
    )  # fmt: skip


def count_rounds(session: Session, actor: Actor, status: RoundStatus) -> int:
    counted = pick(sa.func.count()).select_from(VisitRound).where(col(VisitRound.status) == status, visible_rounds(actor))
    return session.scalar(counted) or 0


def find_round(session: Session, actor: Actor, round_id: int) -> RoundRow:
    """Raises `NotFound('round_not_found')`, also for one that has nothing under the actor's unit."""
    found = _rows(
        session, actor,
        pick(*_LISTED)
        .join(Unit, col(Unit.id) == VisitRound.unit_id)
        .where(col(VisitRound.id) == round_id, visible_rounds(actor)),
    )  # fmt: skip
    if not found:
        raise NotFound("round_not_found")
    return found[0]


def knock_round_of(session: Session, unit_id: int, day: date) -> int | None:
    """The knock-on-doors day that this unit has planned for the day; one closed before it began leaves the day free."""
    stands = sa.or_(col(VisitRound.status) == RoundStatus.OPEN, col(VisitRound.from_on) <= clock.today())
    this = sa.and_(
        col(VisitRound.kind) == RoundKind.KNOCK_DAY, col(VisitRound.unit_id) == unit_id, col(VisitRound.from_on) == day, stands
    )
    return session.scalars(pick(VisitRound.id).where(this).order_by(col(VisitRound.id).desc())).first()


@dataclass(frozen=True)
class AskedRound:
    """A round in which a household is still to be met, with what it is asked and what was answered at earlier tries."""

    id: int
    kind: RoundKind
    name: str
    until: date
    questions: tuple[Question, ...]
    answers: Mapping[str, Any]


def open_rounds_of(session: Session, actor: Actor, household_id: int) -> list[AskedRound]:
    """Those with questions first, then by their last day. Nothing for a household outside the actor's scope."""
    if not allows(actor, VisitsPermission.WRITE_VISITS):
        return []
    rows = session.execute(
        pick(VisitRound.id, VisitRound.kind, VisitRound.name, VisitRound.until, VisitRound.questions, VisitAnswers.said)
        .join(RoundHousehold, col(RoundHousehold.round_id) == VisitRound.id)
        .join(Household, col(Household.id) == RoundHousehold.household_id)
        .outerjoin(Visit, col(Visit.id) == RoundHousehold.visit_id)
        .outerjoin(VisitAnswers, ANSWERED)
        .where(
            col(RoundHousehold.household_id) == household_id, col(VisitRound.status) == RoundStatus.OPEN,
            col(VisitRound.from_on) <= clock.today(), DUE, visible_households(actor),
        )
        .order_by(col(VisitRound.until), col(VisitRound.id))
    )  # fmt: skip
    found = [
        AskedRound(r.id, r.kind, r.name, r.until, tuple(map(Question.model_validate, r.questions)), json.loads(r.said or "{}"))
        for r in rows
    ]
    return sorted(found, key=lambda one: not one.questions)


def questions_asked(of_round: VisitRound | None) -> tuple[Question, ...]:
    """Also of one that is closed: paper of its days may come back later."""
    return tuple(map(Question.model_validate, of_round.questions)) if of_round else ()


def questions_of(session: Session, round_id: int | None) -> tuple[Question, ...]:
    """Whoever calls has made sure that the round may be seen."""
    return questions_asked(session.get(VisitRound, round_id) if round_id else None)
