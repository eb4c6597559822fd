"""A month whose figures are handed in: kept as they are now, whatever is corrected later."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid
from db.office.models import Unit
from db.office.queries import require_whole_office
from db.permissions import require
from db.sql import pick, table_of
from db.visits import events
from db.visits.checks import FIRST_MONTH, month_of
from db.visits.models.summaries import ClosedMonth, VisitTally
from db.visits.permissions import VisitsPermission


def close_month(session: Session, actor: Actor, *, month: int) -> None:
    """`month` is 202610. Every unit has its line, those without a visit too.

    Raises `Invalid('month_not_over')`, `Conflict('month_closed')`, `NotAllowed` for who works for a part of the office.
    """
    require(actor, VisitsPermission.CLOSE_MONTHS)
    require_whole_office(session, actor)
    if not 1 <= month % 100 <= 12 or not FIRST_MONTH <= month < month_of(clock.today()):
        raise Invalid("month_not_over", "month")
    if session.scalar(pick(ClosedMonth.month).where(col(ClosedMonth.month) == month).limit(1)) is not None:
        raise Conflict("month_closed")
    columns = ["month", "unit_id", "n_all", "n_met", "n_homes", "closed_at", "closed_by"]
    session.execute(sa.insert(table_of(ClosedMonth)).from_select(columns, _as_it_stands(month, actor.user_id)))
    record(session, actor, events.MonthClosed(month))


def _as_it_stands(month: int, user_id: int) -> sa.Select[*tuple[object, ...]]:
    now = sa.literal(clock.now(), table_of(ClosedMonth).c.closed_at.type)
    sums = (sa.func.coalesce(n, 0) for n in (VisitTally.n_all, VisitTally.n_met, VisitTally.n_homes))
    of_the_month = sa.and_(col(VisitTally.unit_id) == Unit.id, col(VisitTally.month) == month)
    return (
        pick(sa.literal(month, sa.Integer), Unit.id, *sums, now, sa.literal(user_id, sa.Integer))
        .select_from(Unit)
        .outerjoin(VisitTally, of_the_month)
    )
