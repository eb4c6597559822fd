"""One cleaning of text on its way in: what nobody can see goes, what stands for a line break or a blank becomes one."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

# Control characters, noncharacters, zero-width and bidirectional marks, soft hyphens.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DROPPED = re.compile(f"[{_UNSEEN}]")
_BROKEN = re.compile(f"\r\n?|[{_BREAKS}]")
_BLANK = re.compile(f"[{_BLANKS}]")
# A spreadsheet spells a control character like this; some programs hand the spelling on.
_SPELT = re.compile("_x(00[01][0-9A-Fa-f])_")


def visible(text: str) -> str:
    """Text as a person reads it: without what cannot be seen, with plain line breaks and blanks."""
    # Nearly every text: nothing to clean, which is quickly told.
    if text.isprintable() and "_x00" not in text:
        return text
    text = _SPELT.sub(lambda found: chr(int(found[1], 16)), text)
    return _DROPPED.sub("", _BLANK.sub(" ", _BROKEN.sub("\n", text)))


def clean(text: str) -> str:
    """The same, without blanks at the ends."""
    return visible(text).strip()


_WORDS = "无 没有 暂无 不详 不明 未知 未提供 未登记 空 缺 待补 无电话 无手机 无号码 没电话 无证件 none null nil n/a na"
_NOTHING = frozenset(_WORDS.split())


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or filled in with a word or a sign for nothing: 无, a dash, a stroke."""
    return not text or not any(map(str.isalnum, text)) or text.strip(" ()（）。.").lower() in _NOTHING


def all_texts(value: Any, how: Callable[[str], str]) -> Any:
    """Every text within lists and mappings, as `how` makes it."""
    if isinstance(value, str):
        return how(value)
    if isinstance(value, list | tuple):
        return [all_texts(one, how) for one in value]
    return {key: all_texts(one, how) for key, one in value.items()} if isinstance(value, dict) else value


class Given(BaseModel):
    """What a form, a list or a public page hands in: every text is cleaned before anything looks at it. A password is not text
    that anybody reads: it stays as typed."""

    # A form's checks are put together when it first comes in, and not those of every form at the start.
    model_config = ConfigDict(defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _clean_texts(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {key: value if key == "password" else all_texts(value, clean) for key, value in given.items()}
