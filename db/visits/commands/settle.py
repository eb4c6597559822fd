"""One settling: which must-visits are done, which promises are open and whom a round has met follows from the visits that stand.

Called after every deed that touches visits or the entries of a household. It remembers nothing of what held before: the same
visits always settle the same, in whatever order they were written, corrected or withdrawn.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import clock
from db.ledger.queries.merged import whole_households
from db.sql import pick, table_of
from db.visits.models.duties import MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, VisitAnswers, VisitRound
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Visit, VisitStatus

_CHUNK = 500
_STANDS = col(Visit.status) == VisitStatus.STANDS


@dataclass(frozen=True)
class Stood:
    """A visit that stands, as far as it settles anything."""

    id: int
    day: date
    is_met: bool
    written_at: datetime


Visits = Mapping[int, Sequence[Stood]]
"""Of each entry those of its whole household, by day and then as they were written."""


def settle(session: Session, household_ids: Collection[int]) -> None:
    """Recomputes what hangs on the visits of these households, whichever of their entries are named.

    A must-visit is done by the first visit since it arose at which somebody was met, never by the one that asked for it, nor
    after its festival; one that was dropped stays dropped. A promise is settled while the visit that says so stands. A round has
    met a household at the first visit within it; until then the last try is shown, and the answers are the last that were given.
    """
    session.flush()
    ids = sorted(set(household_ids))
    for start in range(0, len(ids), _CHUNK):
        _settle(session, whole_households(session, ids[start : start + _CHUNK]))


def settle_all(session: Session) -> None:
    """Every household of which something is asked: what an older program has settled by other rules is put right."""
    columns = (MustVisit.household_id, RoundHousehold.household_id, Promise.household_id)
    asked = sa.union(*(pick(column) for column in columns))
    settle(session, session.scalars(asked).all())


def settle_visited_since(session: Session, day: date) -> None:
    """Something was asked of many at once, from this day on: whoever has been visited since is settled."""
    visited = pick(Visit.household_id).distinct().where(col(Visit.visited_on) >= day, _STANDS)
    settle(session, session.scalars(visited).all())


def _settle(session: Session, stays: Mapping[int, int]) -> None:
    musts, rounds = _must_visits(session, stays), _rounds(session, stays)
    if _let_stand_in(session, stays, rounds):
        rounds = _rounds(session, stays)
    began = [must.arose_on for must in musts] + [one.from_on for one in rounds]
    visits = _visits(session, stays, min(began)) if began else {}
    _write(session, MustVisit, [change for must in musts if (change := _must_visit(must, visits[must.household_id]))])
    answered = _answered(session, stays, rounds)
    _write(session, RoundHousehold, [change for one in rounds if (change := _round(one, visits[one.household_id], answered))])
    _write(session, Promise, list(_promises(session, stays)))


def _write(session: Session, model: Any, changes: Sequence[dict[str, Any]]) -> None:
    """`of_...` name the row, the rest is written to it."""
    if not changes:
        return
    table = table_of(model)
    this = [table.c[name.removeprefix("of_")] == sa.bindparam(name) for name in changes[0] if name.startswith("of_")]
    session.connection().execute(sa.update(table).where(*this), changes)
    for row in [row for row in session.identity_map.values() if isinstance(row, model)]:
        session.expire(row)


def _visits(session: Session, stays: Mapping[int, int], since: date) -> Visits:
    rows = session.execute(
        pick(Visit.household_id, Visit.id, Visit.visited_on, Visit.outcome, Visit.written_at)
        .where(col(Visit.household_id).in_(stays), _STANDS, col(Visit.visited_on) >= since)
        .order_by(col(Visit.visited_on), col(Visit.id))
    )
    of_whole: defaultdict[int, list[Stood]] = defaultdict(list)
    for household_id, visit_id, day, outcome, written_at in rows:
        of_whole[stays[household_id]].append(Stood(visit_id, day, outcome is Outcome.MET, written_at))
    return {entry: of_whole[stay] for entry, stay in stays.items()}


def _first_met(visits: Iterable[Stood]) -> Stood | None:
    return next((visit for visit in visits if visit.is_met), None)


def _must_visits(session: Session, stays: Mapping[int, int]) -> Sequence[Any]:
    m = MustVisit
    these = sa.and_(col(m.household_id).in_(stays), col(m.status) != MustStatus.DROPPED)
    return session.execute(
        pick(m.id, m.household_id, m.arose_on, m.asked_after, m.ends_on, m.status, m.settled_on, m.settled_visit_id).where(these)
    ).all()


def _must_visit(must: Any, visits: Sequence[Stood]) -> dict[str, Any] | None:
    since = (visit for visit in visits if (visit.day, visit.id) > (must.arose_on, must.asked_after))
    done = _first_met(visit for visit in since if must.ends_on is None or visit.day <= must.ends_on)
    now = (MustStatus.DONE, done.day, done.id) if done else _not_done(must.ends_on)
    if now == (must.status, must.settled_on, must.settled_visit_id):
        return None
    return {"of_id": must.id, "status": now[0], "settled_on": now[1], "settled_visit_id": now[2]}


def _not_done(ends_on: date | None) -> tuple[MustStatus, date | None, None]:
    if ends_on is None or clock.today() <= ends_on:
        return MustStatus.OPEN, None, None
    return MustStatus.NOT_MADE, ends_on, None


def _rounds(session: Session, stays: Mapping[int, int]) -> Sequence[Any]:
    r = RoundHousehold
    return session.execute(
        pick(
            r.round_id,
            r.household_id,
            r.unit_id,
            r.stands_in,
            r.is_done,
            r.visit_id,
            r.answered_visit_id,
            VisitRound.from_on,
            VisitRound.closed_at,
        )
        .join(VisitRound, col(VisitRound.id) == r.round_id)
        .where(col(r.household_id).in_(stays))
    ).all()


def _let_stand_in(session: Session, stays: Mapping[int, int], rows: Sequence[Any]) -> bool:
    """In a round the entry that stays stands for those that were merged into it, also where it was not in the round itself.
    Whether the rows have changed."""
    here = {(row.round_id, row.household_id) for row in rows}
    wanted = {(row.round_id, stays[row.household_id]): row.unit_id for row in rows if stays[row.household_id] != row.household_id}
    missing = wanted.keys() - here
    spare = {(row.round_id, row.household_id) for row in rows if row.stands_in} - wanted.keys()
    session.add_all(
        RoundHousehold(round_id=round_id, household_id=household_id, unit_id=wanted[round_id, household_id], stands_in=True)
        for round_id, household_id in missing
    )
    for key in spare:
        session.delete(session.get_one(RoundHousehold, key))
    session.flush()
    return bool(missing or spare)


def is_within(from_on: date, closed_at: datetime | None, day: date, written_at: datetime) -> bool:
    """Whether a round counts a visit: since it began, and until it was closed; paper of those days may be keyed in later."""
    return from_on <= day and (closed_at is None or day < clock.local(closed_at).date() or written_at <= closed_at)


def _answered(session: Session, stays: Mapping[int, int], rounds: Sequence[Any]) -> set[tuple[int, int]]:
    """Visit and round of all answers to these rounds by these households."""
    if not rounds:
        return set()
    a = VisitAnswers
    these = sa.and_(col(a.round_id).in_({one.round_id for one in rounds}), col(Visit.household_id).in_(stays))
    rows = session.execute(pick(a.visit_id, a.round_id).join(Visit, col(Visit.id) == a.visit_id).where(these))
    return {(visit_id, round_id) for visit_id, round_id in rows}


def _round(one: Any, visits: Sequence[Stood], answered: set[tuple[int, int]]) -> dict[str, Any] | None:
    counted = [visit for visit in visits if is_within(one.from_on, one.closed_at, visit.day, visit.written_at)]
    met = _first_met(counted)
    shown = met or (counted[-1] if counted else None)
    told = [visit.id for visit in counted if (visit.id, one.round_id) in answered]
    now = (met is not None, shown and shown.id, told[-1] if told else None)
    if now == (one.is_done, one.visit_id, one.answered_visit_id):
        return None
    return {
        "of_round_id": one.round_id, "of_household_id": one.household_id,
        "is_done": now[0], "visit_id": now[1], "answered_visit_id": now[2],
    }  # fmt: skip


@cache
def _hanging() -> sa.Select[*tuple[Any, ...]]:
    """Promises with the visit at which each was made and the one that settled it. Put together once: aliases made anew at every
    writing would cost more than the question."""
    made, told, p = aliased(Visit), aliased(Visit), Promise
    return (
        pick(p.id, p.status, p.made_on, p.settled_on, p.settled_visit_id, made.visited_on, told.visited_on, told.status)
        .join(made, col(made.id) == p.visit_id)
        .outerjoin(told, col(told.id) == p.settled_visit_id)
        .where(col(p.household_id).in_(sa.bindparam("entries", expanding=True)))
    )


def _promises(session: Session, stays: Mapping[int, int]) -> Iterator[dict[str, Any]]:
    """Made on the day of its visit; settled on the day of the visit that says so, while that one stands."""
    for id_, *before, made_on, told_on, told_status in session.execute(_hanging(), {"entries": list(stays)}):
        stands = told_status is VisitStatus.STANDS
        now = [before[0], made_on, told_on, before[3]] if stands else [PromiseStatus.OPEN, made_on, None, None]
        if now != before:
            yield {"of_id": id_} | dict(zip(("status", "made_on", "settled_on", "settled_visit_id"), now, strict=True))
