"""Tables of a scheme's parts, edited in place: what a table does not show is kept."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal

import streamlit as st

from components.ui.forms import Form
from components.wording.labels import label
from components.wording.words import t

Content = dict[str, Any]


def _columns(names: Mapping[str, Any]) -> dict[str, Any]:
    common: dict[str, Any] = {
        "zh": st.column_config.TextColumn(t("Chinese"), required=True, max_chars=60),
        "en": st.column_config.TextColumn("English", required=True, max_chars=80),
        "key": None,
    }
    return common | dict(names)


def one_of(title: str, kind: type[StrEnum], default: StrEnum | None = None) -> Any:
    """A column in which one of an enum's members is chosen, in words."""
    return st.column_config.SelectboxColumn(
        title, options=[member.value for member in kind], format_func=lambda value: label(kind(str(value))), required=True,
        default=default,
    )  # fmt: skip


def some_of(title: str, kind: type[StrEnum], *, but: frozenset[StrEnum] = frozenset()) -> Any:
    return st.column_config.MultiselectColumn(
        title, options=[member.value for member in kind if member not in but], format_func=lambda value: label(kind(value)),
    )  # fmt: skip


def part_table(
    form: Form, name: str, rows: Sequence[Content], more: Mapping[str, Any], *, changes: Literal["dynamic", "add"] = "dynamic"
) -> list[Content]:
    """With `changes="add"` no row can be taken out."""
    fields = ["zh", "en", *more, "key"]
    shown = [{field: row.get(field) for field in fields} for row in rows]
    edited = st.data_editor(
        shown,
        column_config=_columns(more),
        column_order=fields[:-1],
        num_rows=changes,
        hide_index=True,
        key=form.key(name),
    )
    return _rejoined(rows, [dict(row) for row in edited])


def _rejoined(before: Sequence[Content], after: Sequence[Content]) -> list[Content]:
    """Edited cells over what the table does not show; a new row gets a key made of its English name."""
    by_key = {row["key"]: row for row in before}
    taken = set(by_key)
    joined = []
    for row in after:
        key = row.get("key") or _new_key(str(row.get("en") or ""), taken)
        taken.add(key)
        joined.append({**by_key.get(key, {}), **{k: v for k, v in row.items() if v is not None}, "key": key})
    return joined


def _new_key(english: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")[:30] or "new"
    stem = stem if stem[0].isalpha() else f"n_{stem}"
    return next(key for n in range(1, 1000) if (key := stem if n == 1 else f"{stem}_{n}") not in taken)
