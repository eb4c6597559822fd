"""Since when stewards have been in office, as far as the record says it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col

from db import clock
from db.sql import pick
from db.vetting.models.stewards import Appointment


def in_office_since(session: Session, steward_ids: Collection[int]) -> dict[int, date]:
    """The first day of each one's first term. Those are left out who came with a list that does not say since when: their term
    only seems to begin on the day of the list."""
    terms = pick(Appointment.steward_id, Appointment.term_from, Appointment.appointed_at, Appointment.application_id)
    firsts: dict[int, list[date | None]] = defaultdict(list)
    for steward_id, first, at, application_id in session.execute(terms.where(col(Appointment.steward_id).in_(steward_ids))):
        is_told = application_id is not None or first < clock.local(at).date()
        firsts[steward_id].append(first if is_told else None)
    return {steward_id: min(days) for steward_id, found in firsts.items() if len(days := [d for d in found if d]) == len(found)}
