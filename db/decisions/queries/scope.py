"""What an actor may see of meetings, and how much of their minutes."""

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor, is_whole_office
from db.decisions.checks import with_role
from db.decisions.models.decisions import MeetingDecision
from db.decisions.models.meetings import AgendaItem, Meeting, MeetingParty, MeetingStatus
from db.decisions.permissions import DecisionsPermission
from db.ledger.queries.scope import Condition, under
from db.office.queries import ids_in
from db.permissions import allows
from db.sql import pick

HAS_PUBLIC_VERSION = sa.and_(
    col(Meeting.is_public), col(Meeting.status) == MeetingStatus.HELD, col(Meeting.signed_at).is_not(None)
)


def _own(actor: Actor) -> Condition:
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, Meeting.unit_id)


def _around(actor: Actor) -> Condition:
    """Of the actor's unit and of those above it: their people are asked, and told."""
    return col(Meeting.unit_id).in_(ids_in(actor.unit_path))


def _is_reader(actor: Actor) -> Condition:
    return col(Meeting.readers).contains(with_role(actor.role.value), autoescape=True)


def whole_meetings(actor: Actor) -> Condition:
    """Those under the actor's unit whose minutes the role reads whole, or that this person called."""
    if not allows(actor, DecisionsPermission.SEE_MEETINGS):
        return sa.false()
    return sa.and_(_own(actor), sa.or_(_is_reader(actor), col(Meeting.made_by) == actor.user_id))


def held_meetings(actor: Actor) -> Condition:
    """Those that the actor may hold: plan, write, decide at."""
    return whole_meetings(actor) if allows(actor, DecisionsPermission.HOLD_MEETINGS) else sa.false()


def invited_meetings(actor: Actor) -> Condition:
    """To which the actor's role was asked, at the meeting's unit or below it."""
    if not allows(actor, DecisionsPermission.SEE_MEETINGS):
        return sa.false()
    asked = sa.exists().where(
        col(MeetingParty.meeting_id) == Meeting.id, col(MeetingParty.role) == actor.role,
        col(MeetingParty.invited_at).is_not(None),
    )  # fmt: skip
    return sa.and_(_around(actor), asked)


def part_meetings(actor: Actor) -> Condition:
    """Read without personal matters: of the units above, where the role reads such minutes at its own unit; and every one for
    which there is a public version."""
    if not allows(actor, DecisionsPermission.SEE_MEETINGS):
        return sa.false()
    public = sa.and_(HAS_PUBLIC_VERSION, sa.or_(_own(actor), _around(actor)))
    return sa.or_(sa.and_(_around(actor), _is_reader(actor)), public)


def visible_meetings(actor: Actor) -> Condition:
    return sa.or_(whole_meetings(actor), part_meetings(actor), invited_meetings(actor))


def visible_decisions(actor: Actor) -> Condition:
    """Those of meetings that the actor reads whole, and the actor's own."""
    whole = col(MeetingDecision.meeting_id).in_(pick(Meeting.id).where(whole_meetings(actor)))
    return sa.or_(whole, own_decisions(actor))


def own_decisions(actor: Actor) -> Condition:
    """Which the actor sees to."""
    if not allows(actor, DecisionsPermission.FOLLOW_DECISIONS):
        return sa.false()
    return col(MeetingDecision.owner_id) == actor.user_id


def visible_items(actor: Actor) -> Condition:
    """Points of the agenda that the actor may read: without personal matters where the minutes are not read whole."""
    whole = col(AgendaItem.meeting_id).in_(pick(Meeting.id).where(whole_meetings(actor)))
    part = col(AgendaItem.meeting_id).in_(pick(Meeting.id).where(visible_meetings(actor)))
    return sa.or_(whole, sa.and_(part, sa.not_(col(AgendaItem.is_personal))))
