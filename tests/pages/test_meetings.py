"""Pages of meetings on a lived-in office: planned, written while it runs, decided, counted by hands, and read by everybody."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from components.wording.markdown import plain
from components.wording.words import t
from db import clock
from db.decisions.commands import life
from db.decisions.commands.agenda import keep_minutes, mark_personal, put_item
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.commands.meetings import plan_meeting
from db.decisions.commands.parties import came_named, invite
from db.decisions.models.decisions import DecisionStatus, MeetingDecision
from db.decisions.models.meetings import AgendaItem, HandCount, ItemIn, Meeting, MeetingIn, MeetingStatus, Outcome
from db.decisions.queries.meetings import find_meeting
from db.engine import reading, session
from db.office.queries import current_scheme
from tests.pages.conftest import actor_of, turn_to, written_on
from tests.pages.on_screen import everything_on

SAID, THEIRS = "大家同意先修楼道灯", "艾书记写的一段话"
HOSTILE = "<script>alert(1)</script> **粗** [链](http://x) :red[x]"
SECRET_TITLE, SECRET = "某户低保的事", "家里有病人要申请低保"


def _button(page, label):
    return next(button for button in page.button if button.label == label)


def _press(page, label):
    _button(page, label).click()
    page.run()
    assert not page.exception


def _field(page, kind, label, nth=0):
    return [one for one in getattr(page, kind) if one.label == label][nth]


def _version(meeting_id, who):
    with reading() as s:
        return find_meeting(s, who, meeting_id).version


@pytest.fixture
def running(lived_in):
    """Ids of a meeting that the community's party organisation holds now, and of its one point."""
    with session() as s:
        community = actor_of(s, "community")
        kind = current_scheme(s).meetings[0]
        given = MeetingIn(
            unit_id=community.unit_id, kind=kind.key, title=HOSTILE, on_day=clock.today(), starts=570, place=HOSTILE
        )
        meeting_id = plan_meeting(s, community, meeting=given)
        invite(s, community, meeting_id=meeting_id, keys=[party.key for party in kind.parties])
        item_id = put_item(s, community, meeting_id=meeting_id, item=ItemIn(title=HOSTILE))
        life.begin(s, community, meeting_id=meeting_id, seen=find_meeting(s, community, meeting_id).version)
    return community, meeting_id, item_id


def _item(item_id):
    with reading() as s:
        row = s.get_one(AgendaItem, item_id)
        return row.minutes, row.outcome


def _opened(open_page, running, login="community", **looks):
    return open_page("decisions/meeting.py", login, meeting=str(running[1]), **looks)


def test_a_meeting_is_planned_on_its_page_and_opened_after_it(open_page):
    page = open_page("decisions/plan.py", "community")
    _field(page, "text_input", "会议名称").set_value("十二月议事会")
    _press(page, "保存")
    with reading() as s:
        row = s.exec(select(Meeting).where(col(Meeting.title) == "十二月议事会")).one()
        assert (row.status, row.unit_id) == (MeetingStatus.PLANNED, actor_of(s, "community").unit_id)


def test_minutes_that_were_typed_are_found_by_a_new_session(open_page, running):
    page = _opened(open_page, running)
    _field(page, "text_area", "会议记录").set_value(SAID)
    page.run()
    assert _item(running[2])[0] == SAID
    again = _opened(open_page, running)
    assert _field(again, "text_area", "会议记录").value == SAID


def test_of_two_who_write_the_same_point_neither_text_is_lost(open_page, running):
    community, _, item_id = running
    page = _opened(open_page, running)
    with session() as s:
        keep_minutes(s, community, item_id=item_id, text=THEIRS, seen=0)
    _field(page, "text_area", "会议记录").set_value(SAID)
    page.run()
    assert (_item(item_id)[0], THEIRS in written_on(page)) == (THEIRS, True)
    assert _field(page, "text_area", "会议记录").value == SAID
    _press(page, "两份都留，我的接在后面")
    assert _item(item_id)[0] == f"{THEIRS}\n{SAID}"
    assert _field(page, "text_area", "会议记录").value == f"{THEIRS}\n{SAID}"


def test_somebody_who_typed_nothing_goes_on_with_the_other_text(open_page, running):
    community, _, item_id = running
    page = _opened(open_page, running)
    with session() as s:
        keep_minutes(s, community, item_id=item_id, text=THEIRS, seen=0)
    page.run()
    _press(page, t("Go on with their text"))
    assert _field(page, "text_area", "会议记录").value == THEIRS


def test_what_came_of_a_point_after_the_minutes_were_signed_elsewhere_is_refused_in_words(open_page, running):
    community, meeting_id, item_id = running
    page = _opened(open_page, running)
    with session() as s:
        close_meeting(s, community, meeting_id=meeting_id, seen=_version(meeting_id, community))
    with session() as s:
        sign_minutes(s, community, meeting_id=meeting_id, seen=_version(meeting_id, community))
    chosen = next(one for one in page.button_group if (one.key or "").startswith(f"outcome-{item_id}"))
    chosen.set_value(Outcome.NOTED).run()
    assert (page.exception.len, _item(item_id)[1]) == (0, Outcome.OPEN)


def test_a_decision_is_made_and_followed_to_its_end(open_page, running):
    page = _opened(open_page, running)
    _field(page, "text_area", t("What was decided?")).set_value("修好三单元的灯")
    _field(page, "text_input", t("Or somebody without an account")).set_value("物业王师傅")
    next(b for b in page.button if b.key and b.key.startswith(f"decide-{running[2]}-press")).click()
    page.run()
    assert not page.exception
    with reading() as s:
        row = s.exec(select(MeetingDecision).order_by(col(MeetingDecision.id).desc())).first()
        assert (row.text, row.status) == ("修好三单元的灯", DecisionStatus.OPEN)
    page = open_page("decisions/decisions.py", "community")
    assert "修好三单元的灯" in written_on(page)


def test_a_show_of_hands_is_written_down_with_two_names(open_page, running):
    page = _opened(open_page, running)
    for label, n in (("赞成", 9), ("反对", 2), ("弃权", 1)):
        _field(page, "number_input", label).set_value(n)
    for nth, name in enumerate(("王一", "李二"), 1):
        _field(page, "text_input", f"计票人（{nth}）").set_value(name)
    next(b for b in page.button if b.key and b.key.startswith(f"hands-{running[2]}-0-press")).click()
    page.run()
    assert not page.exception
    with reading() as s:
        row = s.exec(select(HandCount).order_by(col(HandCount.id).desc())).first()
        assert (row.n_for, row.n_against, row.n_abstained, row.counter_1, row.counter_2) == (9, 2, 1, "王一", "李二")
    assert "王一" in written_on(page)


def test_everybody_reads_the_public_version_and_no_personal_matter(open_page, running):
    community, meeting_id, item_id = running
    with session() as s:
        keep_minutes(s, community, item_id=item_id, text=SAID, seen=0)
        hidden = put_item(s, community, meeting_id=meeting_id, item=ItemIn(title=SECRET_TITLE))
        keep_minutes(s, community, item_id=hidden, text=SECRET, seen=0)
        mark_personal(s, community, item_id=hidden, is_personal=True)
        came_named(s, community, meeting_id=meeting_id, names=["唐小河"])
        close_meeting(s, community, meeting_id=meeting_id, seen=find_meeting(s, community, meeting_id).version)
    shown = everything_on(_opened(open_page, running, "steward", large=True))
    assert (SAID in shown, [word for word in (SECRET, SECRET_TITLE, "唐小河") if word in shown]) == (True, [])


def test_typed_titles_and_places_are_shown_as_they_were_typed(open_page, running):
    for login in ("community", "clerk", "steward"):
        page = _opened(open_page, running, login)
        assert not page.exception
        assert (plain(HOSTILE) in written_on(page), HOSTILE in [m.value for m in page.markdown]) == (True, False), login
        assert [m.value for m in page.markdown if "<script" in m.value.replace("\\<", "")] == [], login


def test_the_page_speaks_english(open_page, running):
    page = _opened(open_page, running, language="en")
    assert {"Close the meeting", "Save"} <= {button.label for button in page.button}
    assert [area.label for area in page.text_area][:1] == ["Minutes"]


def test_whoever_is_asked_finds_it_at_home(open_page, running):
    page = open_page("home/home.py", "steward")
    assert "invitations" in "".join(button.key or "" for button in page.button)


def test_another_meeting_s_number_is_no_meeting(open_page, running):
    page = turn_to(open_page("home/home.py", "community"), "decisions/meeting.py", "community", meeting="999")
    assert not page.exception
    assert [error.value for error in page.error] != []


def test_a_meeting_to_come_is_not_begun_on_its_page(open_page, running):
    community = running[0]
    with session() as s:
        kind = current_scheme(s).meetings[0].key
        day = clock.today() + timedelta(days=3)
        given = MeetingIn(unit_id=community.unit_id, kind=kind, title="三天后的会", on_day=day, starts=570)
        meeting_id = plan_meeting(s, community, meeting=given)
    page = open_page("decisions/meeting.py", "community", meeting=str(meeting_id))
    assert [button for button in page.button if button.key == f"begin-{meeting_id}"] == []
