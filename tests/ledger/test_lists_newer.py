"""A newer file: what changed, what is gone, what stays; and what somebody did between the look and the press."""

from db.ledger.commands.assign import give
from db.ledger.commands.batches import take_list
from db.ledger.commands.households import change_household
from db.ledger.models.batches import LedgerBatch
from db.ledger.models.households import ChangeKind, HouseholdIn, HouseholdStatus
from db.ledger.queries.story import household_story
from db.office.models import ListKind
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
    shop,
    steward_line,
    stewards_come,
    take,
)


def _counts(session, batch_id):
    batch = session.get_one(LedgerBatch, batch_id)
    return batch.n_added, batch.n_changed, batch.n_gone


def test_the_same_file_again_changes_nothing(session, cast):
    lines = [family(n, 重点对象="低保户" if n % 2 else "") for n in range(5)] + [relative(0, "配偶", "孙和", number(9))]
    take(session, cast.bob, *lines)
    before, again = content(session, but=()), look(session, cast.bob, *lines)
    assert (again.added, again.changed, again.gone, again.n_same, again.problems) == ((), (), (), 5, ())
    assert _counts(session, take_list(session, cast.bob, preview=again)) == (0, 0, 0)
    assert content(session, but=()) == before


def test_the_same_shops_again_change_nothing(session, cast):
    take(session, cast.bob, shop(0), shop(1), kind=ListKind.MERCHANTS)
    again = look(session, cast.bob, shop(1), shop(0), kind=ListKind.MERCHANTS)
    assert (again.added, again.changed, again.gone, again.n_same) == ((), (), (), 2)


def test_what_changed_is_shown_old_and_new(session, cast):
    take(session, cast.bob, family(0), family(1))
    [one] = look(session, cast.bob, family(0, 联系电话="19977776666", 家庭人口=4.0), family(1)).changed
    assert (one.row, one.household.name) == (2, "赵平")
    assert one.before == {"phone": "19900000000", "n_people": 3}
    assert {field: one.after[field] for field in one.before} == {"phone": "19977776666", "n_people": 4}


def test_every_field_of_a_list_can_change(session, cast):
    take(session, cast.bob, family(0))
    new = {
        "户主姓名": "周新", "户主身份证号": number(9), "联系电话": "19977776666", "家庭人口": 5.0, "党员人数": 2.0,
        "重点对象": "残疾人", "语言或听力": "方言", "联系偏好": "微信", "备注": "新来",
    }  # fmt: skip
    [one] = look(session, cast.bob, family(0, **new)).changed
    assert len(one.before) == len(new)
    take(session, cast.bob, family(0, **new))
    row = household(session, "周新")
    assert (row.id_number, row.phone, row.n_people, row.n_party) == (number(9), "19977776666", 5, 2)
    assert (row.care, row.needs, row.contact, row.note) == ('["disabled"]', "方言", "微信", "新来")
    assert (row.initials, look(session, cast.bob, family(0, **new)).n_same) == ("zx", 1)


def test_a_change_by_a_list_stands_in_the_story_with_both_values(session, cast):
    take(session, cast.bob, family(0))
    take(session, cast.bob, family(0, 家庭人口=4.0))
    [line] = household_story(session, cast.bob, household(session, "赵平").id)
    assert (line.kind, line.user_name, line.can_undo) == (ChangeKind.BRING_IN, "鲍文书", False)
    assert [(d.field, d.before, d.after) for d in line.differences] == [("n_people", 3, 4)]


def test_an_empty_cell_overwrites_nothing(session, cast):
    full = {"重点对象": "低保户", "语言或听力": "听力弱", "联系偏好": "晚上", "备注": "门铃坏了"}
    take(session, cast.bob, family(0, **full))
    empty = dict.fromkeys((*full, "户主姓名", "户主身份证号", "联系电话", "家庭人口", "党员人数"), "")
    again = look(session, cast.bob, family(0, **empty))
    assert (again.changed, again.n_same, again.problems) == ((), 1, ())


def test_no_special_group_any_more_is_a_change_when_the_list_says_so(session, cast):
    take(session, cast.bob, family(0, 重点对象="低保户"))
    [one] = look(session, cast.bob, family(0, 重点对象="无")).changed
    assert (one.before["care"], one.after["care"], one.after["care_marks"]) == ('["allowance"]', "[]", "")


def test_a_fact_that_the_list_adds_is_no_longer_missing(session, cast):
    take(session, cast.bob, family(0, 联系电话="", 家庭人口=""))
    assert household(session, "赵平").missing == 0b110
    take(session, cast.bob, family(0))
    assert household(session, "赵平").missing == 0


def test_households_that_the_list_leaves_out_are_reported_and_stay(session, cast):
    take(session, cast.bob, family(0), family(1))
    preview = look(session, cast.bob, family(0))
    assert [known.name for known in preview.gone] == ["钱平"]
    assert _counts(session, take_list(session, cast.bob, preview=preview)) == (0, 0, 0)
    assert names(session) == ["赵平", "钱平"]


def test_those_whom_the_clerk_lets_go_are_gone_and_the_rest_stay(session, cast):
    take(session, cast.bob, family(0), family(1), family(2))
    preview = look(session, cast.bob, family(0))
    gone = {known.name: known.id for known in preview.gone}
    assert _counts(session, take_list(session, cast.bob, preview=preview, gone=[gone["钱平"]])) == (0, 0, 1)
    assert (names(session), household(session, "钱平").status) == (["孙平", "赵平"], HouseholdStatus.GONE)
    assert counts_agree(session)


def test_a_list_speaks_only_of_the_buildings_that_it_names(session, cast):
    take(session, cast.bob, family(0), family(1, 楼栋="2号楼"))
    assert look(session, cast.bob, family(0)).gone == ()


def test_a_household_whose_line_is_wrong_is_not_gone(session, cast):
    take(session, cast.bob, family(0), family(1), family(2), family(3))
    wrong = family(1, 家庭人口="许多"), family(2), family(4, 门牌="1单元301室"), family(3, 户主身份证号=6.1e17)
    preview = look(session, cast.bob, family(0), *wrong)
    assert len(errors(preview)) == 4
    assert (preview.gone, preview.n_same) == ((), 1)


def test_somebody_who_was_let_go_and_is_in_a_newer_file_comes_back_as_new(session, cast):
    take(session, cast.bob, family(0), family(1))
    preview = look(session, cast.bob, family(0))
    take_list(session, cast.bob, preview=preview, gone=[known.id for known in preview.gone])
    assert _counts(session, take(session, cast.bob, family(0), family(1))) == (1, 0, 0)
    assert (names(session), counts_agree(session)) == (["赵平", "钱平"], True)


def test_what_somebody_changed_between_the_look_and_the_press_stands(session, cast):
    take(session, cast.bob, family(0), family(1))
    preview = look(session, cast.bob, family(0, 家庭人口=4.0), family(1, 家庭人口=4.0))
    written = HouseholdIn(door="1单元101室", name="赵平", id_number=number(0), phone="19955554444", n_people="6", care=[])
    change_household(session, cast.alice, household_id=household(session, "赵平").id, seen=1, household=written)
    assert _counts(session, take_list(session, cast.bob, preview=preview)) == (0, 1, 0)
    assert [household(session, name).n_people for name in ("赵平", "钱平")] == [6, 4]


def test_a_household_that_somebody_worked_on_meanwhile_is_not_let_go(session, cast):
    take(session, cast.bob, family(0), family(1))
    preview = look(session, cast.bob, family(0))
    take(session, cast.bob, family(1, 家庭人口=4.0))
    assert _counts(session, take_list(session, cast.bob, preview=preview, gone=[preview.gone[0].id])) == (0, 0, 0)
    assert names(session) == ["赵平", "钱平"]


def test_changes_that_are_left_out_are_not_written(session, cast):
    take(session, cast.bob, family(0), family(1))
    new = family(0, 家庭人口=4.0), family(1, 家庭人口=4.0)
    assert _counts(session, take(session, cast.bob, *new, leave_out=[2])) == (0, 1, 0)
    assert [household(session, name).n_people for name in ("赵平", "钱平")] == [3, 4]


def test_a_household_that_is_let_go_has_no_steward_any_more(session, cast):
    take(session, cast.bob, family(0), family(1))
    [steward_id] = stewards_come(session, cast.bob, steward_line())
    give(session, cast.bob, household_id=household(session, "钱平").id, steward_id=steward_id, seen=None)
    preview = look(session, cast.bob, family(0))
    take_list(session, cast.bob, preview=preview, gone=[preview.gone[0].id])
    assert counts_agree(session)
