"""Pages of meetings: planned, held, written down at every pause, decided, counted, and read without what is personal."""

import pytest
from sqlmodel import col, select

from db import clock
from db.decisions.commands import agenda
from db.decisions.commands.meetings import plan_meeting
from db.decisions.models.decisions import DecisionStatus, MeetingDecision
from db.decisions.models.meetings import AgendaItem, HandCount, ItemIn, Meeting, MeetingIn, MeetingStatus
from db.engine import reading, session
from tests.pages.conftest import actor_of, turn_to, written_on

SCRIPT = "<script>alert(1)</script> **粗** [链](http://x)"


def _press(page, label):
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def _set(page, kind, label, value):
    next(one for one in getattr(page, kind) if one.label == label).set_value(value)


@pytest.fixture
def meeting(lived_in):
    """Of today, at the grid's unit, with one item; planned."""
    with session() as s:
        grid = actor_of(s, "grid")
        kind = s.scalars(select(Meeting.kind)).first()
        given = MeetingIn(unit_id=grid.unit_id, kind=kind, title="今天的会", on_day=clock.today(), starts=600)
        meeting_id = plan_meeting(s, grid, meeting=given)
        item_id = agenda.put_item(s, grid, meeting_id=meeting_id, item=ItemIn(title=SCRIPT))
    return meeting_id, item_id


@pytest.fixture
def running(open_page, meeting):
    """The grid worker's page of it, just begun; the ids of meeting and item."""
    page = open_page("decisions/meeting.py", "grid", meeting=str(meeting[0]))
    _press(page, "开始开会")
    return page, *meeting


def _only(of, item_id):
    with reading() as s:
        return s.scalars(select(of).where(col(of.item_id) == item_id)).one()


def test_a_meeting_is_planned_on_its_page(open_page):
    """The grid works for one unit: the list of units is not asked for where nothing is to choose."""
    page = open_page("decisions/plan.py", "grid")
    _set(page, "text_input", "会议名称", "冬季防火会")
    _press(page, "保存")
    with reading() as s:
        row = s.scalars(select(Meeting).where(col(Meeting.title) == "冬季防火会")).one()
    assert (row.status, row.on_day) == (MeetingStatus.PLANNED, clock.today())


def test_minutes_survive_a_cut_connection_and_are_read_on_another_machine(running, open_page):
    page, meeting_id, item_id = running
    _set(page, "text_area", "会议记录", f"大家说 {SCRIPT}")
    page.run()
    # No press: the page is gone, and somebody signs in anew.
    again = open_page("decisions/meeting.py", "branch", meeting=str(meeting_id))
    fields = [field.value for field in again.text_area if field.label == "会议记录"]
    assert fields == [f"大家说 {SCRIPT}"]
    assert [m.value for m in again.markdown if "<script>" in m.value or "[链](http:/" in m.value] == []


def test_of_two_who_write_at_once_the_second_keeps_the_typed_text_and_reads_the_other(running, open_page):
    page, meeting_id, item_id = running
    with session() as s:
        agenda.keep_minutes(s, actor_of(s, "branch"), item_id=item_id, text="支书记的", seen=0)
    _set(page, "text_area", "会议记录", "网格记的")
    page.run()
    assert not page.exception
    assert "支书记的" in written_on(page)
    assert [field.value for field in page.text_area if field.label == "会议记录"] == ["网格记的"]
    with reading() as s:
        assert s.get_one(AgendaItem, item_id).minutes == "支书记的"


def test_a_decision_goes_from_the_meeting_to_its_end(running, open_page):
    page, _, item_id = running
    _set(page, "text_area", "议定了什么？", "周六清楼道")
    _set(page, "text_input", "或填写没有账号的人", "赵玉兰")
    button = [one for one in page.button if one.label == "保存" and f"decide-{item_id}" in (one.key or "")]
    button[0].click()
    page.run()
    assert not page.exception
    decision = _only(MeetingDecision, item_id)
    assert (decision.text, decision.owner, decision.due_on) == ("周六清楼道", "赵玉兰", clock.today())
    listed = open_page("decisions/decisions.py", "grid")
    assert "周六清楼道" in written_on(listed)
    choice = next(one for one in listed.button_group if f"decision-{decision.id}-" in (one.key or ""))
    choice.set_value(DecisionStatus.DONE)
    listed.run()
    next(one for one in listed.button if f"decision-{decision.id}-" in (one.key or "")).click()
    listed.run()
    assert not listed.exception
    assert _only(MeetingDecision, item_id).status is DecisionStatus.DONE


def test_hands_are_counted_on_the_page_and_one_person_twice_is_refused(running):
    page, _, item_id = running
    for label, n in (("赞成", 5), ("反对", 1), ("弃权", 0)):
        _set(page, "number_input", label, n)
    for n, name in ((1, "赵玉兰"), (2, "赵玉兰")):
        _set(page, "text_input", f"计票人（{n}）", name)
    save = lambda: next(one for one in page.button if f"hands-{item_id}-" in (one.key or ""))  # noqa: E731
    save().click()
    page.run()
    assert "计票人须是两个不同的人" in written_on(page)
    _set(page, "text_input", "计票人（2）", "孙建国")
    _set(page, "text_input", "表决什么？", "同不同意")
    save().click()
    page.run()
    assert not page.exception
    count = _only(HandCount, item_id)
    assert (count.n_for, count.n_against, count.counter_2) == (5, 1, "孙建国")


def test_a_steward_reads_of_the_meeting_that_was_what_is_not_personal_and_no_more(open_page, lived_in):
    with reading() as s:
        held = s.scalars(select(Meeting.id).where(col(Meeting.status) == MeetingStatus.HELD)).one()
        personal = s.scalars(select(AgendaItem).where(col(AgendaItem.meeting_id) == held, col(AgendaItem.is_personal))).one()
    page = open_page("decisions/meeting.py", "steward", meeting=str(held))
    said = written_on(page)
    assert not page.exception
    assert ("楼道堆物" in said, personal.title in said, personal.minutes in said) == (True, False, False)
    assert [button.label for button in page.button if button.label in ("散会", "重新打开")] == []
    whole = written_on(turn_to(open_page("home/home.py", "leader"), "decisions/meeting.py", "leader", meeting=str(held)))
    assert personal.title in whole
