"""Coverage at a glance: by unit from the summaries, by steward from the assignments, and what the ledger still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, end_of_path
from db.ledger.checks import bits_of
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.counts import covered_kind, here_kind
from db.ledger.queries.scope import under
from db.ledger.queries.stewards import most_for, own_most
from db.office.models import Tally, Unit
from db.office.queries import children, unit_at, with_unit_names
from db.permissions import require
from db.privacy import SEALED_NOTHING
from db.scheme import Scheme
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus


@dataclass(frozen=True)
class UnitCoverage:
    """How many of a unit's households somebody looks after; `path` opens the level below."""

    unit_id: int
    path: str
    name: str
    n_households: int
    n_covered: int

    @property
    def n_uncovered(self) -> int:
        return self.n_households - self.n_covered


def _sums(session: Session, path: str, kind: HouseholdKind) -> tuple[int, int]:
    rows = dict(
        session.execute(
            pick(Tally.kind, sa.func.sum(Tally.n))
            .join(Unit, col(Unit.id) == Tally.unit_id)
            .where(
                col(Unit.path) >= path, col(Unit.path) < end_of_path(path),
                col(Tally.kind).in_((here_kind(kind), covered_kind(kind))),
            )
            .group_by(col(Tally.kind))
        ).all()
    )  # fmt: skip
    return int(rows.get(here_kind(kind), 0)), int(rows.get(covered_kind(kind), 0))


def coverage_here(session: Session, actor: Actor, kind: HouseholdKind) -> tuple[int, int]:
    """How many there are in the actor's unit, and how many of them a steward looks after."""
    require(actor, LedgerPermission.SEE_COVERAGE)
    return _sums(session, actor.unit_path, kind)


def coverage_by_unit(session: Session, actor: Actor, kind: HouseholdKind, path: str = "") -> list[UnitCoverage]:
    """The unit itself first, then each unit right under it."""
    require(actor, LedgerPermission.SEE_COVERAGE)
    top = unit_at(session, path if path.startswith(actor.unit_path) else actor.unit_path)
    units = [top, *children(session, top.id)]
    return [UnitCoverage(u.id, u.path, u.name, *_sums(session, u.path, kind)) for u in units]


def uncovered_paths(session: Session, actor: Actor, kind: HouseholdKind, path: str) -> list[str]:
    """Of the units under one where some household has no steward: those in which it stands."""
    require(actor, LedgerPermission.SEE_COVERAGE)
    place = path if path.startswith(actor.unit_path) else actor.unit_path
    counted = sa.case((col(Tally.kind) == here_kind(kind), col(Tally.n)), else_=-col(Tally.n))
    found = (
        pick(Unit.path)
        .join(Tally, col(Tally.unit_id) == Unit.id)
        .where(
            col(Unit.path) >= place, col(Unit.path) < end_of_path(place),
            col(Tally.kind).in_((here_kind(kind), covered_kind(kind))),
        )
        .group_by(col(Unit.path))
        .having(sa.func.sum(counted) > 0)
    )  # fmt: skip
    return list(session.scalars(found))


@dataclass(frozen=True)
class StewardLoad:
    steward_id: int
    name: str
    unit_name: str
    status: StewardStatus
    n_households: int
    most: int


def _range_of(scheme: Scheme, kind: HouseholdKind) -> tuple[Any, Any]:
    """The scheme's least and most, or a steward's own limit where that is lower."""
    c = scheme.coverage
    usual = (c.households_min, c.households_max) if kind is HouseholdKind.FAMILY else (c.merchants_min, most_for(scheme, kind))
    least, most = (own_most(number) for number in usual)
    return least, most


def loads(
    session: Session, actor: Actor, scheme: Scheme, kind: HouseholdKind, *, which: str, offset: int = 0, limit: int = 50
) -> tuple[list[StewardLoad], int]:
    """Stewards who have too many (`over`), too few (`under`), or are out of service and still have households (`left`)."""
    require(actor, LedgerPermission.SEE_COVERAGE)
    serving = scheme.serving("families" if kind is HouseholdKind.FAMILY else "merchants")
    least, most = _range_of(scheme, kind)
    held = sa.and_(
        col(Assignment.steward_id) == Steward.id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    n = sa.func.count(col(Assignment.id))
    active = col(Steward.status) == StewardStatus.ACTIVE
    wanted = {"over": (active, n > most), "under": (active, n < least), "left": (~active, n > 0)}[which]
    found = (
        pick(Steward.id, Steward.name, Unit.path, Steward.status, n.label("n"), sa.func.min(most).label("most"))
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .outerjoin(Assignment, held)
        .outerjoin(LoadLimit, col(LoadLimit.steward_id) == Steward.id)
        .where(under(actor.unit_path, Steward.unit_id), col(Steward.category).in_(serving), wanted[0])
        .group_by(col(Steward.id), col(Steward.name), col(Unit.path), col(Steward.status), col(LoadLimit.most))
        .having(wanted[1])
    )  # fmt: skip
    n_rows = session.scalar(pick(sa.func.count()).select_from(found.subquery())) or 0
    page = found.order_by(n.desc(), col(Unit.path), col(Steward.id)).offset(offset).limit(limit)
    return [StewardLoad(r.id, r.name, place, r.status, r.n, r.most) for r, place in with_unit_names(session, page)], n_rows


@dataclass(frozen=True)
class ClearRow:
    """One of the "three clear": of how many households everything in it is known, and fresh."""

    key: str
    n_known: int
    n_households: int


def clearness(
    session: Session, actor: Actor, scheme: Scheme, today: date, path: str = "", *, steward_id: int | None = None
) -> list[ClearRow]:
    """Over the families under the unit, or over those of one steward, in the order of the scheme."""
    require(actor, LedgerPermission.SEE_COVERAGE)
    place = path if path.startswith(actor.unit_path) else actor.unit_path
    stale = today - timedelta(days=scheme.ledger.stale_after_days)
    sums = [_known(group.facts, stale) for group in scheme.ledger.clear]
    here = sa.and_(col(Household.kind) == HouseholdKind.FAMILY, col(Household.status) == HouseholdStatus.HERE)
    held = pick(Assignment.household_id).where(
        col(Assignment.steward_id) == steward_id, col(Assignment.ended_on).is_(None)
    )  # fmt: skip
    theirs = col(Household.id).in_(held) if steward_id else sa.true()
    row = session.execute(pick(sa.func.count(), *sums).where(here, theirs, under(place, Household.unit_id))).one()
    return [ClearRow(group.key, int(n or 0), int(row[0])) for group, n in zip(scheme.ledger.clear, row[1:], strict=True)]


def _known(facts: Sequence[str], stale: date) -> sa.ColumnElement[int]:
    is_known = col(Household.missing).op("&")(bits_of(facts)) == 0
    is_fresh = col(Household.confirmed_on) >= stale
    wanted = sa.and_(is_known, is_fresh) if "fresh" in facts else is_known
    return sa.func.sum(sa.case((wanted, 1), else_=0))


@dataclass(frozen=True)
class FieldUse:
    """How many households have anything in an optional field."""

    field: str
    n_filled: int
    n_households: int


_OPTIONAL = ("n_party", "care", "needs", "contact", "note", "trade", "n_staff")


def field_use(session: Session, actor: Actor, kind: HouseholdKind) -> list[FieldUse]:
    """The least used first: what nobody fills may be dropped."""
    require(actor, LedgerPermission.SEE_COVERAGE)
    wanted = [f for f in _OPTIONAL if (f in ("trade", "n_staff")) == (kind is HouseholdKind.MERCHANT) or f in ("contact", "note")]
    sums = [sa.func.sum(sa.case((_filled(field), 1), else_=0)) for field in wanted]
    here = sa.and_(col(Household.kind) == kind, col(Household.status) == HouseholdStatus.HERE)
    row = session.execute(pick(sa.func.count(), *sums).where(here, under(actor.unit_path, Household.unit_id))).one()
    uses = [FieldUse(field, int(n or 0), int(row[0])) for field, n in zip(wanted, row[1:], strict=True)]
    return sorted(uses, key=lambda use: use.n_filled)


def _filled(field: str) -> sa.ColumnElement[bool]:
    column = getattr(Household, field)
    if field in ("needs", "contact"):
        return sa.func.length(sa.type_coerce(column, sa.LargeBinary)) > SEALED_NOTHING
    return col(column) != "" if field == "trade" else col(column).is_not(None)
