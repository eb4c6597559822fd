"""Text as it was typed, on a screen that reads Markdown: what is not `Markdown` is escaped before it is shown.

Knows no screen. What the browser makes of the marks here is proved by `tests/browser/test_typed_text.py`.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from components.wording.words import t


class Markdown(str):
    """Marks of our own, with whatever somebody typed escaped already. Cut or put together otherwise it is a `str` again."""

    __slots__ = ()


# A backslash takes these their meaning. A colon before a digit or a blank has none: times and sentences stay readable.
_MARKS = r"[\\`*_{}\[\]<>#|$~&]|:(?![\d\s])"
# At the beginning of a line: a list, a heading underlined, a rule.
_OPENING = r"^[-+=]"
_NUMBERED = re.compile(r"^(\d+)([.)])")
# What Streamlit and GitHub's Markdown look for in the text once it was read, so that no backslash helps: signs like `:smile:`
# and `:material_home:`, addresses of the web and of mail, arrows and dashes. The letter in the middle gets a span of its own.
_SOUGHT = r":(?=[\w+-]+:)|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.|@|(?<=[-<>~])[-=>]"
_ANY = re.compile(rf"(?P<sought>{_SOUGHT})|(?P<mark>{_MARKS}|{_OPENING})", re.IGNORECASE)


def _escaped(found: re.Match[str]) -> str:
    return f":color[{found[0]}]" if found["sought"] else f"\\{found[0]}"


def _line(text: str) -> str:
    # `:material/` is rewritten before anything else is read.
    return _NUMBERED.sub(r"\1\\\2", _ANY.sub(_escaped, text)).replace(":material/", r":material\/")


def plain(text: str) -> Markdown:
    """Whatever was typed, so that it is shown as it was typed. Markdown of our own stays what it is."""
    if isinstance(text, Markdown):
        return text
    return Markdown("\\\n".join(_line(line.strip()) for line in text.strip().splitlines()))


def md(sentence: str, /, **values: Any) -> Markdown:
    """A sentence of the catalogue whose own marks count and whose values are shown as they were typed."""
    return Markdown(t(sentence, **{name: _value(value) for name, value in values.items()}))


def marked(template: str, /, **values: Any) -> Markdown:
    """Marks around values, where there is nothing to translate: `**{door}** :gray[{name}]`."""
    return Markdown(template.format(**{name: _value(value) for name, value in values.items()}))


def joined(between: str, parts: Iterable[str]) -> Markdown:
    """Those parts that are not empty, in one line."""
    return Markdown(between.join(plain(part) for part in parts if part))


def plainly(shown: Callable[[Any], str]) -> Callable[[Any], Markdown]:
    """For buttons side by side: what an option is called, as it was typed."""
    return lambda option: plain(shown(option))


def _value(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value
