"""Every sentence of the program in both languages, with the same fields; every enum member has its label."""

import enum
import importlib
import pkgutil
import re

import pytest
from babel.messages.pofile import read_po

import db
from components.office.journal import ACTIONS
from components.wording.labels import LABELS
from components.wording.refusals import SENTENCES
from db.audit import Event
from tests.words.messages import ROOT, all_messages, literal_messages, missing

LOCALE = ROOT / "components" / "wording" / "locale"


def entries(language: str):
    with (LOCALE / f"{language}.po").open("rb") as file:
        return [entry for entry in read_po(file) if entry.id]


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_sentence_has_its_chinese():
    assert missing("zh_CN") == []


def test_no_catalogue_keeps_a_sentence_that_nobody_says():
    for language in ("zh_CN", "en"):
        said = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in entries(language)}
        assert said - all_messages() == set(), language


def test_a_translation_has_the_fields_of_its_sentence():
    wrong = [entry.id for entry in entries("zh_CN") if fields(entry.id) != fields(entry.string)]
    # "{rung}" and the like may be left out where Chinese does not count.
    assert wrong == []


def test_a_sentence_is_called_with_the_fields_it_has():
    wrong = {text: names for text, (_, _, names) in literal_messages().items() if fields(text) - names and names}
    assert wrong == {}


def test_the_chinese_uses_chinese_punctuation():
    half_width = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]")
    allowed = re.compile(r":\w+\[|\*\*|`")
    wrong = [entry.string for entry in entries("zh_CN") if half_width.search(entry.string) and not allowed.search(entry.string)]
    assert wrong == []


def test_english_counts_one_thing_as_one():
    many_of = re.compile(r"\{n\}\S* (people|units|users|entries|replies|rows|summaries|days|marks|credits|opinions)\b")
    plural = {entry.id[0] for entry in entries("en") if isinstance(entry.id, tuple)}
    uncounted = {text for text in literal_messages() if many_of.search(text)} - plural
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
