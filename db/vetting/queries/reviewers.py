"""Whoever may speak on an applicant, and why somebody stands aside: own case, kin, another role before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col

from db.actor import Actor, Role
from db.office.models import User, UserRole
from db.office.queries import ids_in
from db.permissions import allows
from db.sql import pick
from db.vetting.models.applications import Application, Status
from db.vetting.models.opinions import Opinion
from db.vetting.permissions import VettingPermission
from db.vetting.queries.cases import Case, answers_of, is_own, kin_of, roles_spoken_in


@dataclass(frozen=True)
class ReviewerRow:
    user_id: int
    name: str
    role: Role


def reviewers_over(session: Session, path: str) -> list[ReviewerRow]:
    """Users whose role may speak on somebody at this unit: theirs is the unit itself or one above it."""
    deciding = VettingPermission.DECIDE_STEP.roles | VettingPermission.ANSWER_OPINION.roles
    rows = session.execute(
        pick(User.id, User.name, UserRole.role)
        .join(UserRole, col(UserRole.user_id) == User.id)
        .where(col(UserRole.unit_id).in_(ids_in(path)), col(UserRole.role).in_(deciding), col(User.is_closed).is_(False))
        .order_by(col(User.name))
    )
    return [ReviewerRow(*row) for row in rows]


def why_not_decide(actor: Actor, case: Case) -> str | None:
    """None when the actor may decide the step that waits; else the message id of the reason."""
    if not allows(actor, VettingPermission.DECIDE_STEP, case) or case.decider not in (None, actor.role):
        return "not_your_step"
    if case.status is not Status.WAITING or case.step_id is None:
        return "not_waiting"
    return why_not_speak(actor, case)


def why_not_speak(actor: Actor, case: Case) -> str | None:
    """Whether the actor must stand aside: own application, kin, or a second opinion under another hat."""
    if case.is_own:
        return "own_application"
    if case.is_kin:
        return "kin_application"
    if case.decided_as - {actor.role}:
        return "decided_in_other_role"
    return None


def why_not_answer(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Application -> why this department's reviewer stands aside from it; for somebody who sees only a list."""
    user = session.get(User, actor.user_id)
    kin, spoken = kin_of(session, actor, ids), roles_spoken_in(session, actor, ids)
    found: dict[int, str] = {}
    for application in session.scalars(pick(Application).where(col(Application.id).in_(ids))):
        if user is None or is_own(user, application):
            found[application.id] = "own_application"
        elif application.id in kin:
            found[application.id] = "kin_application"
        elif spoken.get(application.id, set()) - {actor.role} or application.id in _answered_elsewhere(session, actor, ids):
            found[application.id] = "decided_in_other_role"
    return found


def _answered_elsewhere(session: Session, actor: Actor, ids: Sequence[int]) -> set[int]:
    """Where the same person has answered for another department."""
    others = answers_of(actor, ids).where(col(Opinion.department) != (actor.department or ""))
    return set(session.scalars(others))
