"""Remembering which column title stands for which field."""

from collections.abc import Mapping

from sqlmodel import Session

from db.actor import Actor
from db.audit import record
from db.ledger.permissions import LedgerPermission
from db.office import events
from db.office.models import KnownTitle, ListKind
from db.office.permissions import OfficePermission
from db.office.queries import require_whole_office
from db.permissions import require
from db.text import clean
from db.vetting.permissions import VettingPermission

BRINGS_IN = {
    ListKind.UNITS: OfficePermission.MANAGE_UNITS, ListKind.APPLICANTS: VettingPermission.IMPORT_APPLICANTS,
    ListKind.STEWARDS: VettingPermission.IMPORT_STEWARDS, ListKind.HOUSEHOLDS: LedgerPermission.IMPORT_HOUSEHOLDS,
    ListKind.MERCHANTS: LedgerPermission.IMPORT_HOUSEHOLDS,
}  # fmt: skip


def map_titles(session: Session, actor: Actor, *, kind: ListKind, mapping: Mapping[str, str]) -> None:
    """`mapping` is title -> field. The next list of this kind is understood at once, in the whole office."""
    require(actor, BRINGS_IN[kind])
    if kind is ListKind.UNITS:
        require_whole_office(session, actor)
    for title, field in mapping.items():
        session.merge(KnownTitle(kind=kind, title=clean(title)[:80], field=field))
    session.flush()
    record(session, actor, events.TitlesMapped(kind.value, sorted(mapping.values())))
