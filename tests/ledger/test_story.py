"""What a person reads of a household: what changed, since when, who changed it."""

from datetime import date

import pytest

from db import clock
from db.actor import Role
from db.ledger.commands.households import add_member, change_household, change_member, confirm_household, member_left
from db.ledger.commands.reshape import leave, move_household, undo
from db.ledger.models.households import ChangeKind, MemberIn, MemberStatus
from db.ledger.queries.form_values import household_as_written
from db.ledger.queries.story import household_story, origin
from tests.ledger.households import a_family, seen, written
from tests.people import id_number
from tests.vetting.states import as_stored

pytestmark = pytest.mark.both_databases

WIFE = MemberIn(name="柳如是", relation="妻子", id_number=id_number(date(1970, 1, 2), serial=2), phone="13700001111")


def _story(session, cast, household_id):
    return household_story(session, cast.bob, household_id)


def _said(line):
    return {d.field: (d.before, d.after) for d in line.differences}


def test_it_begins_with_who_wrote_it_down(session, cast):
    [line] = _story(session, cast, written(session, cast))
    assert (line.kind, line.role, line.user_name, line.reason) == (ChangeKind.WRITE_DOWN, Role.CLERK, cast.bob.name, "另一户人家")


def test_a_change_says_what_it_was_and_what_it_is_by_whom_and_when(session, cast):
    household_id = written(session, cast)
    with clock.at(date(2027, 3, 1)):
        change_household(
            session, cast.grace, household_id=household_id, seen=1, household=a_family(cast, note="没有狗", n_people="4")
        )
    line = _story(session, cast, household_id)[-1]
    assert _said(line) == {"note": ("有一条狗", "没有狗"), "n_people": (3, 4)}
    assert (line.user_name, line.role, line.at.date()) == (cast.grace.name, Role.GRID_WORKER, date(2027, 3, 1))


def test_numbers_are_masked_in_the_story_too(session, cast):
    household_id, new = written(session, cast), id_number(date(1961, 1, 1), serial=3)
    given = a_family(cast, phone="13700009999", id_number=new)
    change_household(session, cast.bob, household_id=household_id, seen=1, household=given)
    lines = _story(session, cast, household_id)
    assert _said(lines[-1])["phone"] == ("138****1000", "137****9999")
    assert [text for text in (new, a_family(cast).id_number, "13700009999", a_family(cast).phone) if text in str(lines)] == []


def test_what_it_was_is_sealed_in_the_database(session, cast):
    household_id = written(session, cast)
    change_household(session, cast.bob, household_id=household_id, seen=1, household=a_family(cast, note="搬来投奔亲戚"))
    stored = as_stored(session)
    assert "有一条狗".encode() not in stored
    assert "搬来投奔亲戚".encode() not in stored


def test_columns_that_serve_the_search_are_not_told(session, cast):
    household_id = written(session, cast)
    change_household(session, cast.bob, household_id=household_id, seen=1, household=a_family(cast, name="宋江", door="1单元102"))
    assert set(_said(_story(session, cast, household_id)[-1])) == {"name", "door"}


@pytest.mark.parametrize("status", [MemberStatus.MOVED, MemberStatus.DIED])
def test_members_come_change_and_leave_by_name(session, cast, status):
    household_id = written(session, cast)
    wife = add_member(session, cast.bob, household_id=household_id, seen=1, member=WIFE)
    new = WIFE.model_copy(update={"relation": "配偶", "phone": "13700002222"})
    change_member(session, cast.bob, household_id=household_id, seen=2, member_id=wife, member=new)
    member_left(session, cast.bob, household_id=household_id, seen=3, member_id=wife, status=status, reason="邻居说的")
    came, changed, left = _story(session, cast, household_id)[1:]
    assert [line.member for line in (came, changed, left)] == ["柳如是"] * 3
    assert _said(changed) == {"phone": ("137****1111", "137****2222"), "relation": ("妻子", "配偶")}
    assert (_said(left), left.reason) == ({"status": (MemberStatus.HERE, status), "n_people": (3, 2)}, "邻居说的")


def test_only_the_last_change_that_can_be_undone_offers_it(session, cast):
    household_id = written(session, cast)
    change_household(session, cast.bob, household_id=household_id, seen=1, household=a_family(cast, note="没有狗"))
    move_household(session, cast.bob, household_id=household_id, seen=2, unit_id=cast.places.buildings[1], door="2")
    assert [line.can_undo for line in _story(session, cast, household_id)] == [False, False, True]
    confirm_household(session, cast.bob, household_id=household_id, seen=3)
    assert [line.can_undo for line in _story(session, cast, household_id)] == [False] * 4


def test_a_member_who_left_can_come_back_and_the_story_says_so(session, cast):
    household_id = written(session, cast)
    wife = add_member(session, cast.bob, household_id=household_id, seen=1, member=WIFE)
    member_left(session, cast.bob, household_id=household_id, seen=2, member_id=wife, status=MemberStatus.DIED)
    last = _story(session, cast, household_id)[-1]
    assert last.can_undo
    undo(session, cast.bob, deed_id=last.deed_id)
    last = _story(session, cast, household_id)[-1]
    told = {"status": (MemberStatus.DIED, MemberStatus.HERE), "n_people": (2, 3)}
    assert (last.kind, last.member, _said(last)) == (ChangeKind.UNDO, "柳如是", told)
    assert not last.can_undo


def test_when_the_last_change_was_undone_the_one_before_it_can_be_undone_too(session, cast):
    household_id = written(session, cast)
    change_household(session, cast.bob, household_id=household_id, seen=1, household=a_family(cast, note="没有狗"))
    undo(session, cast.bob, deed_id=leave(session, cast.bob, household_id=household_id, seen=2, reason="搬走"))
    lines = _story(session, cast, household_id)
    assert [line.can_undo for line in lines] == [False, True, False, False]
    undo(session, cast.bob, deed_id=lines[1].deed_id)
    assert [line.kind for line in _story(session, cast, household_id)][-1] is ChangeKind.UNDO
    assert household_as_written(session, cast.bob, household_id)[1].note == a_family(cast).note


def test_what_was_undone_stays_in_the_story(session, cast):
    household_id = written(session, cast)
    change_id = leave(session, cast.bob, household_id=household_id, seen=1, reason="搬走")
    undo(session, cast.bob, deed_id=change_id)
    lines = _story(session, cast, household_id)
    assert [line.kind for line in lines] == [ChangeKind.WRITE_DOWN, ChangeKind.LEAVE, ChangeKind.UNDO]
    assert lines[1].reason == "搬走"
    assert [line.can_undo for line in lines] == [False] * 3


def test_a_household_that_no_list_brought_has_no_origin(session, cast):
    household_id = written(session, cast)
    assert origin(session, cast.bob, household_id) is None
    assert seen(session, household_id) == 1
