"""Brings the accepted rows of a preview in, in one transaction."""

from uuid import UUID

from sqlmodel import Session, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import NotFound
from db.idempotency import once
from db.office.queries import refuse_in_demo, units_under
from db.permissions import require
from db.vetting import events
from db.vetting.applicant_import import ApplicantsPreview
from db.vetting.commands.register import put_application
from db.vetting.commands.registration_rounds import current_round
from db.vetting.models.applications import Application, ImportBatch, Source
from db.vetting.permissions import VettingPermission


def import_applicants(session: Session, actor: Actor, *, preview: ApplicantsPreview, request_id: UUID | None = None) -> int:
    """Returns how many were registered. A person who came in meanwhile is left out; a demo takes no real people.

    Raises `NotFound` where a unit of the list is closed by now or not the actor's: roles change, too.
    """
    require(actor, VettingPermission.IMPORT_APPLICANTS)
    refuse_in_demo(session)
    if not {one.applicant.unit_id for one in preview.accepted} <= {unit.id for unit in units_under(session, actor.unit_path)}:
        raise NotFound("unit_not_found")

    def work() -> int:
        round_id = current_round(session, actor)
        here = set(session.exec(select(Application.id_index).where(Application.round_id == round_id)))
        fresh = [one.applicant for one in preview.accepted if one.applicant.id_index not in here]
        for applicant in fresh:
            put_application(session, actor, applicant, Source.SHEET)
        batch = ImportBatch(
            kind="applicants", n_rows=preview.n_rows, n_accepted=len(fresh), n_problems=len(preview.problem_rows),
            at=clock.now(), user_id=actor.user_id,
        )  # fmt: skip
        session.add(batch)
        session.flush()
        event = events.ApplicantsImported(batch.id or 0, batch.n_rows, batch.n_accepted, batch.n_problems)
        record(session, actor, event)
        return len(fresh)

    return once(session, request_id, f"import {actor.user_id}", work)
