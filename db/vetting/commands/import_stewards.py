"""Brings in the stewards who are in office already: no vetting is invented for them."""

import secrets
from collections import Counter
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.counters import next_numbers
from db.errors import NotFound
from db.idempotency import once
from db.office import tallies
from db.office.queries import current_scheme, current_version_id, refuse_in_demo, units_under
from db.permissions import require
from db.sql import refresh_statistics
from db.vetting import events
from db.vetting.commands.appoint import term_of
from db.vetting.models.stewards import Appointment, Steward, StewardChange, StewardMove, StewardStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.counts import steward_kind
from db.vetting.steward_import import InOffice, StewardsPreview


def import_stewards(session: Session, actor: Actor, *, preview: StewardsPreview, request_id: UUID | None = None) -> int:
    """Returns how many came in; whoever is on file by now is left out. Their terms begin when the list says, or today.

    Raises `NotFound` where a unit of the list is closed by now or not the actor's.
    """
    require(actor, VettingPermission.IMPORT_STEWARDS)
    refuse_in_demo(session)
    if not {one.values["unit_id"] for one in preview.accepted} <= {unit.id for unit in units_under(session, actor.unit_path)}:
        raise NotFound("unit_not_found")

    def work() -> int:
        on_file = set(session.exec(select(Steward.id_index)))
        fresh = [one for one in preview.accepted if one.values["id_index"] not in on_file]
        if fresh:
            _put(session, actor, fresh)
        record(session, actor, events.StewardsImported(preview.n_rows, len(fresh), len(preview.problem_rows)))
        return len(fresh)

    return once(session, request_id, f"import stewards {actor.user_id}", work)


def _put(session: Session, actor: Actor, fresh: list[InOffice]) -> None:
    rows = _rows(session, fresh)
    session.execute(sa.insert(Steward), rows)
    numbers = [row["number"] for row in rows]
    ids = dict(session.execute(select(Steward.number, Steward.id).where(col(Steward.number).in_(numbers))).all())
    now, version_id = clock.now(), current_version_id(session)
    common = {"scheme_version_id": version_id, "appointed_at": now, "appointed_by": actor.user_id}
    kept = ("unit_id", "term_from", "term_to")
    terms = [common | {key: row[key] for key in kept} | {"steward_id": ids[row["number"]]} for row in rows]
    move = {
        "at": now, "move": StewardMove.APPOINT, "after": StewardStatus.ACTIVE, "user_id": actor.user_id, "role": actor.role,
    }  # fmt: skip
    session.execute(sa.insert(Appointment), terms)
    session.execute(sa.insert(StewardChange), [move | {"steward_id": ids[number]} for number in numbers])
    refresh_statistics(session, len(rows))
    tallies.add_all(session, Counter((row["unit_id"], steward_kind(StewardStatus.ACTIVE)) for row in rows))


def _rows(session: Session, fresh: list[InOffice]) -> list[dict[str, Any]]:
    scheme, today = current_scheme(session), clock.today()
    first = next_numbers(session, "steward", today.year, len(fresh))
    rows = []
    for n, one in enumerate(fresh, first):
        term_from, term_to = term_of(scheme, one.since)
        rows.append(one.values | {
            "number": f"{today.year}{n:05d}", "status": StewardStatus.ACTIVE, "version": 1, "term_from": term_from,
            "term_to": term_to, "card_token": secrets.token_urlsafe(16),
        })  # fmt: skip
    return rows
