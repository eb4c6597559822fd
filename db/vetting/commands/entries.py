"""Self-registration: what the public page sends waits as an entry until a grid worker or clerk confirms the person."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.idempotency import once
from db.office.models import Unit, User
from db.office.queries import current_scheme, the_office
from db.permissions import require
from db.privacy import keyed_hash, mask_name
from db.scheme import Scheme
from db.text import clean
from db.vetting import events
from db.vetting.applicants import Applicant, check_applicant
from db.vetting.commands.moves import move
from db.vetting.commands.register import new_receipt, receipt_index, register_checked, steward_unit
from db.vetting.models.announcements import PublicGuard
from db.vetting.models.applications import ApplicantIn, Decision, Entry, EntryStatus, Source
from db.vetting.permissions import VettingPermission
from db.vetting.queries.cases import case_by_receipt
from db.vetting.queries.scope import visible_entries

MOST_PER_HOUR = 20
MOST_WAITING = 500


def count_use(session: Session, kind: str, address: str) -> None:
    """Raises `Conflict('too_often')` when one address uses a public form more than twenty times an hour."""
    hour = int(clock.now().timestamp() // 3600)
    key = (kind, keyed_hash("address", address), hour)
    row = session.get(PublicGuard, key) or PublicGuard(kind=kind, address_hash=key[1], hour=hour)
    row.n += 1
    if row.n > MOST_PER_HOUR:
        raise Conflict("too_often")
    session.add(row)


def submit_entry(session: Session, *, applicant: ApplicantIn, address: str, request_id: UUID | None = None) -> str:
    """Keeps what a person wrote about themselves; returns the receipt to ask with. Raises `Invalid`, `Conflict`.

    Empty when an entry with this ID number waits already: the try itself must stay counted, or numbers could be tried out.
    """
    if not the_office(session).is_apply_open:
        raise Conflict("apply_closed")
    scheme = current_scheme(session)
    checked = check_applicant(scheme, applicant, clock.today())
    _require_place(session, scheme, checked.unit_id)

    def work() -> int:
        count_use(session, "apply", address)
        return 0 if _waits_already(session, checked.id_index) else _put_entry(session, applicant, checked)

    # The number of the row, not the receipt: what a press came to is kept in the clear.
    entry = session.get(Entry, once(session, request_id, "apply", work))
    return entry.receipt if entry else ""


def _waits_already(session: Session, id_index: str) -> bool:
    waiting = col(Entry.status) == EntryStatus.WAITING
    if (session.scalar(select(func.count()).select_from(Entry).where(waiting)) or 0) >= MOST_WAITING:
        raise Conflict("too_many_waiting")
    return session.scalar(select(Entry.id).where(waiting, Entry.id_index == id_index)) is not None


def _put_entry(session: Session, given: ApplicantIn, checked: Applicant) -> int:
    receipt = new_receipt()
    entry = Entry(
        unit_id=checked.unit_id, name=checked.name, body=given.model_dump_json(), id_index=checked.id_index,
        receipt=receipt, receipt_index=receipt_index(receipt), status=EntryStatus.WAITING, received_at=clock.now(),
    )  # fmt: skip
    session.add(entry)
    session.flush()
    record(session, None, events.EntryReceived(entry.id or 0))
    return entry.id or 0


def _require_place(session: Session, scheme: Scheme, unit_id: int) -> None:
    unit = session.get(Unit, unit_id)
    if unit is None or unit.closed_on:
        raise Invalid("unit_closed", "unit_id")
    if unit.depth != scheme.level_depth(scheme.steward.covers):
        raise Invalid("unit_wrong_level", "unit_id")


def _waiting_entry(session: Session, actor: Actor, entry_id: int) -> Entry:
    require(actor, VettingPermission.CONFIRM_ENTRY)
    entry = session.exec(select(Entry).where(Entry.id == entry_id, visible_entries(actor)).with_for_update()).one_or_none()
    if entry is None:
        raise NotFound("entry_not_found")
    if entry.status is not EntryStatus.WAITING:
        raise Conflict("entry_decided", name=entry.name)
    return entry


def _decide(session: Session, actor: Actor, entry: Entry, status: EntryStatus) -> None:
    entry.status, entry.decided_at, entry.decided_by = status, clock.now(), actor.user_id
    session.add(entry)
    session.flush()


def _require_other(session: Session, actor: Actor, entry: Entry) -> None:
    """Nobody confirms having met themselves."""
    user = session.get(User, actor.user_id)
    if user and (entry.id_index == user.id_index or (user.id_index is None and user.name == entry.name)):
        raise NotAllowed("own_application", name=entry.name)


def confirm_entry(session: Session, actor: Actor, *, entry_id: int, applicant: ApplicantIn, override: str = "") -> int:
    """The person has been met: the entry becomes an application. Same refusals as at the desk."""
    entry = _waiting_entry(session, actor, entry_id)
    _require_other(session, actor, entry)
    scheme = current_scheme(session)
    checked = check_applicant(scheme, applicant, clock.today())
    steward_unit(session, actor, scheme, checked.unit_id)
    application_id = register_checked(session, actor, checked, Source.ONLINE, override, receipt=entry.receipt)
    entry.application_id = application_id
    _decide(session, actor, entry, EntryStatus.CONFIRMED)
    record(session, actor, events.EntryConfirmed(entry_id, application_id))
    return application_id


def decline_entry(session: Session, actor: Actor, *, entry_id: int, reason: str) -> None:
    """Raises `Invalid('reason_missing')`."""
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    entry = _waiting_entry(session, actor, entry_id)
    entry.reason = clean(reason)
    _decide(session, actor, entry, EntryStatus.DECLINED)
    record(session, actor, events.EntryDeclined(entry_id))


def withdraw_by_receipt(session: Session, *, receipt: str, address: str) -> bool:
    """The applicant's own withdrawal on the public page, of an entry or of an application. False for a receipt that is
    not known: the guess itself must stay counted."""
    count_use(session, "receipt", address)
    index = receipt_index(receipt)
    entry = session.exec(select(Entry).where(Entry.receipt_index == index).with_for_update()).one_or_none()
    if entry and entry.status is EntryStatus.WAITING:
        entry.status, entry.decided_at = EntryStatus.WITHDRAWN, clock.now()
        session.add(entry)
        record(session, None, events.EntryWithdrawn(entry.id or 0))
        return True
    case = case_by_receipt(session, index)
    if case is None and entry:
        raise Conflict("entry_decided", name=mask_name(entry.name))
    if case is None:
        return False
    move(session, None, case, Decision.WITHDRAW)
    return True
