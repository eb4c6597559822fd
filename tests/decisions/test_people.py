"""Who is asked to a meeting, who came, and who may read how much of it."""

from datetime import timedelta

import pytest

from db.actor import Role
from db.decisions.commands import people
from db.decisions.models.meetings import CameBy
from db.decisions.queries.meetings import Reading, find_meeting, find_meetings, invitations
from db.decisions.queries.people import possible_owners, stewards_here
from db.errors import Conflict, Invalid, NotFound
from tests.conftest import MONDAY
from tests.decisions.held import PERSONAL, TEXT, facts, planned, running, signed, with_minutes
from tests.ledger.households import steward_at
from tests.vetting.states import new_scheme, wearing

pytestmark = pytest.mark.both_databases
WEEK = MONDAY + timedelta(days=7)


def _with_kind(session, cast, **changes):
    """The scheme's first kind of meeting, changed."""

    def change(scheme):
        first, *others = scheme.meetings
        return scheme.model_copy(update={"meetings": (first.model_copy(update=changes), *others)})

    new_scheme(session, cast, change)


def _party(session, cast, meeting_id, role):
    return next(one.id for one in facts(session, cast.bob, meeting_id).parties if one.role is role)


def test_whoever_is_asked_finds_the_invitation_and_nobody_elsewhere_does(session, cast):
    meeting_id = planned(session, cast.alice, on_day=WEEK)
    assert invitations(session, cast.dora, MONDAY) == []
    party_id = _party(session, cast, meeting_id, Role.STEWARD)
    assert [people.invite(session, cast.alice, meeting_id=meeting_id, party_ids=[party_id]) for _ in "ab"] == [1, 0]
    assert [row.id for row in invitations(session, cast.dora, MONDAY)] == [meeting_id]
    elsewhere = wearing(session, cast.charlie, Role.STEWARD, cast.places.willow_building)
    assert invitations(session, elsewhere, MONDAY) == []


def test_once_it_runs_nobody_is_asked_any_more(session, cast):
    meeting_id = running(session, cast.alice)
    with pytest.raises(Conflict) as refused:
        people.invite(session, cast.alice, meeting_id=meeting_id, party_ids=[_party(session, cast, meeting_id, Role.STEWARD)])
    assert refused.value.code == "meeting_begun"


def test_a_party_of_its_own_is_put_on_once_and_goes_while_nobody_asked_it(session, cast):
    meeting_id = planned(session, cast.alice)
    party_id = people.add_party(session, cast.alice, meeting_id=meeting_id, name="热力公司")
    with pytest.raises(Conflict) as refused:
        people.add_party(session, cast.alice, meeting_id=meeting_id, name="热力公司")
    assert refused.value.code == "party_known"
    people.drop_party(session, cast.alice, meeting_id=meeting_id, party_id=party_id)
    again = people.add_party(session, cast.alice, meeting_id=meeting_id, name="热力公司")
    people.invite(session, cast.alice, meeting_id=meeting_id, party_ids=[again])
    with pytest.raises(Conflict) as refused:
        people.drop_party(session, cast.alice, meeting_id=meeting_id, party_id=again)
    assert refused.value.code == "party_asked"


def test_stewards_are_tapped_and_taken_back_and_twice_is_once(session, cast):
    here = [steward_at(session, cast, n, cast.places.buildings[0]) for n in (5, 6)]
    meeting_id = running(session, cast.alice)
    counts = [
        people.tap_stewards(session, cast.alice, meeting_id=meeting_id, came=came, of=here) for came in (here, here, here[:1])
    ]
    assert counts == [2, 2, 1]
    assert [(one.id, one.has_come) for one in stewards_here(session, cast.alice, meeting_id)] == [
        (here[0], True),
        (here[1], False),
    ]


def test_a_steward_who_serves_elsewhere_is_not_tapped(session, cast):
    elsewhere = steward_at(session, cast, 5, cast.places.willow_building)
    with pytest.raises(NotFound):
        people.tap_stewards(session, cast.alice, meeting_id=running(session, cast.alice), came=[elsewhere], of=[elsewhere])


def test_attendance_is_the_paper_list_or_the_names_whichever_says_more(session, cast):
    meeting_id = running(session, cast.alice)
    party_id = _party(session, cast, meeting_id, Role.GRID_WORKER)
    name = people.write_attendee(session, cast.alice, meeting_id=meeting_id, name="葛网格", party_id=party_id)
    assert facts(session, cast.bob, meeting_id).n_came == 1
    people.count_paper_list(session, cast.alice, meeting_id=meeting_id, n=20)
    after = facts(session, cast.bob, meeting_id)
    assert (after.n_came, after.n_on_paper, after.attendees[0].came_by) == (20, 20, CameBy.TAPPED)
    people.take_off_list(session, cast.alice, meeting_id=meeting_id, attendee_id=name)
    assert facts(session, cast.bob, meeting_id).attendees == ()
    with pytest.raises(Invalid):
        people.count_paper_list(session, cast.alice, meeting_id=meeting_id, n=0)


def test_nobody_has_come_to_a_meeting_of_another_day(session, cast):
    meeting_id = planned(session, cast.alice, on_day=WEEK)
    with pytest.raises(Conflict):
        people.count_paper_list(session, cast.alice, meeting_id=meeting_id, n=3)


def test_owners_are_of_the_place_below_it_and_above_it(session, cast):
    found = {one.user_id for one in possible_owners(session, cast.grace, running(session, cast.grace))}
    # Ada clerks too: she set the office up.
    assert found == {one.user_id for one in (cast.ada, cast.bob, cast.alice, cast.grace, cast.ben, cast.percy, cast.dora)}


def _readings(session, cast, meeting_id):
    found = {}
    for actor in (cast.bob, cast.leo, cast.alice, cast.grace, cast.ben, cast.percy, cast.dora):
        try:
            found[actor.role] = find_meeting(session, actor, meeting_id).reading
        except NotFound:
            found[actor.role] = None
    return found


def test_before_the_signature_only_readers_see_a_meeting_and_below_it_without_personal_matters(session, cast):
    meeting_id = with_minutes(session, cast.alice)
    whole, part = Reading.WHOLE, Reading.PART
    assert _readings(session, cast, meeting_id) == {
        Role.CLERK: whole, Role.LEADER: whole, Role.COMMUNITY_PARTY: whole, Role.GRID_WORKER: part, Role.ESTATE_BRANCH: part,
        Role.PROPERTY: None, Role.STEWARD: None,
    }  # fmt: skip
    assert (facts(session, cast.grace, meeting_id).items[0].title, facts(session, cast.grace, meeting_id).items[0].minutes) == (
        "楼道照明", "",
    )  # fmt: skip


def test_once_signed_everybody_of_the_unit_reads_the_public_version(session, cast):
    meeting_id = signed(session, cast.alice, with_minutes(session, cast.alice))
    assert {_readings(session, cast, meeting_id)[role] for role in (Role.PROPERTY, Role.STEWARD)} == {Reading.PART}
    read = facts(session, cast.dora, meeting_id)
    assert (read.items[0].minutes, PERSONAL in repr(read), read.attendees) == (TEXT, False, ())
    assert find_meetings(session, cast.charlie, read.row.status) == []


def test_a_kind_that_is_not_public_is_read_by_its_readers_alone(session, cast):
    _with_kind(session, cast, is_public=False, readers=(Role.CLERK, Role.COMMUNITY_PARTY))
    meeting_id = signed(session, cast.alice, with_minutes(session, cast.alice))
    assert {role for role, reading in _readings(session, cast, meeting_id).items() if reading} == {
        Role.CLERK, Role.COMMUNITY_PARTY,
    }  # fmt: skip


def test_a_steward_whom_the_kind_names_reads_its_minutes_and_one_asked_to_come_the_agenda(session, cast):
    _with_kind(session, cast, is_public=False, readers=(Role.COMMUNITY_PARTY,))
    meeting_id = planned(session, cast.alice)
    people.invite(session, cast.alice, meeting_id=meeting_id, party_ids=[_party_of(session, cast.alice, meeting_id)])
    assert find_meeting(session, cast.dora, meeting_id).reading is Reading.AGENDA
    _with_kind(session, cast, is_public=False, readers=(Role.COMMUNITY_PARTY, Role.STEWARD))
    assert find_meeting(session, cast.dora, planned(session, cast.alice)).reading is Reading.PART


def _party_of(session, actor, meeting_id):
    return next(one.id for one in facts(session, actor, meeting_id).parties if one.role is Role.STEWARD)


def test_who_called_a_meeting_writes_it_whatever_the_kind_says_of_readers(session, cast):
    _with_kind(session, cast, readers=(Role.CLERK,))
    meeting_id = planned(session, cast.grace)
    assert find_meeting(session, cast.grace, meeting_id).may_hold
    with pytest.raises(NotFound):
        find_meeting(session, cast.ben, meeting_id)
