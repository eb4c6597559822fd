"""A point's week out of the database, drawn by lot, against a slow reference."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from db import clock
from db.calendar import CalendarChange
from db.points.commands import roster as c
from db.points.models.points import PointHours, ServicePoint
from db.points.queries.opening import openings
from db.points.queries.roster import week_of
from db.points.queries.staff import staff_of
from tests.conftest import MONDAY
from tests.points import roster_reference as slow
from tests.points.places import a_point
from tests.points.serving import a_turn, closed, code, resident, turns_of

pytestmark = pytest.mark.both_databases
ONE_DAY = timedelta(days=1)


def _random_life(session, cast, point_id, people, dice):
    """Hours, closures, holidays, turns, and a day off of the calendar, drawn by lot."""
    session.execute(sa.delete(PointHours).where(PointHours.point_id == point_id))
    for weekday in range(1, 8):
        for opens in sorted(dice.sample(range(0, 1440, 30), dice.randrange(3))):
            hours = PointHours(point_id=point_id, weekday=weekday, opens=opens, closes=opens + dice.choice((60, 240, 600, 900)))
            session.add(hours)
    for _ in range(dice.randrange(3)):
        first = MONDAY + dice.randrange(-1, 8) * ONE_DAY
        hours = [[dice.randrange(0, 1400, 20), 0]] if dice.random() < 0.5 else []
        closed(session, cast, point_id, first, first + dice.randrange(2) * ONE_DAY, [[o, o + 300] for o, _ in hours])
    session.execute(sa.update(ServicePoint).where(ServicePoint.id == point_id).values(is_closed_on_holidays=True))
    session.add(CalendarChange(day=MONDAY + dice.randrange(7) * ONE_DAY, is_working=False, made_at=clock.now()))
    session.flush()
    session.expire_all()
    for _ in range(24):
        opens = dice.randrange(0, 1440, 20)
        given = a_turn(dice.choice(people), MONDAY + dice.randrange(8) * ONE_DAY, opens, opens + dice.randrange(40, 700, 20))
        code(lambda given=given: c.put_duty(session, cast.bob, point_id=point_id, duty=given))


def test_the_week_shows_minute_by_minute_what_a_slow_reference_finds(session, cast, checked):
    n_days = n_duties = 0
    for seed in range(6):
        dice = Random(seed)
        point = session.begin_nested()
        point_id = a_point(session, cast)
        people = [resident(session, cast, point_id, name, f"1380013800{n}") for n, name in enumerate(("唐大河", "王小雨"))]
        _random_life(session, cast, point_id, people, dice)
        session.execute(sa.text("UPDATE point_staff SET status = 'ended' WHERE id = :i"), {"i": people[dice.randrange(2)]})
        session.expire_all()
        opening = openings(session, ServicePoint.id == point_id, since=MONDAY - ONE_DAY)[point_id]
        serving = [one.id for one in staff_of(session, cast.bob, point_id) if one.is_here]
        taken = [turn for staff_id in serving for turn in turns_of(session, staff_id)]
        for day in week_of(session, cast.bob, point_id, MONDAY).days:
            assert slow.minutes_of_all(day.gaps) == slow.gap_minutes(opening, day.day, taken, (MONDAY, 9 * 60)), (seed, day.day)
            n_days += 1
        n_duties += len(taken)
        point.rollback()
        session.expire_all()
    checked("days of random rosters out of the database", n_days)
    assert n_duties > 15
