"""An application with everything that a decision on it depends on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.actor import Actor, Role
from db.errors import NotFound
from db.office.models import Unit, User
from db.scheme import StepKind
from db.sql import pick
from db.vetting.models.applications import Application, Decision, Kinship, Status, StatusChange, StepRecord, StepStatus
from db.vetting.models.opinions import Channel, Opinion
from db.vetting.queries.scope import visible_applications

# A person who has spoken in one of these in one role does not speak again in another.
DECIDING = (Decision.PASS, Decision.CLEAR, Decision.SEND_BACK, Decision.RETURN, Decision.REFUSE, Decision.APPOINT)


@dataclass(frozen=True, slots=True)
class Case:
    """`version` is what a form shows and a command checks; `decided_as` are the roles this actor spoke in before."""

    id: int
    unit_id: int
    unit_path: str
    scheme_version_id: int
    status: Status
    step_key: str
    version: int
    name: str
    step_id: int | None
    kind: StepKind | None
    decider: Role | None
    due_on: date | None
    is_own: bool
    is_kin: bool
    decided_as: frozenset[Role]


def is_own(user: User, application: Application) -> bool:
    if application.id_index == user.id_index or application.phone_index == user.phone_index:
        return True
    # No ID number on file to tell namesakes apart, and a telephone changes: better one reviewer too few than somebody
    # judging themselves.
    return user.id_index is None and user.name == application.name


def answers_of(actor: Actor, ids: Sequence[int]) -> sa.Select[*tuple[Any, ...]]:
    """Whoever records a letter does not speak: only an answer on screen is the person's own."""
    return pick(Opinion.application_id).where(
        col(Opinion.answered_by) == actor.user_id, col(Opinion.channel) == Channel.SCREEN,
        col(Opinion.application_id).in_(ids),
    )  # fmt: skip


def kin_of(session: Session, actor: Actor, ids: Sequence[int]) -> set[int]:
    """Applications of which the actor has said that they are kin."""
    found = select(Kinship.application_id).where(Kinship.user_id == actor.user_id, col(Kinship.application_id).in_(ids))
    return set(session.exec(found))


def roles_spoken_in(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, set[Role]]:
    """Application -> the roles in which the actor has decided on it or answered."""
    spoken: dict[int, set[Role]] = {}
    found = pick(StatusChange.application_id, StatusChange.role).where(
        col(StatusChange.user_id) == actor.user_id,
        col(StatusChange.application_id).in_(ids),
        col(StatusChange.decision).in_(DECIDING),
    )
    for application_id, role in session.execute(found):
        spoken.setdefault(application_id, set()).add(role or actor.role)
    for application_id in session.scalars(answers_of(actor, ids)):
        spoken.setdefault(application_id, set()).add(Role.DEPARTMENT)
    return spoken


def _case_rows(session: Session, *conditions: sa.ColumnElement[bool]) -> sa.Result[*tuple[Any, ...]]:
    waiting = sa.and_(col(StepRecord.application_id) == Application.id, col(StepRecord.status) == StepStatus.WAITING)
    return session.execute(
        pick(Application, Unit.path, StepRecord)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .outerjoin(StepRecord, waiting)
        .where(*conditions)
        .execution_options(populate_existing=True)
    )


def _case(
    a: Application, path: str, step: StepRecord | None, is_own: bool = False, is_kin: bool = False,
    decided_as: frozenset[Role] = frozenset(),
) -> Case:  # fmt: skip
    return Case(
        a.id or 0, a.unit_id, path, a.scheme_version_id, a.status, a.step_key, a.version, a.name,
        step_id=step.id if step else None, kind=step.kind if step else None, decider=step.decider if step else None,
        due_on=step.due_on if step else None, is_own=is_own, is_kin=is_kin, decided_as=decided_as,
    )  # fmt: skip


def find_cases(session: Session, actor: Actor, ids: Sequence[int]) -> list[Case]:
    """In the order of `ids`; what the actor may not see is left out."""
    user = session.get(User, actor.user_id)
    if user is None:
        raise NotFound("user_not_found")
    kin, spoken = kin_of(session, actor, ids), roles_spoken_in(session, actor, ids)
    found = {
        a.id: _case(a, path, step, is_own(user, a), a.id in kin, frozenset(spoken.get(a.id, ())))
        for a, path, step in _case_rows(session, col(Application.id).in_(ids), visible_applications(actor))
    }
    return [found[application_id] for application_id in ids if application_id in found]


def case_by_receipt(session: Session, receipt_index: str) -> Case | None:
    """For the applicant's own act: no actor, no scope, only the secret receipt."""
    row = _case_rows(session, col(Application.receipt_index) == receipt_index).first()
    return _case(row[0], row[1], row[2]) if row else None


def every_case(session: Session, ids: Sequence[int]) -> list[Case]:
    """Whoever's they are: for what happens to all people of one announcement at once."""
    found = {a.id: _case(a, path, step) for a, path, step in _case_rows(session, col(Application.id).in_(ids))}
    return [found[application_id] for application_id in ids if application_id in found]


def find_case(session: Session, actor: Actor, application_id: int) -> Case:
    """Raises `NotFound`, also for what lies outside the actor's scope."""
    cases = find_cases(session, actor, [application_id])
    if not cases:
        raise NotFound("application_not_found")
    return cases[0]
