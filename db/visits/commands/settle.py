"""What a visit does beside itself: it settles what had to be visited, asks for the next, and counts for a round."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.calendar import work_calendar
from db.ledger.queries.merged import with_merged
from db.scheme import MustVisitRule, Scheme
from db.sql import insert_into, pick, table_of
from db.visits import events
from db.visits.checks import calls_for, unpacked
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.rounds import Question, RoundHousehold, RoundStatus, SheetRow, VisitRound
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Visit, VisitStatus
from db.visits.round_checks import check_answers


def rule_of(scheme: Scheme, kind: str) -> MustVisitRule | None:
    return next((rule for rule in scheme.visiting.must_visits if rule.key == kind), None)


def put_must_visit(
    session: Session, actor: Actor | None, scheme: Scheme, *, household: tuple[int, int], kind: str, source: MustSource,
    mark: str, arose_on: date, due_on: date | None = None, why: str = "",
) -> int | None:  # fmt: skip
    """`household` is the household and its unit. Due within the rule's working days unless said. None when its mark is known."""
    rule = rule_of(scheme, kind)
    values = {
        "household_id": household[0], "unit_id": household[1], "kind": kind, "source": source, "mark": mark, "why": why or None,
        "arose_on": arose_on, "due_on": due_on or work_calendar(session).after(arose_on, rule.days if rule else 3),
        "status": MustStatus.OPEN, "made_by": actor.user_id if actor else None,
    }  # fmt: skip
    insert = insert_into(session, MustVisit).values(**values)
    only_new = insert.on_conflict_do_nothing(index_elements=["household_id", "mark"])
    new: int | None = session.scalars(only_new.returning(col(MustVisit.id))).first()
    if new is not None:
        record(session, actor, events.MustVisitMade(new, kind, source.value))
    return new


def settle(session: Session, household_ids: Collection[int]) -> None:
    """Entries of households became one, or are two again: an open must-visit is done by the first visit of any of them."""
    entries = with_merged(session, household_ids)
    for must in session.scalars(pick(MustVisit).where(_open_of(entries))).all():
        visit = _first_met(session, [entry for entry, stays in entries.items() if stays == entries[must.household_id]], must)
        if visit:
            must.status, must.settled_on, must.settled_visit_id = MustStatus.DONE, visit.visited_on, visit.id
            session.add(must)


def _open_of(household_ids: Collection[int]) -> Any:
    return sa.and_(col(MustVisit.household_id).in_(household_ids), col(MustVisit.status) == MustStatus.OPEN)


def _first_met(session: Session, entries: Collection[int], must: MustVisit) -> Visit | None:
    met = pick(Visit).where(
        col(Visit.household_id).in_(entries), col(Visit.status) == VisitStatus.STANDS, col(Visit.outcome) == Outcome.MET,
        col(Visit.visited_on) >= must.arose_on,
    )  # fmt: skip
    found: Visit | None = session.scalars(met.order_by(col(Visit.visited_on), col(Visit.id)).limit(1)).one_or_none()
    return found


def settle_must_visits(session: Session, visit: Visit) -> None:
    """Whoever was met on that day or later has been visited."""
    if visit.outcome is not Outcome.MET:
        return
    must = table_of(MustVisit)
    households = must.c.household_id.in_(with_merged(session, [visit.household_id]))
    # Written down later, it was made in time all the same.
    in_time = sa.and_(must.c.status == MustStatus.NOT_MADE, must.c.settled_on >= visit.visited_on)
    open_ones = sa.and_(households, must.c.arose_on <= visit.visited_on, sa.or_(must.c.status == MustStatus.OPEN, in_time))
    done = {"status": MustStatus.DONE, "settled_on": visit.visited_on, "settled_visit_id": visit.id}
    session.execute(sa.update(must).where(open_ones).values(**done))


def resettle_promises(session: Session, visit: Visit) -> None:
    """A visit was corrected or withdrawn: what it had settled goes with its day, and is open again if it was no visit."""
    mine = pick(Promise).where(col(Promise.settled_visit_id) == visit.id)
    counts = visit.status is VisitStatus.STANDS
    for row in session.scalars(mine).all():
        row.settled_on = visit.visited_on if counts else None
        if not counts:
            row.status, row.settled_visit_id = PromiseStatus.OPEN, None
        session.add(row)


def free_sheet_row(session: Session, visit: Visit) -> None:
    """The visit was withdrawn: the row of paper that it was keyed in from can be keyed in anew."""
    row = table_of(SheetRow)
    session.execute(sa.update(row).where(row.c.visit_id == visit.id).values(visit_id=None))


def start_must_visits(session: Session, actor: Actor, scheme: Scheme, visit: Visit) -> None:
    """Topics of the scheme that call for another visit: a dispute, a grievance."""
    for kind in sorted({kind for topic in unpacked(visit.topics) for kind in calls_for(scheme, topic)}):
        put_must_visit(
            session, actor, scheme, household=(visit.household_id, visit.unit_id), kind=kind, source=MustSource.VISIT,
            mark=f"visit:{visit.id}:{kind}", arose_on=visit.visited_on,
        )  # fmt: skip


def settle_round(session: Session, visit: Visit, answers: Mapping[str, Any]) -> None:
    """Every open round in which the household has not been met counts the visit; met, it is done there.

    Raises `Invalid('answer_wrong')` when what was answered is no answer to the round's questions.
    """
    was_met = sa.and_(col(Visit.status) == VisitStatus.STANDS, col(Visit.outcome) == Outcome.MET)
    rows = session.execute(
        pick(RoundHousehold, VisitRound.questions)
        .join(VisitRound, col(VisitRound.id) == RoundHousehold.round_id)
        .outerjoin(Visit, col(Visit.id) == RoundHousehold.visit_id)
        .where(
            col(RoundHousehold.household_id) == visit.household_id, col(VisitRound.status) == RoundStatus.OPEN,
            col(VisitRound.from_on) <= visit.visited_on, sa.or_(col(RoundHousehold.visit_id).is_(None), ~was_met),
        )
    ).all()  # fmt: skip
    for row, questions in rows:
        row.visit_id, row.is_done = visit.id, visit.outcome is Outcome.MET
        if row.round_id == visit.round_id:
            said = check_answers([Question.model_validate(question) for question in questions], answers)
            row.answers = json.dumps(said, ensure_ascii=False) if said else row.answers
        session.add(row)


def resettle_round(session: Session, visit: Visit) -> None:
    """A visit was corrected or withdrawn: its rounds go by what it says now. One that was none leaves no answers."""
    rows = session.execute(
        pick(RoundHousehold, VisitRound.from_on)
        .join(VisitRound, col(VisitRound.id) == RoundHousehold.round_id)
        .where(col(RoundHousehold.household_id) == visit.household_id, col(RoundHousehold.visit_id) == visit.id)
    ).all()
    for row, from_on in rows:
        counts = visit.status is VisitStatus.STANDS and from_on <= visit.visited_on
        row.is_done = counts and visit.outcome is Outcome.MET
        other = None if row.is_done else _best_visit(session, visit, from_on)
        if other and (not counts or other.outcome is Outcome.MET):
            row.visit_id, row.is_done = other.id, other.outcome is Outcome.MET
        elif not counts:
            row.visit_id = row.answers = None
        session.add(row)


def _best_visit(session: Session, but: Visit, from_on: date) -> Visit | None:
    """Another visit of the household since the round began: the first at which somebody was met, else the last."""
    others = pick(Visit).where(
        col(Visit.household_id) == but.household_id, col(Visit.id) != but.id, col(Visit.status) == VisitStatus.STANDS,
        col(Visit.visited_on) >= from_on,
    )  # fmt: skip
    is_met = col(Visit.outcome) == Outcome.MET
    first = sa.case((is_met, col(Visit.id)), else_=-col(Visit.id))
    found: Visit | None = session.scalars(others.order_by(is_met.desc(), first).limit(1)).one_or_none()
    return found
