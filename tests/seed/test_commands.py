"""`python -m seed ...` as somebody at a terminal runs it."""

import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from db.settings import SQLITE_NAME
from tests.browser.office_files import applicants_file, units_file

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("RED_STEWARD_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "seed", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
        )

    return command


@pytest.fixture
def office(run, tmp_path):
    password = tmp_path / "password"
    password.write_text("a-good-password\n")
    done = run("office", "--preset", "nanzheng", "--name", "示范镇", "--admin", "admin", "--password-file", str(password))
    assert done.returncode == 0, done.stderr
    return run


def test_an_office_its_units_and_its_applicants_come_in_by_command(office, tmp_path):
    units = office("import", "units", str(units_file(tmp_path)))
    assert units.stdout.splitlines()[-1] == "rows 3 · accepted 3 · problems 0"
    report = tmp_path / "report.xlsx"
    applicants = office("import", "applicants", str(applicants_file(tmp_path)), "--report", str(report))
    assert (applicants.returncode, applicants.stdout.splitlines()[-1]) == (0, "rows 4 · accepted 3 · problems 1")
    assert "I6  错误  身份证号校验不通过" in applicants.stdout
    sheet = openpyxl.load_workbook(report).active
    assert [cell.value for cell in sheet[1]][-1] == "问题说明"
    assert "身份证号码：身份证号校验不通过" in sheet[2][-1].value


def test_the_same_file_again_adds_nobody(office, tmp_path):
    office("import", "units", str(units_file(tmp_path)))
    office("import", "applicants", str(applicants_file(tmp_path)))
    again = office("import", "applicants", str(applicants_file(tmp_path)))
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "rows 4 · accepted 0 · problems 1")


def test_a_report_that_was_corrected_comes_in(office, tmp_path):
    office("import", "units", str(units_file(tmp_path)))
    report = tmp_path / "report.xlsx"
    office("import", "applicants", str(applicants_file(tmp_path)), "--report", str(report))
    book = openpyxl.load_workbook(report)
    number = book.active["I2"].value
    digits = [d for d in "0123456789X" if d != number[-1]]
    for last in digits:
        book.active["I2"] = number[:-1] + last
        book.save(report)
        done = office("import", "applicants", str(report))
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


def test_check_says_that_all_is_sound_and_names_what_is_not(office, tmp_path):
    office("import", "units", str(units_file(tmp_path)))
    office("import", "applicants", str(applicants_file(tmp_path)))
    sound = office("check")
    assert (sound.returncode, "全部完好" in sound.stdout, "全部一致" in sound.stdout) == (0, True, True)
    import sqlite3

    with sqlite3.connect(tmp_path / "home" / SQLITE_NAME) as database:
        database.execute("UPDATE tally SET n = n + 1 WHERE kind LIKE 'application.%'")
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET detail = '{}' WHERE id = 2")
    broken = office("check")
    assert broken.returncode == 1
    assert "第 2 条记录有误或缺失" in broken.stdout
    assert "汇总数 application.waiting.recommendation" in broken.stdout
    assert office("recount").returncode == 0
    assert "全部一致" in office("check").stdout


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


def test_no_output_ever_holds_a_whole_id_number(office, tmp_path):
    office("import", "units", str(units_file(tmp_path)))
    done = office("import", "applicants", str(applicants_file(tmp_path)))
    assert not re.search(r"\d{17}[\dX]", done.stdout + done.stderr)
