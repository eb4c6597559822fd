"""The roster: a point's week, turns that nobody has, and a fair proposal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.office.models import Unit
from db.office.queries import current_scheme, unit_names
from db.points.models.points import PointStatus, ServicePoint
from db.points.models.staff import Duty, PointStaff
from db.points.opening import Opening
from db.points.queries.opening import openings
from db.points.queries.points import PointRow, find_point
from db.points.queries.scope import kept_points
from db.points.queries.staff import StaffRow, n_serving, picked_staff, staff_of, staff_row
from db.points.turns import ONE_DAY, Turn, days_from, gaps, in_shifts, opening_turns, share
from db.sql import pick


@dataclass(frozen=True)
class DutyRow:
    """`is_here`: whoever has it still serves; else nobody will be there."""

    id: int
    staff_id: int
    name: str
    turn: Turn
    is_here: bool


@dataclass(frozen=True)
class RosterDay:
    """`open` is when it is open, `gaps` when nobody is there then; only what is still to come is a gap."""

    day: date
    open: tuple[Turn, ...]
    duties: tuple[DutyRow, ...]
    gaps: tuple[Turn, ...]


@dataclass(frozen=True)
class RosterWeek:
    point: PointRow
    since: date | None
    days: tuple[RosterDay, ...]

    @property
    def n_missing(self) -> int:
        """Minutes."""
        return sum(gap.n_minutes for day in self.days for gap in day.gaps)


@dataclass(frozen=True)
class PointGaps:
    """A point where somebody will be missing; without `has_staff` there is nobody at all who could come."""

    point_id: int
    name: str
    unit_name: str
    has_staff: bool
    gaps: tuple[Turn, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def kept_point(session: Session, actor: Actor, point_id: int) -> PointRow:
    """A point whose roster the actor keeps. Raises `NotFound`."""
    row = find_point(session, actor, point_id)
    kept = pick(ServicePoint.id).where(col(ServicePoint.id) == row.id, kept_points(actor))
    if session.scalar(kept) is None:
        raise NotFound("point_not_found")
    return row


def duties_between(session: Session, which: Condition, first: date, last: date) -> dict[int, list[DutyRow]]:
    """Point -> turns that begin on these days, in order; also of somebody who no longer serves."""
    found: dict[int, list[DutyRow]] = defaultdict(list)
    rows = session.execute(
        picked_staff(Duty)
        .join(Duty, col(Duty.staff_id) == PointStaff.id)
        .join(ServicePoint, col(ServicePoint.id) == Duty.point_id)
        .where(which, col(Duty.on_day).between(first, last))
        .order_by(col(Duty.on_day), col(Duty.opens), col(Duty.id))
    )
    for *who, duty in rows:
        staff = staff_row(who)
        turn = Turn(duty.on_day, duty.opens, duty.closes)
        found[duty.point_id].append(DutyRow(duty.id, staff.id, staff.name, turn, staff.is_here))
    return found


def week_of(session: Session, actor: Actor, point_id: int, monday: date) -> RosterWeek:
    """Seven days from the Monday of the day given. Raises `NotFound`."""
    row, first = kept_point(session, actor, point_id), monday_of(monday)
    last = first + timedelta(days=6)
    this = col(ServicePoint.id) == point_id
    since = session.scalar(pick(ServicePoint.roster_since).where(this))
    opening = openings(session, this, since=first)[point_id]
    duties = duties_between(session, this, first - ONE_DAY, last)[point_id]
    return RosterWeek(row, since, _days(opening, duties, first, last))


def _days(opening: Opening, duties: Sequence[DutyRow], first: date, last: date) -> tuple[RosterDay, ...]:
    is_open = opening_turns(opening, first, last)
    missing = gaps(opening, first, last, [duty.turn for duty in duties if duty.is_here], clock.now())
    return tuple(
        RosterDay(
            day,
            tuple(turn for turn in is_open if turn.day == day),
            tuple(duty for duty in duties if duty.turn.day == day),
            tuple(turn for turn in missing if turn.day == day),
        )
        for day in days_from(first, last)
    )


def gaps_ahead(session: Session, actor: Actor) -> list[PointGaps]:
    """Points in use with a roster where somebody will be missing in the next days, as many as the scheme looks ahead; in the
    order of names, in a constant number of questions. A point where nobody serves is named once, without its turns."""
    first = clock.today() - ONE_DAY
    last = clock.today() + timedelta(days=current_scheme(session).points.looks_ahead_days)
    with_roster = col(ServicePoint.status) == PointStatus.OPEN, col(ServicePoint.roster_since).is_not(None)
    which = sa.and_(kept_points(actor), *with_roster)
    picked = pick(ServicePoint.id, ServicePoint.name, Unit.path).join(Unit, col(Unit.id) == ServicePoint.unit_id)
    points = session.execute(picked.where(which).order_by(col(ServicePoint.sort_key), col(ServicePoint.id))).all()
    opened, duties = openings(session, which, since=first), duties_between(session, which, first - ONE_DAY, last)
    serving, names = n_serving(session, [row.id for row in points]), unit_names(session, [row.path for row in points])
    found = []
    for point_id, name, path in points:
        taken = [duty.turn for duty in duties[point_id] if duty.is_here]
        if missing := gaps(opened[point_id], first, last, taken, clock.now()):
            has_staff = point_id in serving
            found.append(PointGaps(point_id, name, names[path], has_staff, tuple(missing) if has_staff else ()))
    return found


def propose_week(session: Session, actor: Actor, point_id: int, monday: date) -> list[tuple[StaffRow, Turn]]:
    """Who could take what nobody has in that week, so that all have about the same number of minutes; in the order of days.
    Nothing is written."""
    week = week_of(session, actor, point_id, monday)
    people = {one.id: one for one in staff_of(session, actor, point_id) if one.is_here}
    shifts = in_shifts(gap for day in week.days for gap in day.gaps)
    elsewhere = busy(session, list(people.values()), week.days[0].day - ONE_DAY, week.days[-1].day + ONE_DAY)
    inside = {day.day for day in week.days}
    minutes = {one: sum(turn.n_minutes for turn in turns if turn.day in inside) for one, turns in elsewhere.items()}
    return [(people[one], turn) for turn, one in share(shifts, list(people), elsewhere, minutes).items()]


def busy(session: Session, people: Sequence[StaffRow], first: date, last: date) -> dict[int, list[Turn]]:
    """When each has a turn on these days, at whatever point."""
    rows = session.execute(
        pick(PointStaff.person_index, Duty.on_day, Duty.opens, Duty.closes)
        .join(Duty, col(Duty.staff_id) == PointStaff.id)
        .where(col(PointStaff.person_index).in_([one.person for one in people]), col(Duty.on_day).between(first, last))
    ).all()
    return {one.id: [Turn(*when) for person, *when in rows if person == one.person] for one in people}
