"""The log of a point: what was done, for whom, how many; a mistake is taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from components.wording.refusals import say_refusal
from db import clock
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.points.commands.life import close_point
from db.points.commands.services import log_service, log_training, take_back
from db.points.demo_services import put_services
from db.points.models.points import PointStatus
from db.points.models.services import ServiceIn, ServiceKind, TrainingIn
from db.points.models.staff import PointStaff, StaffStatus
from db.points.queries.services import (
    ServiceFilter,
    count_services,
    find_services,
    log_points,
    own_last_services,
    services_by_month,
)
from tests.conftest import MONDAY
from tests.points.log_places import ADVICE, OPENED, a_served_point, lines, months, serves
from tests.points.places import WHY, a_point, version_of
from tests.tallies import wrong_counts
from tests.vetting.at_once import together
from tests.vetting.states import codes, journal

pytestmark = pytest.mark.both_databases
DAY = timedelta(days=1)


@pytest.fixture
def here(session, cast):
    return a_served_point(session, cast)


def _log(session, actor, here, **more):
    return log_service(session, actor, point_id=here.point, service=ADVICE.model_copy(update=more))


def test_two_taps_write_a_line_of_today_and_the_month_counts_it(session, cast, here):
    service_id = log_service(session, here.who, point_id=here.point, service=ServiceIn(what="policy", whom="elderly"))
    [row] = find_services(session, cast.bob)
    assert (row.id, row.on_day, row.what, row.whom, row.n_people, row.by) == (
        service_id,
        MONDAY,
        "policy",
        "elderly",
        1,
        "窦管家",
    )
    assert months(session) == {202611: (1, 1, 1, 0, 0)}
    assert journal(session, "service_logged") == [{"point": here.point, "service": service_id, "of_what": "service"}]


def test_a_training_counts_those_who_came(session, cast, here):
    log_training(session, here.who, point_id=here.point, training=TrainingIn(title="反诈知识讲座", n_people=35))
    _log(session, cast.bob, here, n_people=4)
    assert months(session) == {202611: (2, 1, 4, 1, 35)}
    assert [(r.kind, r.title) for r in find_services(session, cast.bob, ServiceFilter(kind=ServiceKind.TRAINING))] == [
        (ServiceKind.TRAINING, "反诈知识讲座")
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": "haircut"}, "请选择做了什么"),
        ({"whom": ""}, "请选择服务对象"),
        ({"n_people": 0}, "请填1至999"),
        ({"n_people": 1000}, "请填1至999"),
        ({"on_day": MONDAY + DAY}, "这一天还没到"),
        ({"on_day": OPENED - DAY}, "服务点11月13日（周五）开放"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(session, cast, here, wrong, said):
    with pytest.raises(Invalid) as refused:
        _log(session, cast.bob, here, **wrong)
    assert say_refusal(refused.value).startswith(said)
    assert lines(session) == []


def test_first_and_last_day_that_can_be_said_are_the_opening_and_today(session, cast, here):
    _log(session, cast.bob, here, on_day=OPENED)
    _log(session, cast.bob, here, on_day=MONDAY)
    assert [row.on_day for row in find_services(session, cast.bob)] == [MONDAY, OPENED]


def test_where_nothing_is_offered_something_else_was_done(session, cast, here):
    hall = a_point(session, cast, name="议事厅", kind="hall")
    assert log_service(session, cast.bob, point_id=hall, service=ServiceIn(what="other", whom="residents"))
    with pytest.raises(Invalid, match="service_what"):
        log_service(session, cast.bob, point_id=hall, service=ADVICE)


def test_a_steward_writes_where_they_serve_and_nowhere_else(session, cast, here):
    other = a_point(session, cast, name="另一处")
    assert [point.id for point in log_points(session, here.who)] == [here.point]
    with pytest.raises(NotFound):
        log_service(session, here.who, point_id=other, service=ServiceIn(what="other", whom="residents"))
    session.execute(sa.update(PointStaff).values(status=StaffStatus.ENDED))
    with pytest.raises(NotFound):
        _log(session, here.who, here)


def test_a_steward_who_serves_at_a_point_of_another_building_writes_there(session, cast, here):
    there = a_point(session, cast, name="远处的站", unit_id=cast.places.buildings[2])
    serves(session, cast, there, here.steward)
    assert log_service(session, here.who, point_id=there, service=ServiceIn(what="other", whom="residents"))


def test_nothing_is_written_down_at_a_point_that_is_not_open(session, cast, here):
    for status in (PointStatus.PROPOSED, PointStatus.ADOPTED, PointStatus.STAFFED, PointStatus.CLOSED):
        point_id = a_point(session, cast, status, name=f"一处{status.value}")
        with pytest.raises(Conflict, match="point_not_open"):
            log_service(session, cast.bob, point_id=point_id, service=ServiceIn(what="other", whom="residents"))


def test_a_press_that_arrives_twice_writes_one_line(session, cast, here):
    press = uuid4()
    ids = {log_service(session, here.who, point_id=here.point, service=ADVICE, request_id=press) for _ in range(2)}
    assert (len(ids), len(lines(session))) == (1, 1)


def test_what_was_taken_back_counts_no_more_and_is_still_to_be_read(session, cast, here):
    service_id = _log(session, here.who, here, on_day=OPENED)
    take_back(session, here.who, service_id=service_id)
    [first, undone] = lines(session)
    assert (undone.undoes_id, undone.n_people, undone.n_times, undone.on_day) == (first.id, -first.n_people, -1, OPENED)
    assert months(session) == {202611: (1, 0, 0, 0, 0)}
    [row] = find_services(session, cast.bob)
    assert row.is_taken_back
    assert (count_services(session, cast.bob), own_last_services(session, here.who, here.point)) == (1, [])


def test_a_line_is_taken_back_once(session, cast, here):
    service_id, press = _log(session, cast.bob, here), uuid4()
    for _ in range(2):
        take_back(session, cast.bob, service_id=service_id, request_id=press)
    with pytest.raises(Conflict, match="service_taken_back"):
        take_back(session, cast.alice, service_id=service_id)
    with pytest.raises(NotFound):
        take_back(session, cast.bob, service_id=lines(session)[1].id)
    assert months(session) == {202611: (1, 0, 0, 0, 0)}


def test_of_two_who_take_a_line_back_at_once_one_is_told(engine, cast):
    from db.engine import session as write_block

    with write_block(engine) as block:
        here = a_served_point(block, cast)
        service_id = _log(block, cast.bob, here)
    outcomes = together(engine, *[lambda s, who=who: take_back(s, who, service_id=service_id) for who in (cast.bob, cast.alice)])
    assert sorted(getattr(o, "code", "done") for o in outcomes) == ["done", "service_taken_back"]
    with write_block(engine) as block:
        assert (len(lines(block)), wrong_counts(block)) == (2, {})


def test_own_lines_are_taken_back_for_a_week_and_later_by_the_office_alone(session, cast, here):
    service_id = _log(session, here.who, here)
    with clock.at(MONDAY + 7 * DAY):
        fresh = codes(lambda who: take_back(session, who, service_id=service_id), here.who)
        assert fresh == ["done"]
    service_id = _log(session, here.who, here)
    with clock.at(MONDAY + 8 * DAY):
        with pytest.raises(NotAllowed, match="service_too_late"):
            take_back(session, here.who, service_id=service_id)
        take_back(session, cast.grace, service_id=service_id)


def test_a_steward_does_not_take_back_what_another_wrote(session, cast, here):
    service_id = _log(session, cast.bob, here)
    with pytest.raises(NotAllowed, match="service_too_late"):
        take_back(session, here.who, service_id=service_id)


def test_lists_are_by_point_month_and_thing_and_say_how_many_there_are(session, cast, here):
    other = a_point(session, cast, name="另一处")
    put_services(session, cast.bob, rows=[
        {"point_id": point, "unit_id": cast.places.buildings[0], "on_day": MONDAY - n * DAY, "what": what, "whom": "residents",
         "n_people": n + 1}
        for point in (here.point, other) for n in range(40) for what in ("policy", "other")
    ])  # fmt: skip
    for wanted, n in [
        (ServiceFilter(), 160), (ServiceFilter(point_id=other), 80), (ServiceFilter(month=202611), 92),
        (ServiceFilter(month=202611, point_id=other), 46), (ServiceFilter(what="policy"), 80),
        (ServiceFilter(month=202610, what="other"), 34), (ServiceFilter(kind=ServiceKind.TRAINING), 0),
    ]:  # fmt: skip
        found = [row.id for start in (0, 50, 100, 150) for row in find_services(session, cast.bob, wanted, offset=start)]
        assert (len(found), len(set(found)), count_services(session, cast.bob, wanted)) == (n, n, n)
    [november, october] = services_by_month(session, cast.bob, since=202601)
    assert (november.month, november.n_services, november.n_served) == (202611, 92, 4 * sum(range(1, 24)))
    assert services_by_month(session, cast.bob, since=202611) == [november]
    assert services_by_month(session, cast.bob, since=202601, unit_path=cast.charlie.unit_path) == []
    assert october.n_services == 68


def test_what_is_put_in_bulk_counts_as_what_is_written(session, cast, here):
    put_services(session, cast.bob, rows=[
        {"point_id": here.point, "unit_id": cast.places.buildings[0], "on_day": MONDAY, "what": "policy", "whom": "residents",
         "n_people": n}
        for n in (1, 2, 3)
    ])  # fmt: skip
    assert (months(session), wrong_counts(session)) == ({202611: (3, 3, 6, 0, 0)}, {})


def test_a_point_that_was_given_up_keeps_its_log_and_a_line_can_still_be_taken_back(session, cast, here):
    service_id = _log(session, cast.bob, here)
    close_point(session, cast.bob, point_id=here.point, seen=version_of(session, here.point), why=WHY)
    take_back(session, cast.bob, service_id=service_id)
    assert [row.is_taken_back for row in find_services(session, cast.bob)] == [True]


def test_no_line_is_ever_changed(session, cast, here):
    _log(session, cast.bob, here)
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        session.execute(sa.text("UPDATE point_service SET n_people = 9"))
    assert [line.n_people for line in lines(session)] == [2]
