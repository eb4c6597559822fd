"""Lists of households and shops, looked at: each fault at its cell, near matches, doors and numbers that stand twice."""

import pytest

from db.errors import Invalid
from db.ledger.household_import import preview_households
from db.office.models import ListKind
from db.spreadsheets import Sheet, read_sheets
from tests.ledger.lists import FIRST, errors, family, look, names, number, sheet, shop, take, warnings, workbook
from tests.vetting.states import everything

FAULTS = [
    ({"社区（村）": ""}, "A", "unit_missing"),
    ({"社区（村）": "无名社区"}, "A", "unit_unknown"),
    ({"小区（网格）": "不存在小区"}, "B", "unit_unknown"),
    ({"楼栋": ""}, "C", "unit_missing"),
    ({"楼栋": "99号楼"}, "C", "unit_unknown"),
    ({"门牌": ""}, "D", "door_missing"),
    ({"门牌": "长" * 81}, "D", "too_long"),
    ({"户主姓名": "12345"}, "E", "name_form"),
    ({"户主身份证号": number(1)[:17] + ("1" if number(1)[17] != "1" else "2")}, "G", "id_checksum"),
    ({"户主身份证号": "61072119580203"}, "G", "id_form"),
    ({"户主身份证号": 6.1072119580203e17}, "G", "id_lost_digits"),
    ({"家庭人口": "很多"}, "I", "number_form"),
    ({"家庭人口": 2.5}, "I", "number_form"),
    ({"党员人数": -1.0}, "J", "number_form"),
    ({"党员人数": 61.0}, "J", "number_form"),
    ({"重点对象": "爱唱歌"}, "K", "care_unknown"),
    ({"语言或听力": "长" * 81}, "L", "too_long"),
    ({"联系偏好": "长" * 81}, "M", "too_long"),
    ({"备注": "长" * 501}, "N", "too_long"),
]
SHOP_FAULTS = [
    ({"商户名称": ""}, "D", "title_missing"),
    ({"地址": ""}, "E", "door_missing"),
    ({"行业": "长" * 41}, "H", "too_long"),
    ({"从业人数": 5001.0}, "I", "number_form"),
]


def test_each_fault_is_named_at_its_cell_and_its_row_stays_out(session, cast):
    """One row a fault, and one sound row after them."""
    lines = [family(n, **changes) for n, (changes, _, _) in enumerate(FAULTS)]
    preview = look(session, cast.bob, *lines, family(len(FAULTS)))
    assert errors(preview) == [(f"{column}{FIRST + n}", code) for n, (_, column, code) in enumerate(FAULTS)]
    assert [one.row for one in preview.added] == [FIRST + len(FAULTS)]
    assert [row.number for row in preview.problem_rows] == [FIRST + n for n in range(len(FAULTS))]


def test_each_fault_of_a_shop_is_named_at_its_cell(session, cast):
    lines = [shop(n, **changes) for n, (changes, _, _) in enumerate(SHOP_FAULTS)]
    preview = look(session, cast.bob, *lines, shop(20), kind=ListKind.MERCHANTS)
    assert errors(preview) == [(f"{column}{FIRST + n}", code) for n, (_, column, code) in enumerate(SHOP_FAULTS)]
    assert [one.values["title"] for one in preview.added] == ["平安小店20"]


def test_every_fault_of_a_row_is_named(session, cast):
    preview = look(session, cast.bob, family(门牌="", 党员人数="1.5", 家庭人口="许多", 重点对象="爱唱歌"))
    assert {cell for cell, _ in errors(preview)} == {"D2", "I2", "J2", "K2"}


def test_a_preview_writes_nothing(session, cast):
    before = everything(session)
    look(session, cast.bob, family(0), family(1, 家庭人口="许多"))
    assert everything(session) == before


def test_an_unknown_building_offers_the_near_match_first(session, cast):
    preview = look(session, cast.bob, family(**{"小区（网格）": "松风园"}))
    assert preview.strangers["松风园"][0] == "松风苑"
    [problem] = preview.problems
    assert (problem.params["name"], problem.params["near"]) == ("松风园", "松风苑")


def test_the_place_that_the_clerk_chose_instead_is_taken(session, cast):
    preview = look(session, cast.bob, family(**{"小区（网格）": "松风园"}), replaced={"松风园": "松风苑"})
    assert [one.values["unit_id"] for one in preview.added] == [cast.places.buildings[0]]
    assert preview.problems == ()


def test_a_door_that_stands_twice_is_a_problem_at_both_lines_and_neither_is_taken(session, cast):
    preview = look(session, cast.bob, family(0), family(1), family(2, 门牌=" 1单元 １01室 "))
    assert errors(preview) == [("D2", "door_twice"), ("D4", "door_twice")]
    assert [p.params["other_row"] for p in preview.problems] == [4, 2]
    assert [one.row for one in preview.added] == [3]


def test_a_door_that_stands_three_times_is_nobodys(session, cast):
    preview = look(session, cast.bob, *(family(n, 门牌="1单元101室") for n in range(3)))
    assert (errors(preview), preview.added) == ([(f"D{n}", "door_twice") for n in (2, 3, 4)], ())


def test_two_shops_at_one_address_are_two_shops(session, cast):
    preview = look(session, cast.bob, shop(0), shop(1, 地址="正街1号"), kind=ListKind.MERCHANTS)
    assert (len(preview.added), preview.problems) == (2, ())


def test_the_same_door_in_another_building_is_another_door(session, cast):
    preview = look(session, cast.bob, family(0), family(1, 楼栋="2号楼", 门牌="1单元101室"))
    assert (len(preview.added), preview.problems) == (2, ())


def test_an_id_number_at_two_doors_is_warned_about_at_both_and_taken(session, cast):
    preview = look(session, cast.bob, family(0), family(1, 户主身份证号=number(0)))
    assert (warnings(preview), len(preview.added)) == ([("G2", "id_at_other_door"), ("G3", "id_at_other_door")], 2)


def test_more_party_members_than_people_are_warned_about_and_taken(session, cast):
    preview = look(session, cast.bob, family(家庭人口=2.0, 党员人数=3.0))
    assert (warnings(preview), len(preview.added)) == ([("J2", "party_over_people")], 1)


def test_other_sheets_with_households_are_said_to_be_unread(session, cast):
    sheets = [sheet(family(0)), Sheet("第二社区", sheet(family(1)).rows)]
    preview = preview_households(session, cast.bob, ListKind.HOUSEHOLDS, sheets)
    [warning] = preview.problems
    assert (warning.code, warning.params["names"]) == ("other_sheets", "第二社区")


def test_a_list_without_the_columns_that_are_needed_is_refused_by_name(session, cast):
    with pytest.raises(Invalid) as refusal:
        look(session, cast.bob, {"门牌号码甲": "101", "联系电话": "19900000001"})
    assert (refusal.value.code, "门牌" in refusal.value.params["titles"]) == ("sheet_no_header", True)


def test_a_list_that_names_no_place_is_refused(session, cast):
    with pytest.raises(Invalid) as refusal:
        look(session, cast.bob, {"门牌": "101", "户主姓名": "赵平"})
    assert (refusal.value.code, refusal.value.params["titles"]) == ("sheet_no_header", "楼栋")


def test_numbers_are_read_in_the_ways_that_people_write_them(session, cast):
    ways = [{"家庭人口": w} for w in ("3", 3.0, "３", "3人", " 3 ")] + [{"户主身份证号": f" {number(0).lower()} "}]
    ways += [{"联系电话": w} for w in (19900000000.0, "199 0000 0000", "199-0000-0000", "+8619900000000")]
    read = [one.values for way in ways for one in look(session, cast.bob, family(0, **way)).added]
    assert {(v["n_people"], v["id_number"], v["phone"]) for v in read} == {(3, number(0), "19900000000")}
    assert len(read) == len(ways)


def test_special_groups_are_known_by_their_words_however_they_are_listed(session, cast):
    texts = ["独居老人、低保户", "低保户，独居老人", "独居老人 低保户", "低保户;独居老人；", "无", ""]
    read = [look(session, cast.bob, family(0, 重点对象=text)).added[0].values["care"] for text in texts]
    assert read == ['["allowance", "living_alone"]'] * 4 + ["[]"] * 2


def test_what_a_list_does_not_ask_is_not_known(session, cast):
    """Without the column nobody has asked; an empty cell under it says that there is nothing."""
    short = sheet(family(0), without=("重点对象", "家庭人口"))
    [one] = preview_households(session, cast.bob, ListKind.HOUSEHOLDS, [short]).added
    assert (one.values["care"], one.values["n_people"], one.values["missing"]) == (None, None, 0b10100)


def test_progress_is_told_by_rows_of_all_rows(session, cast):
    heard = []
    lines = [family(0, 门牌=f"{n}号") for n in range(1001)]
    look(session, cast.bob, *lines, progress=lambda done, n: heard.append((done, n)))
    assert heard[:3] == [(0, 1001), (500, 1001), (1000, 1001)]


def test_a_workbook_made_by_an_office_program_is_read(session, cast):
    sheets = read_sheets(workbook(family(0), family(1)))
    preview = preview_households(session, cast.bob, ListKind.HOUSEHOLDS, sheets)
    assert (len(preview.added), preview.problems) == (2, ())


def test_a_merchants_list_leaves_households_alone(session, cast):
    take(session, cast.bob, family(0))
    preview = look(session, cast.bob, shop(0), kind=ListKind.MERCHANTS)
    assert (len(preview.added), preview.gone, names(session)) == (1, (), ["赵平"])


def test_a_special_group_is_read_by_other_words_that_lists_use_for_it(session, cast):
    texts = ["重点管理服务对象", "重点关爱对象", "key_care"]
    read = [look(session, cast.bob, family(0, 重点对象=text)).added[0].values["care"] for text in texts]
    assert read == ['["key_care"]'] * 3
