"""Opening hours out of the tables: of many points in a constant number of questions."""

from collections import defaultdict
from datetime import date, timedelta

from sqlmodel import Session, col

from db import clock
from db.calendar import DayKind, work_calendar
from db.ledger.queries.scope import Condition
from db.points.models.points import PointException, PointHours, ServicePoint
from db.points.opening import Opening, OtherDays, Times, never
from db.sql import pick

_ONE_DAY = timedelta(days=1)


def _last_day(row: PointException) -> date:
    """What was ended early held until the day before."""
    return row.until if row.ended_at is None else min(row.until, clock.local(row.ended_at).date() - _ONE_DAY)


def _others(session: Session, which: Condition, since: date) -> dict[int, list[OtherDays]]:
    found: dict[int, list[OtherDays]] = defaultdict(list)
    rows = session.scalars(
        pick(PointException)
        .join(ServicePoint, col(ServicePoint.id) == PointException.point_id)
        .where(which, col(PointException.until) >= since)
        .order_by(col(PointException.id))
    )
    for row in rows:
        if max(row.from_on, since) <= _last_day(row):
            times = tuple((opens, closes) for opens, closes in row.hours)
            found[row.point_id].append(OtherDays(row.from_on, _last_day(row), times, row.why))
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
    weekly, others, calendar = _weekly(session, which), _others(session, which, since - _ONE_DAY), work_calendar(session)

    def is_holiday(day: date) -> bool:
        return calendar.kind(day) is DayKind.HOLIDAY

    return {
        point_id: Opening(
            tuple(weekly[point_id].get(weekday, ()) for weekday in range(1, 8)),
            tuple(others[point_id]),
            is_holiday if is_closed else never,
        )
        for point_id, is_closed in session.execute(pick(ServicePoint.id, ServicePoint.is_closed_on_holidays).where(which))
    }
