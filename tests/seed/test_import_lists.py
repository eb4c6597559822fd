"""`python -m seed import households|merchants|stewards|candidates` as somebody at a terminal runs it, in this process."""

import re
from datetime import date

import openpyxl
import pytest

from db.engine import engine, reading, session
from db.ledger.commands.assign import give
from db.ledger.models.households import Household, Member
from db.office.commands.set_up import first_administrator
from db.sql import pick
from seed.__main__ import main
from tests.browser.office_files import units_file
from tests.ledger.lists import family, names, number, relative, shop, steward_line, workbook

WRONG = {"家庭人口": "许多"}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """A new office of its own; the exit code, the lines on the screen and those of errors."""
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def command(*words):
        code, said = main(list(map(str, words))), capsys.readouterr()
        return code, said.out.splitlines(), said.err

    password = tmp_path / "password"
    password.write_text("a-good-password\n")
    command("office", "--preset", "nanzheng", "--name", "示范镇", "--admin", "admin", "--password-file", password)
    command("import", "units", units_file(tmp_path))
    yield command
    engine().dispose()


@pytest.fixture
def bring(run, tmp_path):
    def command(kind, *lines, report=None):
        file = tmp_path / f"{kind}.xlsx"
        file.write_bytes(workbook(*lines))
        return run("import", kind, file, *(["--report", report] if report else []))

    return command


def member(n, **changes):
    """The n-th party member of a list of candidates."""
    return steward_line(n, 人员类别="在册", **changes)


LISTS = [
    ("households", [family(0), relative(0, "配偶", "孙和"), family(1), family(2, **WRONG)], "rows 4 · accepted 2 · problems 1"),
    ("merchants", [shop(0), shop(1), shop(2, 从业人数="许多")], "rows 3 · accepted 2 · problems 1"),
    ("stewards", [steward_line(0), steward_line(1), steward_line(2, 性别="许多")], "rows 3 · accepted 2 · problems 1"),
    ("candidates", [member(0), member(1), member(2, 性别="许多")], "rows 3 · accepted 2 · problems 1"),
]


@pytest.mark.parametrize(("kind", "lines", "last"), LISTS)
def test_the_last_line_counts_rows_accepted_and_problems(bring, kind, lines, last):
    code, said, _ = bring(kind, *lines)
    assert (code, said[-1]) == (0, last)


@pytest.mark.parametrize(("kind", "lines", "last"), LISTS)
def test_each_problem_is_printed_at_its_cell(bring, kind, lines, last):
    _, said, _ = bring(kind, *lines)
    [line] = [text for text in said if "错误" in text]
    assert re.match(r"[EI]\d  错误  \S+", line)


@pytest.mark.parametrize(("kind", "lines", "last"), LISTS)
def test_the_same_file_again_accepts_nobody_and_ends_well(bring, kind, lines, last):
    bring(kind, *lines)
    code, said, _ = bring(kind, *lines)
    assert (code, said[-1]) == (0, f"rows {len(lines)} · accepted 0 · problems 1")


@pytest.mark.parametrize(("kind", "lines", "last"), LISTS)
def test_a_report_that_was_corrected_comes_in(bring, run, tmp_path, kind, lines, last):
    report = tmp_path / "report.xlsx"
    bring(kind, *lines, report=report)
    book = openpyxl.load_workbook(report)
    titles = [cell.value for cell in book.active[1]]
    assert (book.active.max_row, titles[-1]) == (2, "问题说明")
    [wrong] = [cell for cell in book.active[2] if cell.value == "许多"]
    wrong.value = "女" if kind in ("stewards", "candidates") else "3"
    book.save(report)
    code, said, _ = run("import", kind, report)
    assert (code, said[-1]) == (0, "rows 1 · accepted 1 · problems 0")


def test_a_family_whose_head_was_wrong_comes_in_whole_from_the_report(bring, run, tmp_path):
    report = tmp_path / "report.xlsx"
    bring("households", family(0), family(1, **WRONG), relative(1, "配偶", "孙和"), report=report)
    book = openpyxl.load_workbook(report)
    book.active.cell(2, 9).value = "3"
    book.save(report)
    assert run("import", "households", report)[1][-1] == "rows 2 · accepted 1 · problems 0"
    with reading() as s:
        assert (names(s), s.scalars(pick(Member.name)).all()) == (["赵平", "钱平"], ["孙和"])


def test_what_differs_and_what_is_gone_is_counted_and_nobody_is_let_go(bring):
    bring("households", family(0), family(1), family(2))
    _, said, _ = bring("households", family(0), family(1, 家庭人口=9.0), family(5))
    assert [int(n) for n in re.findall(r"\d+", said[-2])] == [1, 1, 1, 1]
    assert said[-1] == "rows 3 · accepted 2 · problems 0"
    with reading() as s:
        assert len(names(s)) == 4


def test_a_list_that_is_refused_says_why_and_ends_with_two(bring):
    code, said, error = bring("merchants", family(0))
    assert (code, said) == (2, [])
    assert "商户名称" in error


def test_check_finds_the_summaries_right_after_lists_and_assignments(bring, run):
    bring("households", family(0), family(1))
    bring("merchants", shop(0))
    bring("stewards", steward_line(0))
    with session() as s:
        household_id = s.scalars(pick(Household.id)).first()
        give(s, first_administrator(s), household_id=household_id, steward_id=1, seen=None)
    code, said, _ = run("check")
    assert (code, "全部一致" in said[-1]) == (0, True)
    assert run("recount")[0] == 0
    assert run("check")[0] == 0


def test_no_output_ever_holds_a_whole_number(bring):
    said = [bring(kind, *lines)[1] for kind, lines, _ in LISTS]
    said.append(bring("stewards", steward_line(5, 身份证号=number(3), 聘任时间=date(2030, 1, 1)))[1])
    assert not re.search(r"\d{17}[\dX]|1\d{10}", str(said))


@pytest.mark.parametrize("name", ["no-such-file.xlsx", "pyproject.toml"])
def test_a_file_that_is_no_list_is_refused_with_a_sentence(run, name):
    code, said, error = run("import", "households", name)
    assert (code, said, bool(error.strip()), "Traceback" in error) == (2, [], True, False)
