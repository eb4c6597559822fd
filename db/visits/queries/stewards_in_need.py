"""Stewards who need help: no visit for long, a sharp drop, or more households than the scheme's most. Never a rank."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.scope import under
from db.ledger.queries.stewards import most_for
from db.office.models import Unit
from db.office.queries import current_scheme, with_unit_names
from db.permissions import require
from db.scheme import Scheme
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus
from db.visits.checks import month_of
from db.visits.models.duties import VisitPause
from db.visits.models.named import NamedVisit
from db.visits.models.summaries import HouseholdMonth
from db.visits.models.visits import Visit, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.overview import months_back, path_in

QUIET_DAYS = 60
# Fewer visits a month than that say nothing when they become fewer still.
_LEAST_BEFORE = 4


@dataclass(frozen=True)
class StewardInNeed:
    """Each of the three is None where it does not apply.

    `quiet_days` since the last visit, or since the first household was given; `drop` is the visits of the month that was
    looked at and the average of the three before; `most` is how many households there should be at most.
    """

    steward_id: int
    name: str
    unit_name: str
    n_households: int
    quiet_days: int | None
    drop: tuple[int, int] | None
    most: int | None


def month_looked_at(month: int) -> int:
    """A month that still runs is compared with nothing yet: the one before it is."""
    return months_back(month, 2)[0] if month >= month_of(clock.today()) else month


def needs_help(
    session: Session, actor: Actor, month: int, path: str = "", *, offset: int = 0, limit: int = 50
) -> tuple[list[StewardInNeed], int]:
    """By unit, then name; and how many there are. Silence and load are as of today, the drop is that of the month."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    scheme, today = current_scheme(session), clock.today()
    months = months_back(month_looked_at(month), 4)
    rows = with_unit_names(session, _serving(path_in(actor, path)))
    counts, paused = _counts(session, path_in(actor, path), months), _paused(session, months[-1], today)
    found = [
        StewardInNeed(
            r.id, r.name, unit_name, r.n_households, *((None, None) if r.id in paused else _silence(r, counts, months, today)),
            _too_many(scheme, r),
        )
        for r, unit_name in rows
    ]  # fmt: skip
    in_need = [one for one in found if (one.quiet_days, one.drop, one.most) != (None, None, None)]
    return in_need[offset : offset + limit], len(in_need)


def _serving(path: str) -> Any:
    """Stewards in service who have households: since when, how many, and their last visits, to a household and to a person."""
    held = sa.and_(
        col(Assignment.steward_id) == Steward.id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    columns = (col(Steward.id), col(Steward.name), col(Steward.pinyin), col(Steward.category), col(Unit.path))
    return (
        pick(
            *columns, sa.func.count().label("n_households"), sa.func.min(Assignment.from_on).label("since"),
            col(LoadLimit.most).label("own_most"), _last(Visit).label("last_on"), _last(NamedVisit).label("last_to_person_on"),
        )
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .join(Assignment, held)
        .outerjoin(LoadLimit, col(LoadLimit.steward_id) == Steward.id)
        .where(under(path, Steward.unit_id), col(Steward.status) == StewardStatus.ACTIVE)
        .group_by(*columns, col(LoadLimit.most))
        .order_by(col(Unit.path), col(Steward.pinyin), col(Steward.id))
    )  # fmt: skip


def _last(kind: type[Visit] | type[NamedVisit]) -> Any:
    """The day of the steward's last visit of the kind."""
    return (
        pick(kind.visited_on)
        .where(col(kind.steward_id) == Steward.id, col(kind.status) == VisitStatus.STANDS)
        .order_by(col(kind.visited_on).desc(), col(kind.id).desc())
        .limit(1)
        .correlate(Steward)
        .scalar_subquery()
    )


def _counts(session: Session, path: str, months: list[int]) -> dict[tuple[int, int], int]:
    """Steward and month -> visits."""
    theirs = pick(Steward.id).where(under(path, Steward.unit_id), col(Steward.status) == StewardStatus.ACTIVE)
    rows = session.execute(
        pick(HouseholdMonth.steward_id, HouseholdMonth.month, sa.func.sum(HouseholdMonth.n_all))
        .where(col(HouseholdMonth.steward_id).in_(theirs), col(HouseholdMonth.month).in_(months))
        .group_by(col(HouseholdMonth.steward_id), col(HouseholdMonth.month))
    )
    return {(steward_id, month): int(n) for steward_id, month, n in rows}


def _paused(session: Session, month: int, today: date) -> set[int]:
    """Of whom nothing was asked for a while since the month began."""
    begins = date(month // 100, month % 100, 1)
    this = sa.and_(col(VisitPause.from_on) <= today, col(VisitPause.until) >= begins)
    return set(session.scalars(pick(VisitPause.steward_id).where(this)))


def _silence(
    row: Any, counts: dict[tuple[int, int], int], months: list[int], today: date
) -> tuple[int | None, tuple[int, int] | None]:  # fmt: skip
    quiet = (today - max(row.last_on or row.since, row.last_to_person_on or row.since, row.since)).days
    *before, then = [counts.get((row.id, month), 0) for month in months]
    is_drop = sum(before) >= _LEAST_BEFORE * len(before) and then * 2 * len(before) < sum(before)
    drop = (then, round(sum(before) / len(before))) if is_drop else None
    return quiet if quiet >= QUIET_DAYS else None, drop


def _too_many(scheme: Scheme, row: Any) -> int | None:
    serves = next((c.serves for c in scheme.categories if c.key == row.category), "families")
    usual = most_for(scheme, HouseholdKind.MERCHANT if serves == "merchants" else HouseholdKind.FAMILY)
    most = min(usual, row.own_most) if row.own_most is not None else usual
    return most if row.n_households > most else None
