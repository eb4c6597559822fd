"""The days of an announcement: which count and why, and what the office said of them before, while it hung, and afterwards."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from db import clock
from db.calendar import WORKING_KINDS, CalendarChange, CountedDay, WorkCalendar, calendar_history
from db.office.queries import user_names
from db.vetting.queries.announcements import PublicAnnouncement


@dataclass(frozen=True)
class DaySaid:
    """What the office said last of a day: whether it works, None where it took back what it had set. `counts`: for the
    announcement."""

    day: date
    is_working: bool | None
    said_on: date
    said_by: str
    counts: bool


@dataclass(frozen=True)
class AnnouncementDays:
    """`days` are all from the day after the posting to the end; `set_before` those that count only because the office had made
    them working before it was posted; `changed` and `changed_after` what was said of others while it hung and afterwards."""

    days: tuple[CountedDay, ...]
    set_before: tuple[DaySaid, ...]
    changed: tuple[DaySaid, ...]
    changed_after: tuple[DaySaid, ...]

    @property
    def n_counted(self) -> int:
        return sum(day.counts for day in self.days)


_PUBLISHED = WorkCalendar()


def days_of(session: Session, row: PublicAnnouncement) -> AnnouncementDays:
    """The last of its days is its end."""
    history = calendar_history(session)
    days = history.since(row.posted_at).days(row.posted_on, row.ends_on)
    counts = {day.day: day.counts for day in days}
    last = {change.day: change for change in history.changes if change.day in counts}
    names = user_names(session, [change.made_by for change in last.values() if change.made_by])
    said = [(change, _said(change, names, counts[day])) for day, change in sorted(last.items())]
    before = [one for change, one in said if change.made_at < row.posted_at]
    since = [one for change, one in said if change.made_at >= row.posted_at]
    return AnnouncementDays(
        days=tuple(days),
        set_before=tuple(one for one in before if one.counts and _PUBLISHED.kind(one.day) not in WORKING_KINDS),
        changed=tuple(one for one in since if one.said_on <= row.ends_on),
        changed_after=tuple(one for one in since if one.said_on > row.ends_on),
    )


def _said(change: CalendarChange, names: dict[int, str], counts: bool) -> DaySaid:
    said_on, said_by = clock.local(change.made_at).date(), names.get(change.made_by or 0, "")
    return DaySaid(change.day, change.is_working, said_on, said_by, counts)
