"""Proposing, setting up and correcting service points, and who sees them."""

from uuid import uuid4

import pytest

from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.points.commands.points import change_point, propose_point, set_up_point
from db.points.models.points import PointIn, PointSource, PointStatus, ServicePoint
from db.points.queries.points import PointFilter, count_by_status, count_points, find_point, find_points, point_facts
from tests.points.places import a_point, status_of, version_of, wish

WHY = "居民出行必经之路"


def _names(session, actor, **wanted):
    return [row.name for row in find_points(session, actor, PointFilter(**wanted))]


def test_a_resident_s_slip_is_a_resident_s_wish_and_the_name_is_for_those_who_run_the_point(session, cast):
    given = wish(cast, proposer="唐大河", proposer_phone="13800138000", reason=WHY)
    point_id = propose_point(session, cast.grace, point=given, source=PointSource.RESIDENT)
    facts = point_facts(session, cast.bob, point_id)
    assert (facts.row.source, facts.row.status, facts.proposer, facts.reason) == (
        PointSource.RESIDENT, PointStatus.PROPOSED, "唐大河", WHY,
    )  # fmt: skip
    assert session.get_one(ServicePoint, point_id).proposer_phone == "13800138000"


def test_a_steward_wishes_for_their_own_building_and_for_the_estate_and_not_for_another(session, cast):
    p = cast.places
    for unit in (p.buildings[0], p.pine_court, p.pine):
        point_id = propose_point(session, cast.dora, point=wish(cast, f"驿站{unit}", unit_id=unit), source=PointSource.OFFICE)
        assert session.get_one(ServicePoint, point_id).source is PointSource.STEWARD
    for unit in (p.buildings[1], p.willow):
        with pytest.raises(NotFound):
            propose_point(session, cast.dora, point=wish(cast, unit_id=unit))


def test_a_press_that_arrives_twice_proposes_once(session, cast):
    press = uuid4()
    ids = {propose_point(session, cast.bob, point=wish(cast), request_id=press) for _ in range(2)}
    assert (len(ids), count_points(session, cast.bob)) == (1, 1)


def test_the_same_name_at_the_same_unit_is_known_until_the_old_one_has_ended(session, cast):
    a_point(session, cast, PointStatus.DECLINED)
    a_point(session, cast, PointStatus.PROPOSED)
    with pytest.raises(Conflict, match="point_known"):
        propose_point(session, cast.bob, point=wish(cast))


def test_every_wrong_field_is_named_at_once(session, cast):
    given = PointIn(name="站", kind="castle", place="东" * 121, finds="打13800138000", offers=["moon"], capacity=0, phone="12")
    with pytest.raises(Invalid) as refused:
        propose_point(session, cast.bob, point=given)
    fields = {problem.field for problem in refused.value.all}
    assert fields == {"unit", "kind", "name", "place", "finds", "offers", "capacity", "phone"}


def test_what_the_office_sets_up_by_itself_is_adopted_at_once_and_says_why(session, cast):
    with pytest.raises(Invalid, match="reason_missing"):
        set_up_point(session, cast.bob, point=wish(cast))
    point_id = set_up_point(session, cast.bob, point=wish(cast, reason=WHY))
    facts = point_facts(session, cast.bob, point_id)
    assert (facts.row.status, facts.row.is_by_decision, [step.why for step in facts.steps]) == (PointStatus.ADOPTED, True, [WHY])


def test_a_correction_counts_once_and_not_over_somebody_else_s(session, cast):
    point_id = a_point(session, cast)
    seen = version_of(session, point_id)
    change_point(session, cast.alice, point_id=point_id, seen=seen, point=wish(cast, capacity=12))
    with pytest.raises(Stale):
        change_point(session, cast.bob, point_id=point_id, seen=seen, point=wish(cast, capacity=8))
    assert (find_point(session, cast.bob, point_id).capacity, status_of(session, point_id)) == (12, PointStatus.OPEN)


def test_one_that_was_given_up_is_not_corrected(session, cast):
    point_id = a_point(session, cast, PointStatus.CLOSED)
    with pytest.raises(Conflict, match="point_ended"):
        change_point(session, cast.bob, point_id=point_id, seen=version_of(session, point_id), point=wish(cast, capacity=3))


def test_people_below_see_what_serves_them_and_not_what_is_only_wished_for(session, cast):
    for status in (PointStatus.PROPOSED, PointStatus.OPEN):
        a_point(session, cast, status, name=f"驿站{status.value}", unit_id=cast.places.pine)
    assert _names(session, cast.dora) == ["驿站open"]
    assert len(_names(session, cast.alice)) == 2
    assert _names(session, cast.charlie) == []


def test_the_list_is_narrowed_by_kind_place_state_and_a_part_of_the_name(session, cast):
    a_point(session, cast, name="荷塘驿站2"), a_point(session, cast, name="荷塘驿站10")
    a_point(session, cast, PointStatus.PROPOSED, name="调解岗", kind="post", unit_id=cast.places.garden_building)
    assert _names(session, cast.bob) == ["荷塘驿站2", "荷塘驿站10", "调解岗"]
    assert _names(session, cast.bob, kind="post") == _names(session, cast.bob, statuses=(PointStatus.PROPOSED,)) == ["调解岗"]
    assert _names(session, cast.bob, search="荷塘", unit_path=cast.grace.unit_path) == ["荷塘驿站2", "荷塘驿站10"]
    assert count_by_status(session, cast.bob) == {PointStatus.OPEN: 2, PointStatus.PROPOSED: 1}


def test_a_department_and_who_administers_see_none(session, cast):
    point_id = a_point(session, cast)
    for who in (cast.ada, *cast.departments.values()):
        assert _names(session, who) == []
        with pytest.raises(NotFound):
            find_point(session, who, point_id)
    with pytest.raises(NotAllowed):
        propose_point(session, cast.ada, point=wish(cast))
