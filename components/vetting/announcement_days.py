"""What is said of the days of an announcement: on the office's page, on the public page and on the poster."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session

from components.wording.words import aside, full_day, t
from db import clock
from db.actor import Actor
from db.vetting.queries.announcement_days import AnnouncementDays, DaySaid, days_of
from db.vetting.queries.announcements import PublicAnnouncement, announcements_by_id

_SAID = {
    (False, False): "{times}, on {when}, {who} set {day} off: it does not count.",
    (True, False): "{times}, on {when}, {who} made {day} a working day: it does not count for this announcement.",
    (True, True): "{times}, on {when}, {who} made {day} a working day again: it counts.",
    (None, False): "{times}, on {when}, {who} took back what had been set for {day}: it does not count.",
    (None, True): "{times}, on {when}, {who} took back what had been set for {day}: it counts.",
}


def calendar_said(row: PublicAnnouncement, days: AnnouncementDays, *, with_names: bool = False) -> list[str]:
    """A sentence for each day that the office set itself, and for an end that moved. Names are for the office only."""
    counted = [
        t("{day} counts because {who} made it a working day on {when}, before this was posted.",
          day=_day(one.day), who=_who(one, with_names), when=_day(one.said_on))
        for one in days.set_before
    ]  # fmt: skip
    changed = [_sentence(one, t("While this was running"), with_names) for one in days.changed]
    if row.ends_on == row.first_ends_on:
        return counted + changed
    moved = t("It ends on {day} and not, as at first, on {first}.", day=full_day(row.ends_on), first=full_day(row.first_ends_on))
    return [*counted, *changed, moved]


def said_afterwards(row: PublicAnnouncement, days: AnnouncementDays) -> list[str]:
    """Of an announcement that is over: what was changed since, and that it had too few days."""
    changed = [_sentence(one, t("After this was over"), with_names=True) for one in days.changed_after]
    if days.n_counted >= row.n_days:
        return changed
    short = t("By the calendar as it is now it hung for {n} working days instead of {promised}. It can be announced again.",
              n=days.n_counted, promised=row.n_days)  # fmt: skip
    return [*changed, short]


def said_of_short_ones(session: Session, actor: Actor, ids: Collection[int]) -> list[str]:
    """Of announcements that are over and had too few days: by number, for whoever appoints."""
    short = [(row, days_of(session, row)) for row in announcements_by_id(session, actor, ids)]
    return [
        t("Announcement {number}: {said}", number=f"{row.year}-{row.number}", said=said_afterwards(row, days)[-1])
        for row, days in short
        if days.n_counted < row.n_days
    ]


def _sentence(one: DaySaid, times: str, with_names: bool) -> str:
    when, who, day = _day(one.said_on), _who(one, with_names), _day(one.day)
    return t(_SAID[one.is_working, one.counts], times=times, when=when, who=who, day=day)


def _day(value: date) -> str:
    """With the weekday, and never by name, since it is printed; the year only where it is not this one."""
    return full_day(value, with_year=value.year != clock.today().year)


def _who(one: DaySaid, with_names: bool) -> str:
    office = t("this office")
    return aside(office, one.said_by) if with_names and one.said_by else office
