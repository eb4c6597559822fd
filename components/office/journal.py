"""Words for what the journal keeps: ids and codes, made readable."""

from collections.abc import Mapping
from typing import Any

from components.wording.words import t
from db.subjects import modules

ACTIONS: dict[str, str] = {}
FIELDS: dict[str, str] = {}
for _events in modules("components", "events"):
    ACTIONS |= _events.ACTIONS
    FIELDS |= _events.FIELDS


def action_label(action: str) -> str:
    return t(ACTIONS[action])


def detail_text(detail: Mapping[str, Any]) -> str:
    """`application 12 · people 3`: what is meant for the reader; codes stay in the journal."""
    return " · ".join(f"{t(FIELDS[key])} {_short(value)}" for key, value in detail.items() if key in FIELDS and value is not None)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value[:8])) + ("…" if len(value) > 8 else "")
    return str(value)
