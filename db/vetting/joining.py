"""When somebody joined the party, as far as a list says: 2006, or 2006-11."""

import re
import unicodedata
from datetime import date

from db.errors import Invalid
from db.sheet_cells import read_months
from db.text import clean

# The party's constitution, article 1: whoever has turned eighteen may apply.
LEAST_AGE = 18
IMPOSSIBLE = ("joined_in_future", "joined_too_young")
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
    """Nobody joins before eighteen, or in the time to come. `born` is 1968, 1968-03 or 1968-03-09, or empty: the two are
    compared as far as both are known. Raises `Invalid` at `party_joined`."""
    if joined > today.isoformat()[: len(joined)]:
        raise Invalid("joined_in_future", "party_joined")
    if joined and born:
        eighteenth = f"{int(born[:4]) + LEAST_AGE}{born[4:7]}"
        known = min(len(joined), len(eighteenth))
        if joined[:known] < eighteenth[:known]:
            raise Invalid("joined_too_young", "party_joined", least=LEAST_AGE)
