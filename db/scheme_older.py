"""Schemes written when a key was still a word that the program knew: what it meant is said for them, so that it stays so.

Versions stored by offices and preset files of older programs come through here; `seed/schemes/usual/older.toml` holds the
words. Whatever already says what it means is left alone, and so is what has no form at all: checking it is for later.
"""

import tomllib
from functools import lru_cache
from typing import Any

from db.scheme_parts import About
from db.scheme_visiting import Cause
from db.settings import PROJECT

Row = dict[str, Any]


@lru_cache
def _meant() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "seed" / "schemes" / "usual" / "older.toml").read_text("utf-8"))


def _rows(content: Any, part: str) -> list[Row]:
    rows = content.get(part) if isinstance(content, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _key(row: Row) -> str:
    return str(row.get("key"))


def bring_up(content: Row) -> None:
    """Changes `content`, a scheme as it was read, in place."""
    visiting, kinds = content.get("visiting"), _rows(content, "matter_kinds")
    _say(kinds, "matter_kinds", "about")
    _name_figures(content)
    _name_members(content)
    _say(_rows(visiting, "occasions"), "occasions", "suits")
    for day in _rows(content, "activity_days"):
        if any(word in _key(day) for word in _meant()["activity_days"]):
            day.setdefault("is_knock_day", True)
    called = _called_for(visiting, {_key(kind): kind.get("about") for kind in kinds})
    for rule in _rows(visiting, "must_visits"):
        _say_causes(rule, called.get(_key(rule), []))


def _say(rows: list[Row], part: str, field: str) -> None:
    for row in rows:
        if _key(row) in _meant()[part]:
            row.setdefault(field, _meant()[part][_key(row)])


def _name_figures(content: Any) -> None:
    """Figures were numbers by key alone; one that the program does not know is called by its key."""
    figures = content.get("figures") if isinstance(content, dict) else None
    if isinstance(figures, dict):
        known = _meant()["figures"]
        content["figures"] = [{"key": key, "n": n} | known.get(key, {"zh": key, "en": key}) for key, n in figures.items()]


def _name_members(content: Any) -> None:
    """Persons beside the households were spoken of in a sentence alone."""
    coverage = content.get("coverage") if isinstance(content, dict) else None
    if isinstance(coverage, dict) and (named := _meant()["named"].get(str(coverage.get("extra_zh")))):
        coverage.setdefault("named", dict(named))


def _called_for(visiting: Any, about_of_kind: dict[str, Any]) -> dict[str, list[str]]:
    """Key of a must-visit -> what the topics that called for it are about; topics themselves no longer name it."""
    if not isinstance(visiting, dict) or "topics" not in visiting:
        usual = _meant()["usual_topic"]
        return {key: [usual["about"]] for key in usual["must"]}
    called: dict[str, list[str]] = {}
    for topic in _rows(visiting, "topics"):
        matter, must = str(topic.pop("matter", "")), topic.pop("must", ())
        # An office's own topic that called for a visit did so as the usual one about a dispute does.
        supposed = about_of_kind.get(matter) or (About.DISPUTE.value if must else About.OTHER.value)
        topic.setdefault("about", _meant()["topics"].get(_key(topic), supposed))
        for key in must if isinstance(must, list) else ():
            called.setdefault(str(key), []).append(str(topic["about"]))
    return called


def _say_causes(rule: Row, called_for: list[str]) -> None:
    if "arises" not in rule:
        before_festivals = [Cause.FESTIVAL.value] if rule.pop("on_festivals", False) else []
        rule["arises"] = [*before_festivals, *_meant()["must_visits"].get(_key(rule), [])]
    if "about" not in rule:
        rule["about"] = sorted(set(called_for))
