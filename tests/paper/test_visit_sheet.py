"""Visit sheets are read back as a PDF reader would, and looked at: nothing is cut, nobody's full name is on them."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from components.paper.visits.sheet import choices, visit_sheets_pdf
from components.wording import words
from db import clock
from db.presets import load_preset, preset_keys
from db.visits.models.rounds import Question, SheetStatus
from db.visits.queries.paper_sheets import SheetFacts, SheetLine
from db.visits.sheet_room import rows_a_sheet
from tests.speaking import speaking

LONG_DOOR = "建设路东段一百二十八号院内临街平房第三排西头门面房"


def sheet(n_rows=10, **changes):
    facts = SheetFacts(
        1, "2611-00042-7", SheetStatus.OUT, 1, "窦管家", "松风社区 松风苑 1号楼", clock.now() - timedelta(days=3), 3,
        n_rows, n_rows,
    )  # fmt: skip
    given = {"unit_name": "松风社区 松风苑 10号楼", "name": "欧阳锋"} | changes
    return facts, [SheetLine(n, n, True, False, **({"door": f"{n}单元{n}01"} | given)) for n in range(1, n_rows + 1)]


def pages(scheme, *sheets):
    return list(PdfReader(io.BytesIO(visit_sheets_pdf(scheme, "示范镇", sheets))).pages)


def text(page):
    return "".join(page.extract_text().split())


@pytest.fixture(params=preset_keys())
def scheme(request):
    return load_preset(request.param)


def test_ten_rows_are_one_page_in_every_preset(scheme):
    first, second = pages(scheme, sheet(), sheet(3))
    assert [page.mediabox.width > page.mediabox.height for page in (first, second)] == [True, True]
    assert [f"{n}单元{n}01" in text(first) for n in range(1, 11)] == [True] * 10
    assert ("4单元401" in text(second), text(second).count("2611-00042-7")) == (False, 1)
    for word in ("窦管家", "松风社区松风苑1号楼", "2026年11月20日"):
        assert word in text(first), word


def test_every_word_of_the_scheme_stands_over_a_box_with_its_digit(scheme):
    said = text(pages(scheme, sheet(1))[0])
    for group in choices(scheme).values():
        assert [f"{word}{digit}" for _, word, digit in group if f"{word}{digit}" not in said] == []


def test_a_page_in_english_holds_ten_rows_too():
    with speaking(words.ENGLISH):
        [page] = pages(load_preset("jili"), sheet(door=LONG_DOOR))
    assert text(page).count(LONG_DOOR) == 10
    assert "Nobodyhome" in text(page)


CHOICES = [f"经常{n}" for n in range(8)]
ASKED = {
    "one choice": [Question(key="q1", text="家里装了燃气报警器吗？", kind="choice", options=["装了", "没装"])],
    "each kind": [
        Question(key="q1", text="家里装了燃气报警器吗？", kind="choice", options=["装了", "没装", "不清楚"]),
        Question(key="q2", text="家里现在住几口人？", kind="number"), Question(key="q3", text="还有什么想说的？", kind="text"),
    ],
    "five long ones": [Question(key=f"q{n}", text=f"{n}社区活动" * 16, kind="choice", options=CHOICES) for n in range(1, 4)]
    + [Question(key=f"q{n}", text=f"{n}社区活动" * 16, kind="text") for n in (4, 5)],
}  # fmt: skip


@pytest.mark.parametrize("language", [words.CHINESE, words.ENGLISH])
@pytest.mark.parametrize("case", ASKED)
def test_the_questions_of_a_round_stand_in_every_row_of_one_page(case, language):
    questions = ASKED[case]
    with speaking(language):
        n = rows_a_sheet(questions)
        facts, rows = sheet(n)
        asked = replace(facts, round_name="燃气安全入户", questions=tuple(questions))
        [page] = pages(load_preset("nanzheng"), (asked, rows))
    said = text(page)
    assert "燃气安全入户" in said
    assert [said.count(question.text) for question in questions] == [n] * len(questions)
    assert [option for question in questions for option in question.options if said.count(option) < n] == []


def test_names_are_masked_unless_the_scheme_shows_them():
    scheme = load_preset("nanzheng")
    open_one = scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"shows_full_names": True})})
    assert ("欧阳锋" in text(pages(scheme, sheet())[0]), "欧**" in text(pages(scheme, sheet())[0])) == (False, True)
    assert "欧阳锋" in text(pages(open_one, sheet())[0])


def test_fonts_are_in_the_file_and_marks_in_a_door_stay_marks():
    [page] = pages(load_preset("nanzheng"), sheet(door="#<b>$x$[1]*_"))
    assert "#<b>$x$[1]*_" in text(page)
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert all("/FontFile" in str(f["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()) for f in fonts)


def test_a_sheet_with_many_words_to_choose_from_is_still_one_page():
    scheme = load_preset("nanzheng")
    v = scheme.visiting
    more = {"forms": (*v.forms, *v.forms)[:8], "topics": (*v.topics, *v.topics[:5])}
    wide = scheme.model_copy(update={"visiting": v.model_copy(update=more)})
    [page] = pages(wide, sheet(door=LONG_DOOR))
    assert "10" in text(page)
    assert [word for _, word, digit in choices(wide)["topics"][9:] if digit] == []
