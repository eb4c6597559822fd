"""With large text a row is a card: no column's title stands above a value, so each says itself what it is."""

import re
from datetime import UTC, date, datetime

import pytest

from components.ui.cells import Cell, card_row, table_row
from components.visits.rounds import _closed_row
from components.visits.sheets import _row
from db import clock
from db.visits.models.rounds import RoundKind, RoundStatus, SheetStatus
from db.visits.queries.paper_sheets import SheetFacts
from db.visits.queries.rounds import Progress, RoundRow
from tests.pages.conftest import turn_to

# A number, a number of numbers, a day, a masked telephone, nothing else.
BARE = re.compile(r"[\d,]+( / \d+)?|今天|昨天|明天|(\d{4}年)?\d+月\d+日(（周.）)?|[\d*]{7,}")


def test_a_value_without_a_phrase_is_said_with_the_title_of_its_column():
    assert card_row({"门牌": "1幢201", "户主": Cell("余家桃")}) == ["1幢201", "户主：余家桃"]


def test_a_card_says_the_phrase_where_the_table_has_the_bare_value():
    row = {"人口": Cell(5, "5 人")}
    assert (card_row(row), table_row(row)) == (["5 人"], {"人口": 5})


def test_a_card_leaves_out_what_is_empty_but_not_a_zero_that_is_said():
    row = {"特长": Cell(""), "备注": "", "门牌": Cell("1幢201", ""), "已发出": Cell(0, "已发出 0 天")}
    assert card_row(row) == ["已发出 0 天"]


def test_a_sheet_says_its_numbers_in_words():
    with clock.at(date(2026, 11, 25)):
        made = datetime(2026, 11, 20, 2, tzinfo=UTC)
        said = card_row(_row(SheetFacts(1, "0017", SheetStatus.OUT, 2, "陈玉伟", "松风社区", made, 5, 12, 3)))
    assert said == ["走访表0017", "红管家：陈玉伟", "松风社区", "11月20日打印", "已发出 5 天", "共 12 户，已录入 9 户"]


def test_a_closed_round_says_its_numbers_in_words():
    begun, ended = date(2026, 10, 1), date(2026, 10, 31)
    row = RoundRow(
        1,
        RoundKind.SPECIAL,
        RoundStatus.CLOSED,
        "秋季走访",
        1,
        "/1/",
        "松风社区",
        begun,
        ended,
        None,
        (),
        Progress(120, 100),
        True,
    )
    with clock.at(date(2026, 11, 25)):
        assert card_row(_closed_row(row))[3:] == ["至10月31日", "共 120 户", "见到 100 户", "没见到 20 户"]


LISTS = {
    "community": [("vetting/queue.py", {}), ("vetting/stewards.py", {})],
    "clerk": [
        ("vetting/applications.py", {}), ("ledger/households.py", {}), ("visits/visits.py", {}), ("visits/must_visits.py", {}),
        ("visits/overview.py", {"show": "not_met"}),
    ],
    "steward": [("ledger/households.py", {}), ("visits/visits.py", {}), ("visits/must_visits.py", {})],
}  # fmt: skip


@pytest.mark.parametrize("login", LISTS)
def test_no_card_of_a_list_has_a_bare_value(open_page, login):
    test = open_page("home/home.py", login, large=True)
    bare = []
    for page, query in LISTS[login]:
        turn_to(test, page, login, **query)
        assert any("-open-" in (button.key or "") for button in test.button), f"{page} {query} has no card"
        parts = [part.strip() for text in test.text for part in str(text.value).split(" · ")]
        bare += [f"{page}: {part}" for part in parts if BARE.fullmatch(part)]
    assert bare == []
