"""The log of a point: what is written down there, by whom, and how a mistake is taken back."""

from datetime import date, timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlmodel import func, select

from db import clock
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.points import summaries
from db.points.commands.points import change_point
from db.points.commands.services import log_service, log_training, take_back
from db.points.demo_services import put_services
from db.points.models.points import PointStatus
from db.points.models.services import PointMonth, PointService, ServiceIn, ServiceKind, ServiceSource
from db.points.models.staff import StaffStatus
from db.points.queries.services import (
    LogSums,
    ServiceFilter,
    count_services,
    find_services,
    log_points,
    month_sums,
    sums_by_point,
)
from tests.conftest import MONDAY
from tests.points.logs import OPENED, a_station, line, serves, service, sums_agree, training, with_dora
from tests.points.places import a_point, version_of, wish
from tests.vetting.states import a_steward

NOVEMBER = (202611, 202611)


def _log(session, actor, point_id, **given):
    return log_service(session, actor, point_id=point_id, service=service(**given))


def test_a_steward_writes_where_they_serve_and_nowhere_else(session, cast):
    here, there = a_station(session, cast), a_station(session, cast, "别处驿站")
    dora = with_dora(session, cast, here)
    written = line(session, _log(session, dora, here, n_people=3))
    assert (written.on_day, written.what, written.whom, written.n_people, written.written_by) == (
        MONDAY, "policy", "elderly", 3, dora.user_id,
    )  # fmt: skip
    assert [point.name for point in log_points(session, dora)] == ["红色驿站"]
    with pytest.raises(NotFound):
        _log(session, dora, there)


@pytest.mark.parametrize("status", [StaffStatus.PUT_FORWARD, StaffStatus.NOT_TAKEN, StaffStatus.ENDED])
def test_whoever_does_not_serve_now_does_not_write(session, cast, status):
    here, there = a_station(session, cast), a_station(session, cast, "别处驿站")
    dora = with_dora(session, cast, here)
    serves(session, cast, there, a_steward(session, cast, 1), status)
    assert [point.id for point in log_points(session, dora)] == [here]


def test_the_office_and_the_grid_worker_write_for_points_under_their_unit(session, cast):
    here = a_station(session, cast)
    assert all(_log(session, who, here) for who in (cast.bob, cast.grace, cast.alice))
    with pytest.raises(NotFound):
        _log(session, cast.charlie, here)
    for who in (cast.percy, cast.leo, cast.ben, cast.ada):
        with pytest.raises(NotAllowed):
            _log(session, who, here)


@pytest.mark.parametrize("status", [PointStatus.STAFFED, PointStatus.CLOSED, PointStatus.PROPOSED])
def test_nothing_is_written_at_a_point_that_is_not_in_use(session, cast, status):
    with pytest.raises(NotFound):
        _log(session, cast.bob, a_point(session, cast, status))


def test_every_wrong_field_of_a_service_is_named_at_once(session, cast):
    given = ServiceIn(what="moon", whom="giants", n_people=1000, on_day=MONDAY + timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        log_service(session, cast.bob, point_id=a_station(session, cast), service=given)
    assert {problem.field for problem in refused.value.all} == {"what", "whom", "n_people", "on_day"}


@pytest.mark.parametrize(
    ("day", "code"),
    [(OPENED - timedelta(days=1), "service_before_opening"), (MONDAY + timedelta(days=1), "service_in_future"), (OPENED, "")],
)
def test_a_day_lies_between_the_opening_and_today(session, cast, day, code):
    point_id = a_station(session, cast)
    if not code:
        assert line(session, _log(session, cast.bob, point_id, on_day=day)).on_day == day
        return
    with pytest.raises(Invalid, match=code):
        _log(session, cast.bob, point_id, on_day=day)


@pytest.mark.parametrize("n_people", [0, -1, 1000])
def test_between_one_and_999_people_are_served(session, cast, n_people):
    with pytest.raises(Invalid, match="service_people"):
        _log(session, cast.bob, a_station(session, cast), n_people=n_people)


def test_a_point_that_offers_nothing_by_name_logs_what_is_other(session, cast):
    point_id = a_station(session, cast, offers=[])
    assert line(session, _log(session, cast.bob, point_id, what="")).what == "other"
    with pytest.raises(Invalid, match="service_what"):
        _log(session, cast.bob, point_id, what="policy")


def test_what_is_no_longer_offered_is_no_longer_written(session, cast):
    point_id = a_station(session, cast)
    less = wish(cast, "红色驿站", offers=["arts"])
    change_point(session, cast.bob, point_id=point_id, seen=version_of(session, point_id), point=less)
    with pytest.raises(Invalid, match="service_what"):
        _log(session, cast.bob, point_id, what="policy")


def test_a_press_that_arrives_twice_is_one_line(session, cast):
    point_id, press = a_station(session, cast), uuid4()
    ids = {log_service(session, cast.bob, point_id=point_id, service=service(), request_id=press) for _ in range(2)}
    assert (len(ids), count_services(session, cast.bob)) == (1, 1)
    assert sums_agree(session)


def test_a_training_says_what_it_was_about_and_how_many_came(session, cast):
    point_id = a_station(session, cast)
    log_training(session, cast.bob, point_id=point_id, training=training(n_people=32))
    [row] = find_services(session, cast.bob)
    assert (row.kind, row.title, row.n_people, row.what, row.whom) == (ServiceKind.TRAINING, "用火用电安全", 32, "", "")
    assert month_sums(session, cast.bob, NOVEMBER) == LogSums(0, 0, 1, 32)
    for title in ("火", "长" * 81, "电话13800138000"):
        with pytest.raises(Invalid):
            log_training(session, cast.bob, point_id=point_id, training=training(title))


def test_a_line_taken_back_stands_there_with_its_opposite_and_counts_nothing(session, cast):
    point_id = a_station(session, cast)
    service_id = _log(session, cast.bob, point_id, n_people=7)
    back = line(session, take_back(session, cast.bob, service_id=service_id))
    assert (back.undoes_id, back.n_people, back.n_times, back.on_day) == (service_id, -7, -1, MONDAY)
    assert [(row.id, row.is_undone) for row in find_services(session, cast.bob)] == [(back.id, False), (service_id, True)]
    assert month_sums(session, cast.bob, NOVEMBER) == LogSums()
    assert sums_agree(session)


def test_a_line_is_taken_back_once_and_taking_back_is_not(session, cast):
    service_id = _log(session, cast.bob, a_station(session, cast))
    back = take_back(session, cast.bob, service_id=service_id)
    for again in (service_id, back):
        with pytest.raises(Conflict, match="service_undone"):
            take_back(session, cast.bob, service_id=again)


def test_whoever_wrote_it_takes_it_back_within_the_days_and_the_office_always(session, cast):
    point_id = a_station(session, cast)
    dora = with_dora(session, cast, point_id)
    mine, graces = _log(session, dora, point_id), _log(session, cast.grace, point_id)
    with pytest.raises(NotAllowed, match="correct_too_late"):
        take_back(session, dora, service_id=graces)
    with clock.at(MONDAY + timedelta(days=8)):
        with pytest.raises(NotAllowed, match="correct_too_late"):
            take_back(session, dora, service_id=mine)
        assert take_back(session, cast.bob, service_id=mine)
    assert take_back(session, cast.grace, service_id=graces)
    assert sums_agree(session)


def test_a_stranger_takes_nothing_back(session, cast):
    service_id = _log(session, cast.bob, a_station(session, cast))
    with pytest.raises(NotFound):
        take_back(session, cast.charlie, service_id=service_id)


def test_the_list_is_narrowed_by_point_month_group_and_kind_with_the_newest_first(session, cast):
    one, other = a_station(session, cast), a_station(session, cast, "另一处", unit_id=cast.places.garden_building)
    first = _log(session, cast.bob, one, on_day=date(2026, 10, 3), whom="children")
    second, third = _log(session, cast.bob, one), _log(session, cast.bob, other, what="arts")
    lesson = log_training(session, cast.bob, point_id=one, training=training())

    def ids(actor=cast.bob, **wanted):
        found, asked = find_services(session, actor, ServiceFilter(**wanted)), ServiceFilter(**wanted)
        assert len(found) == count_services(session, actor, asked)
        return [row.id for row in found]

    assert ids() == [lesson, third, second, first]
    assert ids(point_id=one) == ids(unit_path=cast.grace.unit_path) == ids(cast.grace) == [lesson, second, first]
    assert ids(whom="children") == ids(last_day=date(2026, 10, 31)) == [first]
    assert (ids(what="arts"), ids(kind=ServiceKind.TRAINING)) == ([third], [lesson])
    assert ids(first_day=date(2026, 11, 1)) == [lesson, third, second]
    assert [row.id for row in find_services(session, cast.bob, offset=1, limit=2)] == [third, second]


def test_sums_are_of_what_one_sees(session, cast):
    one, other = a_station(session, cast), a_station(session, cast, "另一处", unit_id=cast.places.garden_building)
    _log(session, cast.bob, one, n_people=5), _log(session, cast.bob, other, n_people=2, on_day=date(2026, 10, 3))
    assert month_sums(session, cast.leo, (202610, 202611)) == LogSums(2, 7, 0, 0)
    assert month_sums(session, cast.grace, (202610, 202611)) == LogSums(1, 5, 0, 0)
    assert month_sums(session, cast.charlie, (202610, 202611)) == LogSums()
    assert [(name, sums.n_served) for _, name, sums in sums_by_point(session, cast.bob, (202610, 202611))] == [
        ("红色驿站", 5), ("另一处", 2),
    ]  # fmt: skip


def test_lines_by_the_thousand_have_their_sums(session, cast):
    point_id = a_station(session, cast)
    one = {"point_id": point_id, "unit_id": cast.places.buildings[0], "what": "arts", "whom": "elderly", "n_people": 2}
    days = [OPENED + timedelta(days=n % 80) for n in range(2500)]
    put_services(session, cast.bob, rows=[one | {"on_day": day, "written_at": clock.now()} for day in days])
    assert sums_agree(session)
    assert month_sums(session, cast.bob, (202609, 202611)).n_served == 5000
    assert line(session, session.exec(select(func.max(PointService.id))).one()).source is ServiceSource.PAPER


def test_the_check_sees_a_sum_that_is_wrong_and_rebuilding_mends_it(session, cast):
    _log(session, cast.bob, a_station(session, cast))
    session.exec(select(PointMonth)).one().n_served = 40
    session.flush()
    assert not sums_agree(session)
    summaries.rebuild(session)
    assert sums_agree(session)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_written_and_taken_back_the_sums_are_those_of_the_lines_that_stand(session, cast, seed):
    draw = Random(seed)
    points = [a_station(session, cast), a_station(session, cast, "另一处")]
    standing = {}
    for _ in range(60):
        if standing and draw.random() < 0.3:
            gone = draw.choice(list(standing))
            take_back(session, cast.bob, service_id=gone)
            del standing[gone]
            continue
        n, point_id = draw.randint(1, 40), draw.choice(points)
        day = OPENED + timedelta(days=draw.randrange(80))
        if draw.random() < 0.2:
            made = log_training(session, cast.bob, point_id=point_id, training=training(n_people=n, on_day=day))
            standing[made] = (point_id, day.month, 0, 0, 1, n)
        else:
            made = _log(session, cast.bob, point_id, what=draw.choice(["policy", "arts"]), n_people=n, on_day=day)
            standing[made] = (point_id, day.month, 1, n, 0, 0)
    for point_id in points:
        for month in (9, 10, 11):
            mine = [counts for place, in_month, *counts in standing.values() if (place, in_month) == (point_id, month)]
            plain = LogSums(*map(sum, zip(*mine, strict=True))) if mine else LogSums()
            assert month_sums(session, cast.bob, (202600 + month,) * 2, point_id=point_id) == plain
    assert sums_agree(session)
