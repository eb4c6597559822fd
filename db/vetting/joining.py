"""When somebody joined the party, as far as a list says: 2006, or 2006-11."""

import re
import unicodedata
from datetime import date

from db.day_bounds import party_problem
from db.errors import Invalid
from db.sheet_cells import read_months
from db.text import clean

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")


def read_joined(text: str) -> str:
    """`2006.11` -> `2006-11`, `2006年` -> `2006`; empty stays empty."""
    if not clean(text):
        return ""
    if year := _YEAR.fullmatch(unicodedata.normalize("NFKC", clean(text))):
        return year[1]
    months = read_months(text)
    if len(months) != 1:
        raise Invalid("party_month_open" if months else "party_month_form", "party_joined")
    return "{:04d}-{:02d}".format(*next(iter(months)))


def require_possible(joined: str, born: str, today: date) -> None:
    """Raises `Invalid` at `party_joined` for a year or month outside `db.day_bounds`."""
    if problem := party_problem(joined, born, today):
        raise problem
