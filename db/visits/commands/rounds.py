"""A round is made, taken along as a list, and closed; a knock-on-doors day is a round of one day."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotAllowed, Stale
from db.idempotency import once
from db.ledger.events import LedgerExported
from db.ledger.models.households import Household
from db.ledger.permissions import LedgerPermission
from db.office.permissions import OfficePermission
from db.office.queries import UnitRow, current_scheme, find_unit
from db.permissions import require
from db.sql import n_changed, pick, refresh_statistics, table_of
from db.visits import events
from db.visits.commands.settle import settle_visited_since
from db.visits.models.rounds import RoundHousehold, RoundIn, RoundKind, RoundStatus, VisitRound
from db.visits.permissions import VisitsPermission
from db.visits.queries.round_facts import DueHousehold, due_households
from db.visits.queries.rounds import count_meant, find_round, knock_round_of, meant
from db.visits.round_checks import check_round, next_knock_days

_MOST = 100_000


def make_round(session: Session, actor: Actor, *, round: RoundIn, request_id: UUID | None = None) -> int:
    """Returns its id. The households are those that are meant now: whoever comes later is not in it.

    Raises `Invalid` with every problem (`db.visits.round_checks`), `NotFound` for a unit outside the actor's scope,
    `Invalid('round_nobody')` when no household is meant.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    given = check_round(round, clock.today())
    unit = find_unit(session, actor, given.unit_id or 0)
    return once(session, request_id, f"make round {actor.user_id}", lambda: _make(session, actor, given, unit))


def _make(session: Session, actor: Actor, given: RoundIn, unit: UnitRow) -> int:
    n_households = count_meant(session, actor, given, unit.path)
    if not n_households:
        raise Invalid("round_nobody", "households")
    row = VisitRound(
        kind=given.kind, name=given.name, unit_id=unit.id, from_on=given.from_on or clock.today(),
        until=given.until or clock.today(), questions=[question.model_dump() for question in given.questions],
        made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _put_households(session, actor, given, unit, row.id or 0)
    settle_visited_since(session, row.from_on)
    refresh_statistics(session, n_households)
    record(session, actor, events.RoundMade(row.id or 0, n_households))
    return row.id or 0


def _put_households(session: Session, actor: Actor, given: RoundIn, unit: UnitRow, round_id: int) -> None:
    """In one statement: of a street with its 46,445 households none is fetched."""
    columns = ["round_id", "household_id", "unit_id", "is_done", "stands_in"]
    households = pick(sa.literal(round_id), Household.id, Household.unit_id, sa.false(), sa.false())
    put = sa.insert(table_of(RoundHousehold)).from_select(columns, households.where(meant(actor, given, unit.path)))
    session.execute(put)


def make_knock_day(
    session: Session, actor: Actor, *, name: str, unit_id: int, day: date, request_id: UUID | None = None
) -> int:  # fmt: skip
    """A day of the scheme on which every household of a unit is knocked at. Returns the round's id.

    Raises `Invalid('knock_day_wrong')` when the scheme has no such day coming, `Conflict('knock_day_planned')` when the
    unit has it already.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    if day not in {coming for _, coming in next_knock_days(current_scheme(session), clock.today())}:
        raise Invalid("knock_day_wrong", "day")
    given = check_round(RoundIn(kind=RoundKind.KNOCK_DAY, name=name, unit_id=unit_id, from_on=day, until=day), clock.today())
    unit = find_unit(session, actor, unit_id)

    def work() -> int:
        if knock_round_of(session, unit.id, day):
            raise Conflict("knock_day_planned", name=unit.name)
        return _make(session, actor, given, unit)

    return once(session, request_id, f"make knock day {actor.user_id}", work)


def close_round(session: Session, actor: Actor, *, round_id: int) -> None:
    """Later visits no longer count for it; what it brought stays readable.

    Raises `NotFound`, `NotAllowed('round_of_above')` for one that goes further than the actor's unit, `Stale` when it is
    closed already.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    if not find_round(session, actor, round_id).is_own:
        raise NotAllowed("round_of_above")
    this = sa.and_(col(VisitRound.id) == round_id, col(VisitRound.status) == RoundStatus.OPEN)
    closed = sa.update(VisitRound).where(this).values(status=RoundStatus.CLOSED, closed_at=clock.now())
    if n_changed(session, closed) != 1:
        raise Stale("round_closed")
    record(session, actor, events.RoundClosed(round_id))


def exported_due_households(session: Session, actor: Actor, *, round_id: int, with_full_data: bool) -> list[DueHousehold]:
    """Every household of a round that is still to be met; that the list was taken along is recorded."""
    require(actor, LedgerPermission.EXPORT_HOUSEHOLDS)
    if with_full_data:
        require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    rows = due_households(session, actor, round_id, limit=_MOST, with_full_phone=with_full_data)
    record(session, actor, LedgerExported(actor.unit_id, len(rows), with_full_data))
    return rows
