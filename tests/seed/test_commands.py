"""`python -m seed ...`: what comes in, what is refused, and what is said."""

import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import openpyxl
import pytest

from db.engine import engine
from db.journal_heads import Head
from db.settings import KEY_NAME, SQLITE_NAME, settings
from seed.__main__ import main
from tests.browser.office_files import applicants_file, units_file
from tests.inside import inside

ROOT = Path(__file__).resolve().parents[2]


Done = namedtuple("Done", "returncode stdout stderr")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield tmp_path / "home"
    engine().dispose()


@pytest.fixture
def run(home, capsys):
    """A command in this process; what a process of its own says is the claim of the first test."""

    def command(*words: str) -> Done:
        capsys.readouterr()
        return Done(main(list(words)), *capsys.readouterr())

    return command


def office_words(folder: Path) -> list[str]:
    password = folder / "password"
    password.write_text("a-good-password\n")
    return ["office", "--preset", "nanzheng", "--name", "示范镇", "--admin", "admin", "--password-file", str(password)]


@pytest.fixture
def office(run, tmp_path):
    done = run(*office_words(tmp_path))
    assert done.returncode == 0, done.stderr
    return run


@pytest.fixture
def office_with_units(office, tmp_path):
    units = office("import", "units", str(units_file(tmp_path)))
    assert units.stdout.splitlines()[-1] == "rows 3 · accepted 3 · problems 0"
    return office


def at_a_terminal(*words: str) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "seed", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.usefixtures("home")
def test_a_terminal_gets_the_exit_code_the_last_line_and_the_refusal(tmp_path):
    words = office_words(tmp_path)
    assert at_a_terminal(*words).returncode == 0
    units = at_a_terminal("import", "units", str(units_file(tmp_path)))
    assert (units.returncode, units.stdout.splitlines()[-1]) == (0, "rows 3 · accepted 3 · problems 0")
    assert at_a_terminal(*words) == (2, "", "本单位已经建立，请登录。\n")


def test_applicants_come_in_by_command_and_what_is_wrong_leaves_as_a_spreadsheet(office_with_units, tmp_path):
    report = tmp_path / "report.xlsx"
    applicants = office_with_units("import", "applicants", str(applicants_file(tmp_path)), "--report", str(report))
    assert (applicants.returncode, applicants.stdout.splitlines()[-1]) == (0, "rows 4 · accepted 3 · problems 1")
    assert "I6  错误  身份证号校验不通过" in applicants.stdout
    sheet = openpyxl.load_workbook(report).active
    assert [cell.value for cell in sheet[1]][-1] == "问题说明"
    assert "身份证号码：身份证号校验不通过" in sheet[2][-1].value


def test_the_same_file_again_adds_nobody(office_with_units, tmp_path):
    office_with_units("import", "applicants", str(applicants_file(tmp_path)))
    again = office_with_units("import", "applicants", str(applicants_file(tmp_path)))
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "rows 4 · accepted 0 · problems 1")


def test_a_report_that_was_corrected_comes_in(office_with_units, tmp_path):
    report = tmp_path / "report.xlsx"
    office_with_units("import", "applicants", str(applicants_file(tmp_path)), "--report", str(report))
    book = openpyxl.load_workbook(report)
    number = book.active["I2"].value
    digits = [d for d in "0123456789X" if d != number[-1]]
    for last in digits:
        book.active["I2"] = number[:-1] + last
        book.save(report)
        done = office_with_units("import", "applicants", str(report))
        if done.stdout.splitlines()[-1] == "rows 1 · accepted 1 · problems 0":
            return
    raise AssertionError("no check character was accepted")


def test_the_offices_own_files_come_in(office, shared):
    assert (
        office("import", "units", str(shared / "units_nanzheng.xlsx")).stdout.splitlines()[-1]
        == "rows 60 · accepted 60 · problems 0"
    )
    done = office("import", "applicants", str(shared / "applicants_nanzheng.xlsx"))
    assert done.stdout.splitlines()[-1] == "rows 132 · accepted 122 · problems 10"


def test_check_says_that_all_is_sound_and_names_what_is_not(office_with_units, tmp_path):
    office_with_units("import", "applicants", str(applicants_file(tmp_path)))
    sound = office_with_units("check")
    assert (sound.returncode, "全部完好" in sound.stdout, "全部一致" in sound.stdout) == (0, True, True)
    with inside(tmp_path / "home") as database:
        database.execute("UPDATE tally SET n = n + 1 WHERE kind LIKE 'application.%'")
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET detail = '{}' WHERE id = 2")
    broken = office_with_units("check")
    assert broken.returncode == 1
    assert "第 2 条记录有误或缺失" in broken.stdout
    assert "汇总数 application.waiting.recommendation" in broken.stdout
    assert office_with_units("recount").returncode == 0
    assert "全部一致" in office_with_units("check").stdout


def test_check_looks_at_the_file_too(office, tmp_path):
    assert "文件的每一页都完好" in office("check").stdout
    with inside(tmp_path / "home") as database:
        database.execute("UPDATE user_role SET unit_id = 999")
    broken = office("check")
    assert (broken.returncode, "数据库：user_role" in broken.stdout) == (1, True)


def test_check_without_an_office_is_no_success(run, office, tmp_path):
    engine().dispose()
    (tmp_path / "home" / SQLITE_NAME).unlink()
    lost = run("check")
    assert (lost.returncode, "seed restore" in lost.stderr) == (1, True)
    (tmp_path / "home" / KEY_NAME).unlink()
    fresh = run("check")
    assert (fresh.returncode, fresh.stderr) == (1, "本单位还没有建立。\n")


def test_a_question_to_the_database_is_answered_and_nothing_can_be_changed_by_it(office, tmp_path):
    asked = office("sql", "select login, name, phone from app_user where login like '%min';")
    assert (asked.returncode, asked.stdout) == (0, "login\tname\tphone\nadmin\t管理员\t\n")
    for words in ("update app_user set name = 'x'", "select 1; delete from app_user", "pragma key", "with x as (select 1) "
                  "update app_user set name = 'x'", "select * from pragma_key", "select teapot"):  # fmt: skip
        refused = office("sql", words)
        assert (refused.returncode, refused.stdout, "Traceback" in refused.stderr) == (2, "", False), words
        assert refused.stderr.strip()
    key = (tmp_path / "home" / KEY_NAME).read_bytes()[:32].hex()
    assert key not in asked.stdout + refused.stderr
    assert office("sql", "select name from app_user").stdout == "name\n管理员\n"


def test_check_names_the_entry_that_a_kept_head_knows_and_the_journal_no_longer_has(office_with_units):
    settings().heads_file.write_text(Head("2026-11-20T01:00:00+00:00", 999, "f" * 64).line + "\n", "ascii")
    checked = office_with_units("check")
    assert checked.returncode == 1
    assert "11月20日（周五） 09:00 时的最后一条（第 999 条）已不在" in checked.stdout


def test_a_second_office_on_the_same_database_is_refused_with_a_sentence(office, tmp_path):
    password = tmp_path / "password"
    again = office("office", "--preset", "jili", "--name", "别的街道", "--admin", "admin", "--password-file", str(password))
    assert (again.returncode, again.stderr.strip()) == (2, "本单位已经建立，请登录。")


def test_the_demo_refuses_a_database_that_is_in_use(office):
    refused = office("demo", "--preset", "jili")
    assert refused.returncode == 2
    assert "这个数据库已在使用" in refused.stderr


def test_a_preset_that_is_not_there_is_named(run, tmp_path):
    password = tmp_path / "password"
    password.write_text("a-good-password")
    refused = run("office", "--preset", "nowhere", "--name", "示范镇", "--admin", "admin", "--password-file", str(password))
    assert (refused.returncode, refused.stderr.strip()) == (2, "没有名为 nowhere 的预设。")


@pytest.mark.parametrize("name", ["no-such-file.xlsx", "README.md"])
def test_a_file_that_is_no_spreadsheet_is_refused_with_a_sentence(office, name):
    refused = office("import", "units", str(ROOT / name))
    assert refused.returncode == 2
    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr


def test_no_output_ever_holds_a_whole_id_number(office_with_units, tmp_path):
    done = office_with_units("import", "applicants", str(applicants_file(tmp_path)))
    assert not re.search(r"\d{17}[\dX]", done.stdout + done.stderr)
