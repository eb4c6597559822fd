"""Once a day: how many households have had no tea yet."""

from datetime import date

from sqlmodel import Session

from db.tea.models import TeaDay
from db.tea.queries import count_thirsty


def look_at_the_day(session: Session, day: date) -> int | None:
    if session.get(TeaDay, day):
        return None
    n_thirsty = count_thirsty(session)
    session.add(TeaDay(day=day, n_thirsty=n_thirsty))
    session.flush()
    return n_thirsty
