"""The calendar was changed while a household had to be visited: its working days are counted anew, and it is due later where one
was lost (decision 0004). A day that was named stays."""

from sqlmodel import Session, col

from db import clock
from db.calendar import calendar_history
from db.sql import pick
from db.visits.models.duties import MustStatus, MustVisit


def count_days_anew(session: Session) -> int:
    """Returns how many must-visits are due later now."""
    history, n_later = calendar_history(session), 0
    counted = pick(MustVisit).where(col(MustVisit.status) == MustStatus.OPEN, col(MustVisit.n_days).is_not(None))
    for must in session.scalars(counted).all():
        end = history.end(clock.midnight(must.arose_on), must.n_days)
        n_later += end > must.due_on
        must.due_on = max(must.due_on, end)
    return n_later
