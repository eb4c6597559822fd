"""The counts of the ledger: kept by the commands as tallies, and counted anew to prove them."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.sql import pick
from db.subject import Counts


def here_kind(kind: HouseholdKind) -> str:
    """`household.here`, `merchant.here`: how many there are."""
    return "household.here" if kind is HouseholdKind.FAMILY else "merchant.here"


def covered_kind(kind: HouseholdKind) -> str:
    """How many of them a steward looks after."""
    return "household.covered" if kind is HouseholdKind.FAMILY else "merchant.covered"


def counted_anew(session: Session) -> Counts:
    """What the tallies of the ledger should be, from the facts."""
    here = col(Household.status) == HouseholdStatus.HERE
    places = col(Household.unit_id), col(Household.kind)
    all_of_them = session.execute(pick(*places, sa.func.count()).where(here).group_by(*places))
    counts = {(unit_id, here_kind(kind)): n for unit_id, kind, n in all_of_them}
    given = session.execute(
        pick(*places, sa.func.count())
        .join(Assignment, col(Assignment.household_id) == Household.id)
        .where(here, col(Assignment.ended_on).is_(None), col(Assignment.kind) == AssignmentKind.STEWARD)
        .group_by(*places)
    )
    return counts | {(unit_id, covered_kind(kind)): n for unit_id, kind, n in given}
