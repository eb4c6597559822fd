"""Who has had tea and who has not; the counts as the cups have them."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.scope import visible_households
from db.permissions import require
from db.sql import pick
from db.subject import Counts
from db.tea.models import Cup
from db.tea.permissions import TeaPermission

CUPS = "tea.cups"


def _thirsty() -> sa.ColumnElement[bool]:
    return sa.and_(col(Household.status) == HouseholdStatus.HERE, ~sa.exists().where(col(Cup.household_id) == Household.id))


def count_thirsty(session: Session, actor: Actor | None = None) -> int:
    """Households that have had no tea: those the actor may see, or all of them for the program itself."""
    if actor:
        require(actor, TeaPermission.POUR_TEA)
    mine = visible_households(actor) if actor else sa.true()
    return session.scalar(pick(sa.func.count()).select_from(Household).where(_thirsty(), mine)) or 0


def counted_anew(session: Session) -> Counts:
    rows = session.execute(pick(Cup.unit_id, sa.func.count()).group_by(col(Cup.unit_id)))
    return {(unit_id, CUPS): n for unit_id, n in rows}
