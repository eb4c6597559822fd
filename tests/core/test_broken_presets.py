"""A broken preset is refused with its file, the key and the reason of what is wrong first."""

from collections.abc import Callable
from typing import Any

import pytest
import tomli_w

from db.errors import Refused
from db.presets import load_preset, read_scheme

Preset = dict[str, Any]


@pytest.fixture
def preset(home) -> Preset:
    return load_preset("nanzheng").model_dump(mode="json", exclude_none=True)


def refusal(text: str) -> dict[str, Any]:
    with pytest.raises(Refused) as caught:
        read_scheme(text, "sixth.toml")
    assert caught.value.code == "preset_broken"
    return caught.value.params


def set_to(value: Any, *path: str | int) -> Callable[[Preset], None]:
    def change(preset: Preset) -> None:
        part: Any = preset
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value

    return change


def without(*path: str | int) -> Callable[[Preset], None]:
    def change(preset: Preset) -> None:
        part: Any = preset
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]

    return change


def twice(name: str) -> Callable[[Preset], None]:
    return lambda preset: preset[name].append(preset[name][0])


def swapped(preset: Preset) -> None:
    preset["steps"][4], preset["steps"][5] = preset["steps"][5], preset["steps"][4]


def two_rounds_of_opinions(preset: Preset) -> None:
    preset["steps"].insert(4, preset["steps"][3] | {"key": "more_opinions"})


BREAKS: dict[str, tuple[Callable[[Preset], None], str, str]] = {
    "no-title": (without("steward", "zh"), "steward.zh", "preset_missing"),
    "no-steps-at-all": (without("steps"), "steps", "preset_missing"),
    "a-key-that-nobody-knows": (set_to("red", "colour"), "colour", "preset_unknown_key"),
    "a-misspelt-key": (set_to(5, "steps", 0, "day"), "steps.0.day", "preset_unknown_key"),
    "a-role-that-is-none": (set_to("mayor", "steps", 0, "decider"), "steps.0.decider", "preset_not_a_choice"),
    "a-kind-that-is-none": (set_to("party", "steps", 0, "kind"), "steps.0.kind", "preset_not_a_choice"),
    "a-rule-that-is-none": (set_to("yearly", "activity_days", 0, "rule"), "activity_days.0.rule", "preset_not_a_choice"),
    "a-field-that-is-none": (
        set_to(["salary"], "departments", 0, "fields"),
        "departments.0.fields.0",
        "preset_not_a_choice",
    ),
    "a-key-in-chinese": (set_to("楼栋", "levels", 3, "key"), "levels.3.key", "preset_key_form"),
    "a-key-with-a-space": (set_to("two words", "categories", 0, "key"), "categories.0.key", "preset_key_form"),
    "an-empty-label": (set_to("", "levels", 0, "zh"), "levels.0.zh", "preset_empty"),
    "no-categories": (set_to([], "categories"), "categories", "preset_empty"),
    "no-forms-of-visiting": (set_to([], "visiting", "forms"), "visiting.forms", "preset_empty"),
    "a-word-for-a-number": (set_to("three", "steps", 0, "days"), "steps.0.days", "preset_not_a_number"),
    "no-days": (set_to(0, "steps", 0, "days"), "steps.0.days", "preset_out_of_range"),
    "four-hundred-days": (set_to(400, "steps", 0, "days"), "steps.0.days", "preset_out_of_range"),
    "an-eighth-weekday": (set_to(8, "activity_days", 0, "weekday"), "activity_days.0.weekday", "preset_out_of_range"),
    "a-child-as-steward": (set_to(7, "steward", "min_age"), "steward.min_age", "preset_out_of_range"),
    "a-list-that-is-a-word": (set_to("none", "teams"), "teams", "preset_wrong_value"),
    "a-level-twice": (twice("levels"), "levels", "preset_key_twice"),
    "a-step-twice": (twice("steps"), "steps", "preset_key_twice"),
    "a-department-twice": (twice("departments"), "departments", "preset_key_twice"),
    "a-level-that-is-not-there": (set_to("planet", "steward", "covers"), "steward.covers", "preset_unknown_level"),
    "a-step-at-no-level": (set_to("planet", "steps", 1, "level"), "steps.branch_review.level", "preset_unknown_level"),
    "appointed-before-announced": (swapped, "steps", "preset_steps_order"),
    "no-announcement": (without("steps", 4), "steps", "preset_steps_order"),
    "two-rounds-of-opinions": (two_rounds_of_opinions, "steps", "preset_opinions_twice"),
    "nobody-to-ask": (set_to([], "departments"), "departments", "preset_no_departments"),
    "a-return-forward": (
        set_to(["community_review"], "steps", 0, "may_return_to"),
        "steps.recommendation.may_return_to",
        "preset_return_forward",
    ),
    "a-return-to-itself": (
        set_to(["recommendation"], "steps", 0, "may_return_to"),
        "steps.recommendation.may_return_to",
        "preset_return_forward",
    ),
    "marks-that-make-101": (set_to(16, "assessment", 0, "marks"), "assessment", "preset_marks"),
    "a-weekly-day-without-its-weekday": (
        without("activity_days", 0, "weekday"),
        "activity_days.0.weekday",
        "preset_missing",
    ),
}


@pytest.mark.parametrize(("change", "key", "reason"), BREAKS.values(), ids=BREAKS)
def test_a_broken_preset_is_refused_with_file_key_and_reason(preset, change, key, reason):
    change(preset)
    refused = refusal(tomli_w.dumps(preset))
    assert (refused["file"], refused["key"], refused["reason"]) == ("sixth.toml", key, reason)


CONTRADICTIONS: dict[str, Callable[[Preset], None]] = {
    "fewer-households-at-most-than-at-least": set_to(5, "coverage", "households_max"),
    "fewer-visits-at-most-than-at-least": set_to(5, "visiting", "per_month_max"),
    "a-form-of-visiting-twice": lambda preset: preset["visiting"]["forms"].append(preset["visiting"]["forms"][0]),
    "a-role-titled-twice": twice("roles"),
    "a-step-decided-by-a-role-that-may-not": set_to("property", "steps", 0, "decider"),
}


@pytest.mark.parametrize("change", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_preset_that_contradicts_itself_is_refused(preset, change):
    change(preset)
    assert refusal(tomli_w.dumps(preset))["reason"].startswith("preset_")


def test_the_refusal_shows_what_was_found(preset):
    preset["steps"][0]["decider"] = "mayor"
    assert refusal(tomli_w.dumps(preset))["found"] == "mayor"


@pytest.mark.parametrize("text", ["key = ", "[steward\n", 'zh = "没有结束', "key = 1\nkey = 2"])
def test_a_file_that_is_not_toml_is_refused_with_where(text):
    refused = refusal(text)
    assert (refused["key"], refused["reason"]) == ("-", "preset_not_toml")
    assert "(at " in refused["found"]


def test_an_empty_file_is_refused_by_the_first_key_that_is_missing():
    assert (refusal("")["key"], refusal("")["reason"]) == ("key", "preset_missing")


def in_data_folder(home, raw: bytes) -> None:
    (home / "schemes").mkdir()
    (home / "schemes" / "sixth.toml").write_bytes(raw)


def test_a_broken_file_in_the_data_folder_is_refused_by_its_name(home, preset):
    del preset["steward"]
    in_data_folder(home, tomli_w.dumps(preset).encode())
    with pytest.raises(Refused) as caught:
        load_preset("sixth")
    assert caught.value.params["file"] == "sixth.toml"


def test_a_file_saved_in_the_old_chinese_encoding_is_read(home, preset):
    in_data_folder(home, tomli_w.dumps(preset).encode("gb18030"))
    assert load_preset("sixth").zh == preset["zh"]


def test_a_file_saved_by_notepad_is_read(home, preset):
    """Notepad puts a byte-order mark in front and ends lines in its own way."""
    in_data_folder(home, tomli_w.dumps(preset).replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_preset("sixth").zh == load_preset("nanzheng").zh
