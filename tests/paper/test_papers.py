"""Letters, posters, cards and spreadsheets are read back as Word, a PDF reader and Excel would read them."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from components.paper.vetting.cards import CardKind, cards_pdf
from components.paper.vetting.letters import letter_docx
from components.paper.vetting.poster import poster_docx
from components.paper.workbooks import problem_report, workbook
from db.office.commands.calendar import set_day
from db.office.queries import current_scheme, the_office
from db.spreadsheets import Problem, Row, Table, read_sheets
from db.vetting.commands.disclosures import show_letter
from db.vetting.commands.opinions import write_letter
from db.vetting.models.stewards import Steward
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import announced_people, find_announcement
from db.vetting.queries.opinions import find_letter, waiting_for_department
from db.vetting.queries.stewards import card_rows
from tests.conftest import MONDAY
from tests.people import announced, applicant, at_opinions, cleared
from tests.vetting.states import a_steward

FORMULA = '=HYPERLINK("http://example.invalid","点我")'


def _words(content: bytes) -> str:
    """Everything a Word file says, cell by cell, line by line."""
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in paper.paragraphs] + cells)


def _pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def _letter(session, cast, department="court"):
    at_opinions(session, cast)
    ids = [p.opinion_id for p in waiting_for_department(session, cast.departments[department], offset=0, limit=9)]
    letter_id = write_letter(session, cast.alice, department=department, opinion_ids=ids)
    people = show_letter(session, cast.alice, letter_id=letter_id)
    letter = find_letter(session, cast.alice, letter_id)
    return _words(letter_docx(the_office(session), current_scheme(session), letter, people))


def _poster(session, cast):
    row = find_announcement(session, cast.alice, announced(session, cast, cleared(session, cast)))
    people = announced_people(session, row.id)
    return _words(poster_docx(the_office(session), current_scheme(session), row, people, days_of(session, row)))


def _cards(session, cast, kind, **changes):
    rows = [replace(row, **changes) for row in card_rows(session, cast.alice, session.scalars(sa.select(Steward.id)).all())]
    return cards_pdf(kind, rows, current_scheme(session), office="示范镇", web_address="http://office:8501")


def test_a_letter_says_who_is_asked_about_whom_and_until_when(session, cast):
    said, person = _letter(session, cast), applicant(cast)
    for words in (person.name, person.id_number, "〔2026〕1号", "2026年12月", "未回复不视为同意", "☐"):
        assert words in said, words


def test_a_letter_carries_nothing_that_the_department_does_not_need(session, cast):
    said, person = _letter(session, cast), applicant(cast)
    assert person.phone not in said
    assert person.occupation not in said


def test_a_poster_names_the_people_and_nothing_else_that_identifies(session, cast):
    said, person = _poster(session, cast), applicant(cast)
    for words in (person.name, "男", "76", "1号楼", "2026年11月30日", "0916-5500000"):
        assert words in said, words
    for words in (person.id_number, person.id_number[6:14], person.phone, person.occupation):
        assert words not in said, words


@pytest.mark.parametrize("kind", CardKind)
def test_cards_carry_their_font_and_name_the_steward(session, cast, kind):
    a_steward(session, cast)
    content, person = _cards(session, cast, kind), applicant(cast)
    [said] = _pages(content)
    assert person.name in said
    assert person.id_number not in said
    fonts = [f.get_object() for f in PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/Font"].values()]
    assert all("/FontFile" in str(f["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()) for f in fonts)


def test_a_phone_stands_on_the_contact_card_and_not_on_the_work_card(session, cast):
    a_steward(session, cast)
    [contact], [work] = (_pages(_cards(session, cast, kind)) for kind in (CardKind.CONTACT, CardKind.WORK))
    assert (applicant(cast).phone in contact, applicant(cast).phone in work) == (True, False)


def test_a_poster_says_what_was_changed_while_it_hung_and_the_end_that_holds(session, cast):
    announcement_id = announced(session, cast, cleared(session, cast))
    set_day(session, cast.bob, day=date(2026, 11, 26), is_working=False)
    row = find_announcement(session, cast.alice, announcement_id)
    said = _words(poster_docx(the_office(session), current_scheme(session), row, [], days_of(session, row)))
    assert "公示时间至2026年12月1日止" in said
    assert "将11月26日（周四）设为休息，该日不计入公示期。" in said
    assert "由2026年11月30日（周一）顺延至2026年12月1日（周二）。" in said


def test_marks_in_a_name_stay_marks(session, cast):
    """Neither XML for Word nor markup for the typesetter."""
    name = "<b>*赵#[x]&$1$"
    a_steward(session, cast)
    assert name in _pages(_cards(session, cast, CardKind.WORK, name=name))[0]
    row = find_announcement(session, cast.alice, announced(session, cast, cleared(session, cast, 1)))
    people = [replace(person, name=name) for person in announced_people(session, row.id)]
    assert name in _words(poster_docx(the_office(session), current_scheme(session), row, people, days_of(session, row)))


@pytest.mark.parametrize("text", [FORMULA, "+86 19900000000", "-1", "@SUM(A1)", "<script>alert(1)</script>", "http://x.invalid"])
def test_in_a_spreadsheet_that_leaves_nothing_is_ever_a_formula_or_a_link(text):
    content = workbook(["姓名", text[:20]], [[text, "x"]], name="名单")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert not any("externalLink" in name for name in zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_a_report_keeps_the_clerks_row_as_it_was_with_the_remark_behind_it():
    row = Row(7, {"name": FORMULA}, [FORMULA, 19900000000.0, MONDAY])
    table = Table(["姓名", "电话", "日期"], {"name": 0}, [row])
    problem = Problem(7, "A", "name_form")
    [sheet] = read_sheets(problem_report(table, [row], [problem]))
    titles, line = sheet.rows
    assert line[:3] == [FORMULA, 19900000000.0, MONDAY]
    assert titles[:3] == table.titles
    assert str(line[3]).startswith("姓名：")


def test_a_contact_card_for_every_household_names_its_door(session, cast):
    a_steward(session, cast)
    rows = card_rows(session, cast.alice, session.scalars(sa.select(Steward.id)).all())
    doors = [f"1号楼 {n}室" for n in range(101, 106)]
    pages = _pages(
        cards_pdf(CardKind.CONTACT, rows, current_scheme(session), office="示范镇", web_address="http://office:8501", doors=doors)
    )
    assert [page.count(rows[0].phone) for page in pages] == [4, 1]
    assert [door for door in doors if "".join(door.split()) not in "".join(pages)] == []
