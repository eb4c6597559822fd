"""Readings that are recorded: visits taken along as a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.ledger.permissions import LedgerPermission
from db.permissions import require
from db.redaction import without_numbers
from db.sql import pick
from db.visits import events
from db.visits.models.visits import Promise, Raised, Visit
from db.visits.permissions import VisitsPermission
from db.visits.queries.visits import VisitFilter, VisitRow, find_visits

_MOST = 100_000
_CHUNK = 2000


@dataclass(frozen=True)
class ExportedVisit:
    """Numbers of people in the words are masked."""

    row: VisitRow
    note: str
    promised: str
    raised: str


def exported_visits(session: Session, actor: Actor, wanted: VisitFilter) -> list[ExportedVisit]:
    """Everything the filter finds, with its words; that it was taken along is recorded."""
    require(actor, VisitsPermission.SEE_VISITS)
    require(actor, LedgerPermission.EXPORT_HOUSEHOLDS)
    rows = find_visits(session, actor, wanted, limit=_MOST)
    ids = [row.id for row in rows]
    notes = _words(session, ids, Visit.id, Visit.note)
    promised, raised = _words(session, ids, Promise.visit_id, Promise.text), _words(session, ids, Raised.visit_id, Raised.text)
    record(session, actor, events.VisitsExported(actor.unit_id, len(rows)))
    return [ExportedVisit(r, notes.get(r.id, ""), promised.get(r.id, ""), raised.get(r.id, "")) for r in rows]


def _words(session: Session, ids: Sequence[int], of: Any, text: Any) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for start in range(0, len(ids), _CHUNK):
        wanted = col(of).in_(ids[start : start + _CHUNK])
        _put(found, session.execute(pick(of, text).where(wanted, col(text).is_not(None)).order_by(col(of))))
    return {visit_id: "\n".join(texts) for visit_id, texts in found.items()}


def _put(found: dict[int, list[str]], rows: Iterable[Any]) -> None:
    for visit_id, text in rows:
        found.setdefault(visit_id, []).append(without_numbers(text))
