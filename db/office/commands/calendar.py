"""Days that the office sets itself, when a year's arrangement is not in the program yet or is changed."""

from datetime import date

from sqlmodel import Session

from db import clock, day_bounds
from db.actor import Actor
from db.audit import record
from db.calendar import CalendarDay
from db.office import events
from db.office.permissions import OfficePermission
from db.office.queries import require_whole_office
from db.permissions import require
from db.text import clean


def set_day(session: Session, actor: Actor, *, day: date, is_working: bool, note: str = "") -> None:
    require(actor, OfficePermission.EDIT_CALENDAR)
    require_whole_office(session, actor)
    day_bounds.working_day(clock.today()).check(day, "day")
    session.merge(CalendarDay(day=day, is_working=is_working, note=clean(note)[:60]))
    record(session, actor, events.CalendarDaySet(day.isoformat(), is_working))


def clear_day(session: Session, actor: Actor, *, day: date) -> None:
    """Back to the published arrangement."""
    require(actor, OfficePermission.EDIT_CALENDAR)
    require_whole_office(session, actor)
    if row := session.get(CalendarDay, day):
        session.delete(row)
        record(session, actor, events.CalendarDaySet(day.isoformat(), None))
