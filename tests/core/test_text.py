"""One cleaning of text at the door: what nobody can see goes, what can be seen stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.models.households import HouseholdIn, MemberIn
from db.office.models import UserIn
from db.text import clean
from db.vetting.models.applications import ApplicantIn
from db.visits.models.visits import RaisedIn, VisitIn

UNSEEN = ["\x00", "\x01", "\x1f", "\x7f", "\u200b", "\u200d", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\xad", "\ufffe"]


@pytest.mark.parametrize("mark", UNSEEN, ids=[f"U+{ord(mark):04X}" for mark in UNSEEN])
def test_what_cannot_be_seen_goes(mark):
    assert clean(f"退{mark}休{mark}工人{mark}") == "退休工人"


@pytest.mark.parametrize("blank", ["\xa0", "\u3000", "\u2003", "\u202f"])
def test_every_kind_of_blank_becomes_a_plain_one_and_none_stands_at_the_ends(blank):
    assert clean(f"{blank}松风{blank}社区{blank}") == "松风 社区"


@pytest.mark.parametrize("line_break", ["\x0b", "\x0c", "\u2028", "\u2029", "\r\n", "\r", "_x000B_", "_x000D_"])
def test_every_kind_of_line_break_becomes_a_plain_one(line_break):
    assert clean(f"一{line_break}二") == "一\n二"


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_cleaning_twice_is_cleaning_once_and_nothing_unseen_is_left(text):
    once = clean(text)
    assert clean(once) == once == once.strip()
    assert not [c for c in once if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not [c for c in once if c in UNSEEN]


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_what_people_write_stays_as_it_is(text):
    assert clean(text) == text


@pytest.mark.parametrize("model", [ApplicantIn, HouseholdIn, MemberIn])
def test_every_text_of_a_form_is_cleaned(model):
    texts = [name for name, field in model.model_fields.items() if field.annotation is str]
    assert len(texts) > 3
    given_ = model.model_construct().model_dump() | {name: f"\u200b{name}\x01 " for name in texts}
    assert {name: getattr(model(**given_), name) for name in texts} == {name: name for name in texts}


def test_texts_within_lists_and_answers_are_cleaned_too():
    visit = VisitIn(household_ids=[1], raised=[RaisedIn(topic="x", text="灯\x0b坏了\u200b")], answers={7: {"q1": "是\u200b"}})
    assert (visit.raised[0].text, visit.answers) == ("灯\n坏了", {7: {"q1": "是"}})


def test_a_password_stays_as_it_was_typed():
    assert UserIn(login="a\u200b", name="甲", password=" a\u200bb ").model_dump(include={"login", "password"}) == {
        "login": "a", "password": " a\u200bb ",
    }  # fmt: skip
