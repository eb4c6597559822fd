"""Lists that were taken into the ledger."""

from sqlmodel import Session, col, select

from db.actor import Actor, is_whole_office
from db.ledger.models.batches import LedgerBatch
from db.ledger.permissions import LedgerPermission
from db.permissions import require


def batches(session: Session, actor: Actor, *, limit: int = 20) -> list[LedgerBatch]:
    """Newest first; whoever works for a part of the office sees their own."""
    require(actor, LedgerPermission.IMPORT_HOUSEHOLDS)
    mine = col(LedgerBatch.id).is_not(None) if is_whole_office(actor) else col(LedgerBatch.user_id) == actor.user_id
    return list(session.exec(select(LedgerBatch).where(mine).order_by(col(LedgerBatch.id).desc()).limit(limit)))
