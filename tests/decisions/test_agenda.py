"""What a meeting talks over, and its minutes while it runs."""

from datetime import timedelta
from uuid import uuid4

import pytest

from db.decisions.commands.agenda import keep_minutes, mark_personal, move_item_up, put_item, set_outcome, take_item_out
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.models.meetings import ItemIn, ItemSource, MeetingStatus, Outcome
from db.decisions.queries.agenda import agenda_of, proposed_items, public_items
from db.errors import Conflict, Invalid, NotFound, Stale
from db.points.models.points import PointMove, PointStatus
from db.points.queries.points import point_facts
from db.visits.models.visits import RaisedIn
from tests.conftest import MONDAY
from tests.decisions.places import a_meeting, an_item, signed, version_of
from tests.points.places import a_point, moves_of, status_of
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases


@pytest.fixture
def meeting(session, cast):
    """Running at Building 1."""
    return a_meeting(session, cast)


def _titles(session, actor, meeting):
    return [item.title for item in agenda_of(session, actor, meeting)]


def _about(session, cast, meeting, point_id, outcome, name="荷塘驿站"):
    """An item about a service point, of which this came."""
    item_id = an_item(session, cast, meeting, name, source=ItemSource.PROPOSAL, point_id=point_id)
    set_outcome(session, cast.grace, item_id=item_id, outcome=outcome)
    return item_id


def test_items_stand_in_the_order_in_which_they_were_put_and_moved(session, cast, meeting):
    ids = [an_item(session, cast, meeting, title) for title in ("第一项", "第二项", "第三项")]
    for item_id in (ids[2], ids[2], ids[2]):
        move_item_up(session, cast.grace, item_id=item_id)
    assert _titles(session, cast.grace, meeting) == ["第三项", "第一项", "第二项"]
    take_item_out(session, cast.grace, item_id=ids[0])
    an_item(session, cast, meeting, "第四项")
    assert _titles(session, cast.grace, meeting) == ["第三项", "第二项", "第四项"]


def test_a_press_that_arrives_twice_puts_one_item(session, cast, meeting):
    press = uuid4()
    for _ in range(2):
        put_item(session, cast.grace, meeting_id=meeting, item=ItemIn(title="楼道堆物"), request_id=press)
    assert _titles(session, cast.grace, meeting) == ["楼道堆物"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (ItemIn(title="堆"), "item_title"),
        (ItemIn(title="长" * 121), "item_title"),
        (ItemIn(title="楼道堆物", talk_over="nothing"), "item_heading"),
        (ItemIn(title="楼道堆物", source=ItemSource.VISITS, topic="no_such"), "item_topic"),
    ],
)
def test_an_item_that_cannot_be_is_refused(session, cast, meeting, given, code):
    with pytest.raises(Invalid, match=code):
        put_item(session, cast.grace, meeting_id=meeting, item=given)


def test_a_point_of_elsewhere_is_not_put_on_the_agenda(session, cast, meeting):
    elsewhere = a_point(session, cast, PointStatus.PROPOSED, unit_id=cast.places.garden_building)
    for item in (ItemIn(title="别处的站", source=ItemSource.PROPOSAL, point_id=elsewhere),
                 ItemIn(title="没有的事", source=ItemSource.DECISION, decision_id=999)):  # fmt: skip
        with pytest.raises(NotFound, match="item_not_here"):
            put_item(session, cast.grace, meeting_id=meeting, item=item)


def test_wishes_for_points_are_proposed_until_they_stand_on_the_agenda(session, cast, meeting):
    waiting = a_point(session, cast, PointStatus.PROPOSED)
    a_point(session, cast, PointStatus.ADOPTED, name="早就定的站")
    proposed = proposed_items(session, cast.grace, meeting)
    assert [(one.source, one.point_id, one.text) for one in proposed] == [(ItemSource.PROPOSAL, waiting, "荷塘驿站")]
    an_item(session, cast, meeting, source=ItemSource.PROPOSAL, point_id=waiting)
    assert proposed_items(session, cast.grace, meeting) == []
    with pytest.raises(Conflict, match="item_known"):
        an_item(session, cast, meeting, source=ItemSource.PROPOSAL, point_id=waiting)


def test_what_visits_raised_since_the_last_such_meeting_is_proposed_by_heading_with_counts_only(session, cast):
    steward_id, households = a_steward_with_households(session, cast)
    dora = dora_is(session, cast, steward_id)
    before, after = MONDAY - timedelta(days=12), MONDAY - timedelta(days=3)
    met(session, dora, households[0], on=before, raised=[RaisedIn(topic="dispute", text="楼上漏水")])
    for household_id in households:
        met(session, dora, household_id, on=after, raised=[RaisedIn(topic="hazard", text="楼道灯不亮")])
    a_meeting(session, cast, MeetingStatus.HELD, on_day=MONDAY - timedelta(days=7))
    proposed = proposed_items(session, cast.grace, a_meeting(session, cast))
    assert [(one.talk_over, one.topic, one.n, one.text) for one in proposed] == [("urgent", "hazard", 3, "")]
    first = proposed_items(session, cast.grace, a_meeting(session, cast, kind="community"))
    assert [(one.talk_over, one.topic, one.n) for one in first] == [("urgent", "hazard", 3), ("dispute", "dispute", 1)]


def test_minutes_are_kept_at_every_pause_and_read_by_whoever_opens_it_next(session, cast, meeting):
    item_id, seen = an_item(session, cast, meeting), 0
    for text in ("大家", "大家都来", "大家都来清一清"):
        seen = keep_minutes(session, cast.grace, item_id=item_id, text=text, seen=seen)
    item = agenda_of(session, cast.ben, meeting)[0]
    assert (item.minutes, item.minutes_version) == ("大家都来清一清", 3)
    assert keep_minutes(session, cast.grace, item_id=item_id, text="大家都来清一清 ", seen=3) == 3


def test_of_two_who_write_the_second_is_told_and_nothing_is_lost(session, cast, meeting):
    item_id = an_item(session, cast, meeting)
    keep_minutes(session, cast.grace, item_id=item_id, text="葛记的", seen=0)
    with pytest.raises(Stale, match="minutes_moved"):
        keep_minutes(session, cast.ben, item_id=item_id, text="贲记的", seen=0)
    assert agenda_of(session, cast.ben, meeting)[0].minutes == "葛记的"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "**加粗** $x$ :material/home:", "第一行\n\n第二行", "𠮷野家"])
def test_hostile_and_rare_text_is_kept_as_typed(session, cast, meeting, text):
    item_id = an_item(session, cast, meeting, minutes=text)
    assert [(item.id, item.minutes) for item in agenda_of(session, cast.grace, meeting)] == [(item_id, text)]


def test_no_minutes_before_the_meeting_begins_nor_after_they_are_signed_and_never_too_long(session, cast, meeting):
    planned = an_item(session, cast, a_meeting(session, cast, MeetingStatus.PLANNED))
    with pytest.raises(Conflict, match="meeting_not_begun"):
        keep_minutes(session, cast.grace, item_id=planned, text="还没开", seen=0)
    item_id = an_item(session, cast, meeting)
    with pytest.raises(Invalid, match="too_long"):
        keep_minutes(session, cast.grace, item_id=item_id, text="长" * 5001, seen=0)
    close_meeting(session, cast.grace, meeting_id=meeting, seen=version_of(session, meeting))
    keep_minutes(session, cast.grace, item_id=item_id, text="散会后补一句", seen=0)
    with pytest.raises(Conflict, match="items_still_open"):
        sign_minutes(session, cast.grace, meeting_id=meeting, seen=version_of(session, meeting))
    signed(session, cast, meeting)
    with pytest.raises(Conflict, match="meeting_closed"):
        keep_minutes(session, cast.grace, item_id=item_id, text="签字后再改", seen=1)


def test_what_was_talked_over_is_not_taken_out(session, cast, meeting):
    written, decided = an_item(session, cast, meeting, minutes="说过了"), an_item(session, cast, meeting)
    set_outcome(session, cast.grace, item_id=decided, outcome=Outcome.DECIDED)
    for item_id in (written, decided):
        with pytest.raises(Conflict, match="item_written"):
            take_item_out(session, cast.grace, item_id=item_id)


def test_a_show_of_hands_that_nobody_counted_is_no_outcome(session, cast, meeting):
    with pytest.raises(Conflict, match="hands_missing"):
        set_outcome(session, cast.grace, item_id=an_item(session, cast, meeting), outcome=Outcome.HANDS)


def test_personal_matters_and_numbers_stay_out_of_the_public_version(session, cast):
    meeting = a_meeting(session, cast, MeetingStatus.HELD)
    an_item(session, cast, meeting, "楼道堆物", minutes="联系人13800138000")
    mark_personal(session, cast.grace, item_id=an_item(session, cast, meeting, "某户的低保", minutes="收入低"), is_personal=True)
    with pytest.raises(NotFound):
        public_items(session, cast.dora, meeting)
    signed(session, cast, meeting)
    public = public_items(session, cast.dora, meeting)
    assert [(item.title, item.minutes) for item in public] == [("楼道堆物", "联系人138****8000")]
    assert _titles(session, cast.dora, meeting) == ["楼道堆物"]
    assert _titles(session, cast.leo, meeting) == ["楼道堆物", "某户的低保"]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.NOTED, PointStatus.TALKED_OVER), (Outcome.DECIDED, PointStatus.TALKED_OVER),
        (Outcome.BALLOT, PointStatus.ON_BALLOT), (Outcome.PUT_OFF, PointStatus.PROPOSED), (Outcome.OPEN, PointStatus.PROPOSED),
    ],
)  # fmt: skip
def test_when_the_community_closes_it_a_wish_goes_on_as_was_said(session, cast, meeting, outcome, status):
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    _about(session, cast, meeting, point_id, outcome)
    assert close_meeting(session, cast.alice, meeting_id=meeting, seen=version_of(session, meeting)) == []
    assert status_of(session, point_id) is status


def test_where_the_grid_closes_it_the_wish_waits_and_signing_by_the_community_leads_it_on(session, cast, meeting):
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    _about(session, cast, meeting, point_id, Outcome.BALLOT)
    waiting = close_meeting(session, cast.grace, meeting_id=meeting, seen=version_of(session, meeting))
    assert (waiting, status_of(session, point_id)) == (["荷塘驿站"], PointStatus.PROPOSED)
    sign_minutes(session, cast.alice, meeting_id=meeting, seen=version_of(session, meeting))
    assert moves_of(session, point_id) == [PointMove.PROPOSE, PointMove.TALK_OVER, PointMove.PUT_ON_BALLOT]
    assert point_facts(session, cast.bob, point_id).steps[-1].why == "十一月居民座谈会"
