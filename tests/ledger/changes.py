"""Changes on a pair of households, for tests of what they leave behind."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from db.ledger.commands.households import change_household, change_member, member_left
from db.ledger.commands.reshape import leave, merge, move_household, split
from db.ledger.models.households import (
    Household,
    HouseholdChange,
    HouseholdIn,
    HouseholdStatus,
    Member,
    MemberIn,
    MemberStatus,
)
from db.office import tallies
from tests.ledger.households import (
    a_family,
    seen,
)
from tests.people import id_number

WIFE = MemberIn(name="柳如是", relation="妻子", id_number=id_number(date(1970, 1, 2), serial=2), phone="13700001111")
SON = MemberIn(name="唐小明", relation="儿子")


def last_change(session, household_id):
    last = sa.select(HouseholdChange.deed_id).where(col(HouseholdChange.household_id) == household_id)
    return session.scalar(last.order_by(col(HouseholdChange.id).desc()).limit(1))


def merge_pair(session, cast, keep, other):
    versions = {"keep_seen": seen(session, keep), "other_seen": seen(session, other)}
    return merge(session, cast.bob, keep_id=keep, other_id=other, **versions, reason="同一户")


def split_off(session, cast, household_id, names=("唐小明",), **changes):
    ids = [row.id for row in session.exec(select(Member).where(Member.household_id == household_id)) if row.name in names]
    given = a_family(cast, 5, name="唐小明", **changes)
    return split(
        session, cast.bob, household_id=household_id, seen=seen(session, household_id), member_ids=ids, household=given
    )  # fmt: skip


def move_away(session, cast, household_id, unit_id=None):
    there = unit_id or cast.places.garden_building
    return move_household(
        session, cast.bob, household_id=household_id, seen=seen(session, household_id), unit_id=there, door="9号"
    )  # fmt: skip


CHANGES = {
    "move": lambda s, c, keep, other: move_away(s, c, keep),
    "move_within": lambda s, c, keep, other: move_away(s, c, keep, c.places.buildings[0]),
    "leave": lambda s, c, keep, other: leave(s, c.bob, household_id=keep, seen=seen(s, keep), reason="搬走"),
    "merge": lambda s, c, keep, other: merge_pair(s, c, keep, other),
    "split": lambda s, c, keep, other: split_off(s, c, keep),
    "change": lambda s, c, keep, other: change_household(
        s, c.bob, household_id=keep, seen=seen(s, keep), household=HouseholdIn(door="7"), override="改门牌"
    ),
    "member_left": lambda s, c, keep, other: member_left(
        s, c.bob, household_id=keep, seen=seen(s, keep), member_id=wife(s), status=MemberStatus.DIED
    ),
    "change_member": lambda s, c, keep, other: change_member(
        s, c.bob, household_id=keep, seen=seen(s, keep), member_id=wife(s), member=MemberIn(name="柳氏")
    ),
}  # fmt: skip


def wife(session):
    return session.scalar(sa.select(Member.id).where(col(Member.name) == WIFE.name))


def content_of(session):
    """Everything that a change can touch, without versions: two of these are equal when nothing differs."""
    session.expire_all()
    here = session.exec(select(Household).where(Household.status != HouseholdStatus.MERGED).order_by(col(Household.id))).all()
    members = session.exec(select(Member).order_by(col(Member.id))).all()
    return [row.model_dump(exclude={"version"}) for row in here], [row.model_dump() for row in members], tallies.stored(session)
