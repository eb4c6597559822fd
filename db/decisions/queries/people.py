"""Whom a meeting may ask, tap as present, or give a decision to."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role, end_of_path
from db.decisions.models.meetings import Attendee
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import MeetingRow, find_meeting
from db.ledger.queries.scope import under
from db.names import like_pattern
from db.office.models import Unit, User, UserRole
from db.office.queries import ids_in
from db.points.models.partners import Partner, PartnerUnit
from db.points.queries.scope import visible_partners
from db.sql import pick
from db.text import clean
from db.vetting.models.stewards import Steward, StewardStatus

_MOST_STEWARDS, _MOST_OWNERS, _MOST_PARTNERS = 60, 200, 100


@dataclass(frozen=True)
class StewardHere:
    id: int
    name: str
    has_come: bool


def _may_write(session: Session, actor: Actor, meeting_id: int) -> MeetingRow | None:
    row = find_meeting(session, actor, meeting_id)
    return row if row.may_hold else None


def stewards_here(session: Session, actor: Actor, meeting_id: int, search: str = "") -> list[StewardHere]:
    """Stewards in service under the meeting's unit, those first who have come; at most sixty. Nobody for whoever may not hold
    the meeting. Raises `NotFound`."""
    row = _may_write(session, actor, meeting_id)
    if row is None:
        return []
    came = sa.exists().where(col(Attendee.meeting_id) == meeting_id, col(Attendee.steward_id) == Steward.id)
    has_come = sa.case((came, 1), else_=0).label("has_come")
    these = [col(Steward.status) == StewardStatus.ACTIVE, under(row.unit_path, Steward.unit_id)]
    if text := clean(search):
        these.append(_named_like(text))
    order = (has_come.desc(), col(Steward.pinyin), col(Steward.id))
    rows = session.execute(pick(Steward.id, Steward.name, has_come).where(*these).order_by(*order).limit(_MOST_STEWARDS))
    return [StewardHere(steward_id, name, bool(n)) for steward_id, name, n in rows]


def _named_like(text: str) -> sa.ColumnElement[bool]:
    pattern = like_pattern(text)
    starts = f"{pattern.lower()}%"
    sounds = (col(Steward.pinyin).like(starts, escape="\\"), col(Steward.initials).like(starts, escape="\\"))
    return sa.or_(col(Steward.name).like(f"%{pattern}%", escape="\\"), *sounds)


@dataclass(frozen=True)
class PossibleOwner:
    user_id: int
    name: str
    role: Role
    unit_name: str


def possible_owners(session: Session, actor: Actor, meeting_id: int) -> list[PossibleOwner]:
    """Accounts that can see to a decision: of the meeting's unit, of those under it and of those above, upper ones first. Nobody
    for whoever may not hold the meeting. Raises `NotFound`."""
    row = _may_write(session, actor, meeting_id)
    if row is None:
        return []
    near = sa.or_(
        col(Unit.id).in_(ids_in(row.unit_path)),
        sa.and_(col(Unit.path) >= row.unit_path, col(Unit.path) < end_of_path(row.unit_path)),
    )
    rows = session.execute(
        pick(User.id, User.name, UserRole.role, Unit.name)
        .join(UserRole, col(UserRole.user_id) == User.id)
        .join(Unit, col(Unit.id) == UserRole.unit_id)
        .where(near, col(UserRole.role).in_(DecisionsPermission.FOLLOW_DECISIONS.roles), sa.not_(col(User.is_closed)))
        .order_by(col(Unit.depth), col(Unit.sort_key), col(User.name), col(UserRole.id))
        .limit(_MOST_OWNERS)
    )
    firsts = {user_id: PossibleOwner(user_id, name, role, unit) for user_id, name, role, unit in reversed(rows.all())}
    return list(reversed(firsts.values()))


@dataclass(frozen=True)
class PossiblePartner:
    id: int
    name: str


def possible_partners(session: Session, actor: Actor, meeting_id: int) -> list[PossiblePartner]:
    """Partner organisations that work where the meeting's people live. Raises `NotFound`."""
    row = _may_write(session, actor, meeting_id)
    if row is None:
        return []
    near = sa.or_(col(PartnerUnit.unit_id).in_(ids_in(row.unit_path)), under(row.unit_path, PartnerUnit.unit_id))
    works_here = sa.exists().where(col(PartnerUnit.partner_id) == Partner.id, near)
    these = (visible_partners(actor), col(Partner.ended_on).is_(None), works_here)
    rows = session.execute(pick(Partner.id, Partner.name).where(*these).order_by(col(Partner.sort_key)).limit(_MOST_PARTNERS))
    return [PossiblePartner(partner_id, name) for partner_id, name in rows]
