"""The demo: every family with its steward, and visits by the thousand, checked by whoever makes them. No screen asks."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdKind
from db.permissions import require
from db.sql import pick, refresh_statistics, table_of
from db.visits import events, summaries
from db.visits.models.visits import Visit, VisitSource, VisitStatus
from db.visits.permissions import VisitsPermission

CHUNK = 2000
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


def put_visits(session: Session, actor: Actor, *, rows: Sequence[Mapping[str, Any]]) -> int:
    """`rows` have household, unit, steward, day, moment of writing, outcome, form, occasion and packed topics. Returns how
    many; the sums are counted anew."""
    require(actor, VisitsPermission.PLAN_VISITS)
    common = {"status": VisitStatus.STANDS, "version": 1, "user_id": actor.user_id, "source": VisitSource.PAPER}
    for start in range(0, len(rows), CHUNK):
        session.execute(sa.insert(table_of(Visit)), [common | dict(row) for row in rows[start : start + CHUNK]])
    summaries.rebuild(session)
    refresh_statistics(session, len(rows))
    record(session, actor, events.VisitsBrought(len(rows)))
    return len(rows)
