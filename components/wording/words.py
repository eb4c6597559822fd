"""Every sentence that a person reads. Message ids are English; `locale/*.po` hold Chinese, and English plurals: here those
of the whole house, and in each subject's room its own.

Knows no screen: the language comes from whoever calls `speak_through`, so that documents and commands can speak too.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, get_day_names
from babel.messages.pofile import read_po

from db import clock
from db.subjects import NAMES

CHINESE, ENGLISH = "zh_CN", "en"
LANGUAGES = {CHINESE: "中文", ENGLISH: "English"}
_ROOMS = Path(__file__).resolve().parents[1]
_WEEKDAYS = "一二三四五六日"

# What the Chinese catalogues call a steward, and what the program itself is called.
STEWARD, _PRODUCT = "红管家", "Red Steward"

_language: Callable[[], str] = lambda: CHINESE  # noqa: E731
_steward: Callable[[], str] = lambda: STEWARD  # noqa: E731


def speak_through(chooser: Callable[[], str]) -> None:
    """From now on `chooser` says the language of whoever is being spoken to."""
    global _language
    _language = chooser


def call_stewards_through(chooser: Callable[[], str]) -> None:
    """From now on `chooser` says what a steward is called in Chinese: each programme has its own title."""
    global _steward
    _steward = chooser


@contextmanager
def speaking_in(name: str) -> Iterator[None]:
    """For what is said before anybody is there to be spoken to."""
    global _language
    before, _language = _language, lambda: name
    try:
        yield
    finally:
        _language = before


def language() -> str:
    return _language()


def catalogue_files(name: str) -> list[Path]:
    files = (_ROOMS / room / "locale" / f"{name}.po" for room in ("wording", *NAMES))
    return [file for file in files if file.exists()]


@lru_cache(maxsize=4)
def catalogue(name: str) -> dict[str, str | Sequence[str]]:
    """Message id -> what is said, in one form or, where the language counts, in several."""
    said: dict[str, str | Sequence[str]] = {}
    for path in catalogue_files(name):
        with path.open("rb") as file:
            for entry in filter(lambda entry: entry.id, read_po(file, locale=name)):
                said[entry.id if isinstance(entry.id, str) else entry.id[0]] = entry.string or ""
    return said


@lru_cache(maxsize=8192)
def _translated(name: str, steward: str, message: str, n: int | None) -> str:
    said = catalogue(name).get(message)
    if not said:
        return message
    text = said if isinstance(said, str) else said[0 if name == CHINESE or n == 1 else -1]
    return text if _PRODUCT in message else text.replace(STEWARD, steward)


def t(message: str, /, **params: Any) -> str:
    """The sentence in the person's language. `n` chooses between one and many where the language does."""
    n = params.get("n")
    text = _translated(_language(), _steward(), message, n if isinstance(n, int) else None)
    return text.format(**{key: _shown(value) for key, value in params.items()}) if params else text


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def day(value: date) -> str:
    """11月22日（周日）; today and yesterday by name; the year only when it is not this one."""
    today = clock.today()
    for name, offset in (("today", 0), ("yesterday", -1), ("tomorrow", 1)):
        if value == today + timedelta(days=offset):
            return t(name)
    return full_day(value, with_year=value.year != today.year)


def short_day(value: date) -> str:
    """11月22日, for tables; today and yesterday by name, the year only when it is not this one."""
    named = day(value)
    return named.split("（")[0] if _language() == CHINESE else named


def full_day(value: date, *, with_year: bool = True) -> str:
    """With the weekday, and never by name: for what is printed."""
    if _language() == CHINESE:
        year = f"{value.year}年" if with_year else ""
        return f"{year}{value.month}月{value.day}日（周{_WEEKDAYS[value.weekday()]}）"
    return format_date(value, "EEE d MMM y" if with_year else "EEE d MMM", locale=ENGLISH)


def weekday(n: int, *, short: bool = False) -> str:
    """周一 for 1, 周日 for 7."""
    if _language() == CHINESE:
        return f"周{_WEEKDAYS[n - 1]}"
    return str(get_day_names("abbreviated" if short else "wide", locale=ENGLISH)[n - 1])


def document_day(value: date) -> str:
    """As on a document: 2026年11月22日."""
    if _language() == CHINESE:
        return f"{value.year}年{value.month}月{value.day}日"
    return format_date(value, "d MMMM y", locale=ENGLISH)


def month(value: str) -> str:
    """`2006-11` -> 2006年11月, `2006` -> 2006年."""
    if not value or _language() != CHINESE:
        return value
    year, _, number = value.partition("-")
    return f"{year}年" + (f"{int(number)}月" if number else "")


def moment(value: datetime) -> str:
    at = clock.local(value)
    return f"{day(at.date())} {at:%H:%M}"


def minute_from(value: datetime) -> str:
    """The first full minute that is not before it: for what one has to wait for."""
    return f"{clock.local(value + timedelta(seconds=59)):%H:%M}"


def listed(parts: list[str]) -> str:
    """A list inside a sentence."""
    return ("、" if _language() == CHINESE else ", ").join(parts)


def aside(said: str, more: str) -> str:
    """With what stands in brackets after it."""
    return f"{said}（{more}）" if _language() == CHINESE else f"{said} ({more})"


def number_text(n: int | None) -> str:
    """Empty for what is not known."""
    return "" if n is None else str(n)


def share(n: int, of: int) -> str:
    """As a percentage, rounded down; a dash where there is nothing to share."""
    return f"{n * 100 // of}%" if of else "—"
