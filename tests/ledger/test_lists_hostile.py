"""Lists that are meant to hurt, or come another way than usual. What hurts any spreadsheet stands in tests/core."""

import csv
import io

import pytest

from db.errors import Invalid
from db.ledger.commands.batches import take_list
from db.ledger.household_import import preview_households
from db.ledger.queries.households import household_facts
from db.office.models import ListKind
from db.spreadsheets import read_sheets
from db.vetting.steward_import import preview_stewards
from tests.core.workbooks import xlsx
from tests.ledger.lists import errors, family, household, look, relative, sheet, shop, steward_line, take, warnings, workbook
from tests.vetting.states import everything

TEXTS = ["=1+1", "@SUM(1+1)*cmd|' /C calc'!A0", "+86", "-", "<img src=x onerror=alert(1)>", '"; DROP TABLE household; --']


def _as_csv(*lines, encoding):
    held = io.StringIO()
    csv.writer(held).writerows(sheet(*lines).rows)
    return held.getvalue().encode(encoding)


def _read(session, cast, data, kind=ListKind.HOUSEHOLDS):
    return preview_households(session, cast.bob, kind, read_sheets(data))


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig"])
def test_a_csv_file_comes_in_whatever_its_encoding(session, cast, encoding):
    line = family(0, 家庭人口="3", 党员人数="1", 重点对象="低保户", 备注="门铃，坏了")
    preview = _read(session, cast, _as_csv(line, encoding=encoding))
    assert preview.problems == ()
    take_list(session, cast.bob, preview=preview)
    row = household(session, "赵平")
    assert (row.n_people, row.care, row.note) == (3, '["allowance"]', "门铃，坏了")


def test_shops_and_stewards_come_in_from_gbk_too(session, cast):
    shops = _read(session, cast, _as_csv(shop(0, 从业人数="4"), encoding="gbk"), ListKind.MERCHANTS)
    stewards = preview_stewards(session, cast.bob, read_sheets(_as_csv(steward_line(0, 聘任时间="2025-03-01"), encoding="gbk")))
    assert (shops.problems, stewards.problems, len(shops.added), len(stewards.accepted)) == ((), (), 1, 1)


@pytest.mark.parametrize("text", TEXTS)
def test_what_looks_like_a_formula_or_a_script_is_kept_as_plain_text(session, cast, text):
    take(session, cast.bob, family(0, 门牌=text, 备注=text, 联系偏好=text))
    facts = household_facts(session, cast.bob, household(session, "赵平").id)
    assert (facts.row.door, facts.note, facts.contact) == (text, text, text)


@pytest.mark.parametrize("text", TEXTS)
def test_no_head_no_keeper_and_no_steward_is_called_like_that(session, cast, text):
    assert [code for _, code in errors(look(session, cast.bob, family(0, 户主姓名=text)))] == ["name_form"]
    assert [code for _, code in errors(look(session, cast.bob, shop(0, 经营者=text), kind=ListKind.MERCHANTS))] == ["name_form"]
    stewards = preview_stewards(session, cast.bob, [sheet(steward_line(0, 姓名=text))])
    assert [code for _, code in errors(stewards)] == ["name_form"]


@pytest.mark.parametrize("written", ["13800138000/13900139000", "13800138000（儿子）", "电话13800138000 转8"])
def test_a_second_telephone_in_a_stewards_cell_keeps_nobody_out(session, cast, written):
    preview = preview_stewards(session, cast.bob, [sheet(steward_line(0, 联系电话=written))])
    assert ([one.values["phone"] for one in preview.accepted], errors(preview)) == (["13800138000"], [])
    assert [code for _, code in warnings(preview)] == ["phone_rest_left"]


def test_a_formula_without_a_stored_value_is_called_that(session, cast):
    """Written by a program that does not calculate; nothing here calculates it either."""
    preview = _read(session, cast, workbook(family(0, 备注="=1+1", 家庭人口="=SUM(1,2)")))
    assert errors(preview) == [("I2", "cell_uncalculated"), ("N2", "cell_uncalculated")]


def test_an_error_value_of_a_formula_is_said_and_overwrites_nothing(session, cast):
    take(session, cast.bob, family(0, 备注="门铃坏了"))
    preview = _read(session, cast, workbook(family(0, 家庭人口="#REF!", 备注="#N/A", 联系电话="#VALUE!")))
    assert (preview.changed, {code for _, code in errors(preview)}) == ((), {"cell_unsound"})


def test_a_null_character_that_a_workbook_spells_out_breaks_nothing(session, cast):
    """PostgreSQL keeps no nulls in text; an office program may write one as _x0000_."""
    text = "铃_x0000_坏_x0007_"
    take_list(session, cast.bob, preview=_read(session, cast, workbook(family(0, 备注=text, 联系偏好=text, 门牌=text))))
    assert "\0" not in household(session, "赵平").door


def test_a_list_of_the_wrong_kind_is_refused_and_brings_nothing(session, cast):
    before = everything(session)
    for data, kind in ((workbook(shop(0)), ListKind.HOUSEHOLDS), (workbook(family(0)), ListKind.MERCHANTS)):
        with pytest.raises(Invalid) as refusal:
            _read(session, cast, data, kind)
        assert refusal.value.code == "sheet_no_header"
    assert everything(session) == before


def test_a_file_with_a_header_and_nothing_under_it_is_refused_as_empty(session, cast):
    with pytest.raises(Invalid) as refusal:
        _read(session, cast, xlsx(list(family(0))))
    assert refusal.value.code == "sheet_empty"


def test_a_footer_under_the_list_is_no_household(session, cast):
    rows = sheet(family(0)).rows
    width = len(rows[0])
    data = xlsx(*rows, [""] * width, ["填表人：　　审核人：", *[""] * (width - 1)], ["合计", *[""] * (width - 1)])
    preview = _read(session, cast, data)
    assert (preview.n_rows, errors(preview)) == (1, [])


def test_a_title_above_and_a_door_merged_over_its_people_are_read(session, cast):
    lines = family(0), relative(0, "配偶", "孙和", 门牌=None), relative(0, "儿子", "赵小", 门牌=None)
    rows = sheet(*lines).rows
    data = xlsx(["松风苑联系户名单"], *rows, merged=["A1:N1", "D3:D5"])
    [one] = _read(session, cast, data).added
    assert [member["name"] for member in one.members] == ["孙和", "赵小"]
