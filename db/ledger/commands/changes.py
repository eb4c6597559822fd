"""The one place where a change of a household is noted: what it was, what it is, who did it."""

from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.audit import record
from db.ledger import events
from db.ledger.columns import as_json
from db.ledger.models.households import ChangeKind, Household, HouseholdChange
from db.text import clean


def note_change(
    session: Session, actor: Actor, row: Household, kind: ChangeKind, before: dict[str, Any] | None, after: dict[str, Any] | None,
    *, deed_id: UUID | None = None, member_id: int | None = None, reason: str = "", batch_id: int | None = None,
    undoes: UUID | None = None,
) -> UUID:  # fmt: skip
    """Adds the change to the household's story and its field names to the journal. Returns the change's id."""
    deed_id = deed_id or uuid4()
    session.add(
        HouseholdChange(
            deed_id=deed_id, household_id=row.id or 0, member_id=member_id, at=clock.now(), deed=kind, user_id=actor.user_id,
            role=actor.role, version=row.version, before=None if before is None else as_json(before),
            after=None if after is None else as_json(after), reason=clean(reason) or None, batch_id=batch_id, undoes=undoes,
        )
    )  # fmt: skip
    session.flush()
    if batch_id is None:
        record(session, actor, events.HouseholdChanged(row.id or 0, kind.value, sorted(after or {})))
    return deed_id
