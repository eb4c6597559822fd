"""What must-visits, promises and rounds must say, looked up slowly from the visits that stand. It knows nothing of `settle`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta, timezone

from sqlmodel import Session, col, select

from db import clock
from db.ledger.models.households import Household
from db.office.queries import current_scheme
from db.visits.checks import calls_for
from db.visits.models.duties import DailyRun, MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, VisitAnswers, VisitRound
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Visit, VisitStatus

CHINA = timezone(timedelta(hours=8))


Stood = Mapping[int, Sequence[Visit]]
"""Of each entry all visits that stand, to any entry of its household, by day and as they were written."""


def wrongly_settled(session: Session) -> list[str]:
    """A line for every row that says something else than the visits that stand."""
    session.flush()
    session.expire_all()
    stood = _stood(session)
    wrong = [*_must_visits(session, stood), *_not_asked(session), *_promises(session), *_rounds(session, stood)]
    session.expire_all()
    return wrong


def _stood(session: Session) -> Stood:
    into = {row.id: row.merged_into for row in session.exec(select(Household)).all()}
    rows = session.exec(select(Visit).order_by(col(Visit.visited_on), col(Visit.id))).all()
    standing = [v for v in rows if v.status is VisitStatus.STANDS]
    return {entry: [v for v in standing if _stays(into, v.household_id) == _stays(into, entry)] for entry in into}


def _stays(into: Mapping[int, int | None], household_id: int) -> int:
    stays = into[household_id]
    return household_id if stays is None else _stays(into, stays)


def _first(visits: Sequence[Visit]) -> Visit | None:
    met = [v for v in visits if v.outcome is Outcome.MET]
    return met[0] if met else None


def _must_visits(session: Session, stood: Stood) -> Iterator[str]:
    looked_on = max(session.exec(select(DailyRun.day)).all(), default=date.min)
    for must in session.exec(select(MustVisit)).all():
        if must.mark.startswith("visit:"):
            yield from _asked_by_a_visit(session, must)
        if must.status is MustStatus.DROPPED:
            if must.settled_visit_id:
                yield f"must-visit {must.id} was dropped, and a visit has done it"
            continue
        done = _first([v for v in stood[must.household_id] if _in_time(must, v)])
        now = (must.status, must.settled_visit_id, must.settled_on)
        due = {(MustStatus.DONE, done.id, done.visited_on)} if done else _not_done(must, looked_on)
        if now not in due:
            yield f"must-visit {must.id}: {now}, and not {due}"


def _in_time(must: MustVisit, visit: Visit) -> bool:
    if must.ends_on and visit.visited_on > must.ends_on:
        return False
    if visit.visited_on == must.arose_on:
        return (visit.id or 0) > must.asked_after
    return visit.visited_on > must.arose_on


def _not_done(must: MustVisit, looked_on: date) -> set[tuple[MustStatus, int | None, date | None]]:
    """Its festival ends it when the day is looked at, or when its household is settled before that."""
    still_open = (MustStatus.OPEN, None, None)
    if must.ends_on is None or must.ends_on >= clock.today():
        return {still_open}
    ended = (MustStatus.NOT_MADE, None, must.ends_on)
    return {ended} if must.ends_on < looked_on else {ended, still_open}


def _not_asked(session: Session) -> Iterator[str]:
    """A topic that calls for a visit has asked for one, unless somebody said why it need not be."""
    scheme = current_scheme(session)
    asked = {m.mark: m for m in session.exec(select(MustVisit)).all()}
    for visit in session.exec(select(Visit).where(Visit.status == VisitStatus.STANDS)).all():
        for kind in {kind for topic in visit.topics.split() for kind in calls_for(scheme, topic)}:
            must = asked.get(f"visit:{visit.id}:{kind}")
            if must is None or (must.status is MustStatus.DROPPED and not must.reason):
                yield f"visit {visit.id} calls for {kind}, and nobody is asked"


def _asked_by_a_visit(session: Session, must: MustVisit) -> Iterator[str]:
    """Open or done only while a visit asks for it, and on that visit's day."""
    visit = session.get_one(Visit, int(must.mark.split(":")[1]))
    if must.settled_visit_id == visit.id:
        yield f"must-visit {must.id} is done by the visit that asked for it"
    if must.status is not MustStatus.DROPPED and visit.status is not VisitStatus.STANDS:
        yield f"must-visit {must.id} is asked for by a visit that was none"
    if must.status is not MustStatus.DROPPED and must.arose_on != visit.visited_on:
        yield f"must-visit {must.id} did not arise on the day of its visit"


def _promises(session: Session) -> Iterator[str]:
    for promise in session.exec(select(Promise)).all():
        made = session.get_one(Visit, promise.visit_id)
        told = promise.settled_visit_id and session.get_one(Visit, promise.settled_visit_id)
        if promise.made_on != made.visited_on:
            yield f"promise {promise.id} was not made on the day of its visit"
        if (promise.status is PromiseStatus.OPEN) != (not told):
            yield f"promise {promise.id}: {promise.status} by visit {promise.settled_visit_id}"
        if told and (told.status is not VisitStatus.STANDS or promise.settled_on != told.visited_on):
            yield f"promise {promise.id} is settled by a visit that was none, or on another day"


def _rounds(session: Session, stood: Stood) -> Iterator[str]:
    rows = session.exec(select(RoundHousehold)).all()
    into = {row.id: row.merged_into for row in session.exec(select(Household)).all()}
    asked = {(row.round_id, row.household_id) for row in rows if not row.stands_in}
    stand_in = {(row.round_id, row.household_id) for row in rows if row.stands_in}
    merged = {(round_id, _stays(into, one)) for round_id, one in asked if _stays(into, one) != one} - asked
    if stand_in != merged:
        yield f"in rounds {sorted(stand_in)} stand in for entries that were merged, and not {sorted(merged)}"
    answered = {(a.visit_id, a.round_id) for a in session.exec(select(VisitAnswers)).all()}
    for row in rows:
        round_ = session.get_one(VisitRound, row.round_id)
        counted = [v for v in stood[row.household_id] if _counts(round_, v)]
        met = _first(counted)
        shown = met or (counted[-1] if counted else None)
        told = [v.id for v in counted if (v.id, row.round_id) in answered]
        now = (row.is_done, row.visit_id, row.answered_visit_id)
        due = (met is not None, shown.id if shown else None, told[-1] if told else None)
        if now != due:
            yield f"household {row.household_id} of round {row.round_id}: {now}, and not {due}"


def _counts(round_: VisitRound, visit: Visit) -> bool:
    if visit.visited_on < round_.from_on:
        return False
    if round_.closed_at is None:
        return True
    return visit.visited_on < round_.closed_at.astimezone(CHINA).date() or visit.written_at <= round_.closed_at
