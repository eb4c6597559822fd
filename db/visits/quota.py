"""How many households a steward is asked to meet in a month, and in which months every household once. No database."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.scheme import Scheme

Span = tuple[date, date]
"""First and last day, both counted."""


class QuotaReason(StrEnum):
    """Why a steward is asked for less than the scheme says."""

    FEW_HOUSEHOLDS = "few_households"
    AGE = "age"
    LOAD = "load"
    PAUSE = "pause"


@dataclass(frozen=True)
class Workload:
    """What a steward bears: how many households, the age, a limit of load, and days on which nothing is asked."""

    n_households: int
    age: int
    most_households: int | None = None
    pauses: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Quota:
    """At least and at most so many households in the month, and why fewer than the scheme says."""

    least: int
    most: int
    why: tuple[QuotaReason, ...] = ()


def days_of(month: int) -> Span:
    """202611 -> 2026-11-01, 2026-11-30."""
    year, number = divmod(month, 100)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def n_days_paused(pauses: Iterable[Span], within: Span) -> int:
    """Days of the span on which at least one pause lies."""
    n_days, counted_to = 0, within[0].toordinal() - 1
    for first, last in sorted(pauses):
        start = max(first.toordinal(), counted_to + 1)
        end = min(last.toordinal(), within[1].toordinal())
        if end >= start:
            n_days, counted_to = n_days + end - start + 1, end
    return n_days


def is_paused(pauses: Iterable[Span], today: date) -> bool:
    return any(first <= today <= last for first, last in pauses)


def month_quota(scheme: Scheme, workload: Workload, month: int, today: date) -> Quota:
    """The scheme's figures; less from an age on (`coverage.lighter_share` percent), for a lighter load, for the share of the
    month that is paused, and never more than there are households. Nothing while a pause lasts.

    The share of the days that are left is rounded to the nearest whole, a half up: a day off takes nothing from a quota of one,
    and half a month off leaves it; a month with fewer days than that left asks for none.
    """
    v, whole = scheme.visiting, days_of(month)
    n_paused = n_days_paused(workload.pauses, whole)
    is_off = whole[0] <= today <= whole[1] and is_paused(workload.pauses, today)
    n_days = (whole[1] - whole[0]).days + 1
    n_free = 0 if is_off else n_days - n_paused
    least, most = (_share(_lightened(scheme, workload, n), n_free, n_days) for n in (v.per_month_min, v.per_month_max))
    return Quota(
        min(least, workload.n_households), min(most, workload.n_households), tuple(_why(scheme, workload, least, n_paused))
    )


def _share(n: int, n_free: int, n_days: int) -> int:
    """To the nearest whole, a half up, in whole numbers only."""
    return (2 * n * n_free + n_days) // (2 * n_days)


def _lightened(scheme: Scheme, workload: Workload, n: int) -> int:
    """One at least where something is asked: a share of two is not nothing."""
    if workload.most_households is not None:
        n = min(n, workload.most_households)
    if n and workload.age >= scheme.coverage.lighter_from_age:
        n = max(n * scheme.coverage.lighter_share // 100, 1)
    return n


def _why(scheme: Scheme, workload: Workload, least: int, n_paused: int) -> Iterable[QuotaReason]:
    if n_paused:
        yield QuotaReason.PAUSE
    if workload.most_households is not None and workload.most_households < scheme.visiting.per_month_min:
        yield QuotaReason.LOAD
    if scheme.visiting.per_month_min and workload.age >= scheme.coverage.lighter_from_age:
        yield QuotaReason.AGE
    if workload.n_households < least:
        yield QuotaReason.FEW_HOUSEHOLDS


def round_of(scheme: Scheme, month: int) -> tuple[int, int, int, int]:
    """First and last month of the full round that the month belongs to, which one of the year it is, and of how many.

    Twice a year are half-years. Where the scheme asks for none, the whole year, 0 of 0. Never shorter than a month.
    """
    n_rounds = min(scheme.visiting.full_rounds_per_year, 12)
    year, number = divmod(month, 100)
    if not n_rounds:
        return year * 100 + 1, year * 100 + 12, 0, 0
    n = next(n for n in range(1, n_rounds + 1) if number <= 12 * n // n_rounds)
    return year * 100 + 12 * (n - 1) // n_rounds + 1, year * 100 + 12 * n // n_rounds, n, n_rounds
