"""Households and stewards as the proposal needs them."""

from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.id_numbers import age_on
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit, StewardKin
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.ledger.propose import HouseholdPlace, StewardPlace
from db.ledger.queries.merged import stays_now
from db.ledger.queries.scope import Condition, under
from db.office.models import Unit
from db.office.queries import ids_in
from db.scheme import Scheme
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus


def most_for(scheme: Scheme, kind: HouseholdKind) -> int:
    """The scheme's most; where it names none for shops, as many as for households."""
    c = scheme.coverage
    return c.households_max if kind is HouseholdKind.FAMILY or not c.merchants_max else c.merchants_max


def own_most(most: int) -> sa.Case[int]:
    """The scheme's most, or a steward's own limit where that is lower; `LoadLimit` is joined from outside."""
    return sa.case((col(LoadLimit.most) < most, col(LoadLimit.most)), else_=most)


def households_under(session: Session, path: str, kind: HouseholdKind) -> list[HouseholdPlace]:
    kin: dict[int, set[int]] = defaultdict(set)
    declared = session.execute(pick(StewardKin.household_id, StewardKin.steward_id)).all()
    stays = stays_now(session, [household_id for household_id, _ in declared])
    for household_id, steward_id in declared:
        kin[stays[household_id]].add(steward_id)
    held = sa.and_(
        col(Assignment.household_id) == Household.id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    rows = session.execute(
        pick(Household.id, Unit.path, Household.door_key, Assignment.steward_id)
        .join(Unit, col(Unit.id) == Household.unit_id)
        .outerjoin(Assignment, held)
        .where(
            col(Household.kind) == kind, col(Household.status) == HouseholdStatus.HERE, under(path, Household.unit_id)
        )
    )  # fmt: skip
    paths: dict[str, tuple[int, ...]] = {}
    return [
        HouseholdPlace(i, paths.setdefault(path, ids_in(path)), door, steward, frozenset(kin.get(i, ())))
        for i, path, door, steward in rows
    ]


def stewards_for(session: Session, scheme: Scheme, path: str, kind: HouseholdKind) -> list[StewardPlace]:
    """Stewards in service under the unit whose category serves this kind. What they look after elsewhere is taken off."""
    stewards = _stewards(session, scheme, kind, _serve_here(scheme, path, kind))
    taken = _held(session, sa.or_(~under(path, Household.unit_id), col(Household.kind) != kind))
    return [
        StewardPlace(s.id, s.path, max(s.light - taken.get(s.id, 0), 0), max(s.most - taken.get(s.id, 0), 0)) for s in stewards
    ]


def stewards_who_keep(session: Session, scheme: Scheme, path: str, kind: HouseholdKind) -> list[StewardPlace]:
    """Others in service who look after households of this unit already, from another unit or category: they keep these, and get
    no more."""
    here = _held(session, under(path, Household.unit_id), col(Household.kind) == kind)
    others = ~_serve_here(scheme, path, kind), col(Steward.id).in_(list(here))
    stewards, held = _stewards(session, scheme, kind, *others), _held(session)
    return [StewardPlace(s.id, s.path, 0, min(max(s.most - held[s.id] + here[s.id], 0), here[s.id])) for s in stewards]


def _serve_here(scheme: Scheme, path: str, kind: HouseholdKind) -> Condition:
    serving = scheme.serving("families" if kind is HouseholdKind.FAMILY else "merchants")
    return sa.and_(col(Steward.category).in_(serving), under(path, Steward.unit_id))


def _stewards(session: Session, scheme: Scheme, kind: HouseholdKind, *conditions: Condition) -> list[StewardPlace]:
    """Stewards in service, with what the scheme, their age and their health allow them."""
    rows = session.execute(
        pick(Steward.id, Steward.birth_date, Unit.path, LoadLimit.most)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .outerjoin(LoadLimit, col(LoadLimit.steward_id) == Steward.id)
        .where(col(Steward.status) == StewardStatus.ACTIVE, *conditions)
    ).all()
    today, most, coverage = clock.today(), most_for(scheme, kind), scheme.coverage
    found = []
    for steward_id, birth_date, unit_path, limit in rows:
        own = min(most, limit) if limit is not None else most
        light = own * coverage.lighter_share // 100 if age_on(birth_date, today) >= coverage.lighter_from_age else own
        found.append(StewardPlace(steward_id, ids_in(unit_path), light, own))
    return found


def _held(session: Session, *conditions: Condition) -> dict[int, int]:
    """Steward -> how many such households they look after."""
    rows = session.execute(
        pick(Assignment.steward_id, sa.func.count())
        .join(Household, col(Household.id) == Assignment.household_id)
        .where(
            col(Assignment.ended_on).is_(None), col(Assignment.kind) == AssignmentKind.STEWARD, *conditions,
        )
        .group_by(col(Assignment.steward_id))
    )  # fmt: skip
    return dict(rows.all())
