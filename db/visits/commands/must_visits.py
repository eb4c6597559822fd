"""What a household must be visited for by hand, what need not be any more, and days that a household agreed to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotFound, Stale
from db.idempotency import once
from db.ledger import events as ledger_events
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import find_household
from db.ledger.queries.merged import with_merged
from db.office.queries import current_scheme
from db.permissions import require
from db.sql import n_changed, pick
from db.text import clean
from db.visits import events
from db.visits.checks import MOST_TEXT
from db.visits.commands.settle import put_must_visit, rule_of, settle_must_visits
from db.visits.models.duties import DayOfYear, HouseholdDay, MustSource, MustStatus, MustVisit
from db.visits.models.visits import Outcome, Visit, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.scope import visible_must_visits

MOST_WHOSE = 50
MOST_DAYS = 60
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LUNAR_DAYS = 30


def ask_must_visit(
    session: Session, actor: Actor, *, household_id: int, kind: str, why: str, n_days: int | None = None,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Due within so many working days, the rule's where none are given. Returns the must-visit's id.

    Raises `Invalid` (`must_kind_unknown`, `must_days`, `reason_missing`, `too_long`), `Conflict('must_open_already')`.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    scheme = current_scheme(session)
    if rule_of(scheme, kind) is None:
        raise Invalid("must_kind_unknown", "kind")
    if n_days is not None and not 1 <= n_days <= MOST_DAYS:
        raise Invalid("must_days", "n_days", most=MOST_DAYS)
    said = _reason(why, "why")

    def work() -> int:
        household = _household(session, actor, household_id)
        _require_none_open(session, household_id, kind)
        new = put_must_visit(
            session, actor, scheme, household=(household_id, household.unit_id), kind=kind, source=MustSource.BY_HAND,
            mark=f"hand:{uuid4()}", arose_on=clock.today(), n_days=n_days, why=said,
        )  # fmt: skip
        return new or 0

    return once(session, request_id, f"ask must-visit {actor.user_id}", work)


def _reason(text: str, field: str) -> str:
    said = clean(text)
    if len(said) < 2:
        raise Invalid("reason_missing", field)
    if len(said) > MOST_TEXT:
        raise Invalid("too_long", field, most=MOST_TEXT)
    return said


def _household(session: Session, actor: Actor, household_id: int) -> Household:
    row = find_household(session, actor, household_id)
    if row.status is not HouseholdStatus.HERE:
        raise Conflict("household_gone")
    return row


def _require_none_open(session: Session, household_id: int, kind: str) -> None:
    same = sa.and_(
        col(MustVisit.household_id) == household_id, col(MustVisit.kind) == kind, col(MustVisit.status) == MustStatus.OPEN
    )
    if session.scalar(pick(MustVisit.id).where(same).limit(1)) is not None:
        raise Conflict("must_open_already")


def drop_must_visit(session: Session, actor: Actor, *, must_visit_id: int, reason: str) -> None:
    """It need not be any more, and why. Raises `Stale('must_visit_moved')` when it has been visited or dropped meanwhile."""
    require(actor, VisitsPermission.PLAN_VISITS)
    this = col(MustVisit.id) == must_visit_id
    if session.scalar(pick(MustVisit.id).where(this, visible_must_visits(actor))) is None:
        raise NotFound("must_visit_not_found")
    values = {"status": MustStatus.DROPPED, "settled_on": clock.today(), "reason": _reason(reason, "reason")}
    still_open = sa.update(MustVisit).where(this, col(MustVisit.status) == MustStatus.OPEN).values(**values)
    if not n_changed(session, still_open):
        raise Stale("must_visit_moved")
    session.expire_all()
    record(session, actor, events.MustVisitDropped(must_visit_id))


def agree_day(
    session: Session, actor: Actor, *, household_id: int, kind: DayOfYear, month: int, day: int, whose: str,
    is_lunar: bool = False, request_id: UUID | None = None,
) -> int:  # fmt: skip
    """A day on which the household agreed to be thought of. Raises `Invalid` (`day_of_year`, `whose_missing`, `too_long`)."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    if not (1 <= month <= 12 and 1 <= day <= (_LUNAR_DAYS if is_lunar else _DAYS_OF_MONTH[month - 1])):
        raise Invalid("day_of_year", "day")
    name = clean(whose)
    if not name:
        raise Invalid("whose_missing", "whose")
    if len(name) > MOST_WHOSE:
        raise Invalid("too_long", "whose", most=MOST_WHOSE)

    def work() -> int:
        _household(session, actor, household_id)
        row = HouseholdDay(
            household_id=household_id, kind=kind, month=month, day=day, is_lunar=is_lunar, whose=name, agreed_on=clock.today()
        )
        session.add(row)
        session.flush()
        record(session, actor, ledger_events.HouseholdChanged(household_id, "agree_day", []))
        return row.id or 0

    return once(session, request_id, f"agree day {actor.user_id}", work)


def forget_day(session: Session, actor: Actor, *, day_id: int) -> None:
    """The household no longer wishes it: nothing of it is kept."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = session.get(HouseholdDay, day_id)
    if row is None:
        raise NotFound("agreed_day_not_found")
    find_household(session, actor, row.household_id)
    session.delete(row)
    session.flush()
    record(session, actor, ledger_events.HouseholdChanged(row.household_id, "forget_day", []))


def resettle_must_visits(session: Session, visit: Visit) -> None:
    """A visit was corrected or withdrawn: what it had settled is open again, unless another visit did it too; what it meets
    now is settled; and what only a withdrawn visit had called for is no longer needed."""
    households = list(with_merged(session, [visit.household_id]))
    mine = sa.and_(col(MustVisit.household_id).in_(households), col(MustVisit.settled_visit_id) == visit.id)
    for row in session.scalars(pick(MustVisit).where(mine, col(MustVisit.status) == MustStatus.DONE)).all():
        other = _first_met(session, households, row.arose_on)
        row.status = MustStatus.DONE if other else MustStatus.OPEN
        row.settled_on, row.settled_visit_id = (other.visited_on, other.id) if other else (None, None)
        session.add(row)
    session.flush()
    if visit.status is VisitStatus.STANDS:
        settle_must_visits(session, visit)
        return
    called_for = sa.and_(
        col(MustVisit.household_id) == visit.household_id, col(MustVisit.status) == MustStatus.OPEN,
        col(MustVisit.mark).startswith(f"visit:{visit.id}:"),
    )  # fmt: skip
    session.execute(sa.update(MustVisit).where(called_for).values(status=MustStatus.DROPPED, settled_on=clock.today()))


def _first_met(session: Session, households: Sequence[int], arose_on: date) -> Visit | None:
    """The first visit since then at which somebody was met, as the visits stand now."""
    since = pick(Visit).where(
        col(Visit.household_id).in_(households), col(Visit.status) == VisitStatus.STANDS,
        col(Visit.outcome) == Outcome.MET, col(Visit.visited_on) >= arose_on,
    )  # fmt: skip
    found: Visit | None = session.scalars(since.order_by(col(Visit.visited_on), col(Visit.id)).limit(1)).one_or_none()
    return found
