"""What an actor may see of meetings and decisions."""

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor
from db.decisions.models.decisions import MeetingDecision
from db.decisions.models.meetings import Meeting, MeetingParty, MeetingStatus
from db.decisions.permissions import DecisionsPermission
from db.ledger.queries.scope import Condition
from db.permissions import allows
from db.points.queries.scope import own_units, units_above
from db.scheme import Scheme
from db.sql import pick


def near(actor: Actor) -> Condition:
    """Meetings of units under the actor's, and of those above it."""
    return sa.or_(own_units(actor, Meeting.unit_id), units_above(actor, Meeting.unit_id))


def held_by(actor: Actor) -> Condition:
    """Those that the actor may hold: under the actor's unit."""
    if not allows(actor, DecisionsPermission.HOLD_MEETINGS):
        return sa.false()
    return own_units(actor, Meeting.unit_id)


def read_whole(actor: Actor, scheme: Scheme) -> Condition:
    """Whole minutes: whoever holds the meeting, and of its unit or a unit above it whom the kind names."""
    if not allows(actor, DecisionsPermission.SEE_MEETINGS):
        return sa.false()
    kinds = [kind.key for kind in scheme.meetings if actor.role in kind.readers]
    return sa.or_(held_by(actor), sa.and_(own_units(actor, Meeting.unit_id), col(Meeting.kind).in_(kinds)))


def read_public(actor: Actor, scheme: Scheme) -> Condition:
    """The version without personal matters: of kinds that have one, once the minutes are signed, for everybody near."""
    if not allows(actor, DecisionsPermission.SEE_MEETINGS):
        return sa.false()
    kinds = [kind.key for kind in scheme.meetings if kind.is_public]
    is_signed = sa.and_(col(Meeting.status) == MeetingStatus.HELD, col(Meeting.signed_at).is_not(None))
    return sa.and_(near(actor), col(Meeting.kind).in_(kinds), is_signed)


def invited_to(actor: Actor, scheme: Scheme) -> Condition:
    """Near meetings to which a party with the actor's role was invited."""
    if not allows(actor, DecisionsPermission.SEE_MEETINGS):
        return sa.false()
    mine = [(kind.key, party.key) for kind in scheme.meetings for party in kind.parties if party.role is actor.role]
    asked = [
        sa.and_(col(Meeting.kind) == kind, col(Meeting.id).in_(_asked(party))) for kind, party in mine
    ]  # fmt: skip
    return sa.and_(near(actor), sa.or_(sa.false(), *asked))


def _asked(party: str) -> sa.Select[*tuple[int, ...]]:
    return pick(MeetingParty.meeting_id).where(col(MeetingParty.key) == party, col(MeetingParty.invited_at).is_not(None))


def visible_meetings(actor: Actor, scheme: Scheme) -> Condition:
    """That there is such a meeting, with its day and its agenda."""
    return sa.or_(read_whole(actor, scheme), read_public(actor, scheme), invited_to(actor, scheme))


def own_decisions(actor: Actor) -> Condition:
    """Those that the actor is to see to."""
    if not allows(actor, DecisionsPermission.FOLLOW_DECISIONS):
        return sa.false()
    return col(MeetingDecision.owner_id) == actor.user_id


def visible_decisions(actor: Actor, scheme: Scheme) -> Condition:
    """The actor's own, and those of meetings of which the actor reads the whole minutes."""
    whole = pick(Meeting.id).where(read_whole(actor, scheme))
    return sa.or_(own_decisions(actor), col(MeetingDecision.meeting_id).in_(whole))


def followed_by(actor: Actor) -> Condition:
    """Those about which the actor may say how they go on: their own, and those of meetings that they hold."""
    return sa.or_(own_decisions(actor), led_by(actor))


def led_by(actor: Actor) -> Condition:
    """Those of meetings that the actor may hold."""
    return col(MeetingDecision.meeting_id).in_(pick(Meeting.id).where(held_by(actor)))
