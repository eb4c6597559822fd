"""How a meeting lives: every move that there is, and no other."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.decisions.commands import life
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.commands.meetings import change_meeting, plan_meeting
from db.decisions.models.meetings import MeetingMove, MeetingStatus
from db.decisions.queries.meetings import count_meetings, find_meeting, find_meetings, meeting_steps, monthly_missing
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.office.commands.set_up import make_scheme_version
from db.office.queries import current_scheme, current_version_id
from tests.conftest import MONDAY
from tests.decisions.places import WHY, a_meeting, a_plan, moves_of, the, version_of

pytestmark = pytest.mark.both_databases

VERBS = {
    MeetingMove.BEGIN: life.begin,
    MeetingMove.KEY_IN: life.key_in,
    MeetingMove.CALL_OFF: lambda *given, **more: life.call_off(*given, **more, why=WHY),
    MeetingMove.REOPEN: lambda *given, **more: life.reopen(*given, **more, why=WHY),
    MeetingMove.CLOSE: close_meeting,
    MeetingMove.SIGN: sign_minutes,
}
# It only begins a life.
WITHOUT_VERB = {MeetingMove.PLAN}


def _tried(session, cast, meeting_id, move):
    """Where the meeting stands after its verb, or None when it was refused for where it stood."""
    point = session.begin_nested()
    try:
        row = find_meeting(session, cast.grace, meeting_id)
        if move in VERBS:
            VERBS[move](session, cast.grace, meeting_id=meeting_id, seen=row.version)
        else:
            life.move_meeting(session, cast.grace, row, move)
        return the(session, meeting_id).status
    except Conflict as refused:
        return None if refused.code == "no_such_meeting_move" else refused
    finally:
        point.rollback()
        session.expire_all()


def test_each_move_leads_where_the_table_says_and_each_other_one_is_refused(session, cast, checked):
    wrong, cells = [], 0
    for status in MeetingStatus:
        meeting_id = a_meeting(session, cast, status)
        for move in MeetingMove:
            cells += 1
            if _tried(session, cast, meeting_id, move) is not life.TRANSITIONS.get((status, move)):
                wrong.append((status.value, move.value))
    checked("states x moves of a meeting", cells)
    assert (wrong, set(VERBS) | WITHOUT_VERB) == ([], set(MeetingMove))


def test_what_can_be_done_about_it_is_what_its_verbs_do(session, cast):
    for status in MeetingStatus:
        row = find_meeting(session, cast.grace, a_meeting(session, cast, status))
        assert set(life.moves_from(row)) == {move for before, move in life.TRANSITIONS if before is status}


def test_signed_minutes_are_never_opened_or_signed_again(session, cast):
    meeting_id = a_meeting(session, cast, MeetingStatus.HELD)
    sign_minutes(session, cast.grace, meeting_id=meeting_id, seen=version_of(session, meeting_id))
    assert life.moves_from(find_meeting(session, cast.grace, meeting_id)) == []
    for verb in (VERBS[MeetingMove.REOPEN], sign_minutes):
        with pytest.raises(Conflict, match="no_such_meeting_move"):
            verb(session, cast.grace, meeting_id=meeting_id, seen=version_of(session, meeting_id))
    with pytest.raises(Conflict, match="meeting_closed"):
        _change(session, cast.grace, meeting_id, a_plan(cast))


def test_a_meeting_of_tomorrow_is_neither_begun_nor_entered_from_paper_today(session, cast):
    meeting_id = a_meeting(session, cast, MeetingStatus.PLANNED, on_day=MONDAY + timedelta(days=1))
    for verb in (life.begin, life.key_in):
        with pytest.raises(Conflict, match="meeting_early"):
            verb(session, cast.grace, meeting_id=meeting_id, seen=1)
    assert life.moves_from(find_meeting(session, cast.grace, meeting_id)) == [MeetingMove.CALL_OFF]


def test_the_story_names_each_move_with_who_did_it_and_why(session, cast):
    meeting_id = a_meeting(session, cast, MeetingStatus.HELD)
    life.reopen(session, cast.bob, meeting_id=meeting_id, seen=version_of(session, meeting_id), why="漏了一项")
    last = meeting_steps(session, cast.grace, meeting_id)[-1]
    assert moves_of(session, meeting_id) == [MeetingMove.PLAN, MeetingMove.BEGIN, MeetingMove.CLOSE, MeetingMove.REOPEN]
    assert (last.by, last.role, last.why, last.after) == (cast.bob.name, cast.bob.role, "漏了一项", MeetingStatus.RUNNING)


@pytest.mark.parametrize("statement", ["UPDATE meeting_step SET move = 'sign'", "DELETE FROM meeting_step"])
def test_no_step_of_the_story_can_be_changed_afterwards(session, cast, statement):
    a_meeting(session, cast)
    with pytest.raises(sa.exc.DatabaseError, match="meeting_step is append-only"):
        session.execute(sa.text(statement))


def test_calling_off_and_opening_again_need_a_reason(session, cast):
    planned, held = (a_meeting(session, cast, status) for status in (MeetingStatus.PLANNED, MeetingStatus.HELD))
    for verb, meeting_id in ((life.call_off, planned), (life.reopen, held)):
        with pytest.raises(Invalid, match="reason_missing"):
            verb(session, cast.grace, meeting_id=meeting_id, seen=version_of(session, meeting_id), why=" ")


def test_of_two_who_begin_and_call_off_at_once_the_second_is_told(session, cast):
    meeting_id = a_meeting(session, cast, MeetingStatus.PLANNED)
    life.begin(session, cast.ben, meeting_id=meeting_id, seen=1)
    with pytest.raises(Stale):
        life.call_off(session, cast.grace, meeting_id=meeting_id, seen=1, why=WHY)
    assert the(session, meeting_id).status is MeetingStatus.RUNNING


def test_nobody_leads_a_meeting_of_a_unit_above_or_beside_theirs(session, cast):
    meeting_id = a_meeting(session, cast, MeetingStatus.PLANNED)
    of_pine = plan_meeting(session, cast.alice, meeting=a_plan(cast, unit_id=cast.places.pine))
    for who, which, refused in (
        (cast.charlie, meeting_id, NotFound), (cast.grace, of_pine, NotFound), (cast.dora, meeting_id, NotAllowed),
        (cast.leo, meeting_id, NotAllowed), (cast.percy, meeting_id, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(refused):
            life.begin(session, who, meeting_id=which, seen=1)


def test_a_press_that_arrives_twice_plans_one_meeting(session, cast):
    press = uuid4()
    ids = {plan_meeting(session, cast.grace, meeting=a_plan(cast), request_id=press) for _ in range(2)}
    assert (len(ids), count_meetings(session, cast.grace)) == (1, 1)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"unit_id": None, "kind": "nothing", "title": "会"}, {"meeting_unit", "meeting_kind", "meeting_title"}),
        ({"on_day": None, "starts": 1440}, {"meeting_day", "meeting_starts"}),
        ({"on_day": MONDAY + timedelta(days=367), "starts": None}, {"meeting_day", "meeting_starts"}),
        ({"title": "找13800138000", "place": "长" * 121}, {"number_in_text", "too_long"}),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_all_that_is_wrong(session, cast, given, codes):
    with pytest.raises(Invalid) as refused:
        plan_meeting(session, cast.grace, meeting=a_plan(cast, **given))
    assert {problem.code for problem in refused.value.all} == codes


def test_no_meeting_is_planned_at_a_unit_elsewhere(session, cast):
    with pytest.raises(NotFound):
        plan_meeting(session, cast.grace, meeting=a_plan(cast, unit_id=cast.places.garden_building))


def _change(session, actor, meeting_id, plan, seen=None):
    change_meeting(session, actor, meeting_id=meeting_id, seen=seen or version_of(session, meeting_id), meeting=plan)


def test_a_correction_moves_the_day_and_leaves_unit_and_kind(session, cast):
    meeting_id = a_meeting(session, cast, MeetingStatus.PLANNED)
    later = MONDAY + timedelta(days=3)
    _change(session, cast.grace, meeting_id, a_plan(cast, on_day=later, kind="community", unit_id=cast.places.pine))
    row = find_meeting(session, cast.grace, meeting_id)
    assert (row.on_day, row.kind, row.unit_id) == (later, "forum", cast.places.buildings[0])
    with pytest.raises(Stale):
        _change(session, cast.grace, meeting_id, a_plan(cast), seen=1)


def test_those_to_come_are_listed_by_day_and_those_that_were_from_the_last_on(session, cast):
    days = [MONDAY + timedelta(days=n) for n in (2, 1)]
    for day in days:
        a_meeting(session, cast, MeetingStatus.PLANNED, on_day=day)
    for day in (MONDAY - timedelta(days=1), MONDAY):
        a_meeting(session, cast, MeetingStatus.HELD, on_day=day)
    assert [row.on_day for row in find_meetings(session, cast.ben)] == sorted(days)
    assert [row.on_day for row in find_meetings(session, cast.ben, (MeetingStatus.HELD,))] == [MONDAY, MONDAY - timedelta(days=1)]


def _monthly(session, cast):
    """The scheme says of its second kind that it is held every month."""
    scheme = current_scheme(session)
    kinds = [kind.model_copy(update={"is_monthly": kind.key == "community"}) for kind in scheme.meetings]
    changed = scheme.model_copy(update={"meetings": tuple(kinds)})
    make_scheme_version(session, cast.ada, scheme=changed, seen=current_version_id(session))


def test_a_monthly_meeting_is_missing_until_one_is_planned_that_is_not_called_off(session, cast):
    _monthly(session, cast)
    assert monthly_missing(session, cast.alice) == ["community"]
    called_off = a_meeting(session, cast, MeetingStatus.CALLED_OFF, kind="community")
    last_month = a_meeting(session, cast, MeetingStatus.HELD, kind="community", on_day=MONDAY - timedelta(days=30))
    assert (monthly_missing(session, cast.alice), called_off < last_month) == (["community"], True)
    a_meeting(session, cast, MeetingStatus.PLANNED, kind="community")
    assert (monthly_missing(session, cast.alice), monthly_missing(session, cast.charlie)) == ([], ["community"])
