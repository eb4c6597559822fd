"""Pages of meetings where two people, or two languages, or somebody with bad intentions, come upon each other."""

from datetime import timedelta

import pytest

from components.wording.markdown import plain
from components.wording.words import t
from db import clock
from db.decisions.commands import life
from db.decisions.commands.agenda import keep_minutes, mark_personal, put_item, set_outcome
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.commands.meetings import plan_meeting
from db.decisions.commands.parties import came_named, invite
from db.decisions.models.meetings import AgendaItem, ItemIn, MeetingIn, Outcome
from db.decisions.queries.agenda import agenda_of
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


def _sign(community, meeting_id):
    """Of each item it is said what came of it, then the minutes are signed."""
    with session() as s:
        for item in agenda_of(s, community, meeting_id):
            set_outcome(s, community, item_id=item.id, outcome=Outcome.DECIDED)
    with session() as s:
        sign_minutes(s, community, meeting_id=meeting_id, seen=_version(meeting_id, community))


def test_what_came_of_a_point_after_the_minutes_were_signed_elsewhere_is_refused_in_words(open_page, running):
    community, meeting_id, item_id = running
    page = _opened(open_page, running)
    with session() as s:
        close_meeting(s, community, meeting_id=meeting_id, seen=_version(meeting_id, community))
    _sign(community, meeting_id)
    chosen = next(one for one in page.button_group if (one.key or "").startswith(f"outcome-{item_id}"))
    chosen.set_value(Outcome.NOTED).run()
    assert (page.exception.len, _item(item_id)[1]) == (0, Outcome.DECIDED)


def test_everybody_reads_the_public_version_and_no_personal_matter(open_page, running):
    community, meeting_id, item_id = running
    with session() as s:
        keep_minutes(s, community, item_id=item_id, text=SAID, seen=0)
        hidden = put_item(s, community, meeting_id=meeting_id, item=ItemIn(title=SECRET_TITLE))
        keep_minutes(s, community, item_id=hidden, text=SECRET, seen=0)
        mark_personal(s, community, item_id=hidden, is_personal=True)
        came_named(s, community, meeting_id=meeting_id, names=["唐小河"])
        close_meeting(s, community, meeting_id=meeting_id, seen=find_meeting(s, community, meeting_id).version)
    _sign(community, meeting_id)
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


def test_home_names_the_meeting_to_whoever_is_asked_and_tells_whoever_holds_it(open_page, running):
    asked, holder = open_page("home/home.py", "steward"), open_page("home/home.py", "community")
    assert "open-invitations" in [button.key for button in asked.button]
    assert [m.value for m in asked.markdown if "次会议请您参加" in m.value and plain(HOSTILE) in m.value] != []
    assert "open-meetings-due" in [button.key for button in holder.button]
    assert "open-meetings-due" not in [button.key for button in asked.button]


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
