"""How far a steward has come with the month and with the full round. Read from the sums: flat in the number of visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.id_numbers import age_on
from db.ledger.models.care import Assignment, LoadLimit
from db.ledger.queries.merged import merged_entries, staying, with_merged
from db.ledger.queries.scope import in_force, own_steward_ids
from db.office.queries import current_scheme
from db.permissions import require
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.vetting.permissions import VettingPermission
from db.vetting.queries.scope import visible_stewards
from db.visits.checks import month_of
from db.visits.models.duties import VisitPause
from db.visits.models.summaries import HouseholdMonth
from db.visits.permissions import VisitsPermission
from db.visits.quota import Quota, QuotaReason, Workload, days_of, month_quota, round_of


@dataclass(frozen=True)
class MonthProgress:
    """Households met this month by the steward, and how many are asked for; `paused_until` while a pause lasts."""

    n_met: int
    quota: Quota
    n_households: int
    paused_until: date | None

    @property
    def n_missing(self) -> int:
        return max(self.quota.least - self.n_met, 0)

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None

    @property
    def why(self) -> tuple[QuotaReason, ...]:
        return self.quota.why


@dataclass(frozen=True)
class RoundProgress:
    """Households of the steward that anybody met since the round began; round `number` of `n_rounds` a year (0: none asked)."""

    n_met: int
    n_households: int
    from_month: int
    to_month: int
    number: int
    n_rounds: int

    @property
    def n_missing(self) -> int:
        return self.n_households - self.n_met


def month_progress(session: Session, steward_id: int, month: int, today: date) -> MonthProgress:
    """`month` is 202611. Whoever calls has made sure that the steward may be looked at."""
    pauses = pauses_of(session, steward_id, month)
    n_households = len(_theirs(session, steward_id, today))
    quota = month_quota(current_scheme(session), _workload(session, steward_id, n_households, pauses, today), month, today)
    until = max((p.until for p in pauses if p.from_on <= today <= p.until), default=None) if month == month_of(today) else None
    return MonthProgress(_n_met_by(session, steward_id, month), quota, n_households, until)


def pauses_of(session: Session, steward_id: int, month: int) -> Sequence[VisitPause]:
    """Pauses that touch the month."""
    first, last = days_of(month)
    touching = sa.and_(col(VisitPause.steward_id) == steward_id, col(VisitPause.from_on) <= last, col(VisitPause.until) >= first)
    return session.scalars(pick(VisitPause).where(touching)).all()


def _workload(session: Session, steward_id: int, n_households: int, pauses: Sequence[VisitPause], today: date) -> Workload:
    row = session.execute(
        pick(Steward.birth_date, LoadLimit.most)
        .outerjoin(LoadLimit, col(LoadLimit.steward_id) == Steward.id)
        .where(col(Steward.id) == steward_id)
    ).one()
    return Workload(n_households, age_on(row.birth_date, today), row.most, tuple((p.from_on, p.until) for p in pauses))


def _theirs(session: Session, steward_id: int, today: date) -> list[int]:
    """Households given to the steward today, for good or as a buddy."""
    given = pick(Assignment.household_id).where(col(Assignment.steward_id) == steward_id, in_force(today))
    return list(session.scalars(given.distinct()))


def _n_met_by(session: Session, steward_id: int, month: int) -> int:
    """Entries that have become one count as one."""
    met = sa.and_(col(HouseholdMonth.steward_id) == steward_id, col(HouseholdMonth.month) == month, col(HouseholdMonth.n_met) > 0)
    merged = merged_entries()
    found = pick(sa.func.count(staying(merged, HouseholdMonth.household_id).distinct())).select_from(HouseholdMonth)
    return session.scalar(found.outerjoin(merged, merged.c.entry == HouseholdMonth.household_id).where(met)) or 0


def year_progress(session: Session, steward_id: int, today: date) -> RoundProgress:
    """Of the full round that today belongs to. A household that came from another steward keeps having been met."""
    first, last, number, n_rounds = round_of(current_scheme(session), month_of(today))
    households = _theirs(session, steward_id, today)
    known = with_merged(session, households)
    met = pick(HouseholdMonth.household_id).where(
        col(HouseholdMonth.household_id).in_(known), col(HouseholdMonth.month).between(first, last), col(HouseholdMonth.n_met) > 0
    )
    n_met = len({known[household_id] for household_id in session.scalars(met)})
    return RoundProgress(n_met, len(households), first, last, number, n_rounds)


def own_progress(session: Session, actor: Actor, today: date) -> tuple[MonthProgress, RoundProgress] | None:
    """Of the signed-in steward; None for somebody who is none."""
    require(actor, VettingPermission.SEE_OWN_STEWARD)
    steward_id = session.scalars(own_steward_ids(actor)).first()
    if steward_id is None:
        return None
    return month_progress(session, steward_id, month_of(today), today), year_progress(session, steward_id, today)


@dataclass(frozen=True)
class PauseRow:
    id: int
    steward_id: int
    from_on: date
    until: date
    reason: str


def pauses(session: Session, actor: Actor, steward_id: int, today: date) -> list[PauseRow]:
    """Those that last or are to come, of a steward whom the actor sees, for who plans visits."""
    require(actor, VisitsPermission.PLAN_VISITS)
    seen = pick(Steward.id).where(visible_stewards(actor))
    found = pick(VisitPause).where(
        col(VisitPause.steward_id) == steward_id, col(VisitPause.until) >= today, col(VisitPause.steward_id).in_(seen)
    )
    rows = session.scalars(found.order_by(col(VisitPause.from_on)))
    return [PauseRow(p.id, p.steward_id, p.from_on, p.until, p.reason) for p in rows]
