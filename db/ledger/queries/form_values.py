"""A household as its form shows it, for changing it."""

import json

from sqlmodel import Session

from db.actor import Actor
from db.ledger.models.households import HouseholdIn
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import find_household
from db.permissions import require
from db.privacy import mask_id, mask_phone


def _text(n: int | None) -> str:
    return "" if n is None else str(n)


def household_as_written(session: Session, actor: Actor, household_id: int) -> tuple[int, HouseholdIn, tuple[str, str]]:
    """Version, the form's content, and the masks of ID number and telephone. Raises `NotFound`, `NotAllowed`."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = find_household(session, actor, household_id)
    written = HouseholdIn(
        kind=row.kind, unit_id=row.unit_id, door=row.door, title=row.title, name=row.name, id_number=row.id_number or "",
        phone=row.phone or "", n_people=_text(row.n_people), n_party=_text(row.n_party),
        care=None if row.care is None else json.loads(row.care), needs=row.needs, contact=row.contact, trade=row.trade,
        n_staff=_text(row.n_staff), note=row.note or "",
    )  # fmt: skip
    return row.version, written, (mask_id(row.id_number), mask_phone(row.phone))
