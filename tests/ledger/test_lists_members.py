"""Lists with a line for every person: who is not the head belongs to the household at the same door."""

import sqlalchemy as sa

from db.ledger.commands.batches import take_list, undo_list
from db.ledger.household_import import preview_households
from db.ledger.models.batches import LedgerBatch
from db.ledger.models.households import Member, MemberStatus
from db.ledger.queries.households import household_facts
from db.office.models import ListKind
from db.sql import pick
from db.vocabulary import Sex
from tests.ledger.households import counts_agree
from tests.ledger.lists import (
    content,
    errors,
    family,
    household,
    look,
    names,
    number,
    relative,
    sheet,
    take,
    warnings,
)
from tests.people import id_number

WRONG_NUMBER = {"户主身份证号": "12"}


def _people(session, head="赵平"):
    rows = session.scalars(pick(Member).where(Member.household_id == household(session, head).id))
    return sorted((row.name, row.relation) for row in rows)


def test_people_of_a_household_come_in_with_their_head(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), relative(0, "儿子", "赵小"), family(1))
    assert (names(session), _people(session), _people(session, "钱平")) == (
        ["赵平", "钱平"], [("孙和", "配偶"), ("赵小", "儿子")], [],
    )  # fmt: skip
    assert counts_agree(session)


def test_the_head_may_be_named_as_such_or_by_nothing_and_stand_anywhere(session, cast):
    take(session, cast.bob, relative(0, "配偶", "孙和"), family(0, 与户主关系="户主"), family(1, 与户主关系="本人"), family(2))
    assert (names(session), _people(session)) == (["孙平", "赵平", "钱平"], [("孙和", "配偶")])


def test_a_persons_particulars_come_from_the_id_number(session, cast):
    woman = id_number(serial=2)
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和", woman, 联系电话="19911112222", 备注="教师"))
    [member] = session.scalars(pick(Member))
    assert (member.sex, member.birth_date.isoformat(), member.initials) == (Sex.FEMALE, "1968-03-09", "sh")
    assert (member.id_number, member.phone, member.note) == (woman, "19911112222", "教师")


def test_faults_of_a_person_are_named_at_their_cells_and_the_household_comes_in_without_them(session, cast):
    lines = family(0), relative(0, "配偶", ""), relative(0, "儿子", "赵小", "12")
    preview = look(session, cast.bob, *lines)
    assert errors(preview) == [("E3", "name_missing"), ("G4", "id_form")]
    assert [(one.row, one.members) for one in preview.added] == [(2, ())]


def test_nothing_of_a_person_is_cut_off_in_silence(session, cast):
    lines = family(0), relative(0, "关系" * 11, "孙和"), relative(0, "儿子", "赵小", 备注="长" * 301)
    assert errors(look(session, cast.bob, *lines)) == [("F3", "too_long"), ("N4", "too_long")]


def test_a_person_without_a_door_is_a_problem(session, cast):
    preview = look(session, cast.bob, family(0), relative(0, "配偶", "孙和", 门牌=""))
    assert errors(preview) == [("D3", "door_missing")]


def test_people_without_a_head_are_a_problem_where_the_ledger_does_not_know_the_door(session, cast):
    preview = look(session, cast.bob, family(0), relative(1, "配偶", "孙和"), relative(1, "儿子", "赵小"))
    assert errors(preview) == [("D3", "household_not_found"), ("D4", "household_not_found")]
    assert [one.row for one in preview.added] == [2]


def test_people_whose_heads_line_is_wrong_wait_with_it(session, cast):
    """All three are in the report, so that what is corrected there brings the whole family."""
    preview = look(session, cast.bob, family(0, **WRONG_NUMBER), relative(0, "配偶", "孙和"), relative(0, "儿子", "赵小"))
    assert [row.number for row in preview.problem_rows] == [2, 3, 4]
    assert preview.added == ()


def test_people_at_a_door_that_stands_twice_are_nobodys(session, cast):
    take(session, cast.bob, family(0))
    preview = look(session, cast.bob, family(0), family(1, 门牌="1单元101室"), relative(0, "配偶", "孙和"))
    assert [row.number for row in preview.problem_rows] == [2, 3, 4]
    assert (preview.changed, preview.gone) == ((), ())


def test_people_without_their_head_come_to_the_household_that_the_ledger_has(session, cast):
    take(session, cast.bob, family(0), family(1))
    preview = look(session, cast.bob, relative(0, "配偶", "孙和"), relative(1, "配偶", "李和", **WRONG_NUMBER))
    [one] = preview.changed
    assert (one.household.name, one.before, preview.gone) == ("赵平", {}, ())
    take_list(session, cast.bob, preview=preview)
    assert _people(session) == [("孙和", "配偶")]


def test_a_newer_file_adds_the_people_whom_the_ledger_lacks(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和", number(7)))
    newer = family(0), relative(0, "配偶", "孙和", number(7)), relative(0, "儿子", "赵小")
    [one] = look(session, cast.bob, *newer).changed
    assert ([m["name"] for m in one.members], one.before) == (["赵小"], {})
    take(session, cast.bob, *newer)
    assert _people(session) == [("孙和", "配偶"), ("赵小", "儿子")]
    assert look(session, cast.bob, *newer).n_same == 1


def test_somebody_whom_the_newer_file_leaves_out_stays(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"))
    assert look(session, cast.bob, family(0)).n_same == 1


def test_the_same_people_again_change_nothing(session, cast):
    lines = family(0), relative(0, "配偶", "孙和", number(7)), relative(0, "儿子", "赵小")
    take(session, cast.bob, *lines)
    before = content(session, but=())
    take(session, cast.bob, *lines)
    assert content(session, but=()) == before


def test_an_id_number_of_two_people_is_warned_about_wherever_they_live(session, cast):
    preview = look(session, cast.bob, family(0), family(1), relative(1, "配偶", "孙和", number(0)))
    assert warnings(preview) == [("G2", "id_at_other_door"), ("G4", "id_at_other_door")]


def test_a_list_without_the_column_of_relations_has_a_household_on_every_line(session, cast):
    short = sheet(family(0), family(1), without=("与户主关系",))
    assert len(preview_households(session, cast.bob, ListKind.HOUSEHOLDS, [short]).added) == 2


def test_rows_left_out_leave_their_people_out(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), leave_out=[2])
    assert session.scalar(sa.select(sa.func.count()).select_from(Member)) == 0


def test_the_screen_shows_masked_numbers_of_people_who_came_by_list(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和", number(7), 联系电话="19911112222"))
    [member] = household_facts(session, cast.bob, household(session, "赵平").id).members
    assert (member.id_number, member.phone) == (f"{number(7)[:6]}********{number(7)[-4:]}", "199****2222")


def _person(session, name):
    return session.scalars(pick(Member).where(Member.name == name).execution_options(populate_existing=True)).one()


def test_a_newer_file_changes_the_people_of_a_household(session, cast):
    """Old beside new; the phone fills what was not known; undone, everything is as it was."""
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和", number(7), 联系电话="19911112222"))
    before = content(session)
    newer = family(0), relative(0, "妻子", "孙和平", number(7), 联系电话="19933334444", 备注="教师")
    [one] = look(session, cast.bob, *newer).changed
    [person] = one.people
    assert (one.before, one.members) == ({}, ())
    assert person.before == {"name": "孙和", "relation": "配偶", "phone": "19911112222", "note": None}
    batch_id = take(session, cast.bob, *newer)
    row = _person(session, "孙和平")
    assert (row.initials, row.relation, row.phone, row.note) == ("shp", "妻子", "19933334444", "教师")
    assert look(session, cast.bob, *newer).n_same == 1
    undo_list(session, cast.bob, batch_id=batch_id)
    assert content(session) == before


def test_somebody_without_an_id_number_on_file_is_known_by_name_and_gets_the_number(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"))
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和", number(7)))
    row = _person(session, "孙和")
    assert (row.id_number, row.birth_date is not None) == (number(7), True)


def test_an_empty_cell_says_nothing_against_what_is_known_of_a_person(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和", number(7), 联系电话="19911112222", 备注="教师"))
    assert look(session, cast.bob, family(0), relative(0, "配偶", "孙和")).n_same == 1


def test_people_whom_the_list_does_not_name_are_reported_and_only_those_ticked_move_away(session, cast):
    both = relative(0, "配偶", "孙和"), relative(0, "儿子", "赵小")
    take(session, cast.bob, family(0), *both, family(1), relative(1, "配偶", "李和"))
    before = content(session)
    preview = look(session, cast.bob, family(0), both[0], family(1))
    missing = {one.member.name: one.member.id for one in preview.gone_people}
    assert (missing.keys(), preview.changed, preview.n_same) == ({"赵小", "李和"}, (), 2)
    batch_id = take_list(session, cast.bob, preview=preview, gone_people=[missing["赵小"]])
    assert [_person(session, name).status for name in ("赵小", "李和")] == [MemberStatus.MOVED, MemberStatus.HERE]
    assert session.get_one(LedgerBatch, batch_id).n_changed == 1
    undo_list(session, cast.bob, batch_id=batch_id)
    assert content(session) == before


def test_a_list_that_names_no_people_says_nothing_about_them(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"))
    assert look(session, cast.bob, family(0)).gone_people == ()


def test_a_change_and_a_leaving_in_one_household_are_one_list_and_undone_as_one(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), relative(0, "儿子", "赵小"))
    before = content(session)
    preview = look(session, cast.bob, family(0, 家庭人口=2.0), relative(0, "妻子", "孙和"))
    batch_id = take_list(session, cast.bob, preview=preview, gone_people=[one.member.id for one in preview.gone_people])
    assert (household(session, "赵平").n_people, _person(session, "赵小").status) == (2, MemberStatus.MOVED)
    undo_list(session, cast.bob, batch_id=batch_id)
    assert content(session) == before
