"""What an applicant learns with the receipt: where it stands and what to change. Never who objected or what was said."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from db.privacy import blind_index, mask_name
from db.sql import pick
from db.text import clean
from db.vetting.models.announcements import Objection, ObjectionStatus
from db.vetting.models.applications import Application, Decision, Entry, EntryStatus, Status, StatusChange


@dataclass(frozen=True)
class Progress:
    """`note` is what a reviewer wrote for the applicant, after a return or a refusal only."""

    name: str
    status: Status | EntryStatus
    step_key: str
    scheme_version_id: int | None
    since: datetime
    note: str
    is_being_examined: bool
    can_withdraw: bool


_OPEN = (Status.WAITING, Status.RETURNED, Status.CLEARED, Status.ANNOUNCED)


def progress(session: Session, receipt: str) -> Progress | None:
    """None for a receipt that is not known."""
    index = blind_index("receipt", clean(receipt).upper())
    row = session.exec(select(Application).where(Application.receipt_index == index)).one_or_none()
    if row is None:
        return _of_entry(session, index)
    note = session.scalar(
        select(StatusChange.note)
        .where(
            StatusChange.application_id == row.id,
            col(StatusChange.decision).in_((Decision.RETURN, Decision.REFUSE)),
        )
        .order_by(col(StatusChange.id).desc())
        .limit(1)
    )
    examined = pick(Objection.id).where(col(Objection.application_id) == row.id, col(Objection.status) == ObjectionStatus.OPEN)
    is_told = row.status in (Status.RETURNED, Status.REFUSED)
    return Progress(
        mask_name(row.name), row.status, row.step_key, row.scheme_version_id, row.moved_at, note or "" if is_told else "",
        session.scalar(examined.limit(1)) is not None, row.status in _OPEN,
    )  # fmt: skip


def _of_entry(session: Session, index: str) -> Progress | None:
    entry = session.exec(select(Entry).where(Entry.receipt_index == index)).one_or_none()
    if entry is None:
        return None
    since = entry.decided_at or entry.received_at
    can_withdraw = entry.status is EntryStatus.WAITING
    return Progress(mask_name(entry.name), entry.status, "", None, since, entry.reason or "", False, can_withdraw)
