"""All families with their stewards, for the demo and for rebuilding: no screen asks."""

from sqlmodel import Session, col

from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdKind
from db.sql import pick

Home = tuple[int, int, int]


def homes_with_stewards(session: Session) -> list[Home]:
    """Household, unit and steward of every family that has one."""
    rows = session.execute(
        pick(Household.id, Household.unit_id, Assignment.steward_id)
        .join(Assignment, col(Assignment.household_id) == Household.id)
        .where(
            col(Assignment.ended_on).is_(None), col(Assignment.kind) == AssignmentKind.STEWARD,
            col(Household.kind) == HouseholdKind.FAMILY,
        )
        .order_by(col(Household.id))
    )  # fmt: skip
    return [(home, unit, steward) for home, unit, steward in rows]
