"""Every sentence of the program in both languages, with the same fields; every enum member has its label."""

import enum
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import db
from components.office.journal import ACTIONS, FIELDS
from components.shell.menu import MENU
from components.wording.labels import LABELS
from components.wording.refusals import SENTENCES
from components.wording.words import CHINESE, catalogue
from db.audit import Event
from db.presets import load_preset, preset_keys
from tests.words.messages import ROOT, all_messages, entries, everything_said, missing, room_of, rooms


def chinese() -> list[tuple[str, str]]:
    return [(message, text) for said in entries("zh_CN").values() for message, text in said.items()]


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_sentence_has_its_chinese():
    assert missing("zh_CN") == []


def test_what_subjects_declare_is_read_as_messages():
    menu = {text for entry in MENU for text in (entry.section, entry.title) if text}
    declared = {*SENTENCES.values(), *ACTIONS.values(), *FIELDS.values(), *(label.text for label in LABELS.values()), *menu}
    assert len(declared) > 500
    assert declared - all_messages() == set()


def test_no_catalogue_keeps_a_sentence_that_nobody_says():
    for language in ("zh_CN", "en"):
        for path, said in entries(language).items():
            assert said.keys() - all_messages() == set(), path


def test_a_subject_s_catalogue_keeps_only_what_is_said_in_its_rooms():
    astray = [
        (path.relative_to(ROOT).as_posix(), message)
        for language in ("zh_CN", "en")
        for path, said in entries(language).items()
        for message in said
        if (room := path.parts[-3]) != "wording" and room not in rooms()[message]
    ]
    assert astray == []


def test_a_sentence_is_translated_in_one_way_wherever_it_lies():
    for language in ("zh_CN", "en"):
        ways: dict[str, set[str | tuple[str, ...]]] = {}
        for said in entries(language).values():
            for message, text in said.items():
                ways.setdefault(message, set()).add(text)
        assert {message: texts for message, texts in ways.items() if len(texts) > 1} == {}, language


def test_a_page_belongs_to_its_subject_and_what_serves_many_to_the_house():
    rooms_of = {
        "pages/vetting/queue.py": "vetting", "components/paper/visits/sheet.py": "visits", "components/paper/pdf.py": "wording",
        "components/ui/forms.py": "wording", "pages/home/home.py": "wording", "seed/demo/visits.py": "wording",
    }  # fmt: skip
    assert {path: room_of(Path(path)) for path in rooms_of} == rooms_of


def test_a_translation_has_the_fields_of_its_sentence():
    wrong = [message for message, text in chinese() if fields(message) != fields(text)]
    # "{rung}" and the like may be left out where Chinese does not count.
    assert wrong == []


def test_a_sentence_is_called_with_the_fields_it_has():
    wrong = {said for said in everything_said() if said.fields and fields(said.message) - said.fields}
    assert wrong == set()


def test_the_chinese_uses_chinese_punctuation():
    half_width = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]")
    allowed = re.compile(r":\w+\[|\*\*|`")
    wrong = [text for _, text in chinese() if half_width.search(text) and not allowed.search(text)]
    assert wrong == []


def test_english_counts_one_thing_as_one():
    many_of = re.compile(r"\{n\}\S* (people|units|users|entries|replies|rows|summaries|days|marks|credits|opinions)\b")
    plural = {message for said in entries("en").values() for message, text in said.items() if not isinstance(text, str)}
    literal = {said.message for said in everything_said() if said.fields is not None}
    uncounted = {text for text in literal if many_of.search(text)} - plural
    always_many = {
        "All {n} entries are sound and in order.",
        "Journal: all {n} entries are sound and in order.",
        "Announce all {n} people",
    }
    assert uncounted - always_many == set()


def modules():
    for found in pkgutil.walk_packages(db.__path__, "db."):
        if "migrations" not in found.name and "spreadsheet_worker" not in found.name:
            yield importlib.import_module(found.name)


def enums():
    kinds = {
        kind for module in modules() for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, enum.Enum)
    }
    return sorted((kind for kind in kinds if kind.__module__.startswith("db.")), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", enums(), ids=lambda kind: kind.__name__)
def test_every_member_of_every_enum_has_a_label(kind):
    assert [member for member in kind if (type(member), member) not in LABELS] == []


def test_every_event_of_the_journal_has_its_words():
    list(modules())
    assert {event.action() for event in Event.__subclasses__() if event.__module__.startswith("db.")} == set(ACTIONS)


def test_every_refusal_has_its_sentence():
    raised = set()
    for path in (ROOT / "db").rglob("*.py"):
        text = path.read_text("utf-8")
        raised |= set(re.findall(r'(?:NotAllowed|NotFound|Invalid|Stale|Conflict|Refused)\(\s*"([a-z_0-9]+)"', text))
        raised |= set(re.findall(r'refuse_if\([^"\n]*"([a-z_]+)"', text)) | set(re.findall(r'Unreadable\("([a-z_]+)"', text))
    assert raised - set(SENTENCES) == set()


def test_the_catalogues_hold_no_word_that_one_programme_alone_uses(home):
    """`红管家` is the product's own name; every other title of stewards is a preset's and comes from there."""
    titles = {load_preset(key).steward.zh for key in preset_keys()} - {"红管家"}
    catalogued = catalogue(CHINESE).items()
    said = {message: text for message, text in catalogued if any(title in str(text) for title in titles)}
    assert (len(titles), said) == (3, {})
