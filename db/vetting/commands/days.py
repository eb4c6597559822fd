"""The calendar was changed while something ran: nobody is given fewer working days than the scheme promises.

An end only ever moves back (decision 0004). An announcement that is over stays over: its page says how many days it had, and
it can be announced again.
"""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.audit import record
from db.calendar import CalendarHistory, calendar_history
from db.office.queries import scheme_of
from db.sql import pick
from db.vetting import events
from db.vetting.models.announcements import Announcement, AnnouncementStatus
from db.vetting.models.applications import Application, StepRecord, StepStatus
from db.vetting.models.opinions import Letter, Opinion
from db.vetting.queries.opinions import PENDING


def count_days_anew(session: Session) -> int:
    """Returns how many announcements, steps and letters end later now."""
    history = calendar_history(session)
    n = _announcements(session, history) + _steps(session, history)
    _opinions(session, history)
    session.flush()
    return n + _letters(session)


def _announcements(session: Session, history: CalendarHistory) -> int:
    is_running = col(Announcement.status) == AnnouncementStatus.RUNNING
    n_later = 0
    for row in session.scalars(pick(Announcement).where(is_running, col(Announcement.ends_on) >= clock.today())).all():
        end = history.end(row.posted_at, row.n_days)
        if end > row.ends_on:
            record(session, None, events.AnnouncementExtended(row.id, row.ends_on.isoformat(), end.isoformat()))
            row.ends_on = end
            n_later += 1
    return n_later


def _days_of_steps(session: Session, versions: set[int]) -> dict[tuple[int, str], int]:
    """Version of the scheme and step -> its working days."""
    return {(version, step.key): step.days for version in versions for step in scheme_of(session, version).steps}


def _steps(session: Session, history: CalendarHistory) -> int:
    """Those that are overdue too: somebody may have lost a day that has passed."""
    rows = session.execute(
        pick(StepRecord, Application.scheme_version_id)
        .join(Application, col(Application.id) == StepRecord.application_id)
        .where(col(StepRecord.status) == StepStatus.WAITING)
    ).all()
    days, n_later = _days_of_steps(session, {version for _, version in rows}), 0
    for step, version in rows:
        end = history.end(step.entered_at, days[version, step.step_key])
        n_later += end > step.due_on
        step.due_on = max(step.due_on, end)
    return n_later


def _opinions(session: Session, history: CalendarHistory) -> None:
    rows = session.execute(
        pick(Opinion, StepRecord.step_key, Application.scheme_version_id)
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .join(Application, col(Application.id) == Opinion.application_id)
        .where(col(StepRecord.status) == StepStatus.WAITING, col(Opinion.status).in_(PENDING))
    ).all()
    days = _days_of_steps(session, {version for *_, version in rows})
    for opinion, step_key, version in rows:
        opinion.due_on = max(opinion.due_on, history.end(opinion.asked_at, days[version, step_key]))


def _letters(session: Session) -> int:
    """A reply is due when the latest of the letter's opinions is."""
    latest = sa.func.max(Opinion.due_on)
    rows = session.execute(
        pick(Letter, latest)
        .join(Opinion, col(Opinion.letter_id) == Letter.id)
        .where(col(Opinion.status).in_(PENDING))
        .group_by(col(Letter.id))
        .having(latest > col(Letter.reply_by))
    ).all()
    for letter, due_on in rows:
        letter.reply_by = due_on
    return len(rows)
