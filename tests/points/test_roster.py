"""The duty roster: turns put, taken off, copied, filled; and the gaps that are seen before they come."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db import clock
from db.errors import Conflict, NotAllowed, NotFound
from db.points.commands import roster as c
from db.points.models.points import PointHours, PointStatus
from db.points.models.staff import Duty
from db.points.queries.public import on_duty
from db.points.queries.roster import gaps_ahead, propose_week, week_of
from db.points.turns import Turn
from tests.conftest import MONDAY
from tests.points.places import a_point
from tests.points.serving import EVENING, MORNING, NEXT_MONDAY, NOON, TUESDAY, a_turn, closed, code, duty, resident, turns_of

pytestmark = pytest.mark.both_databases
ONE_DAY = timedelta(days=1)
NIGHT, TWO_AT_NIGHT = 22 * 60, 26 * 60


def _open_into_the_night(session, point_id):
    session.execute(sa.update(PointHours).where(PointHours.point_id == point_id).values(opens=20 * 60, closes=TWO_AT_NIGHT))
    session.expire_all()


def test_a_turn_stands_in_the_week_and_what_is_left_open_is_a_gap(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    duty(session, cast, point_id, staff_id)
    tuesday = week_of(session, cast.grace, point_id, MONDAY).days[1]
    assert [(row.name, row.turn) for row in tuesday.duties] == [("唐大河", Turn(TUESDAY, MORNING, NOON))]
    assert tuesday.gaps == (Turn(TUESDAY, NOON, EVENING),)


def test_what_has_passed_of_today_is_no_gap_any_more(session, cast):
    point_id = a_point(session, cast)
    assert week_of(session, cast.bob, point_id, MONDAY).days[0].gaps == (Turn(MONDAY, 9 * 60, EVENING),)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"staff_id": None}, "duty_who"),
        ({"on_day": None}, "duty_day"),
        ({"on_day": MONDAY - ONE_DAY}, "duty_day_past"),
        ({"on_day": MONDAY + timedelta(days=93)}, "duty_day_late"),
        ({"closes": MORNING}, "duty_hours"),
        ({"opens": -1}, "duty_hours"),
        ({"closes": MORNING + 1441}, "duty_hours"),
        ({"on_day": MONDAY, "closes": 9 * 60}, "duty_over"),
        ({"opens": 60, "closes": 7 * 60}, "duty_shut"),
        ({"opens": 21 * 60, "closes": 32 * 60}, "duty_shut"),
        ({"staff_id": 999}, "staff_not_serving"),
    ],
)
def test_a_turn_that_cannot_be_is_refused(session, cast, more, refused):
    point_id = a_point(session, cast)
    closed(session, cast, point_id, TUESDAY + ONE_DAY, TUESDAY + ONE_DAY)
    given = a_turn(resident(session, cast, point_id)).model_copy(update=more)
    assert code(lambda: c.put_duty(session, cast.bob, point_id=point_id, duty=given)) == refused
    assert session.scalar(sa.select(sa.func.count()).select_from(Duty)) == 0


def test_nobody_has_two_turns_at_the_same_time_at_whatever_point(session, cast):
    point_id, other = a_point(session, cast), a_point(session, cast, name="钟楼驿站")
    here, there = resident(session, cast, point_id), resident(session, cast, other)
    somebody_else = resident(session, cast, other, "王小雨", "13900139000")
    duty(session, cast, point_id, here, opens=MORNING, closes=NOON)
    for at, staff_id, opens in ((point_id, here, NOON - 1), (other, there, MORNING), (other, there, NOON - 1)):
        with pytest.raises(Conflict, match="duty_clash"):
            c.put_duty(session, cast.bob, point_id=at, duty=a_turn(staff_id, opens=opens, closes=EVENING))
    assert duty(session, cast, other, there, opens=NOON, closes=EVENING)
    assert duty(session, cast, other, somebody_else, opens=MORNING, closes=NOON)


def test_a_turn_over_midnight_stands_in_the_way_of_the_next_morning(session, cast):
    point_id, other = a_point(session, cast), a_point(session, cast, name="钟楼驿站")
    _open_into_the_night(session, point_id), _open_into_the_night(session, other)
    here, there = resident(session, cast, point_id), resident(session, cast, other)
    duty(session, cast, point_id, here, TUESDAY, NIGHT, TWO_AT_NIGHT)
    with pytest.raises(Conflict, match="duty_clash"):
        duty(session, cast, other, there, TUESDAY + ONE_DAY, 60, 180)
    assert [day.gaps for day in week_of(session, cast.bob, point_id, MONDAY).days[1:3]] == [
        (Turn(TUESDAY, EVENING, NIGHT),),
        (Turn(TUESDAY + ONE_DAY, EVENING, TWO_AT_NIGHT),),
    ]


def test_a_turn_is_taken_off_until_it_is_over_and_the_journal_keeps_it(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    coming, now = duty(session, cast, point_id, staff_id), duty(session, cast, point_id, staff_id, MONDAY)
    c.take_off_duty(session, cast.grace, duty_id=coming)
    with pytest.raises(NotFound):
        c.take_off_duty(session, cast.grace, duty_id=coming)
    detail = session.execute(sa.text("SELECT action FROM audit_event ORDER BY id DESC LIMIT 1")).scalar()
    assert (detail, turns_of(session, staff_id)) == ("duty_taken_off", [Turn(MONDAY, MORNING, NOON)])
    with clock.at(clock.midnight(MONDAY) + timedelta(minutes=NOON)), pytest.raises(Conflict, match="duty_past"):
        c.take_off_duty(session, cast.grace, duty_id=now)


def test_the_week_before_is_copied_where_it_is_open_and_to_who_still_serves_and_is_free(session, cast):
    point_id, other = a_point(session, cast), a_point(session, cast, name="钟楼驿站")
    stays, goes = resident(session, cast, point_id), resident(session, cast, point_id, "王小雨", "13900139000")
    elsewhere = resident(session, cast, other)
    for day in (1, 2, 3, 4):
        duty(session, cast, point_id, stays, MONDAY + day * ONE_DAY)
    duty(session, cast, point_id, goes, TUESDAY, NOON, EVENING)
    c.take_off_duty(session, cast.bob, duty_id=duty(session, cast, point_id, goes, TUESDAY + ONE_DAY, NOON, EVENING))
    closed(session, cast, point_id, NEXT_MONDAY + 2 * ONE_DAY, NEXT_MONDAY + 2 * ONE_DAY)
    closed(
        session, cast, point_id, NEXT_MONDAY + 3 * ONE_DAY, NEXT_MONDAY + 3 * ONE_DAY, [[10 * 60, 11 * 60], [13 * 60, 18 * 60]]
    )
    duty(session, cast, other, elsewhere, NEXT_MONDAY + 4 * ONE_DAY)
    session.execute(sa.text("UPDATE point_staff SET status = 'ended' WHERE id = :i"), {"i": goes})
    session.expire_all()
    press = uuid4()
    n = [c.copy_week(session, cast.bob, point_id=point_id, monday=NEXT_MONDAY, request_id=press) for _ in range(2)]
    assert (n, [turn for turn in turns_of(session, stays) if turn.day >= NEXT_MONDAY]) == (
        [3, 3],
        [
            Turn(NEXT_MONDAY + ONE_DAY, MORNING, NOON),
            Turn(NEXT_MONDAY + 3 * ONE_DAY, 10 * 60, 11 * 60),
            Turn(NEXT_MONDAY + 3 * ONE_DAY, 13 * 60, NOON),
        ],
    )
    with pytest.raises(Conflict, match="nothing_to_copy"):
        c.copy_week(session, cast.bob, point_id=point_id, monday=NEXT_MONDAY)


def test_a_proposal_is_shared_fairly_and_nothing_of_it_counts_before_the_press(session, cast):
    point_id, other = a_point(session, cast), a_point(session, cast, name="钟楼驿站")
    people = [resident(session, cast, point_id, name, f"1380013800{n}") for n, name in enumerate(("唐大河", "王小雨", "李秋"))]
    duty(session, cast, other, resident(session, cast, other, "唐大河", "13800138000"), NEXT_MONDAY, MORNING, EVENING)
    found = propose_week(session, cast.bob, point_id, NEXT_MONDAY)
    minutes = {one: sum(turn.n_minutes for staff, turn in found if staff.id == one) for one in people}
    assert (sum(minutes.values()), sorted(minutes.values())) == (7 * 720, [1200, 1920, 1920])
    assert (minutes[people[0]], [t for s, t in found if s.id == people[0] and t.day == NEXT_MONDAY]) == (1200, [])
    assert turns_of(session, people[1]) == []
    duties = [a_turn(staff.id, turn.day, turn.opens, turn.closes) for staff, turn in found]
    assert c.fill_week(session, cast.bob, point_id=point_id, duties=duties) == len(found)
    assert week_of(session, cast.bob, point_id, NEXT_MONDAY).n_missing == 0
    assert propose_week(session, cast.bob, point_id, NEXT_MONDAY) == []


def test_a_proposal_that_no_longer_fits_is_not_taken_in_parts(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    duties = [a_turn(staff_id, NEXT_MONDAY), a_turn(staff_id, NEXT_MONDAY, NOON - 1, EVENING)]
    with pytest.raises(Conflict, match="duty_clash"):
        c.fill_week(session, cast.bob, point_id=point_id, duties=duties)
    assert turns_of(session, staff_id) == []


def test_gaps_of_the_next_days_are_seen_by_those_who_keep_the_roster(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    for n in range(8):
        duty(session, cast, point_id, staff_id, MONDAY + n * ONE_DAY, MORNING, NOON if n == 3 else EVENING)
    duty(session, cast, point_id, staff_id, MONDAY + 9 * ONE_DAY, MORNING, EVENING)
    [row] = gaps_ahead(session, cast.alice)
    assert (row.point_id, row.has_staff, row.gaps) == (point_id, True, (Turn(MONDAY + 3 * ONE_DAY, NOON, EVENING),))
    assert [gaps_ahead(session, who) for who in (cast.charlie, cast.dora, cast.leo, cast.ben)] == [[], [], [], []]


def test_a_point_without_a_roster_misses_nobody_and_one_without_staff_is_one_line(session, cast):
    a_point(session, cast, name="自助驿站"), a_point(session, cast, PointStatus.STAFFED, name="未开放")
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    assert gaps_ahead(session, cast.bob) == []
    c.take_off_duty(session, cast.bob, duty_id=duty(session, cast, point_id, staff_id))
    assert len(gaps_ahead(session, cast.bob)[0].gaps) == 8
    session.execute(sa.text("UPDATE point_staff SET status = 'ended'"))
    session.expire_all()
    [row] = gaps_ahead(session, cast.bob)
    assert (row.has_staff, row.gaps) == (False, ())
    assert c.give_up_roster(session, cast.bob, point_id=point_id) == 0
    assert gaps_ahead(session, cast.bob) == []
    with pytest.raises(Conflict, match="no_roster"):
        c.give_up_roster(session, cast.bob, point_id=point_id)


def test_gaps_of_many_points_cost_as_many_questions_as_those_of_one(session, cast):
    def n_asked():
        asked = []
        count = lambda *_: asked.append(1)  # noqa: E731
        sa.event.listen(session.connection().engine, "before_cursor_execute", count)
        found = gaps_ahead(session, cast.bob)
        sa.event.remove(session.connection().engine, "before_cursor_execute", count)
        return len(found), len(asked)

    def with_roster(name):
        point_id = a_point(session, cast, name=name)
        duty(session, cast, point_id, resident(session, cast, point_id, phone=f"1380013{point_id:04}"))

    with_roster("一号驿站")
    one = n_asked()
    for n in range(4):
        with_roster(f"驿站{n}")
    assert (one[0], n_asked()) == (1, (5, one[1]))


def test_who_is_on_duty_now_is_named_for_the_minutes_of_the_turn_only(session, cast):
    point_id = a_point(session, cast)
    _open_into_the_night(session, point_id)
    duty(session, cast, point_id, resident(session, cast, point_id), TUESDAY, NIGHT, TWO_AT_NIGHT)
    at = clock.midnight(TUESDAY)
    shown = [on_duty(session, at + timedelta(minutes=n)) for n in (NIGHT - 1, NIGHT, 25 * 60, TWO_AT_NIGHT)]
    assert shown == [{}, {point_id: ["唐大河"]}, {point_id: ["唐大河"]}, {}]


def test_nobody_keeps_the_roster_of_a_point_beside_or_above_theirs(session, cast):
    point_id = a_point(session, cast)
    above = a_point(session, cast, name="社区驿站", unit_id=cast.places.pine)
    staff_id, there = resident(session, cast, point_id), resident(session, cast, above)
    for who, at, given, refused in (
        (cast.charlie, point_id, staff_id, NotFound),
        (cast.grace, above, there, NotFound),
        (cast.ben, point_id, staff_id, NotAllowed),
        (cast.dora, point_id, staff_id, NotAllowed),
    ):
        with pytest.raises(refused):
            c.put_duty(session, who, point_id=at, duty=a_turn(given))
    assert c.put_duty(session, cast.grace, point_id=point_id, duty=a_turn(staff_id)) == 1
