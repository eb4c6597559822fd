"""Households in the order in which they need a visit, as the database sorts them: what is cut off is what needs it least."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.actor import Actor
from db.ledger.models.households import Household
from db.ledger.queries.merged import merged_entries, staying
from db.ledger.queries.scope import Condition
from db.sql import pick
from db.visits.festivals import days_coming
from db.visits.models.duties import HouseholdDay, MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, RoundStatus, VisitRound
from db.visits.models.visits import Promise, PromiseStatus, Visit, VisitDraft, VisitStatus
from db.visits.queries.last_met import LastMet

SOON = 7


def households_by_need(actor: Actor, here: Condition) -> sa.Select[Any]:
    """`id`, `is_urgent` (begun, a must-visit or a promise is open) of the households that `here` says, as `HouseholdCard.need`
    has them; doors of a unit by their number."""
    must, promised, last = _must_visits(), _promises(), LastMet()
    begun, in_round = _is_begun(actor), _is_in_a_round()
    is_urgent = sa.or_(begun, must.c.on.is_not(None), promised.c.on.is_not(None))
    found = (
        last.joined(pick(Household.id, is_urgent.label("is_urgent")).select_from(Household))
        .outerjoin(must, must.c.household_id == Household.id)
        .outerjoin(promised, promised.c.household_id == Household.id)
    )
    return found.where(here).order_by(
        _first(begun), sa.nulls_last(must.c.on), sa.nulls_last(promised.c.on), _first(_has_a_day()), _first(in_round),
        sa.nulls_first(last.on), col(Household.unit_id), col(Household.door_key), col(Household.id),
    )  # fmt: skip


def _first(condition: Condition) -> sa.Case[int]:
    return sa.case((condition, 0), else_=1)


def _earliest(household_id: Any, day: Any) -> sa.Select[Any]:
    """`household_id`, `on`: of each household, all of its entries."""
    merged = merged_entries()
    stays = staying(merged, household_id)
    found = pick(stays.label("household_id"), sa.func.min(day).label("on")).select_from(household_id.class_)
    return found.outerjoin(merged, merged.c.entry == household_id).group_by(stays)


def _must_visits() -> sa.Subquery:
    found = _earliest(MustVisit.household_id, MustVisit.due_on)
    return found.where(col(MustVisit.status) == MustStatus.OPEN).subquery()


def _promises() -> sa.Subquery:
    """One without a day is due after all others."""
    found = _earliest(Promise.household_id, sa.func.coalesce(Promise.due_on, date.max, type_=sa.Date))
    stands = sa.and_(col(Promise.status) == PromiseStatus.OPEN, col(Visit.status) == VisitStatus.STANDS)
    return found.join(Visit, col(Visit.id) == Promise.visit_id).where(stands).subquery()


def _is_begun(actor: Actor) -> Condition:
    return sa.exists().where(col(VisitDraft.user_id) == actor.user_id, col(VisitDraft.household_id) == Household.id)


def _has_a_day() -> Condition:
    """An agreed birthday or day of remembrance in the coming week."""
    merged = merged_entries()
    soon = sa.tuple_(HouseholdDay.is_lunar, HouseholdDay.month, HouseholdDay.day).in_(days_coming(clock.today(), SOON))
    found = pick(staying(merged, HouseholdDay.household_id)).select_from(HouseholdDay)
    return col(Household.id).in_(found.outerjoin(merged, merged.c.entry == HouseholdDay.household_id).where(soon))


def _is_in_a_round() -> Condition:
    return (
        sa.exists()
        .where(
            col(RoundHousehold.household_id) == Household.id, col(RoundHousehold.is_done).is_(False),
            col(VisitRound.id) == RoundHousehold.round_id, col(VisitRound.status) == RoundStatus.OPEN,
            col(VisitRound.from_on) <= clock.today(),
        )
    )  # fmt: skip
