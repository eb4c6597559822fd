"""One row of a paper list in a few keys: `2+1` is the second thing for the first group, `20/2+1+3` for three people on the 20th.
No database."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from db.errors import Invalid
from db.points.models.services import ServiceIn
from db.text import clean
from db.visits.row_shorthand import last_such_day

_ROW = re.compile(r"(?:(?P<day>[0-9]{1,2})/)?(?P<what>[0-9]{1,2})\+(?P<whom>[0-9]{1,2})(?:\+(?P<n>[0-9]{1,4}))?")


def _one(keys: Sequence[str], digits: str) -> str:
    if not 1 <= int(digits) <= len(keys):
        raise Invalid("ticks_wrong", "ticks", said=digits)
    return keys[int(digits) - 1]


def read_row(text: str, what: Sequence[str], whom: Sequence[str], today: date) -> ServiceIn:
    """`what` and `whom`: the keys in the order of the boxes. Raises `Invalid('ticks_wrong')` naming what was typed. Without a day
    `on_day` is None."""
    plain = re.sub(r"\s*[+\s,、]\s*", "+", re.sub(r"\s*/\s*", "/", unicodedata.normalize("NFKC", text).strip()))
    found = _ROW.fullmatch(plain)
    if not found:
        raise Invalid("ticks_wrong", "ticks", said=clean(text)[:20])
    day, n = found["day"], found["n"]
    return ServiceIn(
        what=_one(what, found["what"]), whom=_one(whom, found["whom"]), n_people=int(n or 1),
        on_day=last_such_day(int(day), today) if day else None,
    )  # fmt: skip
