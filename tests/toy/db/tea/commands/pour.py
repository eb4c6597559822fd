"""Drinks a cup of tea with a household."""

from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict
from db.ledger.queries.households import find_household
from db.office import tallies
from db.permissions import require
from db.sql import pick
from db.tea import events
from db.tea.commands.sums import settle
from db.tea.models import Cup, Leaf
from db.tea.permissions import TeaPermission
from db.tea.queries import CUPS


def pour(session: Session, actor: Actor, *, household_id: int, leaf: Leaf) -> int:
    """Returns the cup's id. Raises `Conflict('tea_today')`: one cup a day is enough."""
    require(actor, TeaPermission.POUR_TEA)
    household, today = find_household(session, actor, household_id), clock.today()
    had = pick(Cup.id).where(col(Cup.household_id) == household_id, col(Cup.drunk_on) == today)
    if session.scalar(had.limit(1)) is not None:
        raise Conflict("tea_today", name=household.name)
    cup = Cup(household_id=household_id, unit_id=household.unit_id, leaf=leaf, drunk_on=today)
    session.add(cup)
    session.flush()
    tallies.add(session, household.unit_id, CUPS, 1)
    settle(session, [household_id])
    record(session, actor, events.CupPoured(household_id, leaf.value))
    return cup.id or 0
