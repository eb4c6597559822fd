"""Who serves at a point: guided by the community, elected by residents, or nominated by themselves.

A vote on the ballots of the house will call `note_election` with its result, as whoever keys in the show of hands does now.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.day_bounds import election as election_days
from db.errors import Conflict, Invalid, NotFound, Stale, raise_all
from db.idempotency import once
from db.ledger.commands.in_service import require_in_service
from db.ledger.queries.scope import own_steward_ids
from db.names import read_name
from db.office.models import Unit
from db.permissions import require
from db.phones import read_phone
from db.points import events
from db.points.commands.life import staff_changed
from db.points.commands.staff_moves import move_staff
from db.points.models.points import ServicePoint, StaffingWay
from db.points.models.staff import (
    ElectionIn,
    ElectionName,
    PointElection,
    PointStaff,
    StaffIn,
    StaffMove,
    StaffStatus,
)  # fmt: skip
from db.points.permissions import PointsPermission
from db.points.queries.points import PointRow, find_point, own_point
from db.points.queries.scope import AT_A_POINT, TAKES_STAFF, own_staff
from db.points.queries.staff import StaffRow, community_of, find_staff
from db.privacy import blind_index
from db.sql import pick
from db.text import clean
from db.vetting.models.stewards import Steward, StewardStatus

MOST_WHY, MOST_NAMES = 200, 30


def take_on(session: Session, actor: Actor, *, point_id: int, staff: StaffIn, request_id: UUID | None = None) -> int:
    """Guided by the community: a steward in service of the point's community, or a resident by name and telephone. Returns the
    id at the point. Raises `Invalid` with every problem, `NotFound`, `Conflict('staff_known')` for somebody who stands there
    already, `Conflict('point_takes_nobody')`."""
    require(actor, PointsPermission.MANAGE_POINTS)
    row = _taking(own_point(session, actor, point_id))

    def work() -> int:
        return _put(session, actor, row, _person(session, actor, row, staff), StaffingWay.GUIDED, staff.why)

    return once(session, request_id, f"take on {actor.user_id}", work)


def note_election(
    session: Session, actor: Actor, *, point_id: int, election: ElectionIn, request_id: UUID | None = None
) -> list[int]:
    """Residents elected: on which day, how many came, who got how many votes. Those elected serve from now on; who serves there
    already goes on, as elected. Returns their ids at the point. Raises as `take_on`."""
    require(actor, PointsPermission.MANAGE_POINTS)
    row = _taking(own_point(session, actor, point_id))
    _check_election(election)
    return once(session, request_id, f"note election {actor.user_id}", lambda: _note_election(session, actor, row, election))


def put_oneself_forward(session: Session, actor: Actor, *, point_id: int, why: str = "", request_id: UUID | None = None) -> int:
    """A steward would like to serve at a point that serves their place; the community takes them or not. Raises `NotFound`,
    `Conflict('staff_known')`, `Conflict('point_takes_nobody')`."""
    require(actor, PointsPermission.SERVE_AT_POINTS)
    row = _taking(find_point(session, actor, point_id))
    steward_id = session.scalars(own_steward_ids(actor)).first()
    if steward_id is None:
        raise NotFound("steward_not_found")
    values = {"steward_id": steward_id, "person_index": _steward_index(steward_id)}

    def work() -> int:
        return _put(session, actor, row, values, StaffingWay.SELF_NOMINATED, why, StaffStatus.PUT_FORWARD)

    return once(session, request_id, f"put forward {actor.user_id}", work)


def accept(session: Session, actor: Actor, *, staff_id: int, seen: StaffStatus) -> None:
    """Whoever put themselves forward serves from today. Raises `Stale`, `Conflict('steward_not_active')`."""
    row, point = _own(session, actor, staff_id, seen)
    _taking(point)
    if row.steward_id:
        require_in_service(session, actor, row.steward_id)
    move_staff(session, actor, row, StaffMove.ACCEPT)
    _count(session, actor, point)


def not_take(session: Session, actor: Actor, *, staff_id: int, seen: StaffStatus, why: str) -> None:
    """Raises `Invalid('reason_missing')`, `Stale`."""
    row, _ = _own(session, actor, staff_id, seen)
    move_staff(session, actor, row, StaffMove.NOT_TAKE, _reason(why))


def end_service(session: Session, actor: Actor, *, staff_id: int, seen: StaffStatus, why: str) -> None:
    """Their coming turns go with them. Raises `Invalid('reason_missing')`, `Stale`."""
    row, point = _own(session, actor, staff_id, seen)
    move_staff(session, actor, row, StaffMove.END, _reason(why))
    _count(session, actor, point)


def leave(session: Session, actor: Actor, *, staff_id: int, seen: StaffStatus, why: str = "") -> None:
    """A steward no longer serves at a point, or no longer wishes to. Raises `NotFound` for somebody else's, `Stale`."""
    require(actor, PointsPermission.SERVE_AT_POINTS)
    if session.scalar(pick(PointStaff.id).where(col(PointStaff.id) == staff_id, own_staff(actor))) is None:
        raise NotFound("staff_not_found")
    row = _seen(find_staff(session, actor, staff_id), seen)
    point = find_point(session, actor, row.point_id)
    move_staff(session, actor, row, StaffMove.LEAVE, why[:MOST_WHY])
    _count(session, actor, point)


def _own(session: Session, actor: Actor, staff_id: int, seen: StaffStatus) -> tuple[StaffRow, PointRow]:
    require(actor, PointsPermission.MANAGE_POINTS)
    row = find_staff(session, actor, staff_id)
    return _seen(row, seen), own_point(session, actor, row.point_id)


def _seen(row: StaffRow, seen: StaffStatus) -> StaffRow:
    if row.status is not seen:
        raise Stale("staff_moved", name=row.name)
    return row


def _reason(why: str) -> str:
    if len(clean(why)) < 2:
        raise Invalid("reason_missing", "why")
    return clean(why)[:MOST_WHY]


def _taking(row: PointRow) -> PointRow:
    if row.status not in TAKES_STAFF:
        raise Conflict("point_takes_nobody", name=row.name)
    return row


def _steward_index(steward_id: int) -> str:
    return blind_index("point_staff.person", f"steward {steward_id}")


def _person(session: Session, actor: Actor, row: PointRow, given: StaffIn) -> dict[str, Any]:
    """Who it is. A resident who is a steward of the community is found as one: nobody is to be on two rosters as two people."""
    if given.steward_id is not None:
        return _steward(session, actor, row, given.steward_id)
    values = _named(given)
    phone = col(Steward.phone_index) == blind_index("phone", values["phone"])
    known = pick(Steward.id).where(phone, col(Steward.name) == values["name"], col(Steward.status) == StewardStatus.ACTIVE)
    if (steward_id := session.scalars(known).first()) is not None:
        return _steward(session, actor, row, steward_id)
    return values


def _steward(session: Session, actor: Actor, row: PointRow, steward_id: int) -> dict[str, Any]:
    steward = require_in_service(session, actor, steward_id)
    path = session.scalars(pick(Unit.path).where(col(Unit.id) == steward.unit_id)).one()
    if not path.startswith(community_of(row.unit_path)):
        raise Conflict("steward_too_far", name=steward.name)
    return {"steward_id": steward_id, "person_index": _steward_index(steward_id)}


def _named(given: StaffIn) -> dict[str, Any]:
    problems: list[Invalid] = []
    values: dict[str, Any] = {}
    for field, read in (("name", read_name), ("phone", read_phone)):
        try:
            values[field] = read(getattr(given, field))
        except Invalid as error:
            problems.append(Invalid(error.code, field, **error.params))
    raise_all(problems)
    return values | {"person_index": blind_index("point_staff.person", f"{values['name']} {values['phone']}")}


def _at(session: Session, row: PointRow, person: str) -> PointStaff | None:
    """Whoever stands there already; the point's row is held, so that of two who put them down at once one waits."""
    session.execute(pick(ServicePoint.id).where(col(ServicePoint.id) == row.id).with_for_update())
    here = col(PointStaff.point_id) == row.id, col(PointStaff.person_index) == person
    found: PointStaff | None = session.scalars(pick(PointStaff).where(*here, col(PointStaff.status).in_(AT_A_POINT))).first()
    return found


def _put(
    session: Session, actor: Actor, row: PointRow, who: dict[str, Any], way: StaffingWay, why: str,
    status: StaffStatus = StaffStatus.SERVES,
) -> int:  # fmt: skip
    if _at(session, row, who["person_index"]) is not None:
        raise Conflict("staff_known", name=row.name)
    common: dict[str, Any] = {"point_id": row.id, "way": way, "status": status, "since": clock.today(), "put_by": actor.user_id}
    staff = PointStaff(**common, **who, why=clean(why)[:MOST_WHY] or None, put_at=clock.now())
    session.add(staff)
    session.flush()
    record(session, actor, events.StaffPut(row.id, staff.id or 0, way.value, status.value))
    _count(session, actor, row)
    return staff.id or 0


def _count(session: Session, actor: Actor, row: PointRow) -> None:
    counted = pick(sa.func.count()).select_from(PointStaff).where(col(PointStaff.point_id) == row.id)
    n = session.scalar(counted.where(col(PointStaff.status) == StaffStatus.SERVES)) or 0
    # Read anew: of several who are put down at once the first has moved it; and who leaves may no longer see it.
    now = session.get_one(ServicePoint, row.id, populate_existing=True)
    staff_changed(session, actor, replace(row, status=now.status, version=now.version), n)


def _check_election(given: ElectionIn) -> None:
    problems = list(election_days(clock.today()).wrong(given.on_day, "on_day"))
    if given.on_day is None:
        problems.append(Invalid("election_day", "on_day"))
    if not 1 <= given.n_came <= 99_999:
        problems.append(Invalid("election_came", "n_came"))
    elected = [one for one in given.names if one.is_elected]
    if not elected or len(given.names) > MOST_NAMES:
        problems.append(Invalid("election_names", "names", most=MOST_NAMES))
    if any(not 0 <= one.n_votes <= given.n_came for one in given.names) or any(one.n_votes < 1 for one in elected):
        problems.append(Invalid("election_votes", "names"))
    raise_all(problems)


def _note_election(session: Session, actor: Actor, row: PointRow, given: ElectionIn) -> list[int]:
    people = [_person(session, actor, row, one) if one.is_elected else None for one in given.names]
    held = PointElection(
        point_id=row.id, on_day=given.on_day or clock.today(), n_came=given.n_came, noted_by=actor.user_id, noted_at=clock.now()
    )
    session.add(held)
    session.flush()
    record(session, actor, events.ElectionNoted(row.id, held.id or 0, sum(one.is_elected for one in given.names)))
    found = []
    for one, who in zip(given.names, people, strict=True):
        staff_id = _elected(session, actor, row, who) if who else None
        name = _name_of(session, one)
        session.add(ElectionName(election_id=held.id or 0, staff_id=staff_id, name=name, n_votes=one.n_votes))
        found += [staff_id] if staff_id else []
    session.flush()
    return found


def _name_of(session: Session, given: StaffIn) -> str:
    if given.steward_id is None:
        return read_name(given.name, "names")
    return session.scalars(pick(Steward.name).where(col(Steward.id) == given.steward_id)).one()  # type: ignore[no-any-return]


def _elected(session: Session, actor: Actor, row: PointRow, who: dict[str, Any]) -> int:
    stands = _at(session, row, who["person_index"])
    if stands is None:
        return _put(session, actor, row, who, StaffingWay.ELECTED, "")
    if stands.status is StaffStatus.PUT_FORWARD:
        move_staff(session, actor, find_staff(session, actor, stands.id or 0), StaffMove.ACCEPT)
        _count(session, actor, row)
    session.execute(sa.update(PointStaff).where(col(PointStaff.id) == stands.id).values(way=StaffingWay.ELECTED))
    session.expire_all()
    return stands.id or 0
