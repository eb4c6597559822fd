"""What an actor may see of visits at all."""

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor, Role, is_whole_office
from db.ledger.models.households import Household
from db.ledger.models.named import NamedMember
from db.ledger.queries.scope import Condition, own_steward_ids, under, visible_households, visible_named
from db.permissions import allows
from db.sql import pick
from db.visits.models.duties import MustVisit
from db.visits.models.named import NamedVisit
from db.visits.models.visits import Visit
from db.visits.permissions import VisitsPermission


def visible_visits(actor: Actor) -> Condition:
    """A steward sees the visits to households given to them, and their own; everybody else those made in their unit."""
    if not allows(actor, VisitsPermission.SEE_VISITS):
        return sa.false()
    if actor.role is Role.STEWARD:
        given = pick(Household.id).where(visible_households(actor))
        return sa.or_(col(Visit.household_id).in_(given), col(Visit.steward_id).in_(own_steward_ids(actor)))
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, Visit.unit_id)


def visible_must_visits(actor: Actor) -> Condition:
    if not allows(actor, VisitsPermission.SEE_VISITS):
        return sa.false()
    return col(MustVisit.household_id).in_(pick(Household.id).where(visible_households(actor)))


def visible_named_visits(actor: Actor) -> Condition:
    """Visits to the persons whom the actor sees."""
    return col(NamedVisit.member_id).in_(pick(NamedMember.id).where(visible_named(actor, VisitsPermission.SEE_VISITS)))
