"""A mistake is corrected by whoever wrote it within the scheme's days, afterwards by the grid worker or the office."""

import json
from datetime import datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Invalid, NotAllowed, NotFound, Stale
from db.office.queries import current_scheme
from db.permissions import allows, require
from db.scheme import Scheme
from db.sql import pick, table_of
from db.text import clean
from db.visits import events, summaries
from db.visits.checks import check_visit, month_of, packed, unpacked
from db.visits.commands.must_visits import follow_topics
from db.visits.commands.settle import settle
from db.visits.models.rounds import SheetRow
from db.visits.models.summaries import ClosedMonth
from db.visits.models.visits import Visit, VisitIn, VisitStatus, VisitVersion
from db.visits.permissions import VisitsPermission
from db.visits.queries.scope import visible_visits
from db.visits.queries.visit_days import visit_days


class Written(Protocol):
    """A visit to a household or to a person: whose entry it is, and since when."""

    @property
    def user_id(self) -> int: ...

    @property
    def written_at(self) -> datetime: ...


def may_correct(actor: Actor, scheme: Scheme, visit: Written) -> bool:
    """Theirs and fresh, or the right to mend anybody's."""
    is_fresh = clock.now() - visit.written_at <= timedelta(days=scheme.visiting.correct_within_days)
    return (visit.user_id == actor.user_id and is_fresh) or allows(actor, VisitsPermission.CORRECT_VISITS)


def correct_visit(session: Session, actor: Actor, *, visit_id: int, seen: int, visit: VisitIn, reason: str = "") -> None:
    """Writes day, outcome, form, occasion, topics and note anew; the first version stays readable.

    Raises `Stale`, `NotAllowed('correct_too_late')`, `Invalid` as a new visit does.
    """
    row, scheme = _open(session, actor, visit_id, seen)
    given = check_visit(scheme, visit.model_copy(update={"household_ids": [row.household_id]}), clock.today())
    if given.visited_on != row.visited_on:
        visit_days(session, row.steward_id).check(given.visited_on, "visited_on")
    after = {
        "visited_on": given.visited_on, "outcome": given.outcome, "form": given.form, "occasion": given.occasion,
        "topics": packed(given.topics), "note": given.note or None,
    }  # fmt: skip
    _rewrite(session, actor, scheme, row, after, reason)


def withdraw_visit(session: Session, actor: Actor, *, visit_id: int, seen: int, reason: str) -> None:
    """It was no visit, or one of another household. It no longer counts; what it said stays readable."""
    row, scheme = _open(session, actor, visit_id, seen)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    _rewrite(session, actor, scheme, row, {"status": VisitStatus.WITHDRAWN}, reason)


def _open(session: Session, actor: Actor, visit_id: int, seen: int) -> tuple[Visit, Scheme]:
    require(actor, VisitsPermission.WRITE_VISITS)
    row = session.scalars(pick(Visit).where(col(Visit.id) == visit_id, visible_visits(actor))).one_or_none()
    if row is None or row.status is not VisitStatus.STANDS:
        raise NotFound("visit_not_found")
    if row.version != seen:
        raise Stale("visit_moved")
    scheme = current_scheme(session)
    if not may_correct(actor, scheme, row):
        raise NotAllowed("correct_too_late", days=scheme.visiting.correct_within_days)
    return row, scheme


def _rewrite(session: Session, actor: Actor, scheme: Scheme, row: Visit, after: dict[str, Any], reason: str) -> None:
    calls_anew = any(getattr(row, name) != after.get(name, getattr(row, name)) for name in ("status", "visited_on", "topics"))
    months = {month_of(row.visited_on), month_of(after.get("visited_on") or row.visited_on)}
    session.add(_version(actor, row, reason))
    summaries.add(session, row, -1)
    for column, value in after.items():
        setattr(row, column, value)
    row.version += 1
    session.add(row)
    session.flush()
    if row.status is VisitStatus.STANDS:
        summaries.add(session, row)
    else:
        _free_sheet_row(session, row)
    if calls_anew:
        # A slip in the note asks nobody anew by a scheme that has changed since.
        follow_topics(session, actor, scheme, row)
    settle(session, [row.household_id])
    is_closed = any(session.get(ClosedMonth, (month, row.unit_id)) for month in months)
    record(session, actor, events.VisitCorrected(row.id or 0, row.version, row.status is VisitStatus.WITHDRAWN, is_closed))


def _free_sheet_row(session: Session, visit: Visit) -> None:
    """The visit was withdrawn: the row of paper that it was keyed in from can be keyed in anew."""
    row = table_of(SheetRow)
    session.execute(sa.update(row).where(row.c.visit_id == visit.id).values(visit_id=None))


def _version(actor: Actor, row: Visit, reason: str) -> VisitVersion:
    body = {
        "visited_on": row.visited_on.isoformat(), "outcome": row.outcome.value, "form": row.form, "occasion": row.occasion,
        "topics": unpacked(row.topics), "note": row.note or "", "status": row.status.value,
    }  # fmt: skip
    return VisitVersion(
        visit_id=row.id or 0, version=row.version, at=clock.now(), user_id=actor.user_id,
        body=json.dumps(body, ensure_ascii=False), reason=clean(reason) or None,
    )  # fmt: skip
