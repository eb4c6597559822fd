"""How opening hours are said: weekdays in groups, times of the clock, and how a point stands now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from components.wording.words import full_day, listed, short_day, t, weekday
from db import clock
from db.points.opening import MINUTES, Opening, OtherDays, State, Times, merged

_ALL, _WORKDAYS, _WEEKEND = (1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5), (6, 7)
# So many days that follow each other are said as the first and the last.
_RUN = 3
_WEEK = timedelta(days=7)


def clock_time(minutes: int) -> str:
    """9:00, 24:00, or 次日 2:00 for what lies behind midnight."""
    if minutes <= MINUTES:
        return _on_the_clock(minutes)
    return t("{time} the next day", time=_on_the_clock(minutes - MINUTES))


def _on_the_clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def times_text(times: Times) -> str:
    """9:00 到 12:00、14:00 到 17:30, in one line."""
    return listed(times_said(times))


def times_said(times: Times) -> list[str]:
    """Each time; what touches is one."""
    whole = list(merged(sorted(times)))
    if whole == [(0, MINUTES)]:
        return [t("all day and night")]
    return [_time_text(opens, closes) for opens, closes in whole]


def _time_text(opens: int, closes: int) -> str:
    if closes > MINUTES:
        return t("{opens} to {closes} the next day", opens=clock_time(opens), closes=_on_the_clock(closes - MINUTES))
    return t("{opens} to {closes}", opens=clock_time(opens), closes=clock_time(closes))


def _runs(days: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for day in days:
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def _run_text(run: Sequence[int]) -> str:
    if len(run) < _RUN:
        return listed([weekday(day, short=True) for day in run])
    return t("{one} to {other}", one=weekday(run[0], short=True), other=weekday(run[-1], short=True))


def days_text(days: Sequence[int], *, but_holidays: bool = False) -> str:
    """每天, 周一到周五, 周末, 周三、周五 for weekdays from 1. `but_holidays`: five days without festivals are working days."""
    if tuple(days) == _ALL:
        return t("Every day")
    if tuple(days) == _WORKDAYS and but_holidays:
        return t("Working days")
    if tuple(days) == _WEEKEND:
        return t("Weekends")
    return listed([_run_text(run) for run in _runs(days)])


def weekly_text(weekly: Sequence[Times], *, but_holidays: bool = False) -> str:
    """In one line; empty where nothing is said."""
    return t("; ").join(weekly_lines(weekly, but_holidays=but_holidays))


def weekly_lines(weekly: Sequence[Times], *, but_holidays: bool = False) -> list[str]:
    """A line for the weekdays that have the same times."""
    groups = weekly_groups(weekly, but_holidays=but_holidays)
    return [t("{days} {times}", days=days, times=listed(times)) for days, times in groups]


def weekly_groups(weekly: Sequence[Times], *, but_holidays: bool = False) -> list[tuple[str, list[str]]]:
    """Weekdays with the same times together, in the order in which they first come."""
    groups: dict[Times, list[int]] = {}
    for day, times in enumerate(weekly, 1):
        if times:
            groups.setdefault(tuple(merged(sorted(times))), []).append(day)
    return [(days_text(days, but_holidays=but_holidays), times_said(times)) for times, days in groups.items()]


def hours_text(opening: Opening) -> str:
    """The weekdays, and whether festivals differ."""
    said = weekly_text(opening.weekly, but_holidays=opening.rests_on_holidays)
    if not said or not opening.rests_on_holidays or is_on_working_days(opening):
        return said
    return t("{hours}; closed on public holidays", hours=said)


def is_on_working_days(opening: Opening) -> bool:
    """What is open on working days is known to be closed on festivals."""
    return not any(opening.weekly[5:]) and len(set(opening.weekly[:5])) == 1


def state_text(state: State, *, somebody_is_there: bool = False) -> str:
    """开到 20:00, 明天 6:30 开, 停到 12月3日. `somebody_is_there`: a post is a person, not a room."""
    if state.is_open:
        return _open_text(state, somebody_is_there=somebody_is_there)
    if state.last_day:
        return _closed_text(state.last_day)
    if state.opens_at:
        return t("Opens {when}", when=_when(state.opens_at))
    return t("Hours not said yet") if state.says_nothing else t("Closed for now")


def _open_text(state: State, *, somebody_is_there: bool) -> str:
    if state.until is None:
        return t("Open day and night")
    until = _until(state.until)
    return t("Staffed until {until}", until=until) if somebody_is_there else t("Open until {until}", until=until)


def _closed_text(last: date) -> str:
    return t("Closed today") if last == clock.today() else t("Closed until {day}", day=short_day(last))


def _hour(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _until(moment: datetime) -> str:
    """24:00 and not tomorrow at nought; a day only where it is another one."""
    if moment == clock.midnight(clock.today()) + timedelta(days=1):
        return "24:00"
    return _when(moment)


def _when(moment: datetime) -> str:
    """16:00, 明天 6:30, 周五 9:00, 12月7日 9:00."""
    today, day = clock.today(), moment.date()
    if day == today:
        return _hour(moment)
    if today + timedelta(days=1) < day < today + _WEEK:
        return t("{day} {time}", day=weekday(day.isoweekday()), time=_hour(moment))
    return t("{day} {time}", day=short_day(day), time=_hour(moment))


def span_text(first: date, last: date) -> str:
    """One day, or the first and the last."""
    return _day(first) if first == last else t("{one} to {other}", one=_day(first), other=_day(last))


def _day(day: date) -> str:
    return full_day(day, with_year=day.year != clock.today().year)


def other_days_text(other: OtherDays) -> str:
    """12月1日（周二）停开：检修水电."""
    days = span_text(other.from_on, other.until)
    said = t("{days} open {times}", days=days, times=times_text(other.times)) if other.times else t("{days} closed", days=days)
    return t("{said}: {why}", said=said, why=other.why) if other.why else said
