"""Opening hours by hand, minute by minute: slow, and written without a look at `db/points/opening.py`."""

from datetime import UTC, date, datetime, timedelta

CHINA_IS_AHEAD = timedelta(hours=8)


def hours_of_day(plan, day):
    """Times that begin on the day: `plan` has `weekly` (weekday -> times), `others` (first, last, times) and `holidays`."""
    answer = None
    for first, last, times in plan["others"]:
        if first <= day and day <= last:
            answer = times
    if answer is not None:
        return answer
    if day in plan["holidays"]:
        return []
    return plan["weekly"].get(day.isoweekday(), [])


def is_open(plan, day, minute):
    today = any(a <= minute < b for a, b in hours_of_day(plan, day))
    night = any(a <= minute + 24 * 60 < b for a, b in hours_of_day(plan, day - timedelta(days=1)))
    return today or night


def wall_clock(moment):
    """Day and minute on a wall in China."""
    there = moment.astimezone(UTC).replace(tzinfo=None) + CHINA_IS_AHEAD
    return there.date(), there.hour * 60 + there.minute


def _next_minute(day, minute):
    return (day, minute + 1) if minute < 24 * 60 - 1 else (day + timedelta(days=1), 0)


def next_change(plan, moment, days):
    """Day and minute at which it is no longer as it is now; None where that does not come within so many days."""
    day, minute = wall_clock(moment)
    last, before = day + timedelta(days=days), is_open(plan, day, minute)
    while is_open(plan, day, minute) == before:
        day, minute = _next_minute(day, minute)
        if day > last:
            return None
    return day, minute


def closed_until(plan, day):
    """The last day of the closure that runs on the day; None where none does."""

    def is_closed(one):
        named = [times for first, last, times in plan["others"] if first <= one <= last]
        return bool(named) and named[-1] == []

    if not is_closed(day):
        return None
    while is_closed(day + timedelta(days=1)):
        day += timedelta(days=1)
    return day


def at(day, minute):
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute) - CHINA_IS_AHEAD


__all__ = ["at", "closed_until", "date", "hours_of_day", "is_open", "next_change", "wall_clock"]
