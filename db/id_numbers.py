"""Resident ID numbers (GB 11643-1999): 18 characters, a real date, a check character by ISO 7064 MOD 11-2.

The county code is not looked up: codes were drawn up and redrawn for fifty years, and many holders are older than theirs.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

from db import clock, day_bounds
from db.errors import Invalid
from db.vocabulary import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Not \d, which also matches the digits of other scripts.
_FORM = re.compile(r"[0-9]{17}[0-9X]")


@dataclass(frozen=True)
class IdNumber:
    number: str
    birth_date: date
    sex: Sex | None


def tidy(text: str) -> str:
    """Full-width characters, spaces and a lower-case x, as people type them."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(first_17: str) -> str:
    return _CHECK[sum(map(mul, map(int, first_17), _WEIGHTS)) % 11]


def _sex(sequence: str) -> Sex | None:
    # 000 is never issued: a number made for practice, which says nothing about its holder.
    if sequence == "000":
        return None
    return Sex.MALE if int(sequence) % 2 else Sex.FEMALE


def read_id_number(text: str) -> IdNumber:
    """Raises `Invalid` with `id_form`, `id_date`, `id_checksum`, `born_too_early` or `born_in_future`. Sex is None for a number
    that cannot tell."""
    number = text if _FORM.fullmatch(text) else tidy(text)
    if not _FORM.fullmatch(number):
        raise Invalid("id_form", "id_number", n_characters=len(number))
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise Invalid("id_date", "id_number", digits=number[6:14]) from error
    if check_character(number[:17]) != number[17]:
        raise Invalid("id_checksum", "id_number")
    day_bounds.birth(clock.today()).check(birth_date, "id_number")
    return IdNumber(number, birth_date, _sex(number[14:17]))


# Passports and permits with letters, travel permits of eight or ten digits, cards of before 2000, a remark in words.
_OF_OTHERS = re.compile(
    r"[A-Z]{1,3}[0-9]{5,14}[A-Z]?|[A-Z]{1,2}[0-9]{6}\([0-9A]\)|[0-9]{8}|[0-9]{10}|[0-9]{15}|.{0,30}[\u4e00-\u9fff].{0,30}"
)


def is_other_document(text: str) -> bool:
    """Whether this is no attempt at a resident's number, but what else a list says of somebody's papers."""
    return not _FORM.fullmatch(text) and bool(_OF_OTHERS.fullmatch(tidy(text)))


def age_on(birth_date: date, day: date) -> int:
    """Full years of life."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
