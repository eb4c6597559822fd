"""Versions and preset files written before a scheme said what its keys mean are read as they were meant."""

import json

import pytest
import tomli_w

from db.errors import Refused
from db.presets import load_preset, parse_scheme, read_scheme
from db.scheme import About, Cause

FIVE = ["fushan", "jili", "nanzheng", "ningxia", "qianxi"]
MATTERS = {"difficulty", "opinion", "dispute", "hazard"}


def older(key: str) -> dict:
    """The preset in the form of the older program: what is said in fields today was said by keys."""
    content = load_preset(key).model_dump(mode="json", exclude_none=True)
    visiting = content["visiting"]
    for part, field in (
        (content["matter_kinds"], "about"),
        (content["activity_days"], "is_knock_day"),
        (visiting["occasions"], "suits"),
    ):
        for row in part:
            del row[field]
    for topic in visiting["topics"]:
        del topic["about"]
        topic["matter"] = topic["key"] if topic["key"] in MATTERS else ""
        topic["must"] = ["dispute", "grievance"] if topic["key"] == "dispute" else []
    for rule in visiting["must_visits"]:
        rule["on_festivals"] = "festival" in rule.pop("arises")
        del rule["about"]
    return content


@pytest.mark.parametrize("key", FIVE)
def test_a_version_stored_by_the_older_program_means_what_it_meant(home, key):
    assert parse_scheme(json.dumps(older(key))) == load_preset(key)


@pytest.mark.parametrize("key", FIVE)
def test_a_preset_file_of_the_older_program_means_what_it_meant(home, key):
    content = older(key)
    del content["visiting"]["topics"], content["visiting"]["festivals"]
    assert read_scheme(tomli_w.dumps(content), "older.toml") == load_preset(key)


def test_an_older_topic_of_an_offices_own_keeps_its_matter_and_its_must_visits(home):
    content = older("nanzheng")
    own = {"zh": "漏水", "en": "A leak", "matter": "hazard", "must": ["disaster"]}
    quarrel = {"zh": "吵架", "en": "A quarrel", "must": ["grievance"]}
    content["visiting"]["topics"] = [own | {"key": "leak"}, quarrel | {"key": "quarrel"}]
    visiting = parse_scheme(json.dumps(content)).visiting
    assert [topic.about for topic in visiting.topics] == [About.HAZARD, About.DISPUTE]
    assert {rule.key: rule.about for rule in visiting.must_visits if rule.about} == {
        "disaster": (About.HAZARD,), "grievance": (About.DISPUTE,),
    }  # fmt: skip


def test_a_scheme_that_says_what_it_means_is_not_second_guessed_by_its_keys(home):
    scheme = load_preset("nanzheng")
    rules = tuple(rule.model_copy(update={"arises": (), "about": ()}) for rule in scheme.visiting.must_visits)
    quiet = scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"must_visits": rules})})
    assert [parse_scheme(quiet.model_dump_json()).visiting.arising(cause) for cause in Cause] == [(), (), ()]


@pytest.mark.parametrize("wrong", [7, [], [7], [{"key": ["x"]}], [{"key": 7, "must": 7, "matter": []}], {"key": "x"}])
@pytest.mark.parametrize("part", ["topics", "must_visits", "occasions", "matter_kinds", "activity_days", "visiting"])
def test_a_file_of_no_form_at_all_is_refused_as_ever(home, part, wrong):
    content = older("nanzheng")
    holder = content["visiting"] if part in content["visiting"] else content
    holder[part] = wrong
    if wrong == [] and part not in ("matter_kinds", "visiting"):
        assert read_scheme(tomli_w.dumps(content), "x.toml")
        return
    with pytest.raises(Refused) as caught:
        read_scheme(tomli_w.dumps(content), "x.toml")
    assert caught.value.code == "preset_broken"


def test_figures_that_were_numbers_by_key_alone_get_the_words_that_the_program_knows(home):
    content = load_preset("qianxi").model_dump(mode="json", exclude_none=True)
    content["figures"] = {"villages": 416, "own_count": 7}
    known, own = parse_scheme(json.dumps(content)).figures
    assert (known.n, known.zh, known.is_at_least) == (416, "村（个）", False)
    assert (own.n, own.zh) == (7, "own_count")


def test_persons_of_whom_an_older_version_spoke_in_a_sentence_are_persons_and_stay_out_once_an_office_leaves_them_out(home):
    preset = load_preset("qianxi")
    content = older("qianxi")
    del content["coverage"]["named"]
    content["coverage"]["extra_zh"] = "“1+10+N”：一名红管家联系10户，照看N名老弱党员"
    assert parse_scheme(json.dumps(content)).coverage.named == preset.coverage.named
    content["coverage"]["named"] = None
    assert parse_scheme(json.dumps(content)).coverage.named is None
    assert [key for key in FIVE if load_preset(key).coverage.named] == ["qianxi"]
