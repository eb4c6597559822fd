"""Doors in the order in which people count, and one door in all its spellings."""

import pytest

from db.engine import reading, session
from db.ledger.checks import door_key
from db.ledger.commands.batches import take_list
from db.ledger.household_import import preview_households
from db.ledger.models.households import Household
from db.natural_order import sort_key
from db.office.commands.set_up import first_administrator
from db.office.models import ListKind
from db.spreadsheets import read_sheets
from db.sql import pick
from tests.core.workbooks import xlsx
from tests.field.lines import FAMILY, family

BY_DOOR = pick(Household.door).order_by(Household.door_key)
ROWS = [
    [f"{n}单元101" for n in "一二三四五六七八九十"],
    ["一单元101", "2单元101", "Ⅲ单元101", "④单元101", "五单元101", "十一单元101", "二十单元101"],
    [f"{stem}单元101" for stem in "甲乙丙丁戊己庚辛壬癸"],
    ["A座101", "A座1101", "B座101", "C座2"],
    ["1栋一单元一〇一", "1栋一单元102", "1栋2单元101", "十栋1单元101"],
]


def test_doors_with_chinese_numerals_stand_in_the_order_in_which_people_count(jili):
    assert jili.bring("households", "24-chinese-numerals-in-doors/households_zh_numerals.xlsx").counts == (10, 10, 0)
    assert jili.all(BY_DOOR) == [(f"{n}单元101",) for n in "一二三四五六七八九十"]


@pytest.mark.parametrize("doors", ROWS)
def test_neighbours_stand_side_by_side_whatever_their_numbers_are_written_in(doors):
    assert sorted(reversed(doors), key=door_key) == doors


@pytest.mark.parametrize(
    "names", [["一号楼", "二号楼", "十号楼", "十一号楼"], ["第1网格", "第二网格", "第十网格"], ["甲栋", "乙栋", "丙栋"]]
)
def test_units_stand_in_the_order_in_which_people_count(names):
    assert sorted(reversed(names), key=sort_key) == names


SPELLINGS = [
    *("1栋1单元101室", "1幢1单元101", "1-1-101", "1号楼1单元101号", "1#-1-101", "一栋一单元一〇一", "１－１－１０１"),
    *("1座1单元101户", "01-01-0101"),
]


def test_one_door_has_one_key_in_all_its_spellings():
    assert {spelling: door_key(spelling) for spelling in SPELLINGS} == dict.fromkeys(SPELLINGS, door_key("1-1-101"))


@pytest.mark.parametrize(
    ("one", "other"), [("3栋", "3组"), ("3号", "3栋"), ("正街1号", "后街1号"), ("甲单元101", "A单元101"), ("1-11", "11-1")]
)
def test_two_doors_have_two_keys(one, other):
    assert door_key(one) != door_key(other)


def test_a_second_list_with_other_spellings_of_the_doors_adds_nobody(jili):
    jili.bring("households", "21-door-spelled-otherwise/households_1.xlsx")
    done = jili.bring("households", "21-door-spelled-otherwise/households_2.xlsx")
    assert done.counts == (2, 0, 0)
    assert jili.all(BY_DOOR) == [("1栋1单元101室",), ("1栋1单元102室",)]


NUMBER = "650101197001010003"
MOVED = xlsx(FAMILY, family(0, 门牌="9栋909", 户主身份证号=NUMBER, 家庭人口=3))


def test_somebody_on_file_at_another_door_is_said_with_that_door(jili):
    jili.bring("households", xlsx(FAMILY, family(0, 户主身份证号=NUMBER)))
    done = jili.bring("households", MOVED)
    assert "1栋101" in done.said_at("F2")


def test_somebody_on_file_at_another_door_can_be_taken_as_the_same_household(jili):
    jili.bring("households", xlsx(FAMILY, family(0, 户主身份证号=NUMBER)))
    with session() as s:
        actor = first_administrator(s)
        preview = preview_households(s, actor, ListKind.HOUSEHOLDS, read_sheets(MOVED))
        [one] = preview.perhaps_same
        take_list(s, actor, preview=preview, same={one.row})
    found = pick(Household.door, Household.n_people)
    assert jili.all(found) == [("9栋909", 3)]
    with reading() as s:
        assert preview_households(s, actor, ListKind.HOUSEHOLDS, read_sheets(MOVED)).n_same == 1
