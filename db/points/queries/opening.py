"""Opening hours out of the tables: of one point, for those who keep them; of many in a constant number of questions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.calendar import DayKind, work_calendar
from db.ledger.queries.scope import Condition
from db.points.models.points import PointException, PointHours, ServicePoint
from db.points.opening import Opening, OtherDays, Times, never
from db.points.queries.points import find_point
from db.sql import pick

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OtherDaysRow:
    """`until` of the days is the one on which they really end."""

    id: int
    days: OtherDays


def _last_day(row: PointException) -> date:
    """What was ended early held until the day before."""
    return row.until if row.ended_at is None else min(row.until, clock.local(row.ended_at).date() - _ONE_DAY)


def _row(row: PointException) -> OtherDaysRow:
    times = tuple((opens, closes) for opens, closes in row.hours)
    return OtherDaysRow(row.id or 0, OtherDays(row.from_on, _last_day(row), times, row.why))


def _others(session: Session, which: Condition, since: date) -> dict[int, list[OtherDaysRow]]:
    found: dict[int, list[OtherDaysRow]] = defaultdict(list)
    rows = session.scalars(
        pick(PointException)
        .join(ServicePoint, col(ServicePoint.id) == PointException.point_id)
        .where(which, col(PointException.until) >= since)
        .order_by(col(PointException.id))
    )
    for row in rows:
        if max(row.from_on, since) <= _last_day(row):
            found[row.point_id].append(_row(row))
    return found


def _weekly(session: Session, which: Condition) -> dict[int, dict[int, Times]]:
    found: dict[int, dict[int, Times]] = defaultdict(dict)
    rows = session.execute(
        pick(PointHours.point_id, PointHours.weekday, PointHours.opens, PointHours.closes)
        .join(ServicePoint, col(ServicePoint.id) == PointHours.point_id)
        .where(which)
        .order_by(col(PointHours.opens))
    )
    for point_id, weekday, opens, closes in rows:
        found[point_id][weekday] = (*found[point_id].get(weekday, ()), (opens, closes))
    return found


def openings(session: Session, which: Condition, *, since: date) -> dict[int, Opening]:
    """Point -> when it is open from the day before `since` on, in four questions however many there are."""
    before = since - _ONE_DAY
    weekly, others, calendar = _weekly(session, which), _others(session, which, before), work_calendar(session)

    def is_holiday(day: date) -> bool:
        return calendar.kind(day) is DayKind.HOLIDAY

    return {
        point_id: Opening(
            tuple(weekly[point_id].get(weekday, ()) for weekday in range(1, 8)),
            tuple(one.days for one in others[point_id]),
            is_holiday if is_closed else never,
        )
        for point_id, is_closed in session.execute(pick(ServicePoint.id, ServicePoint.is_closed_on_holidays).where(which))
    }


def opening_of(session: Session, actor: Actor, point_id: int) -> Opening:
    """Raises `NotFound` for a point that the actor may not see."""
    row = find_point(session, actor, point_id)
    return openings(session, col(ServicePoint.id) == row.id, since=clock.today())[row.id]


def coming_days(session: Session, actor: Actor, point_id: int) -> list[OtherDaysRow]:
    """Days that differ and are not over, the next first."""
    row = find_point(session, actor, point_id)
    found = _others(session, col(ServicePoint.id) == row.id, clock.today())[row.id]
    return sorted(found, key=lambda one: (one.days.from_on, one.id))
