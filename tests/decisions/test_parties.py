"""Who is asked to a meeting, who came, and what the party organisation said of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from db.decisions.commands import parties as c
from db.decisions.models.meetings import CameBy, MeetingStatus
from db.decisions.queries.agenda import agenda_of
from db.decisions.queries.meetings import find_meetings, invitations_for
from db.decisions.queries.parties import partners_to_ask, people_of, stewards_to_tap
from db.errors import Conflict, Invalid, NotFound
from tests.conftest import MONDAY
from tests.decisions.places import a_meeting, an_item
from tests.points.partners import a_partner
from tests.vetting.states import in_office

pytestmark = pytest.mark.both_databases


@pytest.fixture
def meeting(session, cast):
    """Running at Building 1."""
    return a_meeting(session, cast)


def _came(session, cast, meeting):
    return [(one.name, one.came_by) for one in people_of(session, cast.grace, meeting).attendees]


def test_who_is_invited_finds_it_at_home_with_its_agenda_and_who_is_not_knows_nothing(session, cast):
    meeting = a_meeting(session, cast, MeetingStatus.PLANNED)
    an_item(session, cast, meeting, "楼道堆物")
    an_item(session, cast, meeting, "某户的低保", is_personal=True)
    assert (invitations_for(session, cast.dora), find_meetings(session, cast.dora)) == ([], [])
    assert c.invite(session, cast.grace, meeting_id=meeting, keys=["stewards", "branch"]) == 2
    assert c.invite(session, cast.grace, meeting_id=meeting, keys=["stewards"]) == 0
    assert [row.id for row in invitations_for(session, cast.dora)] == [meeting]
    assert [item.title for item in agenda_of(session, cast.dora, meeting)] == ["楼道堆物"]
    assert invitations_for(session, cast.percy) == []


def test_a_party_that_the_kind_does_not_have_is_not_invited(session, cast, meeting):
    with pytest.raises(Invalid, match="party_unknown"):
        c.invite(session, cast.grace, meeting_id=meeting, keys=["nobody"])


def test_partners_and_names_are_asked_once_each(session, cast, meeting):
    partner_id = a_partner(session, cast)
    assert list(partners_to_ask(session, cast.grace, meeting)) == [partner_id]
    for _ in range(2):
        c.invite_named(session, cast.grace, meeting_id=meeting, partner_id=partner_id)
        c.invite_named(session, cast.grace, meeting_id=meeting, name="供电所")
    names = [party.name for party in people_of(session, cast.grace, meeting).parties]
    assert (len(names), names[1], partners_to_ask(session, cast.grace, meeting)) == (2, "供电所", {})


@pytest.mark.parametrize(("name", "code"), [("供", "party_name"), ("长" * 81, "party_name"), ("13800138000", "number_in_text")])
def test_a_name_that_cannot_be_is_not_asked(session, cast, meeting, name, code):
    with pytest.raises(Invalid, match=code):
        c.invite_named(session, cast.grace, meeting_id=meeting, name=name)


def test_stewards_are_tapped_once_and_struck_again(session, cast, meeting):
    steward_id = in_office(session, cast)
    assert list(stewards_to_tap(session, cast.grace, meeting)) == [steward_id]
    assert [c.came_stewards(session, cast.grace, meeting_id=meeting, steward_ids=[steward_id]) for _ in range(2)] == [1, 0]
    [row] = people_of(session, cast.grace, meeting).attendees
    assert (row.came_by, stewards_to_tap(session, cast.grace, meeting)) == (CameBy.TAPPED, {})
    c.strike_attendee(session, cast.grace, meeting_id=meeting, attendee_id=row.id)
    assert list(stewards_to_tap(session, cast.grace, meeting)) == [steward_id]


def test_nobody_of_elsewhere_is_tapped(session, cast):
    meeting = a_meeting(session, cast)
    in_office(session, cast)
    with pytest.raises(NotFound, match="steward_not_here"):
        c.came_stewards(session, cast.grace, meeting_id=meeting, steward_ids=[999])


def test_the_paper_list_is_keyed_in_by_party_once_for_each_press(session, cast, meeting):
    c.invite(session, cast.grace, meeting_id=meeting, keys=["branch"])
    [party] = people_of(session, cast.grace, meeting).parties
    press = uuid4()
    for _ in range(2):
        n = c.came_named(
            session, cast.grace, meeting_id=meeting, names=["王小明", " ", "阿依古丽·买买提"], party_id=party.id, request_id=press
        )
    assert (n, _came(session, cast, meeting)) == (2, [("王小明", CameBy.PAPER), ("阿依古丽·买买提", CameBy.PAPER)])
    with pytest.raises(Conflict, match="party_came"):
        c.take_party_out(session, cast.grace, meeting_id=meeting, party_id=party.id)


def test_what_is_no_name_is_refused_and_nothing_of_the_list_is_kept(session, cast, meeting):
    for names, code in (
        (["王小明", "张三13800138000"], "name_form"),
        ([" "], "name_missing"),
        (["周大海、陈美玉"], "name_of_two"),
    ):
        with pytest.raises(Invalid, match=code):
            c.came_named(session, cast.grace, meeting_id=meeting, names=names)
    assert _came(session, cast, meeting) == []


def test_nobody_has_come_before_it_begins(session, cast):
    planned = a_meeting(session, cast, MeetingStatus.PLANNED)
    with pytest.raises(Conflict, match="meeting_not_begun"):
        c.came_named(session, cast.grace, meeting_id=planned, names=["王小明"])


def _discussed(session, cast, meeting, is_discussed, on_day):
    c.say_party_discussed(session, cast.ben, meeting_id=meeting, is_discussed=is_discussed, on_day=on_day)
    people = people_of(session, cast.ben, meeting)
    return people.is_party_discussed, people.party_discussed_on


def test_whether_the_party_organisation_has_discussed_it_is_said_with_its_day(session, cast, meeting):
    assert people_of(session, cast.ben, meeting).is_party_discussed is None
    assert _discussed(session, cast, meeting, True, MONDAY) == (True, MONDAY)
    assert _discussed(session, cast, meeting, False, MONDAY) == (False, None)
    for day in (None, MONDAY + timedelta(days=1)):
        with pytest.raises(Invalid, match="party_day"):
            _discussed(session, cast, meeting, True, day)
