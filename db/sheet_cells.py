"""A cell: what its kind is, what it says, and what its kind betrays of damage done before it came here."""

import re
import unicodedata
from datetime import date, time
from typing import Any, Literal

from db.day_bounds import SPREADSHEET_YEAR
from db.text import clean


class Uncalculated(str):
    """The text of a formula that no program has calculated yet."""


class Unsound(str):
    """What a spreadsheet shows where a formula failed, such as `#N/A`."""


Cell = str | float | int | bool | date | time | None


def _time(text: str) -> Cell:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return text


_KINDS: dict[str, Any] = {
    "date": date.fromisoformat, "time": _time, "formula": Uncalculated, "error": Unsound,
}  # fmt: skip


def from_json(value: Any) -> Cell:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        [(kind, text)] = value.items()
        return _KINDS[kind](text)  # type: ignore[no-any-return]
    return value  # type: ignore[no-any-return]


def text_of(cell: Cell) -> str:
    """As the clerk sees it: whole numbers without `.0`, outer spaces gone."""
    if isinstance(cell, str):
        return cell.replace("\u3000", " ").strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


# 3-1 as programs write it once they have taken it for a day; 6.1E+17 what is left of a long number.
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY_TEXT = re.compile(
    rf"(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?|\d{{1,2}}月\d{{1,2}}日"
    rf"|\d{{1,2}}-(?:{_MONTHS})(?:-\d\d)?|(?:{_MONTHS})-\d{{1,2}}",
    re.IGNORECASE,
)
_POWER_TEXT = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
# What is left of formulas where a list was saved as text.
_FAILED = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)")
_MOST_EXACT = 10**15
# A number with its area code, as a number: 2583123456. Mobile numbers, 400 and 800 begin with no nought.
_WITHOUT_NOUGHT = re.compile(r"(?!1[3-9]\d{9}|[48]00)[1-9]\d{8,10}")


# What a column is for, and so what its cells can only be by damage.
Holds = Literal["anything", "text", "place", "id", "phone", "day"]


def damage(cell: Cell, holds: Holds) -> str | None:
    """The message id of what the cell's kind betrays; None for a sound cell."""
    if isinstance(cell, Uncalculated):
        return "cell_uncalculated"
    if isinstance(cell, Unsound):
        return "cell_unsound"
    if cell is None or cell == "":
        return None
    if holds == "day" and _is_of_first_year(cell):
        return "cell_no_day"
    if isinstance(cell, str):
        return _text_damage(cell, "anything" if holds == "day" else holds)
    if holds in ("anything", "day"):
        return None
    if isinstance(cell, date | time):
        return "cell_became_date"
    return _number_damage(cell, holds)


# 1900-01-05, as a program shows a 5 that it took for a day; also with the hours that stand behind a point.
_FIRST_YEAR_TEXT = re.compile(r"(?:1899|1900)[-/.年]\d{1,2}(?:[-/.月].*)?|1900(?:0[1-9]|1[0-2])(?:\d\d)?")
_DAYS_OF_FIRST_YEAR = 367


def _is_of_first_year(cell: Cell) -> bool:
    """Whether this is a small number that a spreadsheet would show, or has shown, as a day of 1900: never a date."""
    if isinstance(cell, bool | time):
        return True
    if isinstance(cell, date):
        return cell.year <= SPREADSHEET_YEAR
    if isinstance(cell, int | float):
        return cell < _DAYS_OF_FIRST_YEAR
    return bool(cell and _FIRST_YEAR_TEXT.fullmatch(unicodedata.normalize("NFKC", cell).strip()))


def _number_damage(number: float, holds: Holds) -> str | None:
    is_exact = float(number).is_integer() and abs(number) < _MOST_EXACT
    if holds == "id":
        # The fifteen digits of before 2000 are as many as a number keeps; of any other length a nought may be gone.
        return None if is_exact and number >= _MOST_EXACT // 10 else "id_lost_digits"
    if not is_exact:
        return "cell_lost_digits"
    return "phone_lost_nought" if holds == "phone" and _WITHOUT_NOUGHT.fullmatch(text_of(number)) else None


def _text_damage(text: str, holds: Holds) -> str | None:
    # Of most texts a look at the first sign is enough.
    if not "#" <= text[0] <= "z":
        return None
    if text[0] == "#":
        return "cell_unsound" if _FAILED.fullmatch(text) else None
    if holds == "anything":
        return None
    if _POWER_TEXT.fullmatch(text):
        return "id_lost_digits" if holds == "id" else "cell_lost_digits"
    return "cell_became_date" if _DAY_TEXT.fullmatch(text) else None


_LOST_NOUGHT = re.compile(r"\d{4}\s*\.\s*1")
_MONTH = re.compile(r"(\d{4})\s*[.\-/年]\s*(\d{1,2})(?:\s*[.\-/月]\s*\d{0,2}\s*日?)?")


def read_months(cell: Cell) -> frozenset[tuple[int, int]]:
    """The (year, month) that the cell may mean; empty when it means none.

    Two of them for 1979.1: as a number, October has lost its nought, and a list saved as text keeps that.
    """
    if isinstance(cell, date):
        return frozenset({(cell.year, cell.month)} if cell.year > SPREADSHEET_YEAR else ())
    text = unicodedata.normalize("NFKC", text_of(cell))
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})?", text)
    match = compact or _MONTH.fullmatch(text)
    if not match:
        return frozenset()
    year, month = int(match[1]), int(match[2])
    months = {month, 10} if _LOST_NOUGHT.fullmatch(text) else {month}
    return frozenset((year, m) for m in months if 1 <= m <= 12 and SPREADSHEET_YEAR < year <= 2100)
