"""Lists of paper for service points: printed, keyed in row by row, returned or lost."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from db import clock, day_bounds
from db.actor import Actor
from db.audit import record
from db.counters import next_numbers
from db.day_bounds import Bounds
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.office.queries import current_scheme
from db.permissions import require
from db.points import events
from db.points.commands.services import open_here, put_line
from db.points.models.points import PointStatus
from db.points.models.services import ServiceIn, ServiceKind, ServiceSheet, ServiceSheetStatus, ServiceSource
from db.points.permissions import PointsPermission
from db.points.queries.service_sheets import find_service_sheet, line_of
from db.points.queries.services import LogPoint, closed_on, log_point
from db.points.service_checks import check_service, groups
from db.visits.checks import month_of
from db.visits.sheet_numbers import sheet_number

# As many rows as an A4 page has, across, in type that older people read.
ROWS_A_SHEET = 12


def make_service_sheets(session: Session, actor: Actor, *, point_ids: Sequence[int], request_id: UUID | None = None) -> list[int]:
    """A page for each point, in the order given; their ids. Raises `Invalid('sheet_nobody')` where no point is given, `NotFound`
    for one elsewhere, `Conflict('point_not_open')`."""
    require(actor, PointsPermission.KEEP_SERVICE_LOG)
    points = [open_here(session, actor, point_id) for point_id in point_ids]
    if not points:
        raise Invalid("service_sheet_nowhere")
    return once(session, request_id, f"make service sheets {actor.user_id}", lambda: _put(session, actor, points))


def _put(session: Session, actor: Actor, points: Sequence[LogPoint]) -> list[int]:
    """Numbers are of one series with those of visits: whoever types one in on the wrong page is never shown another sheet."""
    month, at, whom = month_of(clock.today()), clock.now(), list(groups(current_scheme(session)))
    first = next_numbers(session, "visit_sheet", month, len(points))
    sheets = [
        ServiceSheet(
            number=sheet_number(month, first + n), point_id=point.id, n_rows=ROWS_A_SHEET, what=list(point.what), whom=whom,
            made_at=at, made_by=actor.user_id,
        )
        for n, point in enumerate(points)
    ]  # fmt: skip
    session.add_all(sheets)
    session.flush()
    made = [sheet.id or 0 for sheet in sheets]
    record(session, actor, events.ServiceSheetsPrinted(made))
    return made


def key_service_row(session: Session, actor: Actor, *, sheet_id: int, position: int, service: ServiceIn) -> int:
    """The line of one row, written once: keyed again, by whomever, it is the first line's id and nothing is added. One that was
    taken back can be keyed anew, and a lost or finished sheet too. Raises `Invalid` as `log_service` does, `NotFound`."""
    require(actor, PointsPermission.KEEP_SERVICE_LOG)
    sheet = find_service_sheet(session, actor, sheet_id, is_locked=True)
    if not 1 <= position <= sheet.n_rows:
        raise NotFound("sheet_not_found")
    before: int | None = session.scalars(line_of(sheet_id, position)).first()
    if before is not None:
        return before
    point = log_point(session, actor, sheet.point_id)
    values = check_service(service, sheet.what, sheet.whom, paper_days(session, point))
    more = {"kind": ServiceKind.SERVICE, "source": ServiceSource.PAPER, "sheet_id": sheet_id, "position": position}
    if sheet.status is ServiceSheetStatus.LOST:
        _close(session, actor, sheet, ServiceSheetStatus.OUT)
    return put_line(session, actor, point, values | more)


def paper_days(session: Session, point: LogPoint) -> Bounds:
    """A list may come back when its point has been given up: its days lie before that."""
    if point.opened_on is None:
        raise Conflict("point_not_open", name=point.name)
    last = None if point.status is PointStatus.OPEN else closed_on(session, point.id)
    return day_bounds.service(clock.today(), point.opened_on, last)


def finish_service_sheet(session: Session, actor: Actor, *, sheet_id: int) -> None:
    """What stands on it is in; rows that were not keyed are empty. Finished again, nothing happens."""
    require(actor, PointsPermission.KEEP_SERVICE_LOG)
    _close(session, actor, find_service_sheet(session, actor, sheet_id, is_locked=True), ServiceSheetStatus.RETURNED)


def lose_service_sheet(session: Session, actor: Actor, *, sheet_id: int) -> None:
    """It will not come back. Raises `Conflict('sheet_returned')`."""
    require(actor, PointsPermission.KEEP_SERVICE_LOG)
    sheet = find_service_sheet(session, actor, sheet_id, is_locked=True)
    if sheet.status is ServiceSheetStatus.RETURNED:
        raise Conflict("sheet_returned")
    _close(session, actor, sheet, ServiceSheetStatus.LOST)


def _close(session: Session, actor: Actor, sheet: ServiceSheet, status: ServiceSheetStatus) -> None:
    if sheet.status is status:
        return
    sheet.status = status
    sheet.returned_at = clock.now() if status is ServiceSheetStatus.RETURNED else None
    session.add(sheet)
    session.flush()
    record(session, actor, events.ServiceSheetClosed(sheet.id or 0, status.value))
