"""A resident's own wish from the public page, where anybody may write and nobody is signed in."""

from uuid import uuid4

import pytest
from sqlmodel import col, select

from db.errors import Conflict, Invalid
from db.office.commands.units import close_unit
from db.points.commands import life, points
from db.points.commands.points import put_wish
from db.points.models.points import PointSource, PointStatus, ServicePoint
from db.points.queries.points import find_point, point_facts
from db.vetting.commands.entries import MOST_PER_HOUR
from tests.points.places import WHY, a_point, wish

pytestmark = pytest.mark.both_databases

HERE, THERE = "10.0.0.7", "10.0.0.8"


def _wished(session, cast, name="荷塘驿站", *, address=HERE, request_id=None, **more):
    return put_wish(session, point=wish(cast, name, **more), address=address, request_id=request_id)


def test_it_is_signed_by_nobody_and_waits_like_every_other(session, cast):
    point_id = _wished(session, cast, reason=WHY)
    [step] = point_facts(session, cast.bob, point_id).steps
    row = find_point(session, cast.bob, point_id)
    assert (step.by, step.role, step.why) == ("", None, WHY)
    assert (row.source, row.status, row.is_by_decision) == (PointSource.RESIDENT, PointStatus.PROPOSED, False)


def test_who_wished_is_told_to_whoever_runs_the_point_and_may_stay_unnamed(session, cast):
    named = _wished(session, cast, proposer="邹安", proposer_phone="13812345678")
    unnamed = _wished(session, cast, "钟楼驿站")
    assert [point_facts(session, cast.bob, i).proposer for i in (named, unnamed)] == ["邹安", ""]
    with pytest.raises(Invalid) as refused:
        _wished(session, cast, "门口驿站", proposer="邹安", proposer_phone="123")
    assert [problem.field for problem in refused.value.all] == ["proposer_phone"]


def test_a_double_tap_is_one_wish(session, cast):
    press = uuid4()
    assert _wished(session, cast, request_id=press) == _wished(session, cast, request_id=press) > 0
    assert len(session.scalars(select(ServicePoint.id).where(col(ServicePoint.name) == "荷塘驿站")).all()) == 1


def test_what_is_wished_for_already_is_counted_and_not_written_again(session, cast):
    a_point(session, cast, PointStatus.OPEN)
    for _ in range(MOST_PER_HOUR):
        assert _wished(session, cast) == 0
    with pytest.raises(Conflict, match="too_often"):
        _wished(session, cast, "钟楼驿站")
    assert session.scalars(select(ServicePoint.name)).all() == ["荷塘驿站"]


def test_one_that_was_given_up_there_may_be_wished_for_again(session, cast):
    a_point(session, cast, PointStatus.CLOSED)
    assert _wished(session, cast) > 0


def test_one_address_writes_twenty_an_hour_and_its_neighbour_goes_on(session, cast):
    for n in range(MOST_PER_HOUR):
        _wished(session, cast, f"驿站{n}")
    with pytest.raises(Conflict, match="too_often"):
        _wished(session, cast, "再一处")
    assert _wished(session, cast, "再一处", address=THERE) > 0


def test_nobody_fills_the_office_s_list_from_outside_and_whoever_works_there_goes_on(session, cast, monkeypatch):
    monkeypatch.setattr(points, "MOST_UNREAD", 2)
    read = [_wished(session, cast, f"驿站{n}") for n in range(2)][0]
    with pytest.raises(Conflict, match="too_many_wishes"):
        _wished(session, cast, "驿站3", address=THERE)
    assert a_point(session, cast, PointStatus.PROPOSED, name="驿站4") > 0
    life.decline(session, cast.bob, point_id=read, seen=1, why=WHY)
    assert _wished(session, cast, "驿站3", address=THERE) > 0


def test_a_unit_that_is_closed_or_was_never_there_is_refused(session, cast):
    with pytest.raises(Invalid, match="unit_closed"):
        _wished(session, cast, unit_id=987654)
    close_unit(session, cast.ada, unit_id=cast.places.buildings[2], seen=1)
    with pytest.raises(Invalid, match="unit_closed"):
        _wished(session, cast, unit_id=cast.places.buildings[2])
