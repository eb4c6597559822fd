"""Between which days a date that somebody gives can lie: one place for every kind of date.

Commands refuse with the sentence of the bound that was crossed; forms offer the same first and last day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from db.errors import Invalid

# The first day of a spreadsheet's calendar is in this year: a small number shown as a date lies in it.
SPREADSHEET_YEAR = 1900
OLDEST_AGE = 120
# The party's constitution, article 1: whoever has turned eighteen may apply.
PARTY_AGE = 18
# The Communist Party of China was founded in this month.
_PARTY_FOUNDED = "1921-07"
# Visits further back were made before any of the programmes began.
_YEARS_OF_VISITS = 10
# Somebody who promises a household something for later than this has slipped in the year.
_YEARS_OF_PROMISES = 5
# Partner organisations: older than this is a slip, and no committee is elected for longer.
_YEARS_OF_PARTNERS, _YEARS_OF_TERMS = 50, 10
# What is planned (a round, a pause, somebody who stands in) ends within it.
ONE_YEAR = timedelta(days=366)
_YEARS_OF_CALENDAR = 2


def years_after(day: date, n: int) -> date:
    """The same day `n` years later or, below nought, earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + n)
    except ValueError:
        return day.replace(year=day.year + n, day=28)


@dataclass(frozen=True)
class Bounds:
    """Both days count. `too_early` and `too_late` are the message ids of the refusals."""

    first: date
    last: date
    too_early: str
    too_late: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def wrong(self, day: date | None, field: str) -> Iterator[Invalid]:
        """The refusal of a day outside, with the bound that it crossed; nothing where no day is given."""
        if day is not None and day < self.first:
            yield Invalid(self.too_early, field, first=self.first)
        if day is not None and day > self.last:
            yield Invalid(self.too_late, field, last=self.last)

    def check(self, day: date | None, field: str) -> None:
        for refusal in self.wrong(day, field):
            raise refusal


def birth(today: date) -> Bounds:
    """Of somebody who lives."""
    return Bounds(years_after(today, -OLDEST_AGE), today, "born_too_early", "born_in_future")


def in_office(born: date, today: date) -> Bounds:
    """Since when somebody has been a steward: of age, and not from a day to come."""
    return Bounds(years_after(born, PARTY_AGE), today, "in_office_under_age", "in_office_in_future")


def visit(today: date, since: date | None = None) -> Bounds:
    """`since` is the day on which the steward took office, where the record has one."""
    earliest = years_after(today, -_YEARS_OF_VISITS)
    if since is None or since <= earliest:
        return Bounds(earliest, today, "visit_too_early", "visit_in_future")
    return Bounds(min(since, today), today, "visit_before_steward", "visit_in_future")


def promise(visited_on: date) -> Bounds:
    return Bounds(visited_on, years_after(visited_on, _YEARS_OF_PROMISES), "promise_past", "promise_too_late")


def round_end(today: date, from_on: date | None = None) -> Bounds:
    first = max(from_on or today, today)
    return Bounds(first, first + ONE_YEAR, "round_until_past", "round_until_late")


def round_start(today: date) -> Bounds:
    return Bounds(today - ONE_YEAR, today + ONE_YEAR, "round_from", "round_from")


def pause_start(today: date) -> Bounds:
    return Bounds(today - ONE_YEAR, today + ONE_YEAR, "pause_from", "pause_from")


def pause_end(from_on: date) -> Bounds:
    return Bounds(from_on, from_on + ONE_YEAR, "pause_ends_before", "pause_too_long")


def other_days_start(today: date) -> Bounds:
    """Of days on which a service point is closed, or open at other hours."""
    return Bounds(today, today + ONE_YEAR, "other_days_past", "other_days_late")


def other_days_end(from_on: date) -> Bounds:
    return Bounds(from_on, from_on + ONE_YEAR, "other_days_end_before", "other_days_late")


def service(today: date, opened_on: date, closed_on: date | None = None) -> Bounds:
    """Of what was done at a service point: since it was opened, until it was given up."""
    first = max(opened_on, years_after(today, -_YEARS_OF_VISITS))
    if closed_on is not None and closed_on < today:
        return Bounds(first, closed_on, "service_before_opening", "service_after_closing")
    return Bounds(min(first, today), today, "service_before_opening", "service_in_future")


def partner_since(today: date) -> Bounds:
    """Since when an organisation has worked with the office."""
    return Bounds(years_after(today, -_YEARS_OF_PARTNERS), today, "partner_since_early", "partner_since_in_future")


def partner_term(today: date) -> Bounds:
    """Of somebody in an owners' committee, or who manages for a company."""
    return Bounds(years_after(today, -_YEARS_OF_PARTNERS), years_after(today, _YEARS_OF_TERMS), "term_far", "term_far")


def stand_in(today: date) -> Bounds:
    """The last day on which somebody looks after households for another."""
    return Bounds(today + timedelta(days=1), today + ONE_YEAR, "until_past", "until_late")


def working_day(today: date) -> Bounds:
    """A day that the office sets itself: published year by year, and mended afterwards at most for the year before."""
    first, last = date(today.year - 1, 1, 1), date(today.year + _YEARS_OF_CALENDAR, 12, 31)
    return Bounds(first, last, "calendar_day_early", "calendar_day_late")


def duty(today: date) -> Bounds:
    """A turn of a roster; nobody knows today who has time in three months."""
    return Bounds(today, today + timedelta(days=92), "duty_day_past", "duty_day_late")


def election(today: date) -> Bounds:
    return Bounds(today - ONE_YEAR, today, "election_too_early", "election_in_future")


def party_problem(joined: str, born: str, today: date) -> Invalid | None:
    """What is wrong with the time of joining the party (2006, or 2006-11; empty where nothing is said): to come, before there was
    one, or before the eighteenth birthday. `born` is 1968, 1968-03 or 1968-03-09, or empty: compared as far as both are known."""
    first = f"{int(born[:4]) + PARTY_AGE}{born[4:7]}" if born else ""
    said = {"said": joined.replace("-", ".")}
    if not joined:
        return None
    if joined > today.isoformat()[: len(joined)]:
        return Invalid("party_in_future", "party_joined", **said)
    if joined < _PARTY_FOUNDED[: len(joined)]:
        return Invalid("party_too_early", "party_joined", **said)
    known = min(len(joined), len(first))
    if joined[:known] < first[:known]:
        return Invalid("party_under_age", "party_joined", first=first.replace("-", "."), **said)
    return None
