"""What a visit does beside itself: it settles what had to be visited, asks for the next, and counts for a round."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.calendar import work_calendar
from db.scheme import MustVisitRule, Scheme
from db.sql import insert_into, pick
from db.visits import events
from db.visits.checks import topic_of, unpacked
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, RoundStatus, VisitRound
from db.visits.models.visits import Outcome, Visit


def rule_of(scheme: Scheme, kind: str) -> MustVisitRule | None:
    return next((rule for rule in scheme.visiting.must_visits if rule.key == kind), None)


def put_must_visit(
    session: Session, actor: Actor | None, scheme: Scheme, *, home: tuple[int, int], kind: str, source: MustSource, mark: str,
    arose_on: date, due_on: date | None = None, why: str = "",
) -> int | None:  # fmt: skip
    """`home` is the household and its unit. Due within the rule's working days unless said. None when its mark is known."""
    rule = rule_of(scheme, kind)
    values = {
        "household_id": home[0], "unit_id": home[1], "kind": kind, "source": source, "mark": mark, "why": why or None,
        "arose_on": arose_on, "due_on": due_on or work_calendar(session).after(arose_on, rule.days if rule else 3),
        "status": MustStatus.OPEN, "made_by": actor.user_id if actor else None,
    }  # fmt: skip
    insert = insert_into(session, MustVisit).values(**values)
    only_new = insert.on_conflict_do_nothing(index_elements=["household_id", "mark"])
    new: int | None = session.scalars(only_new.returning(col(MustVisit.id))).first()
    if new is not None:
        record(session, actor, events.MustVisitMade(new, kind, source.value))
    return new


def settle_must_visits(session: Session, visit: Visit) -> None:
    """Whoever was met on that day or later has been visited."""
    if visit.outcome is not Outcome.MET:
        return
    open_ones = sa.and_(
        col(MustVisit.household_id) == visit.household_id, col(MustVisit.status) == MustStatus.OPEN,
        col(MustVisit.arose_on) <= visit.visited_on,
    )  # fmt: skip
    done = {"status": MustStatus.DONE, "settled_on": visit.visited_on, "settled_visit_id": visit.id}
    session.execute(sa.update(MustVisit).where(open_ones).values(**done))


def start_must_visits(session: Session, actor: Actor, scheme: Scheme, visit: Visit) -> None:
    """Topics of the scheme that call for another visit: a dispute, a grievance."""
    kinds = {kind for key in unpacked(visit.topics) if (topic := topic_of(scheme, key)) for kind in topic.must}
    for kind in sorted(kinds & {rule.key for rule in scheme.visiting.must_visits}):
        put_must_visit(
            session, actor, scheme, home=(visit.household_id, visit.unit_id), kind=kind, source=MustSource.VISIT,
            mark=f"visit:{visit.id}:{kind}", arose_on=visit.visited_on,
        )  # fmt: skip


def settle_round(session: Session, visit: Visit, answers: Mapping[str, Any]) -> None:
    """Every open round that has the household counts the visit; met, it is done there."""
    rows = session.scalars(
        pick(RoundHousehold)
        .join(VisitRound, col(VisitRound.id) == RoundHousehold.round_id)
        .where(
            col(RoundHousehold.household_id) == visit.household_id, col(RoundHousehold.is_done).is_(False),
            col(VisitRound.status) == RoundStatus.OPEN, col(VisitRound.from_on) <= visit.visited_on,
        )
    ).all()  # fmt: skip
    for row in rows:
        row.visit_id, row.is_done = visit.id, visit.outcome is Outcome.MET
        if answers and row.round_id == visit.round_id:
            row.answers = json.dumps(dict(answers), ensure_ascii=False)
        session.add(row)
