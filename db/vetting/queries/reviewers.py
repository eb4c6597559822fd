"""Whoever may speak on an applicant."""

from dataclasses import dataclass

from sqlmodel import Session, col

from db.actor import Role
from db.office.models import User, UserRole
from db.office.queries import ids_in
from db.sql import pick
from db.vetting.permissions import VettingPermission


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
