"""A steward's service: suspended and resumed, ended, the phone number corrected."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, Stale
from db.permissions import require
from db.phones import read_phone
from db.privacy import blind_index
from db.sql import n_changed
from db.text import clean
from db.vetting import events
from db.vetting.commands.appoint import find_steward_row
from db.vetting.commands.steward_moves import move_steward
from db.vetting.models.stewards import Steward, StewardMove
from db.vetting.permissions import VettingPermission


def _change(
    session: Session, actor: Actor, steward_id: int, seen: int, move: StewardMove, reason: str, *, needs_reason: bool = True
) -> None:
    require(actor, VettingPermission.MANAGE_STEWARDS)
    if needs_reason and len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    steward = find_steward_row(session, actor, steward_id)
    move_steward(session, actor, steward, move, reason=reason, seen=seen)


def suspend(session: Session, actor: Actor, *, steward_id: int, seen: int, reason: str) -> None:
    """For a time; the card says so at once."""
    _change(session, actor, steward_id, seen, StewardMove.SUSPEND, reason)


def resume(session: Session, actor: Actor, *, steward_id: int, seen: int, reason: str = "") -> None:
    _change(session, actor, steward_id, seen, StewardMove.RESUME, reason, needs_reason=False)


def resign(session: Session, actor: Actor, *, steward_id: int, seen: int, reason: str) -> None:
    """At the steward's own wish."""
    _change(session, actor, steward_id, seen, StewardMove.RESIGN, reason)


def end_term(session: Session, actor: Actor, *, steward_id: int, seen: int, reason: str = "") -> None:
    """The term is over and is not renewed. Before its last day there are only resigning and dismissal."""
    require(actor, VettingPermission.MANAGE_STEWARDS)
    if clock.today() < find_steward_row(session, actor, steward_id).term_to:
        raise Conflict("term_not_over")
    _change(session, actor, steward_id, seen, StewardMove.END_TERM, reason, needs_reason=False)


def dismiss(session: Session, actor: Actor, *, steward_id: int, seen: int, reason: str) -> None:
    """By the organisation, with a reason."""
    _change(session, actor, steward_id, seen, StewardMove.DISMISS, reason)


def change_phone(session: Session, actor: Actor, *, steward_id: int, seen: int, phone: str) -> None:
    """Raises `Invalid` at `phone`, `Stale`."""
    require(actor, VettingPermission.MANAGE_STEWARDS)
    steward = find_steward_row(session, actor, steward_id)
    new = read_phone(phone)
    this = sa.update(Steward).where(col(Steward.id) == steward_id, col(Steward.version) == seen)
    if n_changed(session, this.values(phone=new, phone_index=blind_index("phone", new), version=seen + 1)) != 1:
        raise Stale("steward_moved", name=steward.name)
    session.refresh(steward)
    record(session, actor, events.StewardMoved(steward_id, "change_phone"))
