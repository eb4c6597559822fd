"""Days that the office sets itself, when a year's arrangement is not in the program yet or is changed.

What is running is counted anew at once: it may end later, never earlier.
"""

from datetime import date

from sqlmodel import Session

from db import clock, day_bounds
from db.actor import Actor
from db.audit import record
from db.calendar import CalendarChange, changed_days, is_statutory
from db.errors import Invalid
from db.office import events
from db.office.permissions import OfficePermission
from db.office.queries import require_whole_office
from db.permissions import require
from db.subjects import count_days_anew
from db.text import clean


def set_day(session: Session, actor: Actor, *, day: date, is_working: bool, note: str = "") -> int:
    """Returns how many times that are running end later now. Raises `Invalid` (`calendar_day_festival`, `db.day_bounds`)."""
    require(actor, OfficePermission.EDIT_CALENDAR)
    require_whole_office(session, actor)
    day_bounds.working_day(clock.today()).check(day, "day")
    if is_working and is_statutory(day):
        raise Invalid("calendar_day_festival", "day")
    return _change(session, actor, day, is_working, clean(note)[:60])


def clear_day(session: Session, actor: Actor, *, day: date) -> int:
    """Back to the published arrangement. Returns how many times that are running end later now."""
    require(actor, OfficePermission.EDIT_CALENDAR)
    require_whole_office(session, actor)
    if day not in {change.day for change in changed_days(session)}:
        return 0
    return _change(session, actor, day, None, "")


def _change(session: Session, actor: Actor, day: date, is_working: bool | None, note: str) -> int:
    session.add(CalendarChange(day=day, is_working=is_working, note=note, made_at=clock.now(), made_by=actor.user_id))
    record(session, actor, events.CalendarDaySet(day.isoformat(), is_working))
    return count_days_anew(session)
