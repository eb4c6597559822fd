"""Pieces that several pages of vetting share: due days, states, the story in words."""

from collections.abc import Sequence
from datetime import date, datetime

from components.ui.cells import Cell
from components.wording.labels import icon, label, role_title
from components.wording.scheme_terms import step_name
from components.wording.words import aside, language, short_day, t
from db import clock
from db.calendar import WorkCalendar
from db.scheme import Scheme
from db.vetting.models.applications import Decision, Status
from db.vetting.queries.applications import StoryLine


def due_text(calendar: WorkCalendar, due_on: date, today: date) -> str:
    """The day; when it has passed, by how many working days."""
    late = calendar.between(due_on, today)
    if due_on >= today:
        return short_day(due_on)
    when = short_day(due_on)
    return t("{day}, overdue by {n} working days", day=when, n=late) if late else t("{day}, overdue", day=when)


def due_cell(calendar: WorkCalendar, due_on: date, today: date) -> Cell:
    said = due_text(calendar, due_on, today)
    return Cell(said, t("due {day}", day=said) if due_on >= today else said)


def waiting_cell(since: datetime) -> Cell:
    said = short_day(clock.local(since).date())
    return Cell(said, t("waiting since {day}", day=said))


def status_text(scheme: Scheme, status: Status, step_key: str) -> str:
    """`Under review: Preliminary review by the estate party branch`."""
    if not step_key:
        return label(status)
    return t("{status}: {step}", status=label(status), step=step_name(scheme, step_key))


def _sentence(scheme: Scheme, line: StoryLine) -> str:
    who = role_title(line.role, scheme, language()) if line.role else t("The applicant")
    by = aside(who, line.user_name) if line.user_name else who
    step = step_name(scheme, line.step_key) if line.step_key else ""
    if line.decision is Decision.REGISTER:
        return t("{by} registered the applicant", by=by)
    if line.decision is Decision.SEND_BACK:
        return t("{by}: {step}, sent back to {target}", by=by, step=step, target=step_name(scheme, line.target_key))
    if step:
        return t("{by}: {step}, {decision}", by=by, step=step, decision=label(line.decision))
    return t("{by}: {decision}", by=by, decision=label(line.decision))


def story_lines(scheme: Scheme, lines: Sequence[StoryLine]) -> list[tuple[datetime, str, str, str]]:
    """For `layout.course`: moment, icon, sentence, what was said."""
    return [(line.at, icon(line.decision), _sentence(scheme, line), line.note) for line in lines]
