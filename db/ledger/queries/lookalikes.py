"""Households that look like one that is being written down: the same door, the same ID number, the same telephone and name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus, Member, MemberStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.scope import Condition, visible_households
from db.sql import pick


class Likeness(StrEnum):
    SAME_DOOR = "same_door"
    SAME_ID = "same_id"
    SAME_PHONE_AND_NAME = "same_phone_and_name"


@dataclass(frozen=True)
class Alike:
    household_id: int
    likeness: Likeness
    unit_name: str
    door: str
    name: str


def find_alike(session: Session, actor: Actor, values: Mapping[str, Any], *, but: int = 0) -> list[Alike]:
    """Only among what the actor sees; `but` is the household itself."""
    same_door = sa.and_(col(Household.unit_id) == values["unit_id"], col(Household.door_key) == values["door_key"])
    same_id = _of_somebody(values["id_index"]) if values["id_index"] else sa.false()
    has_phone = values["phone_tail"] and values["name"]
    same_phone = (
        sa.and_(col(Household.phone_tail) == values["phone_tail"], col(Household.name) == values["name"])
        if has_phone else sa.false()
    )  # fmt: skip
    rows = session.scalars(
        pick(Household)
        .where(
            visible_households(actor), col(Household.status) == HouseholdStatus.HERE, col(Household.kind) == values["kind"],
            col(Household.id) != but, sa.or_(same_door, same_id, same_phone),
        )
        .limit(10)
    ).all()  # fmt: skip
    places = places_of(session, {row.unit_id for row in rows})
    return [Alike(row.id, _likeness(row, values), places[row.unit_id], row.door, row.name) for row in rows]


def _of_somebody(id_index: str) -> Condition:
    """The ID number of the head, or of somebody living there."""
    here = sa.and_(col(Member.id_index) == id_index, col(Member.status) == MemberStatus.HERE)
    return sa.or_(col(Household.id_index) == id_index, col(Household.id).in_(pick(Member.household_id).where(here)))


def at_door(kind: HouseholdKind, unit_id: int, door_key: str) -> dict[str, Any]:
    """What to compare where only the place is new: a household that moves is not like itself."""
    return {"kind": kind, "unit_id": unit_id, "door_key": door_key, "id_index": None, "phone_tail": None, "name": ""}


def _likeness(row: Household, values: Mapping[str, Any]) -> Likeness:
    if (row.unit_id, row.door_key) == (values["unit_id"], values["door_key"]):
        return Likeness.SAME_DOOR
    is_same = row.name == values["name"] and row.phone_tail and row.phone_tail == values["phone_tail"]
    return Likeness.SAME_PHONE_AND_NAME if is_same and row.id_index != values["id_index"] else Likeness.SAME_ID
