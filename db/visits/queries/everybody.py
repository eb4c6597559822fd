"""All families with their stewards, for the demo and for rebuilding: no screen asks."""

from sqlmodel import Session, col

from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdKind
from db.sql import pick

CaredFor = tuple[int, int, int]


def households_with_stewards(session: Session) -> list[CaredFor]:
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
    return [(household_id, unit, steward) for household_id, unit, steward in rows]
