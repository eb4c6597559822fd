"""Who waits for me: the list behind the queue page, paged by the database."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.office.models import Unit
from db.office.queries import with_unit_names
from db.scheme import StepKind
from db.sql import pick
from db.vetting.models.applications import Application, StepRecord, StepStatus
from db.vetting.queries.scope import Condition, search_person, visible_steps


@dataclass(frozen=True)
class QueueRow:
    application_id: int
    version: int
    name: str
    unit_name: str
    category: str
    scheme_version_id: int
    step_key: str
    kind: StepKind
    recommender: str
    entered_at: datetime
    due_on: date


@dataclass(frozen=True)
class QueueCounts:
    """How many wait in each step, in all, and over their time."""

    steps: dict[str, int]
    n_overdue: int

    @property
    def n_all(self) -> int:
        return sum(self.steps.values())


def _waiting(actor: Actor) -> Condition:
    return sa.and_(visible_steps(actor), col(StepRecord.status) == StepStatus.WAITING)


def queue_counts(session: Session, actor: Actor, today: date) -> QueueCounts:
    n = sa.func.count()
    rows = session.execute(
        pick(StepRecord.step_key, n, n.filter(col(StepRecord.due_on) < today))
        .where(_waiting(actor))
        .group_by(col(StepRecord.step_key))
    ).all()
    return QueueCounts({key: n for key, n, _ in rows}, sum(late for *_, late in rows))


def waiting_steps(
    session: Session, actor: Actor, *, step_key: str = "", search: str = "", offset: int = 0, limit: int = 50
) -> list[QueueRow]:
    """The most urgent first."""
    found = (
        pick(
            Application.id, Application.version, Application.name, Application.category, Application.scheme_version_id,
            Application.recommender, Unit.path, StepRecord.step_key, StepRecord.kind, StepRecord.entered_at,
            StepRecord.due_on,
        )
        .join(Application, col(Application.id) == StepRecord.application_id)
        .join(Unit, col(Unit.id) == StepRecord.unit_id)
        .where(*_filters(actor, step_key, search))
        .order_by(col(StepRecord.due_on), col(StepRecord.id))
        .offset(offset)
        .limit(limit)
    )  # fmt: skip
    return [
        QueueRow(
            r.id, r.version, r.name, unit_name, r.category, r.scheme_version_id, r.step_key, r.kind, r.recommender,
            r.entered_at, r.due_on,
        )
        for r, unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def count_waiting(session: Session, actor: Actor, *, step_key: str = "", search: str = "") -> int:
    return (
        session.scalar(
            pick(sa.func.count())
            .select_from(StepRecord)
            .join(Application, col(Application.id) == StepRecord.application_id)
            .where(*_filters(actor, step_key, search))
        )
        or 0
    )


def _filters(actor: Actor, step_key: str, search: str) -> tuple[Condition, ...]:
    in_step = col(StepRecord.step_key) == step_key if step_key else sa.true()
    return _waiting(actor), in_step, search_person(search, Application)
