"""How a meeting lives: every move that there is, and no other; who plans it, and what signing asks for."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.decisions.commands import life
from db.decisions.models.meetings import (
    MeetingIn,
    MeetingMove,
    MeetingParty,
    MeetingStatus,
    MeetingStep,
    PartyDiscussionIn,
)
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.office.queries import current_scheme
from tests.conftest import MONDAY
from tests.decisions.held import (
    WHY,
    bring_to,
    facts,
    item,
    meeting_in,
    noted,
    planned,
    running,
    status,
    step,
)
from tests.vetting.states import journal

pytestmark = pytest.mark.both_databases

VERBS = {
    MeetingMove.BEGIN: life.begin,
    MeetingMove.WRITE_UP: life.write_up,
    MeetingMove.CLOSE: life.close,
    MeetingMove.SIGN: life.sign,
    MeetingMove.CALL_OFF: life.call_off,
}


def _tried(session, cast, meeting_id, move):
    """Where the meeting stands after its verb, or None when it was refused for where it stood."""
    point, more = session.begin_nested(), {"reason": WHY} if move is MeetingMove.CALL_OFF else {}
    try:
        step(session, cast.bob, VERBS[move], meeting_id, **more)
        return status(session, meeting_id)
    except Conflict as refused:
        return None if refused.code == "no_such_meeting_move" else refused.code
    finally:
        point.rollback()
        session.expire_all()


def test_each_move_leads_where_the_table_says_and_each_other_one_is_refused(session, cast, checked):
    places = [(where, False) for where in MeetingStatus] + [(MeetingStatus.HELD, True)]
    wrong = []
    for where, is_signed in places:
        meeting_id = bring_to(session, cast, where, is_signed=is_signed)
        for move in VERBS:
            expected = None if is_signed else life.TRANSITIONS.get((where, move))
            if (came := _tried(session, cast, meeting_id, move)) is not expected:
                wrong.append((where.value, is_signed, move.value, came))
    checked("states x moves of a meeting", len(places) * len(VERBS))
    assert (wrong, {*VERBS, MeetingMove.PLAN}) == ([], set(MeetingMove))


def test_each_verb_tells_whoever_had_an_older_screen(session, cast):
    for move, verb in VERBS.items():
        meeting_id, more = planned(session, cast.bob), {"reason": WHY} if move is MeetingMove.CALL_OFF else {}
        with pytest.raises(Stale):
            verb(session, cast.bob, meeting_id=meeting_id, seen=7, **more)


def test_the_story_says_who_moved_it_and_why(session, cast):
    meeting_id = running(session, cast.alice)
    step(session, cast.alice, life.call_off, meeting_id, reason=WHY)
    told = [(s.move, s.after, s.by, s.role, s.why) for s in facts(session, cast.bob, meeting_id).steps]
    assert told == [
        (MeetingMove.PLAN, MeetingStatus.PLANNED, cast.alice.name, cast.alice.role, ""),
        (MeetingMove.BEGIN, MeetingStatus.RUNNING, cast.alice.name, cast.alice.role, ""),
        (MeetingMove.CALL_OFF, MeetingStatus.CALLED_OFF, cast.alice.name, cast.alice.role, WHY),
    ]
    assert journal(session, "meeting_moved") == [{"meeting": meeting_id, "move": m} for m in ("call_off", "begin", "plan")]


def test_a_step_of_a_meeting_is_never_changed(session, cast):
    planned(session, cast.bob)
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        session.execute(sa.update(MeetingStep).values(after=MeetingStatus.HELD))


def test_planned_twice_by_one_press_it_is_one_meeting(session, cast):
    press = uuid4()
    ids = {life.plan_meeting(session, cast.bob, meeting=meeting_in(session, cast.places.pine), request_id=press) for _ in "ab"}
    assert len(ids) == 1


def test_a_planned_meeting_has_the_parties_of_its_kind_and_none_is_asked(session, cast):
    meeting_id = planned(session, cast.bob)
    parties = session.scalars(sa.select(MeetingParty).order_by(MeetingParty.id)).all()
    expected = [(party.key, party.role) for party in current_scheme(session).meetings[0].parties]
    assert [(p.key, p.role, p.invited_at) for p in parties if p.meeting_id == meeting_id] == [(*one, None) for one in expected]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"kind": "tea"}, "meeting_kind_unknown", "kind"),
        ({"title": "议"}, "meeting_title", "title"),
        ({"title": "长" * 81}, "meeting_title", "title"),
        ({"on_day": None}, "meeting_day_missing", "on_day"),
        ({"on_day": MONDAY - timedelta(days=367)}, "meeting_day_early", "on_day"),
        ({"on_day": MONDAY + timedelta(days=367)}, "meeting_day_late", "on_day"),
        ({"starts": None}, "meeting_time_missing", "starts"),
        ({"starts": 1440}, "meeting_time_missing", "starts"),
        ({"place": "长" * 121}, "too_long", "place"),
        ({"chair": "王1"}, "name_form", "chair"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(session, cast, changes, code, field):
    with pytest.raises(Invalid) as refused:
        planned(session, cast.bob, **changes)
    assert (code, field) in [(one.code, one.field) for one in refused.value.all]


def test_everything_wrong_is_said_at_once(session, cast):
    with pytest.raises(Invalid) as refused:
        life.plan_meeting(session, cast.bob, meeting=MeetingIn(unit_id=cast.places.pine))
    said = [one.code for one in refused.value.all]
    assert said == ["meeting_kind_unknown", "meeting_title", "meeting_day_missing", "meeting_time_missing"]


def test_nobody_plans_a_meeting_of_a_unit_elsewhere(session, cast):
    for actor, unit in ((cast.alice, cast.places.willow), (cast.grace, cast.places.pine), (cast.charlie, cast.places.pine)):
        with pytest.raises(NotFound):
            planned(session, actor, unit)


def test_who_holds_no_meetings_plans_none(session, cast):
    for actor in (cast.ada, cast.dora, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            planned(session, actor)


def test_a_meeting_begins_on_its_day_at_the_earliest(session, cast):
    meeting_id = planned(session, cast.bob, on_day=MONDAY + timedelta(days=1))
    for verb in (life.begin, life.write_up):
        with pytest.raises(Conflict) as refused:
            step(session, cast.bob, verb, meeting_id)
        assert refused.value.code == "meeting_not_today"


def test_one_held_on_paper_weeks_ago_is_keyed_in_and_signed(session, cast):
    meeting_id = planned(session, cast.bob, on_day=MONDAY - timedelta(days=20))
    step(session, cast.bob, life.write_up, meeting_id)
    noted(session, cast.bob, item(session, cast.bob, meeting_id))
    step(session, cast.bob, life.sign, meeting_id)
    assert facts(session, cast.bob, meeting_id).row.is_signed


def test_minutes_are_signed_when_every_point_came_to_something(session, cast):
    meeting_id = running(session, cast.bob)
    step(session, cast.bob, life.close, meeting_id)
    with pytest.raises(Conflict) as refused:
        step(session, cast.bob, life.sign, meeting_id)
    assert refused.value.code == "minutes_nothing"
    item_id = item(session, cast.bob, meeting_id)
    with pytest.raises(Conflict) as refused:
        step(session, cast.bob, life.sign, meeting_id)
    assert (refused.value.code, refused.value.params) == ("items_open", {"n": 1})
    noted(session, cast.bob, item_id)
    step(session, cast.bob, life.sign, meeting_id)
    assert facts(session, cast.bob, meeting_id).row.is_signed


def test_calling_off_asks_why(session, cast):
    meeting_id = planned(session, cast.bob)
    with pytest.raises(Invalid) as refused:
        step(session, cast.bob, life.call_off, meeting_id, reason=" ")
    assert refused.value.code == "reason_missing"


def test_after_signing_or_calling_off_nothing_is_changed(session, cast):
    for where, is_signed, code in (
        (MeetingStatus.HELD, True, "meeting_signed"),
        (MeetingStatus.CALLED_OFF, False, "meeting_called_off"),
    ):
        meeting_id = bring_to(session, cast, where, is_signed=is_signed)
        with pytest.raises(Conflict) as refused:
            step(session, cast.bob, life.change_meeting, meeting_id, meeting=meeting_in(session, cast.places.town, place="二楼"))
        assert refused.value.code == code
        with pytest.raises(Conflict):
            item(session, cast.bob, meeting_id, "后来想起的事")


def test_a_change_is_written_and_the_second_one_is_told(session, cast):
    meeting_id = planned(session, cast.bob)
    given = meeting_in(session, cast.places.town, place="二楼会议室", chair="鲍文书")
    life.change_meeting(session, cast.bob, meeting_id=meeting_id, seen=1, meeting=given)
    after = facts(session, cast.bob, meeting_id)
    assert (after.row.place, after.chair, after.row.version) == ("二楼会议室", "鲍文书", 2)
    with pytest.raises(Stale):
        life.change_meeting(session, cast.bob, meeting_id=meeting_id, seen=1, meeting=meeting_in(session, cast.places.town))


def test_whether_the_party_organisation_discussed_it_is_kept_with_its_day(session, cast):
    meeting_id = planned(session, cast.bob)
    for given, code in (
        (PartyDiscussionIn(is_discussed=True), "party_day_missing"),
        (PartyDiscussionIn(is_discussed=True, on=MONDAY + timedelta(days=1)), "party_day_late"),
    ):
        with pytest.raises(Invalid) as refused:
            step(session, cast.bob, life.note_party_discussion, meeting_id, discussion=given)
        assert refused.value.code == code
    said = PartyDiscussionIn(is_discussed=True, on=MONDAY - timedelta(days=3))
    step(session, cast.bob, life.note_party_discussion, meeting_id, discussion=said)
    after = facts(session, cast.bob, meeting_id)
    assert (after.is_party_discussed, after.party_discussed_on) == (True, MONDAY - timedelta(days=3))
    step(session, cast.bob, life.note_party_discussion, meeting_id, discussion=PartyDiscussionIn(is_discussed=False))
    assert facts(session, cast.bob, meeting_id).party_discussed_on is None
