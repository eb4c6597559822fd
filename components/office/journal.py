"""Words for what the journal keeps: ids and codes, made readable."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from components.wording.labels import label
from components.wording.words import t
from db.scheme import Scheme
from db.subjects import modules

ACTIONS: dict[str, str] = {}
FIELDS: dict[str, str] = {}
# Details that are a member of an enum, and those that are a key of the scheme.
CODES: dict[tuple[str, str], type[StrEnum]] = {}
TERMS: dict[tuple[str, str], Callable[[Scheme, str], str]] = {}
for _events in modules("components", "events"):
    ACTIONS |= _events.ACTIONS
    FIELDS |= _events.FIELDS
    CODES |= getattr(_events, "CODES", {})
    TERMS |= getattr(_events, "TERMS", {})


def action_label(action: str) -> str:
    return t(ACTIONS[action])


def detail_text(scheme: Scheme, action: str, detail: Mapping[str, Any]) -> str:
    """`application 12 · people 3`: what is meant for the reader; codes stay in the journal."""
    told = {key: value for key, value in detail.items() if key in FIELDS and value is not None}
    return " · ".join(f"{t(FIELDS[key])} {_said(scheme, action, key, value)}" for key, value in told.items())


def _said(scheme: Scheme, action: str, field: str, value: Any) -> str:
    if known := CODES.get((action, field)):
        return label(known(value))
    if term := TERMS.get((action, field)):
        return term(scheme, value)
    return _short(value)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value[:8])) + ("…" if len(value) > 8 else "")
    return str(value)
