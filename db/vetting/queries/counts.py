"""The counts of vetting: kept by the commands as tallies, and counted anew to prove them."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db.sql import pick
from db.subject import Counts
from db.vetting.models.applications import Application, Status
from db.vetting.models.stewards import Steward, StewardStatus


def tally_kind(status: Status, step_key: str) -> str:
    """`application.waiting.branch_review`, `application.cleared`: a returned one stays with its step."""
    return f"application.{status.value}.{step_key}" if step_key else f"application.{status.value}"


def steward_kind(status: StewardStatus) -> str:
    return f"steward.{status.value}"


def counted_anew(session: Session) -> Counts:
    """What the tallies of vetting should be, from the facts."""
    counts: dict[tuple[int, str], int] = {}
    applications = session.execute(
        pick(Application.unit_id, Application.status, Application.step_key, sa.func.count()).group_by(
            col(Application.unit_id), col(Application.status), col(Application.step_key)
        )
    )
    for unit_id, status, step_key, n in applications:
        counts[unit_id, tally_kind(status, step_key)] = n
    stewards = session.execute(
        pick(Steward.unit_id, Steward.status, sa.func.count()).group_by(col(Steward.unit_id), col(Steward.status))
    )
    for unit_id, status, n in stewards:
        counts[unit_id, steward_kind(status)] = n
    return counts
