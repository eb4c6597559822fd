"""What a clerk types for one row of a sheet: `1+25` met, about 2 and 5; `20/12+25` on the 20th, in the second form; `0` nobody
went there. All of it lies on the number pad."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from db.errors import Invalid
from db.scheme import Named, Scheme
from db.text import clean
from db.visits.models.visits import Outcome

MOST_KEYS = 9
_FORM = re.compile(r"(?:(?P<day>[0-9]{1,2})/)?(?P<outcome>[0-9])(?P<form>[1-9])?(?:\+(?P<topics>[1-9]*))?")


@dataclass(frozen=True)
class Ticks:
    """`outcome` is None for a row where nobody went; `form` empty and `day` None where nothing was said of them."""

    outcome: Outcome | None
    form: str = ""
    topics: tuple[str, ...] = ()
    day: date | None = None


def _nth(choices: tuple[Named, ...], digit: str) -> str:
    n = int(digit)
    if n > min(len(choices), MOST_KEYS):
        raise Invalid("ticks_wrong", "ticks", said=digit)
    return choices[n - 1].key


def last_such_day(number: int, today: date) -> date:
    """The last day with this number in its month that is not to come. Raises `Invalid`."""
    day = today.replace(day=1)
    for _month in range(12):
        if number in range(1, monthrange(day.year, day.month)[1] + 1) and day.replace(day=number) <= today:
            return day.replace(day=number)
        day = (day - timedelta(days=1)).replace(day=1)
    raise Invalid("ticks_wrong", "ticks", said=str(number))


def read_ticks(text: str, scheme: Scheme, today: date) -> Ticks:
    """Raises `Invalid('ticks_wrong')` naming what was typed."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _FORM.fullmatch(plain)
    if not found or (found["outcome"] == "0" and plain != "0"):
        raise Invalid("ticks_wrong", "ticks", said=clean(text)[:20])
    if plain == "0":
        return Ticks(None)
    outcomes = list(Outcome)
    if int(found["outcome"]) > len(outcomes):
        raise Invalid("ticks_wrong", "ticks", said=found["outcome"])
    return Ticks(
        outcomes[int(found["outcome"]) - 1],
        _nth(scheme.visiting.forms, found["form"]) if found["form"] else "",
        tuple(_nth(scheme.visiting.topics, digit) for digit in found["topics"] or ""),
        last_such_day(int(found["day"]), today) if found["day"] else None,
    )
