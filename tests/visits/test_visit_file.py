"""The form that is filled in away from the office: recognised, looked at, taken in once."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from components.paper.visits.form import titles, visit_form
from components.paper.workbooks import problem_report
from components.wording import words
from components.wording.labels import LABELS, label
from db.engine import session as write_block
from db.errors import Invalid, NotAllowed, NotFound
from db.ledger.commands.assign import give
from db.ledger.commands.reshape import leave
from db.office.queries import current_scheme
from db.spreadsheets import Severity, Sheet, read_sheets
from db.visits.commands.visit_file import take_visits
from db.visits.models.visits import Outcome, Visit, VisitSource
from db.visits.queries.paper_sheets import walkers, way_of
from db.visits.queries.visit_file import preview_visits, read_day, row_mark
from tests.conftest import MONDAY
from tests.ledger.changes import merge_pair
from tests.ledger.households import FIRST_YOUNG, written
from tests.speaking import speaking
from tests.tallies import wrong_counts
from tests.vetting.at_once import overtaken
from tests.vetting.states import in_office
from tests.visits.households import a_steward_with_households, met

FRIDAY = MONDAY - timedelta(days=3)
ID_NUMBER = "11010519491231002X"


def outcome_words():
    return {word: one for one in Outcome for word in (label(one), LABELS[Outcome, one].text)}


def form_of(session, actor):
    ways = [(one, way_of(session, actor, one.steward_id)) for one in walkers(session, actor, actor.unit_path)]
    return visit_form(current_scheme(session), ways)


def filled(content, *rows):
    """The form as a file with what somebody wrote, by column title, row by row under the header."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for title, value in row.items():
            sheet.cell(number, places[title]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def looked_at(session, actor, content):
    return preview_visits(session, actor, read_sheets(content), words=outcome_words())


def said(preview):
    return [(p.address, p.code) for p in preview.problems if p.severity is Severity.ERROR]


@pytest.fixture
def street(session, cast):
    """Ids of a steward and of three households, and the form of them."""
    steward_id, households = a_steward_with_households(session, cast)
    return steward_id, households, form_of(session, cast.bob)


MET_ON_FRIDAY = {
    "走访日期": FRIDAY,
    "走访结果": "见到了",
    "走访形式": "个别交流",
    "话题1": "身体",
    "话题2": "讲了政策",
    "记一句": "腿疼",
}


def test_a_form_that_comes_back_becomes_the_stewards_visits(session, cast, street):
    steward_id, households, form = street
    preview = looked_at(session, cast.bob, filled(form, MET_ON_FRIDAY, {}, {"走访日期": "11月20日", "走访结果": "没在家"}))
    assert (said(preview), len(preview.ready), preview.n_empty, preview.n_rows) == ([], 2, 1, 3)
    assert take_visits(session, cast.bob, preview=preview) == 2
    first, second = session.scalars(select(Visit).order_by(col(Visit.id))).all()
    assert (first.household_id, first.steward_id, first.source, first.visited_on) == (
        households[0],
        steward_id,
        VisitSource.FILE,
        FRIDAY,
    )
    assert (first.form, first.topics, first.note) == ("talk", " health policy ", "腿疼")
    assert (second.household_id, second.outcome, second.visited_on) == (households[2], Outcome.NOBODY_HOME, FRIDAY)
    assert wrong_counts(session) == {}


def test_the_same_file_again_adds_nothing(session, cast, street):
    _, households, form = street
    file = filled(form, MET_ON_FRIDAY)
    preview = looked_at(session, cast.bob, file)
    take_visits(session, cast.bob, preview=preview)
    again = looked_at(session, cast.bob, file)
    assert (again.ready, again.n_known) == ((), 1)
    for seen_before in (again, preview):
        with pytest.raises(Invalid, match="nothing_new_in_form"):
            take_visits(session, cast.bob, preview=seen_before)
    assert len(session.scalars(select(Visit)).all()) == 1


def test_what_was_merged_while_the_form_was_out_is_written_to_the_entry_that_stays_and_once(session, cast, street):
    _, households, form = street
    file = filled(form, MET_ON_FRIDAY)
    before = looked_at(session, cast.bob, file)
    keep = written(session, cast, 60)
    merge_pair(session, cast, keep, households[0])
    take_visits(session, cast.bob, preview=looked_at(session, cast.bob, file))
    assert [row.household_id for row in session.scalars(select(Visit))] == [keep]
    merge_pair(session, cast, households[1], keep)
    assert looked_at(session, cast.bob, file).n_known == len(before.ready) == 1


def test_what_was_keyed_in_from_paper_is_known(session, cast, street):
    steward_id, households, form = street
    met(session, cast.bob, households[0], on=FRIDAY, steward_id=steward_id)
    assert looked_at(session, cast.bob, filled(form, MET_ON_FRIDAY)).n_known == 1


@pytest.mark.parametrize(
    ("changes", "address", "code"),
    [
        ({"走访日期": None}, "E2", "visit_day_missing"),
        ({"走访日期": "前几天"}, "E2", "visit_day_form"),
        ({"走访日期": MONDAY + timedelta(days=1)}, "E2", "visit_in_future"),
        ({"走访结果": None}, "F2", "visit_outcome_missing"),
        ({"走访结果": "见了一面"}, "F2", "visit_word_unknown"),
        ({"走访形式": "飞过去"}, "G2", "visit_word_unknown"),
        ({"话题3": "<script>"}, "H2", "visit_word_unknown"),
        ({"记一句": "长" * 501}, "K2", "too_long"),
        ({"识别码（请勿改动）": None}, "E2", "visit_row_unknown"),
        ({"识别码（请勿改动）": "1-1-0123456789"}, "E2", "visit_row_changed"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_the_rest_is_taken(session, cast, street, changes, address, code):
    _, _, form = street
    preview = looked_at(session, cast.bob, filled(form, MET_ON_FRIDAY | changes, MET_ON_FRIDAY))
    assert said(preview) == [(address, code)]
    report = problem_report(preview.table, preview.problem_rows, preview.problems)
    again = looked_at(session, cast.bob, report)
    assert (len(preview.ready), len(again.ready), [p.code for p in again.problems]) == (1, 0, [code])


def test_the_same_household_and_day_twice_is_asked_back(session, cast, street):
    _, households, form = street
    mark = row_mark(households[0], street[0])
    preview = looked_at(session, cast.bob, filled(form, MET_ON_FRIDAY, MET_ON_FRIDAY | {"识别码（请勿改动）": mark}))
    assert (said(preview), len(preview.ready)) == ([("E3", "visit_row_twice")], 1)


@pytest.mark.parametrize("note", [f"他的号码{ID_NUMBER}", "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ。"])
def test_an_id_number_in_the_words_is_a_warning(session, cast, street, note):
    preview = looked_at(session, cast.bob, filled(street[2], MET_ON_FRIDAY | {"记一句": note}))
    assert [(p.address, p.code, p.severity) for p in preview.problems] == [("K2", "visit_note_has_id", Severity.WARNING)]
    assert len(preview.ready) == 1


def test_another_units_form_is_refused_row_by_row(session, cast, street):
    preview = looked_at(session, cast.charlie, filled(street[2], MET_ON_FRIDAY))
    assert (said(preview), preview.ready) == ([("C2", "household_not_found")], ())
    with pytest.raises(NotAllowed):
        looked_at(session, cast.dora, street[2])


def test_a_household_that_leaves_between_looking_and_taking_stops_all_of_it(session, cast, street):
    _, households, form = street
    preview = looked_at(session, cast.bob, filled(form, MET_ON_FRIDAY, MET_ON_FRIDAY))
    leave(session, cast.bob, household_id=households[1], seen=1, reason="搬走了")
    point = session.begin_nested()
    with pytest.raises(NotFound):
        take_visits(session, cast.bob, preview=preview)
    point.rollback()
    assert session.scalars(select(Visit)).all() == []


def test_a_household_that_another_steward_has_now_still_comes_from_the_old_form(session, cast, street):
    steward_id, households, form = street
    other = in_office(session, cast, FIRST_YOUNG + 20)
    give(session, cast.bob, household_id=households[0], steward_id=other, seen=steward_id)
    take_visits(session, cast.bob, preview=looked_at(session, cast.bob, filled(form, MET_ON_FRIDAY)))
    assert session.scalars(select(Visit.steward_id)).all() == [steward_id]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0", "姓名\n".encode(), b"a,b\n1,2\n"])
def test_a_file_that_is_no_form_is_refused(session, cast, street, content):
    with pytest.raises(Invalid) as refusal:
        looked_at(session, cast.bob, content)
    assert refusal.value.code.startswith("sheet_")


def test_the_form_has_drop_downs_a_hidden_mark_and_masked_names(session, cast, street):
    book = openpyxl.load_workbook(io.BytesIO(street[2]))
    sheet, choices = book.worksheets
    assert (sheet.column_dimensions["A"].hidden, choices.sheet_state) == (True, "hidden")
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["F2:F4", "G2:G4", "H2:H4", "I2:I4", "J2:J4"]
    assert [choices.cell(1, n).value for n in (1, 2, 3)] == ["见到了", "上门走访", "讲了政策"]
    assert {sheet.cell(n, 4).value[1:] for n in (2, 3, 4)} == {"**"}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_form_of_either_language_is_read(session, cast, street, language):
    with speaking(language):
        names = dict(zip("mpdhyofabcn", titles(), strict=True))
        form = form_of(session, cast.bob)
        row = {names["y"]: FRIDAY, names["o"]: label(Outcome.MET), names["n"]: "x"}
        preview = looked_at(session, cast.bob, filled(form, row))
    assert (said(preview), len(preview.ready), set(preview.table.places)) == (
        [], 1, {"mark", "place", "door", "name", "day", "outcome", "form", "topic1", "topic2", "topic3", "note"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)), ("2026-11-20", date(2026, 11, 20)), ("2026年11月20日", date(2026, 11, 20)),
        ("11.20", date(2026, 11, 20)), ("12/30", date(2025, 12, 30)), ("２０２６／１１／２０", date(2026, 11, 20)),
        ("2026-02-30", None), ("昨天", None), ("", None), (46346.0, None), ("2026-13-01", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(cell, day):
    assert read_day(cell, MONDAY) == day


def test_of_two_who_bring_the_same_form_the_second_adds_nothing(engine, cast):
    with write_block(engine) as s:
        a_steward_with_households(s, cast)
        preview = looked_at(s, cast.bob, filled(form_of(s, cast.bob), MET_ON_FRIDAY, MET_ON_FRIDAY))
    take = lambda s: take_visits(s, cast.bob, preview=preview)  # noqa: E731
    second = overtaken(engine, take, take)
    assert isinstance(second, Invalid)
    assert second.code == "nothing_new_in_form"
    with write_block(engine) as s:
        assert s.scalar(sa.select(sa.func.count()).select_from(Visit)) == 2


def test_a_sheet_beside_the_form_is_named_and_not_read(session, cast, street):
    [visits, choices] = read_sheets(filled(street[2], MET_ON_FRIDAY))
    twin = Sheet("另一份", visits.rows)
    preview = preview_visits(session, cast.bob, [visits, choices, twin], words=outcome_words())
    assert [p.code for p in preview.problems] == ["other_sheets"]
