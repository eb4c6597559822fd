"""What a household must be visited for by hand, what need not be any more, and days that a household agreed to."""

from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.calendar import calendar_history
from db.errors import Conflict, Invalid, NotFound, Stale
from db.idempotency import once
from db.ledger import events as ledger_events
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import find_household
from db.office.queries import current_scheme
from db.permissions import require
from db.scheme import Scheme
from db.sql import insert_into, n_changed, pick
from db.text import clean
from db.visits import events
from db.visits.checks import MOST_TEXT, calls_for, rule_of, unpacked
from db.visits.models.duties import DayOfYear, HouseholdDay, MustSource, MustStatus, MustVisit
from db.visits.models.visits import Visit, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.scope import visible_must_visits

MOST_WHOSE = 50
MOST_DAYS = 60
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LUNAR_DAYS = 30


def put_must_visit(
    session: Session, actor: Actor | None, scheme: Scheme, *, household: tuple[int, int], kind: str, source: MustSource,
    mark: str, arose_on: date, asked_after: int = 0, due_on: date | None = None, n_days: int | None = None, why: str = "",
) -> int | None:  # fmt: skip
    """`household` is the household and its unit. Due on the day that is named, else within so many working days, the rule's where
    none are said. None when its mark is known. Whoever calls it settles the household afterwards."""
    if due_on is None:
        n_days = n_days or _rule_days(scheme, kind)
        due_on = _due(session, arose_on, n_days)
    values = {
        "household_id": household[0], "unit_id": household[1], "kind": kind, "source": source, "mark": mark, "why": why or None,
        "arose_on": arose_on, "asked_after": asked_after, "due_on": due_on, "n_days": n_days,
        "status": MustStatus.OPEN, "made_by": actor.user_id if actor else None,
    }  # fmt: skip
    insert = insert_into(session, MustVisit).values(**values)
    only_new = insert.on_conflict_do_nothing(index_elements=["household_id", "mark"])
    new: int | None = session.scalars(only_new.returning(col(MustVisit.id))).first()
    if new is not None:
        record(session, actor, events.MustVisitMade(new, kind, source.value))
    return new


def _rule_days(scheme: Scheme, kind: str) -> int:
    rule = rule_of(scheme, kind)
    return rule.days if rule else 3


def _due(session: Session, arose_on: date, n_days: int) -> date:
    return calendar_history(session).end(clock.midnight(arose_on), n_days)


def follow_topics(session: Session, actor: Actor, scheme: Scheme, visit: Visit) -> None:
    """Asks for the visits that the topics of this one call for (a dispute, a grievance); what it no longer calls for, since it
    was corrected or withdrawn, need not be any more."""
    stands = visit.status is VisitStatus.STANDS
    called = {kind for topic in unpacked(visit.topics) for kind in calls_for(scheme, topic)} if stands else set()
    mark, household = f"visit:{visit.id}:", (visit.household_id, visit.unit_id)
    for kind in sorted(called):
        put_must_visit(
            session, actor, scheme, household=household, kind=kind, source=MustSource.VISIT, mark=mark + kind,
            arose_on=visit.visited_on, asked_after=visit.id or 0,
        )  # fmt: skip
    mine = sa.and_(col(MustVisit.household_id) == visit.household_id, col(MustVisit.mark).startswith(mark, autoescape=True))
    for must in session.scalars(pick(MustVisit).where(mine)).all():
        _follow(session, scheme, must, visit, is_called=must.kind in called)


def _follow(session: Session, scheme: Scheme, must: MustVisit, visit: Visit, *, is_called: bool) -> None:
    """Whoever dropped it by hand gave a reason, and that stands."""
    if must.status is MustStatus.DROPPED and must.reason:
        return
    if not is_called:
        must.settled_on = must.settled_on if must.status is MustStatus.DROPPED else clock.today()
        must.status, must.settled_visit_id = MustStatus.DROPPED, None
    elif must.status is MustStatus.DROPPED:
        must.status, must.settled_on = MustStatus.OPEN, None
    if must.arose_on != visit.visited_on:
        must.arose_on, must.n_days = visit.visited_on, must.n_days or _rule_days(scheme, must.kind)
        must.due_on = _due(session, must.arose_on, must.n_days)
    session.add(must)


def ask_must_visit(
    session: Session, actor: Actor, *, household_id: int, kind: str, why: str, n_days: int | None = None,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Due within so many working days, the rule's where none are given; a visit that was written down before does not do it.
    Returns the must-visit's id.

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
            mark=f"hand:{uuid4()}", arose_on=clock.today(), asked_after=_newest_visit(session), n_days=n_days, why=said,
        )  # fmt: skip
        return new or 0

    return once(session, request_id, f"ask must-visit {actor.user_id}", work)


def _newest_visit(session: Session) -> int:
    return session.scalar(pick(sa.func.max(Visit.id))) or 0


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
