"""Entries that somebody has begun."""

import json
from uuid import UUID

from sqlmodel import Session

from db.actor import Actor
from db.visits.models.visits import VisitDraft, VisitIn


def draft_of(session: Session, actor: Actor, household_id: int) -> tuple[VisitIn, UUID] | None:
    """What the actor had begun to write of this household, and the press it belongs to."""
    row = session.get(VisitDraft, (actor.user_id, household_id))
    return (VisitIn.model_validate(json.loads(row.body)), row.request_id) if row else None
