"""What an actor may see of the ledger at all."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.actor import Actor, Role, end_of_path, is_whole_office
from db.ledger.models.care import Assignment, Proposal
from db.ledger.models.households import Household
from db.ledger.models.named import NamedCare, NamedMember
from db.ledger.permissions import LedgerPermission
from db.office.models import Unit, User
from db.permissions import Permission, allows
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus

Condition = sa.ColumnElement[bool]


def own_steward_ids(actor: Actor) -> Any:
    """The steward in service that the signed-in person is: by ID number on file, else by telephone and name."""
    by_id = col(Steward.id_index) == User.id_index
    by_phone = sa.and_(col(User.id_index).is_(None), col(Steward.phone_index) == User.phone_index, col(Steward.name) == User.name)
    return (
        pick(Steward.id)
        .join(User, sa.or_(by_id, by_phone))
        .where(col(User.id) == actor.user_id, col(Steward.status) == StewardStatus.ACTIVE)
    )


def in_force(today: date) -> Condition:
    """An assignment that counts today: not ended, and not past its day."""
    return sa.and_(col(Assignment.ended_on).is_(None), sa.or_(col(Assignment.until).is_(None), col(Assignment.until) >= today))


def under(path: str, unit_id: Any) -> Condition:
    return col(unit_id).in_(pick(Unit.id).where(col(Unit.path) >= path, col(Unit.path) < end_of_path(path)))


def visible_households(actor: Actor, permission: Permission = LedgerPermission.SEE_HOUSEHOLDS) -> Condition:
    """A steward sees the households given to them and no other; everybody else what lies under their unit."""
    if not allows(actor, permission):
        return sa.false()
    if actor.role is Role.STEWARD:
        given = pick(Assignment.household_id).where(
            col(Assignment.steward_id).in_(own_steward_ids(actor)), in_force(clock.today())
        )
        return col(Household.id).in_(given)
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, Household.unit_id)


def visible_proposals(actor: Actor) -> Condition:
    if not allows(actor, LedgerPermission.ASSIGN):
        return sa.false()
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, Proposal.unit_id)


def visible_named(actor: Actor, permission: Permission = LedgerPermission.SEE_HOUSEHOLDS) -> Condition:
    """Persons looked after by name, by the same rule as households."""
    if not allows(actor, permission):
        return sa.false()
    if actor.role is Role.STEWARD:
        given = pick(NamedCare.member_id).where(
            col(NamedCare.steward_id).in_(own_steward_ids(actor)), col(NamedCare.ended_on).is_(None)
        )
        return col(NamedMember.id).in_(given)
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, NamedMember.unit_id)
