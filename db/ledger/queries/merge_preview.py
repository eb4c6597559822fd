"""Two entries side by side, before they become one."""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.actor import Actor
from db.ledger.merging import LEARNED, learned
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import find_household
from db.permissions import require
from db.privacy import mask_id, mask_phone

_MASKS = {"id_number": mask_id, "phone": mask_phone}


@dataclass(frozen=True)
class MergeRow:
    """One field: what each entry says, and what will stand. Numbers are masked."""

    field: str
    here: Any
    there: Any
    after: Any


def merge_preview(session: Session, actor: Actor, *, keep_id: int, other_id: int) -> list[MergeRow]:
    """Only fields in which either says something. Raises `NotFound`."""
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    keep, other = find_household(session, actor, keep_id), find_household(session, actor, other_id)
    taken = learned(keep, other)
    rows = []
    for field, *_ in (("door",), *LEARNED):
        here, there = getattr(keep, field), getattr(other, field)
        if here not in (None, "") or there not in (None, ""):
            rows.append(MergeRow(field, *(_masked(field, v) for v in (here, there, taken.get(field, here)))))
    return rows


def _masked(field: str, value: Any) -> Any:
    if field == "care":
        return json.loads(value or "[]")
    return _MASKS[field](value) if field in _MASKS and value else value
