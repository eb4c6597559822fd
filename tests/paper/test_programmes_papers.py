"""Every paper under every preset bears its programme's own words and none of another's."""

import io
import json
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from components.paper.ledger.notebook import notebook_pdf
from components.paper.vetting.cards import CardKind, cards_pdf
from components.paper.vetting.letters import letter_docx
from components.paper.vetting.poster import poster_docx
from components.paper.visits.form import visit_form
from components.paper.visits.sheet import visit_sheets_pdf
from db.ledger.commands.disclosures import PrintedHousehold
from db.office.models import Office
from db.presets import load_preset
from db.scheme import PaperKind, Scheme
from db.vetting.models.announcements import AnnouncementStatus
from db.vetting.queries.announcement_days import AnnouncementDays
from db.vetting.queries.announcements import AnnouncedPerson, AnnouncementRow
from db.vetting.queries.opinions import AskedPerson, LetterRow
from db.vetting.queries.stewards import CardRow
from db.visits.models.rounds import SheetStatus
from db.visits.queries.paper_sheets import SheetFacts, SheetLine
from db.vocabulary import Sex

FIVE = ["fushan", "jili", "nanzheng", "ningxia", "qianxi"]
TITLES = {"fushan": "楼道红管家", "jili": "红管事", "nanzheng": "红色管家", "ningxia": "楼道红管家", "qianxi": "红管家"}
CALLED = {PaperKind.NOTEBOOK: "联户手记", PaperKind.CONTACT_CARD: "连心卡", PaperKind.WORK_CARD: "工作证",
          PaperKind.NOTICE_BOARD: "公示牌"}  # fmt: skip
KINDS = {CardKind.WORK: PaperKind.WORK_CARD, CardKind.CONTACT: PaperKind.CONTACT_CARD, CardKind.BOARD: PaperKind.NOTICE_BOARD}
DAY = date(2026, 11, 23)
POSTED_AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
OFFICE = Office(id=1, name="示范镇", scheme_version_id=1)
HOUSEHOLD = PrintedHousehold(1, "示范一单元", "101", "", "甲", "", 3, 1, None, "", "")


def _pdf(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def _word(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in paper.paragraphs] + cells)


def _excel(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def _called(scheme: Scheme, kind: PaperKind) -> str:
    return next((name.zh for name in scheme.papers if name.paper is kind), CALLED[kind])


def _card(scheme: Scheme, kind: CardKind) -> str:
    row = CardRow(
        1, "示-001", "甲", Sex.MALE, scheme.categories[0].key, "", "示范一单元", "19900000000", DAY, DAY, "token"
    )  # fmt: skip
    return _pdf(cards_pdf(kind, [row], scheme, office="示范镇", web_address="http://office:8501"))


def _letter(scheme: Scheme) -> str:
    letter = LetterRow(1, 2026, 1, "court", DAY, DAY, DAY, 1, 1)
    return _word(letter_docx(OFFICE, scheme, letter, [AskedPerson(1, 1, "甲", DAY, {})]))


def _poster(scheme: Scheme) -> str:
    row = AnnouncementRow(
        1, 2026, 1, "示范社区", DAY, POSTED_AT, 5, DAY, DAY, "0916-5500000", AnnouncementStatus.RUNNING, "", None, 1, 0, 0
    )  # fmt: skip
    people = [AnnouncedPerson(1, "甲", Sex.MALE, 55, scheme.categories[-1].key, "示范一单元")]
    return _word(poster_docx(OFFICE, scheme, row, people, AnnouncementDays((), (), (), ())))


def _sheet(scheme: Scheme) -> str:
    facts = SheetFacts(1, "Z0001", SheetStatus.OUT, 1, "甲", "示范一单元", datetime(2026, 11, 23, 1, tzinfo=UTC), 0, 1, 1)
    return _pdf(visit_sheets_pdf(scheme, "示范镇", [(facts, [SheetLine(1, 1, True, False, "示范一单元", "101", "乙")])]))


def _papers(scheme: Scheme) -> dict[str, str]:
    """What each paper that names the steward says, without blanks."""
    papers = {kind.value: _card(scheme, kind) for kind in CardKind}
    papers |= {"letter": _letter(scheme), "poster": _poster(scheme), "sheet": _sheet(scheme)}
    return papers | {"notebook": _pdf(notebook_pdf(scheme, "甲", [HOUSEHOLD]))}


def _others(scheme: Scheme) -> set[str]:
    """What stewards are called elsewhere and by nobody here."""
    own = json.dumps(scheme.model_dump(mode="json"), ensure_ascii=False)
    return {title for title in TITLES.values() if title not in own}


@pytest.mark.parametrize("key", FIVE)
def test_a_paper_calls_the_steward_as_the_programme_does(home, key):
    scheme = load_preset(key)
    papers = _papers(scheme)
    assert [name for name, said in papers.items() if TITLES[key] not in said] == []
    assert [(name, other) for name, said in papers.items() for other in _others(scheme) if other in said] == []
    assert len(_others(scheme)) >= 2


@pytest.mark.parametrize("key", FIVE)
def test_cards_and_the_notebook_are_called_as_the_programme_calls_them(home, key):
    scheme = load_preset(key)
    papers = _papers(scheme)
    wanted = {kind.value: _called(scheme, paper) for kind, paper in KINDS.items()}
    wanted["notebook"] = _called(scheme, PaperKind.NOTEBOOK)
    assert [(name, word) for name, word in wanted.items() if word not in papers[name]] == []


@pytest.mark.parametrize("key", FIVE)
def test_cards_and_the_poster_say_the_programmes_own_category(home, key):
    scheme = load_preset(key)
    assert scheme.categories[0].zh in _card(scheme, CardKind.WORK)
    assert scheme.categories[-1].zh in _poster(scheme)


@pytest.mark.parametrize("key", FIVE)
def test_the_notice_board_sheet_says_every_duty_of_the_programme(home, key):
    scheme = load_preset(key)
    said = _card(scheme, CardKind.BOARD)
    assert [item.zh for group in scheme.duties for item in group.items if item.zh not in said] == []


@pytest.mark.parametrize("key", FIVE)
def test_the_visit_sheet_and_the_form_offer_the_programmes_own_ways_of_visiting(home, key):
    scheme = load_preset(key)
    words = [*(one.zh for one in scheme.visiting.forms), *(one.zh for one in scheme.visiting.topics)]
    sheet, form = _sheet(scheme), _excel(visit_form(scheme, []))
    assert [word for word in words if word not in sheet] == []
    assert [word for word in words if word not in form] == []
