"""Who serves at a point and who would like to; whom one could ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.errors import NotFound
from db.ledger.queries.scope import Condition, own_steward_ids, under
from db.office.models import Unit
from db.office.queries import ids_in, unit_names
from db.permissions import allows
from db.points.models.points import ServicePoint, StaffingWay
from db.points.models.staff import ElectionName, PointElection, PointStaff, StaffStatus
from db.points.permissions import PointsPermission
from db.points.queries.points import PointFilter, PointRow, find_points, own_point
from db.points.queries.scope import AT_A_POINT, TAKES_STAFF, kept_points, own_staff, own_units
from db.privacy import mask_phone
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus

_MOST_OFFERED = 200


@dataclass(frozen=True)
class StaffRow:
    """`is_here`: serves and can be put on the roster; of a steward whose service is suspended or has ended it is False."""

    id: int
    point_id: int
    name: str
    phone: str
    steward_id: int | None
    person: str
    way: StaffingWay
    status: StaffStatus
    why: str
    since: date
    ended_on: date | None
    is_here: bool


@dataclass(frozen=True)
class PutForward:
    staff: StaffRow
    point_name: str
    unit_name: str


@dataclass(frozen=True)
class OwnPlace:
    """A point where the signed-in steward serves, or waits to be taken."""

    staff_id: int
    point_id: int
    name: str
    place: str
    status: StaffStatus


@dataclass(frozen=True)
class StewardNear:
    id: int
    name: str
    unit_name: str


@dataclass(frozen=True)
class ElectedRow:
    name: str
    n_votes: int
    is_elected: bool


@dataclass(frozen=True)
class ElectionRow:
    on_day: date
    n_came: int
    names: tuple[ElectedRow, ...]


def serves_now() -> Condition:
    """Serves, and if a steward is in service; `Steward` is joined from outside."""
    in_service = sa.or_(col(PointStaff.steward_id).is_(None), col(Steward.status) == StewardStatus.ACTIVE)
    return sa.and_(col(PointStaff.status) == StaffStatus.SERVES, in_service)


def picked_staff(*more: Any) -> sa.Select[*tuple[Any, ...]]:
    """Of each who stands at a point, with the steward's name, telephone and whether they serve now."""
    found = pick(PointStaff, Steward.name.label("steward"), Steward.phone.label("number"), serves_now(), *more)  # type: ignore[attr-defined]
    return found.outerjoin(Steward, col(Steward.id) == PointStaff.steward_id)


def staff_row(row: Any) -> StaffRow:
    s, steward, number, is_here = row[:4]
    return StaffRow(
        s.id, s.point_id, steward or s.name or "", mask_phone(number or s.phone), s.steward_id, s.person_index, s.way, s.status,
        s.why or "", s.since, s.ended_on, bool(is_here),
    )  # fmt: skip


def staff_of(session: Session, actor: Actor, point_id: int, *, is_over: bool = False) -> list[StaffRow]:
    """Who serves or waits, in the order in which they came; with `is_over` those who no longer do, the last first. Nothing for
    whoever does not keep the roster there: names are for those who work with them. Telephones are masked."""
    where = col(ServicePoint.id) == point_id, kept_points(actor)
    state = col(PointStaff.status).in_(AT_A_POINT)
    order = col(PointStaff.id).desc() if is_over else col(PointStaff.id)
    found = picked_staff().join(ServicePoint, col(ServicePoint.id) == PointStaff.point_id)
    rows = session.execute(found.where(*where, ~state if is_over else state).order_by(order).limit(_MOST_OFFERED))
    return [staff_row(row) for row in rows]


def find_staff(session: Session, actor: Actor, staff_id: int) -> StaffRow:
    """Of a point whose roster the actor keeps, or the signed-in steward themselves. Raises `NotFound`."""
    found = picked_staff().join(ServicePoint, col(ServicePoint.id) == PointStaff.point_id)
    row = session.execute(found.where(col(PointStaff.id) == staff_id, sa.or_(kept_points(actor), own_staff(actor)))).first()
    if row is None:
        raise NotFound("staff_not_found")
    return staff_row(row)


def put_forward(session: Session, actor: Actor, *, limit: int = 50) -> list[PutForward]:
    """Who waits to be taken, at all points of those who decide it."""
    if not allows(actor, PointsPermission.MANAGE_POINTS):
        return []
    found = (
        picked_staff(ServicePoint.name, Unit.path)
        .join(ServicePoint, col(ServicePoint.id) == PointStaff.point_id)
        .join(Unit, col(Unit.id) == ServicePoint.unit_id)
        .where(col(PointStaff.status) == StaffStatus.PUT_FORWARD, own_units(actor, ServicePoint.unit_id))
        .order_by(col(PointStaff.id))
        .limit(limit)
    )
    rows = session.execute(found).all()
    names = unit_names(session, [row[5] for row in rows])
    return [PutForward(staff_row(row), row[4], names[row[5]]) for row in rows]


def own_places(session: Session, actor: Actor) -> list[OwnPlace]:
    """In the order of the points' names."""
    rows = session.execute(
        pick(PointStaff.id, PointStaff.status, ServicePoint.id, ServicePoint.name, ServicePoint.place)
        .join(ServicePoint, col(ServicePoint.id) == PointStaff.point_id)
        .where(own_staff(actor), col(PointStaff.status).in_(AT_A_POINT))
        .order_by(col(ServicePoint.sort_key), col(PointStaff.id))
    )
    return [OwnPlace(staff_id, point_id, name, place, status) for staff_id, status, point_id, name, place in rows]


def points_to_serve_at(session: Session, actor: Actor, *, limit: int = 50) -> list[PointRow]:
    """Where a steward can put themselves forward: it serves their place, and they do not stand there already."""
    if not allows(actor, PointsPermission.SERVE_AT_POINTS) or session.scalars(own_steward_ids(actor)).first() is None:
        return []
    stands = {place.point_id for place in own_places(session, actor)}
    near = find_points(session, actor, PointFilter(statuses=TAKES_STAFF), limit=limit + len(stands))
    return [point for point in near if point.id not in stands][:limit]


def stewards_near(session: Session, actor: Actor, point_id: int) -> list[StewardNear]:
    """In service in the point's community, under the actor's unit, and not at the point yet: of the point's own unit first."""
    if not allows(actor, PointsPermission.MANAGE_POINTS):
        return []
    row = own_point(session, actor, point_id)
    here = col(PointStaff.point_id) == point_id, col(PointStaff.status).in_(AT_A_POINT), col(PointStaff.steward_id).is_not(None)
    rows = session.execute(
        pick(Steward.id, Steward.name, Unit.path)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(
            col(Steward.status) == StewardStatus.ACTIVE, under(community_of(row.unit_path), Steward.unit_id),
            under(actor.unit_path, Steward.unit_id), col(Steward.id).not_in(pick(PointStaff.steward_id).where(*here)),
        )
        .order_by(~col(Unit.path).startswith(row.unit_path), col(Unit.path), col(Steward.pinyin), col(Steward.id))
        .limit(_MOST_OFFERED)
    ).all()  # fmt: skip
    names = unit_names(session, [path for *_, path in rows])
    return [StewardNear(i, name, names[path]) for i, name, path in rows]


def community_of(path: str) -> str:
    """`/1/7/42/` -> `/1/7/`: who lives or serves there can walk to each other."""
    return "/" + "/".join(map(str, ids_in(path)[:2])) + "/"


def elections_of(session: Session, actor: Actor, point_id: int) -> list[ElectionRow]:
    """The last first; the names by their votes."""
    elections = session.scalars(
        pick(PointElection)
        .join(ServicePoint, col(ServicePoint.id) == PointElection.point_id)
        .where(kept_points(actor), col(ServicePoint.id) == point_id)
        .order_by(col(PointElection.on_day).desc(), col(PointElection.id).desc())
    ).all()
    names = _names(session, [one.id for one in elections])
    return [ElectionRow(one.on_day, one.n_came, tuple(names.get(one.id, ()))) for one in elections]


def _names(session: Session, election_ids: Sequence[int]) -> dict[int, list[ElectedRow]]:
    found: dict[int, list[ElectedRow]] = {}
    wanted = pick(ElectionName).where(col(ElectionName.election_id).in_(election_ids))
    for row in session.scalars(wanted.order_by(col(ElectionName.n_votes).desc(), col(ElectionName.id))):
        found.setdefault(row.election_id, []).append(ElectedRow(row.name, row.n_votes, row.staff_id is not None))
    return found


def n_serving(session: Session, point_ids: Sequence[int]) -> dict[int, int]:
    """Point -> how many serve there now; a point where nobody does is left out."""
    counted = pick(PointStaff.point_id, sa.func.count()).outerjoin(Steward, col(Steward.id) == PointStaff.steward_id)
    here = counted.where(serves_now(), col(PointStaff.point_id).in_(point_ids))
    return {point_id: n for point_id, n in session.execute(here.group_by(col(PointStaff.point_id)))}
