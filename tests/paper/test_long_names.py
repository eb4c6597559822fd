"""A name of fifty characters leaves a paper readable: whole, within its box, over nothing else."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import ImageFont
from pypdf import PdfReader

from components.paper.glyphs import FONTS
from components.paper.ledger.notebook import hand_over_pdf, notebook_pdf
from components.paper.vetting.cards import CardKind, cards_pdf
from components.paper.visits.sheet import visit_sheets_pdf
from db import clock
from db.ledger.commands.disclosures import PrintedHousehold
from db.names import MAX_LENGTH, read_name
from db.presets import load_preset
from db.vetting.queries.stewards import CardRow
from db.visits.models.rounds import SheetStatus
from db.visits.queries.paper_sheets import SheetFacts, SheetLine
from db.vocabulary import Sex

HAN = ("欧阳" + "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨" * 3)[:MAX_LENGTH]
DOTS = "阿卜杜拉·买买提·吐尔逊·阿不都热依木·古丽娜尔·艾合买提江·玉素甫·哈力克·伊敏·如则木·肉孜江江"
LETTERS = "Maximiliana Alexandrovna-O'Neill Konstantinopoulos"
ONE_WORD = "Wolfeschlegelsteinhausenbergerdorffwelchevoralterns"[:MAX_LENGTH]
NAMES = {"han": HAN, "dots": DOTS, "letters": LETTERS, "word": ONE_WORD}
MM = 72 / 25.4
FONT = ImageFont.truetype(str(FONTS / "NotoSansCJKsc-Regular.otf"), 1000)
# Where the names of the first card stand: left edge and width (components/paper/vetting/cards.typ).
WIDTHS = {CardKind.WORK: 50 * MM, CardKind.CONTACT: 53 * MM, CardKind.BOARD: 130 * MM}
SMALLEST = 5


def lines(content, page=0):
    """What is written on a page: text, left edge, baseline, size, in points."""
    found = []

    def note(text, at, within, font, size):
        if text.strip():
            found.append((text.strip(), at[4] + within[4], at[5] + within[5], size))

    PdfReader(io.BytesIO(content)).pages[page].extract_text(visitor_text=note)
    return found


def name_lines(content, name):
    """The lines into which the name is broken."""
    plain = "".join(name.split())
    parts = [line for line in lines(content) if "".join(line[0].split()) in plain and len(line[0]) > 1]
    assert "".join("".join(text.split()) for text, *_ in parts).startswith(plain)
    return parts


def cards(kind, *names):
    card = CardRow(
        1, "202600001", "", Sex.FEMALE, "building_head", "调解", "松风社区 松风苑 1号楼", "19912345678", date(2026, 1, 1),
        date(2028, 12, 31), "token",
    )  # fmt: skip
    rows = [replace(card, name=name) for name in names]
    return cards_pdf(kind, rows, load_preset("nanzheng"), office="示范镇", web_address="http://office:8501")


def household(name):
    return PrintedHousehold(1, "松风苑", "1单元101", "", name, "19912345678", 3, 1, "", "", "")


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_fifty_characters_are_names(name):
    assert (read_name(name), len(name)) == (name, MAX_LENGTH)


@pytest.mark.parametrize("kind", CardKind)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_long_name_stands_whole_on_a_card_and_beside_its_code(kind, name):
    parts = name_lines(cards(kind, name), name)
    left = parts[0][1]
    assert max(FONT.getlength(text) * size / 1000 for text, _, _, size in parts) <= WIDTHS[kind]
    assert {round(x, 1) for _, x, _, _ in parts} == {round(left, 1)}
    assert min(size for *_, size in parts) >= SMALLEST


@pytest.mark.parametrize("kind", [CardKind.WORK, CardKind.CONTACT])
def test_what_stands_under_a_long_name_stays_on_the_card(kind):
    height = {CardKind.WORK: 54, CardKind.CONTACT: 130}[kind] * MM
    written = lines(cards(kind, HAN))
    top = max(y for _, _, y, _ in written) + 10
    assert top - min(y for _, _, y, _ in written) < height
    said = "".join(text for text, *_ in written)
    assert [word for word in ("202600001", "松风苑") if word not in said.replace(" ", "")] == []


def test_a_short_name_is_as_large_as_ever():
    [(_, _, _, size)] = [line for line in lines(cards(CardKind.WORK, "窦明")) if line[0] == "窦明"]
    assert size == 17


def test_ten_long_names_are_one_visit_sheet_and_none_is_cut():
    scheme = load_preset("nanzheng")
    scheme = scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"shows_full_names": True})})
    facts = SheetFacts(1, "2611-00042-7", SheetStatus.OUT, 1, HAN, "松风社区 松风苑 1号楼", clock.now(), 3, 10, 10)
    names = [*NAMES.values(), *NAMES.values(), HAN, DOTS]
    rows = [SheetLine(n, n, True, False, door=f"{n}单元{n}01", unit_name="松风苑", name=name) for n, name in enumerate(names, 1)]
    pages = PdfReader(io.BytesIO(visit_sheets_pdf(scheme, "示范镇", [(facts, rows)]))).pages
    said = "".join(pages[0].extract_text().split())
    assert len(pages) == 1
    # The first stands above the rows too: it is the steward's.
    assert [said.count("".join(name.split())) for name in NAMES.values()] == [4, 3, 2, 2]


def test_long_names_stand_whole_in_the_notebook_and_on_the_hand_over_sheet():
    households = [household(name) for name in NAMES.values()]
    for content, n_pages in ((notebook_pdf(load_preset("nanzheng"), HAN, households), 4), (hand_over_pdf(HAN, households), 1)):
        pages = PdfReader(io.BytesIO(content)).pages
        said = "".join("".join(page.extract_text().split()) for page in pages)
        assert len(pages) == n_pages
        assert [name for name in NAMES.values() if "".join(name.split()) not in said] == []
