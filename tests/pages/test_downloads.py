"""What a file is called that somebody takes along, and that no download names its file otherwise."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from components.ui import downloads
from components.ui.downloads import EXCEL, PDF, PRESET, WORD, file_name
from components.wording.words import CHINESE, ENGLISH, t
from db import clock
from tests.speaking import speaking

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("language", "name"), [(CHINESE, "工作证_20261125.pdf"), (ENGLISH, "Work card_20261125.pdf")])
def test_a_file_is_named_for_what_it_is_in_the_persons_language_with_the_day(language, name):
    with speaking(language), clock.at(date(2026, 11, 25)):
        assert file_name(t("Work card"), PDF) == name


def test_the_day_is_that_of_the_office():
    with clock.at(date(2027, 2, 7)):
        assert file_name("走访记录", EXCEL) == "走访记录_20270207.xlsx"


def test_no_character_that_windows_refuses_gets_into_a_name():
    with clock.at(date(2026, 11, 25)):
        assert file_name(' 公函<1>:"2"/3\\4|5?6*\n. ', WORD) == "公函123456_20261125.docx"


def test_a_preset_is_named_by_its_key_alone_because_the_program_knows_it_by_that():
    assert file_name("own_preset", PRESET) == "own_preset.toml"


def _calls(path: Path):
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


def _code():
    return [path for folder in ("components", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]


def _told(path: Path, call: ast.Call) -> str:
    return f"{path.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)[:80]}"


def test_only_one_place_offers_a_file_and_names_it():
    found = [_told(p, c) for p in _code() for c in _calls(p) if ast.unparse(c.func).endswith("download_button")]
    assert [line.split(":")[0] for line in found] == [Path(downloads.__file__).relative_to(ROOT).as_posix()], found


def test_every_download_says_what_it_is_and_leaves_its_name_to_that_place():
    offered = [
        (path, call)
        for path in _code()
        for call in _calls(path)
        if ast.unparse(call.func) in ("downloads.button", "downloads.pdf", "downloads.export")
    ]
    given = {_told(path, call): {word.arg for word in call.keywords} for path, call in offered}
    assert len(offered) >= 14
    assert [call for call, named in given.items() if "what" not in named or named & {"file_name", "mime"}] == []


def test_no_sentence_of_the_program_is_the_name_of_a_file():
    ending = re.compile(r"\.(pdf|xlsx|docx|toml)$")
    texts = [(path, node) for path in _code() for node in _calls(path) if ast.unparse(node.func) == "t" and node.args]
    assert [_told(p, c) for p, c in texts if isinstance(c.args[0], ast.Constant) and ending.search(c.args[0].value)] == []


def test_every_pdf_says_what_will_be_printed_so_that_missing_characters_are_named():
    calls = [(path, call, word) for path in _code() for call in _calls(path) for word in call.keywords if word.arg == "kind"]
    by_kind = [_told(path, call) for path, call, word in calls if ast.unparse(word.value).endswith("PDF")]
    assert [line.split(":")[0] for line in by_kind] == [Path(downloads.__file__).relative_to(ROOT).as_posix()], by_kind
