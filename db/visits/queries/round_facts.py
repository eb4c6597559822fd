"""What a round brought: what was raised and answered, how far each unit and each steward is, and which doors are left."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household
from db.ledger.queries.households import places_of, stewards_of
from db.office.models import Unit
from db.office.queries import children, unit_at
from db.privacy import mask_phone
from db.scheme import Scheme
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.visits.checks import calls_for, matter_of, unpacked
from db.visits.models.rounds import Question, RoundHousehold, VisitAnswers
from db.visits.models.visits import Outcome, Visit
from db.visits.queries.rounds import ANSWERED, DUE, OF_ITS_OWN, STANDS, Progress, RoundRow, find_round, of_ones_part, progress_by

MOST_TEXTS = 200


@dataclass(frozen=True)
class Answers:
    """`counts` has every option in its order, `total` the sum of numbers, `texts` at most `MOST_TEXTS` with their doors."""

    question: Question
    n: int
    counts: tuple[tuple[str, int], ...]
    total: float
    texts: tuple[tuple[str, str], ...]

    @property
    def average(self) -> float:
        return self.total / self.n if self.n else 0


@dataclass(frozen=True)
class Share:
    """Of a unit or of a steward; `id` 0 stands for households without a steward."""

    id: int
    name: str
    progress: Progress


@dataclass(frozen=True)
class RoundFacts:
    """`raised` are topics of its visits that make a matter or call for a visit, the most frequent first."""

    row: RoundRow
    raised: tuple[tuple[str, int], ...]
    answers: tuple[Answers, ...]
    units: tuple[Share, ...]


def round_facts(session: Session, actor: Actor, scheme: Scheme, round_id: int) -> RoundFacts:
    """Raises `NotFound('round_not_found')`."""
    row = find_round(session, actor, round_id)
    return RoundFacts(row, _raised(session, actor, scheme, round_id), _answers(session, actor, row), _units(session, actor, row))


def _of_round(actor: Actor, round_id: int) -> Any:
    return sa.and_(col(RoundHousehold.round_id) == round_id, of_ones_part(actor), OF_ITS_OWN)


def _raised(session: Session, actor: Actor, scheme: Scheme, round_id: int) -> tuple[tuple[str, int], ...]:
    rows = session.execute(
        pick(Visit.topics, sa.func.count())
        .join(RoundHousehold, col(RoundHousehold.visit_id) == Visit.id)
        .join(Household, col(Household.id) == RoundHousehold.household_id)
        .where(_of_round(actor, round_id))
        .group_by(col(Visit.topics))
    )
    keys = [topic.key for topic in scheme.visiting.topics]
    wanted = {key for key in keys if matter_of(scheme, key) or calls_for(scheme, key)}
    counted: Counter[str] = Counter()
    for topics, n in rows:
        counted.update(dict.fromkeys(wanted.intersection(unpacked(topics)), n))
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _answers(session: Session, actor: Actor, row: RoundRow) -> tuple[Answers, ...]:
    if not row.questions:
        return ()
    said = session.execute(
        pick(Household.door, VisitAnswers.said)
        .select_from(RoundHousehold)
        .join(Household, col(Household.id) == RoundHousehold.household_id)
        .join(VisitAnswers, ANSWERED)
        .where(_of_round(actor, row.id))
        .order_by(col(RoundHousehold.unit_id), col(Household.door_key), col(Household.id))
    )
    told: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for door, answers in said:
        for key, answer in json.loads(answers).items():
            told[key].append((door, answer))
    return tuple(_counted(question, told[question.key]) for question in row.questions)


def _counted(question: Question, told: Sequence[tuple[str, Any]]) -> Answers:
    values = [answer for _, answer in told]
    counts = tuple((option, values.count(option)) for option in question.options)
    total = sum(values) if question.kind == "number" else 0
    texts = tuple(told[:MOST_TEXTS]) if question.kind == "text" else ()
    return Answers(question, len(values), counts, total, texts)


def _units(session: Session, actor: Actor, row: RoundRow) -> tuple[Share, ...]:
    """Each unit right under the round's, or under the actor's where the round goes further."""
    top = unit_at(session, row.unit_path if row.is_own else actor.unit_path)
    came = progress_by(session, actor, [row.id], RoundHousehold.unit_id)
    paths = dict(session.execute(pick(Unit.id, Unit.path).where(col(Unit.id).in_(list(came)))).all())
    shares = [
        Share(unit.id, unit.name, _sum(progress for unit_id, progress in came.items() if paths[unit_id].startswith(unit.path)))
        for unit in children(session, top.id, with_closed=True)
    ]
    return tuple(share for share in shares if share.progress.n_households)


def _sum(parts: Iterable[Progress]) -> Progress:
    found = list(parts)
    return Progress(*(sum(getattr(one, name) for one in found) for name in ("n_households", "n_met", "n_tried", "n_due")))


def round_stewards(
    session: Session, actor: Actor, round_id: int, *, offset: int = 0, limit: int = 50
) -> tuple[list[Share], int]:  # fmt: skip
    """The stewards whose households a round goes to, who has most left first; and how many of them there are."""
    find_round(session, actor, round_id)
    steward = sa.func.coalesce(Assignment.steward_id, 0)
    due = sa.func.sum(sa.case((DUE, 1), else_=0))
    met = sa.func.sum(sa.case((sa.and_(STANDS, col(Visit.outcome) == Outcome.MET), 1), else_=0))
    tried = sa.func.sum(sa.case((sa.and_(STANDS, col(Visit.outcome) != Outcome.MET), 1), else_=0))
    counted = _with_stewards(pick(steward.label("id"), sa.func.count().label("n"), met, tried, due.label("due"))).where(
        _of_round(actor, round_id)
    )
    grouped = counted.group_by(steward)
    n_rows = session.scalar(pick(sa.func.count()).select_from(grouped.subquery())) or 0
    rows = session.execute(grouped.order_by(due.desc(), steward).offset(offset).limit(limit)).all()
    names = dict(session.execute(pick(Steward.id, Steward.name).where(col(Steward.id).in_([row[0] for row in rows]))).all())
    return [Share(key, names.get(key, ""), Progress(*map(int, counts))) for key, *counts in rows], n_rows


def _with_stewards(what: Any) -> Any:
    cares = sa.and_(
        col(Assignment.household_id) == RoundHousehold.household_id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    return (
        what.select_from(RoundHousehold)
        .join(Household, col(Household.id) == RoundHousehold.household_id)
        .outerjoin(Visit, col(Visit.id) == RoundHousehold.visit_id)
        .outerjoin(Assignment, cares)
    )


@dataclass(frozen=True)
class DueHousehold:
    """A household still to be met: when it was last tried, and what came of it. The telephone is masked."""

    household_id: int
    unit_name: str
    door: str
    title: str
    name: str
    phone: str
    steward_name: str
    tried_on: date | None
    outcome: Outcome | None


_DUE_HOUSEHOLD = (
    Household.id, Household.door, Household.title, Household.name, Household.phone, RoundHousehold.unit_id, Visit.status,
    Visit.visited_on, Visit.outcome,
)  # fmt: skip


def due_households(
    session: Session, actor: Actor, round_id: int, *, offset: int = 0, limit: int = 50, with_full_phone: bool = False
) -> list[DueHousehold]:  # fmt: skip
    """By unit, then in the order of doors."""
    find_round(session, actor, round_id)
    rows = session.execute(
        pick(*_DUE_HOUSEHOLD)
        .select_from(RoundHousehold)
        .join(Household, col(Household.id) == RoundHousehold.household_id)
        .outerjoin(Visit, sa.and_(col(Visit.id) == RoundHousehold.visit_id, STANDS))
        .where(_of_round(actor, round_id), DUE)
        .order_by(col(RoundHousehold.unit_id), col(Household.door_key), col(Household.id))
        .offset(offset)
        .limit(limit)
    ).all()
    places = places_of(session, {row.unit_id for row in rows})
    stewards = _names_of_stewards(session, [row.id for row in rows])
    return [
        DueHousehold(
            r.id, places[r.unit_id], r.door, r.title, r.name, (r.phone or "") if with_full_phone else mask_phone(r.phone),
            stewards.get(r.id, ""), r.visited_on, r.outcome,
        )
        for r in rows
    ]  # fmt: skip


def _names_of_stewards(session: Session, household_ids: Sequence[int]) -> Mapping[int, str]:
    """A few thousand at a time, as many as both databases take as parameters."""
    found: dict[int, str] = {}
    for start in range(0, len(household_ids), 2000):
        stewards = stewards_of(session, household_ids[start : start + 2000])
        found.update({household_id: name for household_id, (_, name) in stewards.items()})
    return found
