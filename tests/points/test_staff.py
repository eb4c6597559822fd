"""Who serves at a point: guided, elected, nominated by themselves; and how their service ends."""

from datetime import timedelta
from uuid import uuid4

import pytest

from db.errors import Conflict, Invalid, NotAllowed, NotFound, RuleError, Stale
from db.points.commands import staff as c
from db.points.commands.life import close_point
from db.points.commands.points import set_up_point
from db.points.commands.staff_moves import STAFF_TRANSITIONS, move_staff
from db.points.models.points import PointStatus, StaffingWay
from db.points.models.staff import CandidateIn, ElectionIn, PointStaff, StaffIn, StaffMove, StaffStatus
from db.points.queries.public import on_duty
from db.points.queries.roster import week_of
from db.points.queries.scope import TAKES_STAFF
from db.points.queries.staff import (
    elections_of,
    find_staff,
    own_places,
    points_to_serve_at,
    put_forward,
    staff_of,
    stewards_near,
)  # fmt: skip
from db.vetting.commands.stewards import suspend
from db.vetting.models.stewards import Steward
from tests.conftest import MONDAY
from tests.points.places import WHY, a_point, status_of, version_of, wish
from tests.points.serving import TUESDAY, dora_serves, duty, resident, staff_status, turns_of
from tests.vetting.states import in_office
from tests.visits.households import dora_is

pytestmark = pytest.mark.both_databases
S, M = StaffStatus, StaffMove
SUNDAY = MONDAY - timedelta(days=1)


def _put_forward(session, cast, point_id):
    who = dora_is(session, cast, in_office(session, cast))
    return who, c.put_oneself_forward(session, who, point_id=point_id, why="住在楼上，早晚有空")


def _standing(session, cast, status):
    """Dora at an open point, in this state."""
    point_id = a_point(session, cast, name=f"驿站{status.value}")
    who, staff_id = _put_forward(session, cast, point_id)
    way = {S.PUT_FORWARD: [], S.SERVES: [M.ACCEPT], S.NOT_TAKEN: [M.NOT_TAKE], S.ENDED: [M.ACCEPT, M.END]}[status]
    for move in way:
        move_staff(session, cast.bob, find_staff(session, cast.bob, staff_id), move, WHY)
    return who, staff_id


def _verbs(cast, who):
    return {
        M.ACCEPT: lambda x, i, seen: c.accept(x, cast.bob, staff_id=i, seen=seen),
        M.NOT_TAKE: lambda x, i, seen: c.not_take(x, cast.bob, staff_id=i, seen=seen, why=WHY),
        M.END: lambda x, i, seen: c.end_service(x, cast.bob, staff_id=i, seen=seen, why=WHY),
        M.LEAVE: lambda x, i, seen: c.leave(x, who, staff_id=i, seen=seen),
    }


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("move", list(M))
def test_each_move_leads_where_the_table_says_and_each_other_one_is_refused(session, cast, status, move):
    who, staff_id = _standing(session, cast, status)
    wanted = STAFF_TRANSITIONS.get((status, move))
    if wanted is None:
        with pytest.raises(Conflict, match="no_such_staff_move"):
            _verbs(cast, who)[move](session, staff_id, status)
    else:
        _verbs(cast, who)[move](session, staff_id, status)
    assert staff_status(session, staff_id) is (wanted or status)


@pytest.mark.parametrize("move", list(M))
def test_of_two_who_decide_at_once_the_second_is_told(session, cast, move):
    who, staff_id = _standing(session, cast, S.SERVES)
    with pytest.raises(Stale):
        _verbs(cast, who)[move](session, staff_id, S.PUT_FORWARD)


def test_the_first_who_serves_staffs_the_point_and_the_last_who_goes_leaves_it_waiting(session, cast):
    point_id = a_point(session, cast, PointStatus.ADOPTED)
    one, other = resident(session, cast, point_id), resident(session, cast, point_id, "王小雨", "13900139000")
    assert status_of(session, point_id) is PointStatus.STAFFED
    for staff_id in (one, other):
        assert status_of(session, point_id) is PointStatus.STAFFED
        c.end_service(session, cast.bob, staff_id=staff_id, seen=S.SERVES, why=WHY)
    assert status_of(session, point_id) is PointStatus.ADOPTED


def test_a_steward_who_leaves_a_point_beside_their_building_leaves_it_waiting(session, cast):
    point_id = a_point(session, cast, PointStatus.ADOPTED, unit_id=cast.places.buildings[2])
    who, staff_id = dora_serves(session, cast, point_id)
    assert [place.point_id for place in own_places(session, who)] == [point_id]
    c.leave(session, who, staff_id=staff_id, seen=S.SERVES)
    assert (status_of(session, point_id), own_places(session, who)) == (PointStatus.ADOPTED, [])


@pytest.mark.parametrize("status", sorted(set(PointStatus) - set(TAKES_STAFF)))
def test_nobody_is_taken_on_where_it_is_not_adopted_or_was_given_up(session, cast, status):
    point_id = a_point(session, cast, status)
    with pytest.raises(Conflict, match="point_takes_nobody"):
        resident(session, cast, point_id)


def test_the_same_person_stands_once_at_one_point_and_may_serve_at_another(session, cast):
    point_id, other = a_point(session, cast), a_point(session, cast, name="钟楼驿站")
    who, staff_id = dora_serves(session, cast, point_id)
    steward_id = session.get_one(PointStaff, staff_id).steward_id
    resident(session, cast, point_id)
    for again in (StaffIn(steward_id=steward_id), StaffIn(name="唐大河", phone="138 0013 8000")):
        with pytest.raises(Conflict, match="staff_known"):
            c.take_on(session, cast.bob, point_id=point_id, staff=again)
    with pytest.raises(Conflict, match="staff_known"):
        c.put_oneself_forward(session, who, point_id=point_id)
    assert resident(session, cast, other)
    c.end_service(session, cast.bob, staff_id=staff_id, seen=S.SERVES, why=WHY)
    assert c.put_oneself_forward(session, who, point_id=point_id)


def test_a_steward_who_is_written_down_as_a_resident_is_found_as_the_steward(session, cast):
    point_id, steward = a_point(session, cast), session.get_one(Steward, in_office(session, cast))
    staff_id = c.take_on(session, cast.bob, point_id=point_id, staff=StaffIn(name=steward.name, phone=steward.phone))
    assert session.get_one(PointStaff, staff_id).steward_id == steward.id


def test_a_resident_needs_a_name_and_a_telephone_and_both_are_told_at_once(session, cast):
    point_id = a_point(session, cast)
    with pytest.raises(Invalid) as refused:
        c.take_on(session, cast.bob, point_id=point_id, staff=StaffIn(name="", phone="12"))
    assert {problem.field for problem in refused.value.all} == {"name", "phone"}


def test_a_press_that_arrives_twice_takes_on_once(session, cast):
    point_id, press = a_point(session, cast), uuid4()
    given = {"point_id": point_id, "staff": StaffIn(name="唐大河", phone="13800138000"), "request_id": press}
    assert c.take_on(session, cast.bob, **given) == c.take_on(session, cast.bob, **given)
    assert len(staff_of(session, cast.bob, point_id)) == 1


def test_a_steward_of_the_other_community_is_too_far_and_one_who_is_suspended_is_not_offered(session, cast):
    far = set_up_point(session, cast.bob, point=wish(cast, "柳岸驿站", unit_id=cast.places.willow_building, reason=WHY))
    near, steward_id = a_point(session, cast, name="钟楼驿站"), in_office(session, cast)
    with pytest.raises(Conflict, match="steward_too_far"):
        c.take_on(session, cast.bob, point_id=far, staff=StaffIn(steward_id=steward_id))
    assert [one.id for one in stewards_near(session, cast.bob, near)] == [steward_id]
    suspend(session, cast.bob, steward_id=steward_id, seen=session.get_one(Steward, steward_id).version, reason="外出半年")
    assert stewards_near(session, cast.bob, near) == []
    with pytest.raises(Conflict, match="steward_not_active"):
        c.take_on(session, cast.bob, point_id=near, staff=StaffIn(steward_id=steward_id))


def _vote(*names, n_came=31, on_day=SUNDAY):
    people = [CandidateIn(name=name, phone=phone, n_votes=n, is_elected=is_in) for name, phone, n, is_in in names]
    return ElectionIn(on_day=on_day, n_came=n_came, names=people)


def test_residents_elect_and_the_votes_stay_with_the_names(session, cast):
    point_id = a_point(session, cast, PointStatus.ADOPTED)
    who = (("王小雨", "13900139000", 12, True), ("唐大河", "13800138000", 25, True), ("李秋", "", 6, False))
    elected = c.note_election(session, cast.alice, point_id=point_id, election=_vote(*who))
    assert [(one.id, one.way, one.status) for one in staff_of(session, cast.bob, point_id)] == [
        (staff_id, StaffingWay.ELECTED, S.SERVES) for staff_id in elected
    ]
    [held] = elections_of(session, cast.bob, point_id)
    assert (held.on_day, held.n_came) == (SUNDAY, 31)
    names = [(one.name, one.n_votes, one.is_elected) for one in held.names]
    assert names == [("唐大河", 25, True), ("王小雨", 12, True), ("李秋", 6, False)]
    assert status_of(session, point_id) is PointStatus.STAFFED


def test_who_put_themselves_forward_and_is_elected_serves_as_elected(session, cast):
    point_id = a_point(session, cast)
    _, staff_id = _put_forward(session, cast, point_id)
    steward_id = session.get_one(PointStaff, staff_id).steward_id
    vote = ElectionIn(on_day=SUNDAY, n_came=9, names=[CandidateIn(steward_id=steward_id, n_votes=9, is_elected=True)])
    assert c.note_election(session, cast.bob, point_id=point_id, election=vote) == [staff_id]
    row = session.get_one(PointStaff, staff_id, populate_existing=True)
    assert (row.status, row.way, row.since) == (S.SERVES, StaffingWay.ELECTED, MONDAY)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"on_day": None}, "election_day"),
        ({"on_day": TUESDAY}, "election_in_future"),
        ({"n_came": 0}, "election_came"),
        ({"n_came": 5}, "election_votes"),
        ({"names": []}, "election_names"),
        ({"names": [CandidateIn(name="李秋", n_votes=1)]}, "election_names"),
        ({"names": [CandidateIn(name="李秋", phone="13800138000", is_elected=True)]}, "election_votes"),
    ],
)
def test_an_election_that_cannot_have_been_is_refused(session, cast, more, code):
    point_id = a_point(session, cast)
    given = _vote(("唐大河", "13800138000", 25, True)).model_copy(update=more)
    with pytest.raises(Invalid) as refused:
        c.note_election(session, cast.bob, point_id=point_id, election=given)
    assert code in {problem.code for problem in refused.value.all}


def test_a_steward_finds_what_serves_their_place_and_looks_for_somebody(session, cast):
    estate = a_point(session, cast, PointStatus.ADOPTED, name="社区驿站", unit_id=cast.places.pine)
    a_point(session, cast, PointStatus.TALKED_OVER, name="还在商量")
    beside = a_point(session, cast, name="隔壁楼", unit_id=cast.places.buildings[1])
    who = dora_is(session, cast, in_office(session, cast))
    assert [point.id for point in points_to_serve_at(session, who)] == [estate]
    with pytest.raises(NotFound):
        c.put_oneself_forward(session, who, point_id=beside)
    staff_id = c.put_oneself_forward(session, who, point_id=estate)
    assert points_to_serve_at(session, who) == []
    assert [(one.staff.id, one.point_name) for one in put_forward(session, cast.alice)] == [(staff_id, "社区驿站")]
    assert put_forward(session, cast.charlie) == []
    c.accept(session, cast.alice, staff_id=staff_id, seen=S.PUT_FORWARD)
    assert status_of(session, estate) is PointStatus.STAFFED


def test_whose_service_ends_leaves_the_coming_turns_and_keeps_those_that_were(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    duty(session, cast, point_id, staff_id, MONDAY, 8 * 60, 12 * 60)
    duty(session, cast, point_id, staff_id, TUESDAY)
    c.end_service(session, cast.bob, staff_id=staff_id, seen=S.SERVES, why="搬走了")
    assert [turn.day for turn in turns_of(session, staff_id)] == [MONDAY]
    [row] = staff_of(session, cast.bob, point_id, is_over=True)
    assert (row.status, row.why, row.ended_on) == (S.ENDED, "搬走了", MONDAY)


def test_with_the_point_ends_whoever_serves_there_and_nobody_waits_any_more(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    _, waits = _put_forward(session, cast, point_id)
    duty(session, cast, point_id, staff_id)
    close_point(session, cast.bob, point_id=point_id, seen=version_of(session, point_id), why=WHY)
    assert [staff_status(session, i) for i in (staff_id, waits)] == [S.ENDED, S.NOT_TAKEN]
    assert turns_of(session, staff_id) == []


def test_the_turns_of_a_suspended_steward_are_gaps_and_come_back_with_them(session, cast):
    point_id = a_point(session, cast)
    who, staff_id = dora_serves(session, cast, point_id)
    duty(session, cast, point_id, staff_id, MONDAY, 8 * 60, 20 * 60)
    duty(session, cast, point_id, staff_id, TUESDAY, 8 * 60, 20 * 60)
    before = week_of(session, cast.bob, point_id, MONDAY)
    moment = before.days[0].duties[0].turn.begins_at + timedelta(hours=2)
    assert ([gap.day for gap in before.days[1].gaps], list(on_duty(session, moment))) == ([], [point_id])
    steward_id = session.get_one(PointStaff, staff_id).steward_id
    suspend(session, cast.bob, steward_id=steward_id, seen=session.get_one(Steward, steward_id).version, reason="外出半年")
    after = week_of(session, cast.bob, point_id, MONDAY)
    assert ([gap.n_minutes for gap in after.days[1].gaps], after.days[1].duties[0].is_here) == ([720], False)
    assert on_duty(session, moment) == {}
    with pytest.raises(Conflict, match="staff_not_serving"):
        duty(session, cast, point_id, staff_id, TUESDAY, 20 * 60 - 30, 20 * 60)


def test_names_of_those_who_serve_are_for_those_who_keep_the_roster(session, cast):
    point_id = a_point(session, cast)
    resident(session, cast, point_id)
    assert [(one.name, one.phone) for one in staff_of(session, cast.grace, point_id)] == [("唐大河", "138****8000")]
    for who in (cast.leo, cast.percy, cast.ben, cast.dora, cast.charlie):
        assert staff_of(session, who, point_id) == []


def test_without_the_right_nobody_is_taken_on_accepted_or_ended(session, cast):
    point_id = a_point(session, cast)
    staff_id = resident(session, cast, point_id)
    for who, refused in ((cast.charlie, NotFound), (cast.grace, NotAllowed), (cast.dora, NotAllowed), (cast.leo, NotAllowed)):
        with pytest.raises(refused):
            c.end_service(session, who, staff_id=staff_id, seen=S.SERVES, why=WHY)
    with pytest.raises(RuleError, match="staff_not_found"):
        c.leave(session, cast.dora, staff_id=staff_id, seen=S.SERVES)
    with pytest.raises(Invalid, match="reason_missing"):
        c.end_service(session, cast.bob, staff_id=staff_id, seen=S.SERVES, why=" ")
    assert staff_status(session, staff_id) is S.SERVES
