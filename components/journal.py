"""Words for what the journal keeps: ids and codes, made readable."""

from collections.abc import Mapping
from typing import Any

from components.labels import label
from components.visit_words import word
from components.wording.journal import ACTIONS, CODES, FIELDS
from components.words import t
from db.scheme import Scheme


def action_label(action: str) -> str:
    return t(ACTIONS[action])


def detail_text(scheme: Scheme, action: str, detail: Mapping[str, Any]) -> str:
    """`application 12 · people 3`: what is meant for the reader; codes stay in the journal."""
    told = {key: value for key, value in detail.items() if key in FIELDS and value is not None}
    return " · ".join(f"{t(FIELDS[key])} {_said(scheme, action, key, value)}" for key, value in told.items())


def _said(scheme: Scheme, action: str, field: str, value: Any) -> str:
    if known := CODES.get((action, field)):
        return label(known(value))
    if action.startswith("must_visit") and field == "kind":
        return word(scheme.visiting.must_visits, value)
    if field == "mark":
        _, festival, year = value.split(":")
        return f"{word(scheme.visiting.festivals, festival)} {year}"
    return _short(value)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value[:8])) + ("…" if len(value) > 8 else "")
    return str(value)
