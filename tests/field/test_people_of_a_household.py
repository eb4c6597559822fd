"""Whose name and number a column holds: heads beside members, grouped titles, two people in a cell."""

import pytest
import sqlalchemy as sa

from db.ledger.models.households import Household, Member
from db.sql import pick
from tests.core.workbooks import xlsx
from tests.field.lines import FAMILY, family

HEADS = pick(Household.name).order_by(Household.id)
MEMBERS = pick(Household.name, Member.name, Member.relation).join(Household, Household.id == Member.household_id)
WHERE = ("北城社区", "第1网格", "1号微网格", "2栋201")
PLACES = ("社区（村）", "网格（片区）", "微网格", "门牌")
FAMILY_OF_HE = [("何山", "林秀", "妻"), ("何山", "何小溪", "女")]


def test_the_name_beside_the_head_s_name_is_the_member_s(jili):
    done = jili.bring("households", "06-head-name-and-member-name/households_members.xlsx")
    assert done.counts == (3, 1, 0)
    assert jili.all(HEADS) == [("何山",)]
    assert jili.all(MEMBERS.order_by(Member.id)) == FAMILY_OF_HE


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
@pytest.mark.parametrize("titles", [("户主姓名", "姓名"), ("户主", "姓名"), ("户主姓名", "成员姓名"), ("户主", "家庭成员")])
def test_columns_and_lines_may_stand_in_any_order(jili, order, titles):
    people = [("何山", "户主"), ("林秀", "妻"), ("何小溪", "女")]
    lines = [[name, *WHERE, "何山", relation] for name, relation in (people[n] for n in order)]
    jili.bring("households", xlsx([titles[1], *PLACES, titles[0], "与户主关系"], *lines))
    assert jili.all(HEADS) == [("何山",)]
    assert sorted(jili.all(MEMBERS)) == sorted(FAMILY_OF_HE)


def test_a_title_is_understood_with_the_title_above_it(jili):
    upper = [*PLACES, "户主", None, None, "家庭成员情况", None, None, None]
    lower = [*[None] * 4, "姓名", "身份证号", "联系电话", "姓名", "与户主关系", "身份证号", "联系电话"]
    head = ("何山", "610729197001010005", "19900007011")
    lines = [[*WHERE, *head, "林秀", "妻", "610729197101010002", ""], [*WHERE, *head, "何小溪", "女", "61072920000101000X", ""]]
    done = jili.bring("households", xlsx(upper, lower, *lines, merged=["E1:G1", "H1:K1", "A1:A2", "B1:B2", "C1:C2", "D1:D2"]))
    assert done.counts == (2, 1, 0)
    assert jili.all(pick(Household.name, Household.id_number, Household.phone)) == [head]
    numbers = pick(Member.name, Member.id_number, Member.phone).order_by(Member.id)
    assert jili.all(numbers) == [("林秀", "610729197101010002", None), ("何小溪", "61072920000101000X", None)]


@pytest.mark.parametrize("group", ["配偶", "租户", "房东"])
def test_one_title_under_two_groups_is_asked_about_and_never_chosen(jili, group):
    upper = [*PLACES, "业主", None, group, None]
    lower = [*[None] * 4, "姓名", "联系电话", "姓名", "联系电话"]
    line = [*WHERE, "何山", "19900007011", "林秀", "19900007012"]
    done = jili.bring("households", xlsx(upper, lower, line, merged=["E1:F1", "G1:H1"]))
    assert done.code == 2
    assert f"{group}姓名" in done.error
    assert jili.all(HEADS) == []


@pytest.mark.parametrize(("first", "second"), [("联系电话", "手机"), ("门牌", "住址"), ("备注", "说明")])
def test_two_titles_that_could_mean_the_same_are_asked_about_and_never_chosen(jili, first, second):
    titles = [*("门牌" if t == first else t for t in FAMILY if t not in (first,)), first, second]
    line = [cell for title, cell in zip(FAMILY, family(0), strict=True) if title != first]
    done = jili.bring("households", xlsx(titles, [*line, "1栋1", "1栋2"]))
    assert done.code == 2
    assert first in done.error
    assert second in done.error


def test_a_title_that_stands_twice_is_refused_with_its_columns(jili):
    done = jili.bring("households", xlsx([*FAMILY, "户主姓名"], [*family(0), "别人"]))
    assert done.code == 2
    assert "E、J" in done.error


def test_of_two_such_columns_the_one_with_nothing_in_it_is_no_question(jili):
    assert jili.bring("households", xlsx([*FAMILY, "手机"], [*family(0), ""])).counts == (1, 1, 0)


def test_a_head_who_is_called_otherwise_than_in_the_head_s_column_is_a_problem(jili):
    lines = [[*WHERE, "何山", "何珊", "户主"], [*WHERE[:3], "2栋202", "林秀", "林秀", "户主"]]
    done = jili.bring("households", xlsx([*PLACES, "户主姓名", "姓名", "与户主关系"], *lines))
    assert done.counts == (2, 1, 1)
    assert "户主" in done.said_at("E2")


def test_two_people_in_a_cell_are_a_problem(jili):
    done = jili.bring("households", "07-two-people-in-a-cell/households_two_names.xlsx")
    assert done.counts == (3, 0, 3)
    assert all("两个人" in done.said_at(f"E{row}") for row in (2, 3, 4))
    assert jili.all(pick(sa.func.count()).select_from(Household)) == [(0,)]


def test_the_spaced_out_name_of_one_person_is_one(jili):
    assert jili.bring("households", xlsx(FAMILY, family(0, 户主姓名="王 小 明"))).counts == (1, 1, 0)
    assert jili.all(HEADS) == [("王小明",)]
