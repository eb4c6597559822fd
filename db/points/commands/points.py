"""A service point is proposed, set up by the office, and corrected."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, Role
from db.audit import record
from db.errors import Conflict, Invalid, Stale
from db.idempotency import once
from db.names import read_name
from db.office.models import Unit
from db.office.queries import current_scheme, find_unit, ids_in
from db.permissions import require
from db.phones import read_phone
from db.points import events
from db.points.checks import check_point
from db.points.commands.life import note_step
from db.points.models.points import PointIn, PointMove, PointSource, PointStatus, ServicePoint
from db.points.permissions import PointsPermission
from db.points.queries.points import own_point
from db.sql import n_changed, pick
from db.vetting.commands.entries import count_use

# Wishes from the public page that nobody has decided about yet.
MOST_UNREAD = 300
_ENDED = (PointStatus.DECLINED, PointStatus.CLOSED)


def propose_point(
    session: Session, actor: Actor, *, point: PointIn, source: PointSource | None = None, request_id: UUID | None = None
) -> int:
    """Returns its id. A steward's wish is a steward's; whoever keys in a resident's slip says `source`, and may name the
    resident. The unit lies under the actor's or above it: one wishes for one's estate too.

    Raises `Invalid` with every problem, `NotFound` for a unit elsewhere, `Conflict('point_known')` for one of that name there.
    """
    require(actor, PointsPermission.PROPOSE_POINTS)
    by = PointSource.STEWARD if actor.role is Role.STEWARD else source or PointSource.OFFICE
    values = _checked(session, point)
    _require_near(session, actor, values["unit_id"])
    more = values | {"source": by} | (_proposer(point) if by is PointSource.RESIDENT else {})
    return once(session, request_id, f"propose point {actor.user_id}", lambda: _put(session, actor, more, PointMove.PROPOSE))


def set_up_point(session: Session, actor: Actor, *, point: PointIn, request_id: UUID | None = None) -> int:
    """By decision of the office, with its reason: adopted at once, and it says so. Raises as `propose_point`."""
    require(actor, PointsPermission.MANAGE_POINTS)
    values = _checked(session, point) | {"source": PointSource.OFFICE, "is_by_decision": True}
    find_unit(session, actor, values["unit_id"])
    if len(point.reason) < 2:
        raise Invalid("reason_missing", "reason")
    return once(session, request_id, f"set up point {actor.user_id}", lambda: _put(session, actor, values, PointMove.SET_UP))


def change_point(session: Session, actor: Actor, *, point_id: int, seen: int, point: PointIn) -> None:
    """Writes what differs. Raises `Invalid`, `Stale`, `Conflict('point_ended')` for one that was given up or not set up."""
    require(actor, PointsPermission.MANAGE_POINTS)
    row = own_point(session, actor, point_id)
    if row.status in _ENDED:
        raise Conflict("point_ended", name=row.name)
    values = _checked(session, point.model_copy(update={"unit_id": row.unit_id}))
    _require_unknown(session, values, but=point_id)
    before = session.get_one(ServicePoint, point_id)
    del values["reason"]
    changed = {column: value for column, value in values.items() if getattr(before, column) != value}
    this = sa.update(ServicePoint).where(col(ServicePoint.id) == point_id, col(ServicePoint.version) == seen)
    if n_changed(session, this.values(**changed, version=seen + 1)) != 1:
        raise Stale("point_moved", name=row.name)
    session.expire_all()
    record(session, actor, events.PointChanged(point_id, sorted(changed)))


def put_wish(session: Session, *, point: PointIn, address: str, request_id: UUID | None = None) -> int:
    """A resident's own wish from the public page, where nobody is signed in: a proposal like every other. Returns its id; 0 for
    one that is wished for or stands there already: the try itself must stay counted.

    Raises `Invalid`, and `Conflict` with `too_often` for an address, or `too_many_wishes` while the office has so many to read.
    """
    values = _checked(session, point) | {"source": PointSource.RESIDENT} | _proposer(point)
    unit = session.get(Unit, values["unit_id"])
    if unit is None or unit.closed_on:
        raise Invalid("unit_closed", "unit")

    def work() -> int:
        count_use(session, "wish", address)
        _require_room(session)
        return 0 if _is_known(session, values) else _put(session, None, values, PointMove.PROPOSE)

    return once(session, request_id, "wish", work)


def _require_room(session: Session) -> None:
    """Nobody fills the office's list with what a machine has written."""
    unsigned = (col(ServicePoint.status) == PointStatus.PROPOSED, col(ServicePoint.made_by).is_(None))
    if (session.scalar(pick(sa.func.count()).select_from(ServicePoint).where(*unsigned)) or 0) >= MOST_UNREAD:
        raise Conflict("too_many_wishes")


def _checked(session: Session, point: PointIn) -> dict[str, Any]:
    return check_point(current_scheme(session), point) | {"reason": point.reason or None}


def _is_known(session: Session, values: dict[str, Any], *, but: int = 0) -> bool:
    same = (col(ServicePoint.unit_id) == values["unit_id"], col(ServicePoint.name) == values["name"])
    known = pick(ServicePoint.id).where(*same, col(ServicePoint.status).not_in(_ENDED), col(ServicePoint.id) != but)
    return session.scalar(known.limit(1)) is not None


def _require_unknown(session: Session, values: dict[str, Any], *, but: int = 0) -> None:
    if _is_known(session, values, but=but):
        raise Conflict("point_known", name=values["name"])


def _proposer(point: PointIn) -> dict[str, Any]:
    """Whoever wishes may stay unnamed."""
    name = read_name(point.proposer, "proposer") if point.proposer else None
    return {"proposer": name, "proposer_phone": read_phone(point.proposer_phone) if point.proposer_phone else None}


def _require_near(session: Session, actor: Actor, unit_id: int) -> None:
    if unit_id not in ids_in(actor.unit_path):
        find_unit(session, actor, unit_id)


def _put(session: Session, actor: Actor | None, values: dict[str, Any], move: PointMove) -> int:
    _require_unknown(session, values)
    status = PointStatus.ADOPTED if move is PointMove.SET_UP else PointStatus.PROPOSED
    more: dict[str, Any] = {"status": status, "proposed_on": clock.today(), "made_by": actor.user_id if actor else None}
    row = ServicePoint(**values, **more)
    session.add(row)
    session.flush()
    note_step(session, actor, (row.id or 0, row.unit_id), move, None, status, values["reason"] or "")
    return row.id or 0
