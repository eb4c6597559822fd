"""The duty roster of a point: turns are put, taken off, copied from the week before, or filled as was proposed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.day_bounds import duty as duty_days
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.permissions import require
from db.points import events
from db.points.commands.staff_moves import coming_duties, drop_duties
from db.points.models.points import ServicePoint
from db.points.models.staff import Duty, DutyIn, PointStaff
from db.points.permissions import PointsPermission
from db.points.queries.opening import openings
from db.points.queries.points import PointRow
from db.points.queries.roster import busy, duties_between, kept_point, monday_of
from db.points.queries.scope import TAKES_STAFF
from db.points.queries.staff import StaffRow, picked_staff, serves_now, staff_row
from db.points.turns import ONE_DAY, Turn, common, opening_turns
from db.sql import pick

MINUTES, MOST_AT_ONCE = 1440, 200
A_WEEK = timedelta(days=7)
Given = tuple[StaffRow, Turn]


def put_duty(session: Session, actor: Actor, *, point_id: int, duty: DutyIn, request_id: UUID | None = None) -> int:
    """Returns how many turns were put: one. Raises `Invalid` with every problem, `NotFound`, `Conflict`: `duty_clash` for
    somebody who is on duty then, here or elsewhere, `staff_not_serving`, `point_takes_nobody`."""
    return fill_week(session, actor, point_id=point_id, duties=[duty], request_id=request_id)


def fill_week(session: Session, actor: Actor, *, point_id: int, duties: Sequence[DutyIn], request_id: UUID | None = None) -> int:
    """The turns that a proposal showed, all or none. Returns how many. Raises as `put_duty`."""
    require(actor, PointsPermission.KEEP_ROSTER)
    row = kept_point(session, actor, point_id)

    def work() -> int:
        people = _serving(session, row)
        given = [(_who(people, duty), _turn(duty)) for duty in duties[:MOST_AT_ONCE]]
        _require_open(session, row, [turn for _, turn in given])
        _require_free(session, given)
        return _put(session, actor, row, given)

    return once(session, request_id, f"fill week {actor.user_id}", work)


def take_off_duty(session: Session, actor: Actor, *, duty_id: int) -> None:
    """Also one that is running. Raises `NotFound` for one that is gone already, `Conflict('duty_past')` for one that is over."""
    require(actor, PointsPermission.KEEP_ROSTER)
    duty = session.get(Duty, duty_id, populate_existing=True)
    if duty is None:
        raise NotFound("duty_not_found")
    kept_point(session, actor, duty.point_id)
    if Turn(duty.on_day, duty.opens, duty.closes).ends_at <= clock.now():
        raise Conflict("duty_past")
    gone = events.DutyTakenOff(duty.point_id, duty.staff_id, duty.on_day.isoformat(), _time(duty))
    drop_duties(session, [duty])
    record(session, actor, gone)


def copy_week(session: Session, actor: Actor, *, point_id: int, monday: date, request_id: UUID | None = None) -> int:
    """The week before once more, for those who still serve and are free, where it is open then. What has begun already is left
    out, and so is what stands there. Returns how many turns; raises `Conflict('nothing_to_copy')`."""
    require(actor, PointsPermission.KEEP_ROSTER)
    row, first = kept_point(session, actor, point_id), monday_of(monday)
    duty_days(clock.today()).check(first + timedelta(days=6), "monday")
    return once(session, request_id, f"copy week {actor.user_id}", lambda: _copy(session, actor, row, first))


def give_up_roster(session: Session, actor: Actor, *, point_id: int) -> int:
    """From now on nobody misses a turn there; the coming ones go. Returns how many. Raises `Conflict('no_roster')`."""
    require(actor, PointsPermission.KEEP_ROSTER)
    row = kept_point(session, actor, point_id)
    if session.scalar(pick(ServicePoint.roster_since).where(col(ServicePoint.id) == point_id)) is None:
        raise Conflict("no_roster", name=row.name)
    duties = coming_duties(session, col(Duty.point_id) == point_id)
    drop_duties(session, duties)
    session.execute(sa.update(ServicePoint).where(col(ServicePoint.id) == point_id).values(roster_since=None))
    session.expire_all()
    record(session, actor, events.RosterGivenUp(point_id, len(duties)))
    return len(duties)


def _time(duty: Duty) -> str:
    return "-".join(f"{minutes // 60}:{minutes % 60:02d}" for minutes in (duty.opens, duty.closes))


def require_coming(duty: Duty) -> None:
    """Raises `Conflict('duty_past')` for a turn that has begun."""
    if Turn(duty.on_day, duty.opens, duty.closes).begins_at <= clock.now():
        raise Conflict("duty_past")


def require_free(session: Session, one: StaffRow, turn: Turn, but: Collection[int] = ()) -> None:
    """Raises `Conflict('duty_clash')` when somebody is on duty then at whatever point; turns in `but` do not count."""
    session.execute(pick(PointStaff.id).where(col(PointStaff.person_index) == one.person).with_for_update())
    has = (
        pick(Duty)
        .join(PointStaff, col(PointStaff.id) == Duty.staff_id)
        .where(col(PointStaff.person_index) == one.person, col(Duty.id).not_in(but))
        .where(col(Duty.on_day).between(turn.day - ONE_DAY, turn.day + ONE_DAY))
    )
    if any(turn.clashes(Turn(d.on_day, d.opens, d.closes)) for d in session.scalars(has)):
        raise Conflict("duty_clash", name=one.name, day=turn.day)


def _serving(session: Session, row: PointRow) -> dict[int, StaffRow]:
    """Whoever serves at the point now."""
    if row.status not in TAKES_STAFF:
        raise Conflict("point_takes_nobody", name=row.name)
    found = picked_staff().where(col(PointStaff.point_id) == row.id, serves_now())
    return {one.id: one for one in map(staff_row, session.execute(found.order_by(col(PointStaff.id))))}


def _who(people: dict[int, StaffRow], duty: DutyIn) -> StaffRow:
    if duty.staff_id is None:
        raise Invalid("duty_who", "staff")
    if duty.staff_id not in people:
        raise Conflict("staff_not_serving")
    return people[duty.staff_id]


def _turn(duty: DutyIn) -> Turn:
    duty_days(clock.today()).check(duty.on_day, "day")
    if duty.on_day is None:
        raise Invalid("duty_day", "day")
    if not (0 <= duty.opens < MINUTES and duty.opens < duty.closes <= duty.opens + MINUTES):
        raise Invalid("duty_hours", "closes")
    turn = Turn(duty.on_day, duty.opens, duty.closes)
    if turn.ends_at <= clock.now():
        raise Invalid("duty_over", "closes")
    return turn


def _require_open(session: Session, row: PointRow, turns: Sequence[Turn]) -> None:
    days = [turn.day for turn in turns]
    is_open = _open_between(session, row, min(days), max(days)) if days else []
    for turn in turns:
        if not any(turn.clashes(other) for other in is_open):
            raise Invalid("duty_shut", "day", name=row.name, day=turn.day)


def _open_between(session: Session, row: PointRow, first: date, last: date) -> list[Turn]:
    opening = openings(session, col(ServicePoint.id) == row.id, since=first - ONE_DAY)[row.id]
    return opening_turns(opening, first - ONE_DAY, last + ONE_DAY)


def _require_free(session: Session, given: Sequence[Given]) -> None:
    for n, (one, turn) in enumerate(given):
        require_free(session, one, turn)
        if any(one.person == other.person and turn.clashes(before) for other, before in given[:n]):
            raise Conflict("duty_clash", name=one.name, day=turn.day)


def _put(session: Session, actor: Actor, row: PointRow, given: Sequence[Given]) -> int:
    if not given:
        return 0
    session.add_all(
        Duty(point_id=row.id, staff_id=one.id, on_day=turn.day, opens=turn.opens, closes=turn.closes) for one, turn in given
    )
    first = sa.and_(col(ServicePoint.id) == row.id, col(ServicePoint.roster_since).is_(None))
    session.execute(sa.update(ServicePoint).where(first).values(roster_since=clock.today()))
    session.flush()
    record(session, actor, events.DutiesPut(row.id, len(given), min(turn.day for _, turn in given).isoformat()))
    return len(given)


def _copy(session: Session, actor: Actor, row: PointRow, monday: date) -> int:
    people, last = _serving(session, row), monday + timedelta(days=6)
    before = duties_between(session, col(ServicePoint.id) == row.id, monday - A_WEEK, monday - ONE_DAY)[row.id]
    is_open = _open_between(session, row, monday, last)
    taken = busy(session, list(people.values()), monday - ONE_DAY, last + ONE_DAY)
    given: list[Given] = []
    for duty in before:
        if one := people.get(duty.staff_id):
            given += [(one, turn) for turn in _again(duty.turn, is_open, [*taken[one.id], *_of(given, one)])]
    if not given:
        raise Conflict("nothing_to_copy")
    return _put(session, actor, row, given)


def _of(given: Sequence[Given], one: StaffRow) -> Iterator[Turn]:
    return (turn for other, turn in given if other.id == one.id)


def _again(turn: Turn, is_open: Sequence[Turn], taken: Sequence[Turn]) -> Iterator[Turn]:
    """The same turn a week later, as far as it is open then."""
    later = Turn(turn.day + A_WEEK, turn.opens, turn.closes)
    for piece in common(later, is_open):
        is_free = not any(piece.clashes(other) for other in taken)
        # A piece of the night after stays with the day on which its turn begins.
        if is_free and piece.begins_at > clock.now():
            yield piece
