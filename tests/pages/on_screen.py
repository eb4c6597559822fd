"""Everything that a page puts before a person's eyes, from whatever elements it is made of."""

import json
from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# What an element carries beside what is read: addresses, ids, settings of a table's columns.
_UNSEEN = {"id", "form_id", "fragment_id", "url", "page", "columns", "element_id", "deferred_file_id", "data", "query_string"}


def _texts(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in _UNSEEN:
            continue
        many = value if field.is_repeated else [value]
        if field.message_type and not field.message_type.GetOptions().map_entry:
            for one in many:
                yield from _texts(one)
        elif field.type == field.TYPE_STRING:
            yield from map(str, many)


def _cells(table: Any) -> Iterator[str]:
    """Of the columns that are shown; a column of choices shows words of its own in place of what is kept."""
    settings: dict[str, Any] = json.loads(table.proto.columns or "{}")
    shown = list(table.proto.column_order) or list(map(str, table.value.columns))
    for name in shown:
        setting = settings.get(name) or {}
        type_config = setting.get("type_config") or {}
        yield setting.get("label") or name
        choices = [choice for choice in type_config.get("options") or () if isinstance(choice, dict)]
        yield from (str(choice.get("label", choice["value"])) for choice in choices)
        if not setting.get("hidden") and not choices and name in table.value.columns:
            yield from map(str, table.value[name].tolist())


def everything_on(test: AppTest) -> str:
    return "\n".join(text for node in test._tree for text in _of(node))


def _of(node: Any) -> Iterator[str]:
    if getattr(node, "type", "") in ("arrow_data_frame", "dataframe"):
        yield from _cells(node)
    if isinstance(proto := getattr(node, "proto", None), Message):
        yield from _texts(proto)
