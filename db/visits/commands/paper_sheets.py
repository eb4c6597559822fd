"""Sheets of paper: made for a steward's way, keyed in row by row, returned or lost."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.counters import next_numbers
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.merged import stays_now
from db.office.queries import find_unit
from db.permissions import require
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.visits import events
from db.visits.checks import month_of
from db.visits.commands.write import write_visit
from db.visits.models.rounds import SheetRow, SheetStatus, VisitSheet
from db.visits.models.visits import VisitIn, VisitSource
from db.visits.permissions import VisitsPermission
from db.visits.queries.paper_sheets import find_sheet, is_open, way_of, ways_under
from db.visits.queries.rounds import questions_of
from db.visits.sheet_numbers import sheet_number
from db.visits.sheet_room import rows_a_sheet


def make_sheets(
    session: Session, actor: Actor, *, steward_id: int, household_ids: Sequence[int] | None = None, round_id: int | None = None,
    request_id: UUID | None = None,
) -> list[int]:  # fmt: skip
    """Sheets for one steward, in walking order; without `household_ids` for every household (of the round). Ids in order.

    Raises `Invalid('sheet_nobody')` where there is no household, `NotFound` for one that is not the steward's now.
    """
    require(actor, VisitsPermission.PLAN_VISITS)

    def make() -> list[int]:
        way = [stop.household_id for stop in way_of(session, actor, steward_id, round_id=round_id)]
        if household_ids is not None and not set(household_ids) <= set(way):
            raise NotFound("household_not_found")
        chosen = way if household_ids is None else [i for i in way if i in set(household_ids)]
        return _put(session, actor, {steward_id: chosen}, round_id)

    return once(session, request_id, f"make sheets {actor.user_id}", make)


def make_unit_sheets(
    session: Session, actor: Actor, *, unit_id: int, round_id: int | None = None, request_id: UUID | None = None
) -> list[int]:
    """Sheets for every steward in service under the unit who looks after somebody."""
    require(actor, VisitsPermission.PLAN_VISITS)
    path = find_unit(session, actor, unit_id).path

    def make() -> list[int]:
        ways = ways_under(session, actor, path, round_id=round_id)
        households = {steward_id: [stop.household_id for stop in way] for steward_id, way in ways.items()}
        return _put(session, actor, households, round_id)

    return once(session, request_id, f"make unit sheets {actor.user_id}", make)


def _put(session: Session, actor: Actor, households: Mapping[int, Sequence[int]], round_id: int | None) -> list[int]:
    """`households` of each steward in walking order; the ids of the sheets. Raises `Invalid('sheet_nobody')`."""
    pages = _pages(households, rows_a_sheet(questions_of(session, round_id)))
    if not pages:
        raise Invalid("sheet_nobody")
    units = dict(session.execute(pick(Steward.id, Steward.unit_id).where(col(Steward.id).in_(list(households)))).all())
    month, at = month_of(clock.today()), clock.now()
    first = next_numbers(session, "visit_sheet", month, len(pages))
    sheets = [
        VisitSheet(
            number=sheet_number(month, first + n), made_at=at, made_by=actor.user_id, steward_id=steward_id,
            unit_id=units[steward_id], round_id=round_id,
        )
        for n, (steward_id, _) in enumerate(pages)
    ]  # fmt: skip
    session.add_all(sheets)
    session.flush()
    made = [sheet.id or 0 for sheet in sheets]
    _put_rows(session, made, [page for _, page in pages])
    record(session, actor, events.SheetsPrinted(made))
    return made


def _put_rows(session: Session, sheet_ids: Sequence[int], pages: Sequence[Sequence[int]]) -> None:
    for sheet_id, page in zip(sheet_ids, pages, strict=True):
        session.add_all(SheetRow(sheet_id=sheet_id, position=p, household_id=i) for p, i in enumerate(page, 1))
    session.flush()


def _pages(households: Mapping[int, Sequence[int]], n_rows: int) -> list[tuple[int, Sequence[int]]]:
    return [(who, way[start : start + n_rows]) for who, way in households.items() for start in range(0, len(way), n_rows)]


def key_row(
    session: Session, actor: Actor, *, sheet_id: int, position: int, visit: VisitIn, request_id: UUID | None = None
) -> int:
    """The visit of one row, written once: keyed again, by whomever, it is the first visit's id and nothing is added. Where its
    entry was merged into another since the printing, the visit is to the one that stays.

    A row that was marked as not visited can still be keyed in, and a lost sheet that turns up too. Raises
    `Conflict('row_household_left')` where the household has left.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    sheet, row = _row(session, actor, sheet_id, position)
    if row.visit_id is not None:
        return row.visit_id
    mine = {"household_ids": [_household_now(session, row)], "steward_id": sheet.steward_id, "round_id": sheet.round_id}
    given = visit.model_copy(update=mine)
    if given.outcome is None:
        raise Invalid("outcome_missing", "outcome")
    [visit_id] = write_visit(session, actor, visit=given, source=VisitSource.PAPER, request_id=request_id)
    row.visit_id, row.is_blank = visit_id, False
    session.add(row)
    _found_again(session, actor, sheet)
    return visit_id


def blank_row(session: Session, actor: Actor, *, sheet_id: int, position: int) -> None:
    """Nothing was ticked: the household was not visited. Raises `Conflict` for a row that is keyed in."""
    require(actor, VisitsPermission.PLAN_VISITS)
    sheet, row = _row(session, actor, sheet_id, position)
    if row.visit_id is not None:
        raise Conflict("row_keyed")
    row.is_blank = True
    session.add(row)
    _found_again(session, actor, sheet)


def finish_sheet(session: Session, actor: Actor, *, sheet_id: int) -> None:
    """Everything that stands on it is in. Raises `Conflict('sheet_unfinished')`; finished again, nothing happens."""
    require(actor, VisitsPermission.PLAN_VISITS)
    sheet = find_sheet(session, actor, sheet_id, is_locked=True)
    left = pick(sa.func.count()).select_from(SheetRow).where(col(SheetRow.sheet_id) == sheet_id, is_open())
    if n_left := session.scalar(left) or 0:
        raise Conflict("sheet_unfinished", n=n_left)
    _close(session, actor, sheet, SheetStatus.RETURNED)


def lose_sheet(session: Session, actor: Actor, *, sheet_id: int) -> None:
    """It will not come back. Raises `Conflict('sheet_returned')`."""
    require(actor, VisitsPermission.PLAN_VISITS)
    sheet = find_sheet(session, actor, sheet_id, is_locked=True)
    if sheet.status is SheetStatus.RETURNED:
        raise Conflict("sheet_returned")
    _close(session, actor, sheet, SheetStatus.LOST)


def _row(session: Session, actor: Actor, sheet_id: int, position: int) -> tuple[VisitSheet, SheetRow]:
    """Both, the sheet locked: of two clerks at one sheet the second waits and sees what the first wrote."""
    sheet = find_sheet(session, actor, sheet_id, is_locked=True)
    row = session.get(SheetRow, (sheet_id, position), populate_existing=True)
    if row is None:
        raise NotFound("sheet_not_found")
    return sheet, row


def _household_now(session: Session, row: SheetRow) -> int:
    household_id = stays_now(session, [row.household_id])[row.household_id]
    if session.get_one(Household, household_id).status is HouseholdStatus.GONE:
        raise Conflict("row_household_left")
    return household_id


def _found_again(session: Session, actor: Actor, sheet: VisitSheet) -> None:
    if sheet.status is SheetStatus.LOST:
        _close(session, actor, sheet, SheetStatus.OUT)


def _close(session: Session, actor: Actor, sheet: VisitSheet, status: SheetStatus) -> None:
    if sheet.status is status:
        return
    sheet.status = status
    sheet.returned_at = clock.now() if status is SheetStatus.RETURNED else None
    session.add(sheet)
    session.flush()
    record(session, actor, events.SheetClosed(sheet.id or 0, status.value))
