"""Lists of candidates: taken, deleted; and the press that makes an applicant of one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.office.queries import current_scheme, refuse_in_demo, units_under
from db.permissions import allows, require
from db.sql import n_changed, table_of
from db.vetting import events
from db.vetting.applicants import Applicant, check_applicant
from db.vetting.candidate_import import CandidatesPreview
from db.vetting.candidates import keys_asked
from db.vetting.commands.register import register_checked, steward_unit
from db.vetting.models.applications import ApplicantIn, ImportBatch, Source
from db.vetting.models.candidates import Candidate
from db.vetting.permissions import VettingPermission
from db.vetting.queries.candidates import already_here, candidate_lists, people_on_file
from db.vetting.queries.scope import visible_candidates


def take_candidates(session: Session, actor: Actor, *, preview: CandidatesPreview, request_id: UUID | None = None) -> int:
    """Returns how many came in; whoever is on file by now is left out. A demo takes no real people."""
    refuse_in_demo(session)

    def work() -> int:
        return put_candidates(session, actor, preview.accepted, preview.n_rows, len(preview.problem_rows))

    return once(session, request_id, f"take candidates {actor.user_id}", work)


def put_candidates(session: Session, actor: Actor, written: Sequence[dict[str, Any]], n_rows: int, n_problems: int) -> int:
    """`written` are what `check_candidate` returns. Raises `NotFound` where one lives in a unit that is not the actor's."""
    require(actor, VettingPermission.IMPORT_CANDIDATES)
    if not {one["unit_id"] for one in written} <= {unit.id for unit in units_under(session, actor.unit_path)}:
        raise NotFound("unit_not_found")
    people = people_on_file(session)
    here = people.candidates | people.stewards | people.applicants
    fresh = [one for one in written if not here & set(keys_asked(one))]
    batch = ImportBatch(
        kind="candidates", n_rows=n_rows, n_accepted=len(fresh), n_problems=n_problems, at=clock.now(), user_id=actor.user_id
    )
    session.add(batch)
    session.flush()
    if fresh:
        session.execute(sa.insert(table_of(Candidate)), [one | {"batch_id": batch.id} for one in fresh])
    record(session, actor, events.CandidatesTaken(batch.id or 0, n_rows, len(fresh), n_problems))
    return len(fresh)


def _found(session: Session, actor: Actor, candidate_id: int) -> Candidate:
    wanted = select(Candidate).where(Candidate.id == candidate_id, visible_candidates(actor))
    row = session.exec(wanted.with_for_update()).one_or_none()
    if row is None:
        raise NotFound("candidate_not_found")
    return row


def can_take_up(session: Session, actor: Actor, applicant: ApplicantIn) -> bool:
    """Whether registration needs to ask for nothing more."""
    scheme = current_scheme(session)
    try:
        steward_unit(session, actor, scheme, check_applicant(scheme, applicant, clock.today()).unit_id)
    except (Invalid, NotFound):
        return False
    return allows(actor, VettingPermission.REGISTER_APPLICANT)


def take_up(
    session: Session, actor: Actor, *, candidate_id: int, applicant: ApplicantIn, override: str = "",
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """The candidate becomes an applicant under the rules of the desk, and says so from then on; returns the application's id.

    Raises `Conflict('candidate_taken_up')`, and `candidate_serves` or `candidate_applied` for who is a steward or applicant.
    """
    require(actor, VettingPermission.REGISTER_APPLICANT)
    work = lambda: _take_up(session, actor, candidate_id, applicant, override)  # noqa: E731
    return once(session, request_id, f"take up {actor.user_id} {candidate_id}", work)


def _take_up(session: Session, actor: Actor, candidate_id: int, applicant: ApplicantIn, override: str) -> int:
    row = _found(session, actor, candidate_id)
    if row.application_id:
        raise Conflict("candidate_taken_up", name=row.name)
    scheme = current_scheme(session)
    checked = check_applicant(scheme, applicant, clock.today())
    steward_unit(session, actor, scheme, checked.unit_id)
    _require_free(session, checked)
    row.application_id = register_checked(session, actor, checked, Source.CANDIDATE, override)
    session.add(row)
    session.flush()
    record(session, actor, events.CandidateTakenUp(candidate_id, row.application_id))
    return row.application_id


def _require_free(session: Session, checked: Applicant) -> None:
    is_steward, is_applicant = already_here(session, checked.name, checked.id_index, checked.values["phone_index"])
    if is_steward:
        raise Conflict("candidate_serves", "name", name=checked.name)
    if is_applicant:
        raise Conflict("candidate_applied", "name", name=checked.name)


def remove_candidate(session: Session, actor: Actor, *, candidate_id: int) -> None:
    """Who does not want to, or has moved away. An application that was made stays."""
    require(actor, VettingPermission.IMPORT_CANDIDATES)
    session.delete(_found(session, actor, candidate_id))
    session.flush()
    record(session, actor, events.CandidateRemoved(candidate_id))


def delete_list(session: Session, actor: Actor, *, batch_id: int) -> int:
    """Deletes every candidate of a list for good; whoever became an applicant stays one. Returns how many.

    Raises `NotFound('candidate_list_not_found')`, also where the list reaches beyond the actor's unit.
    """
    require(actor, VettingPermission.IMPORT_CANDIDATES)
    if batch_id not in {one.batch_id for one in candidate_lists(session, actor)}:
        raise NotFound("candidate_list_not_found")
    n = n_changed(session, sa.delete(Candidate).where(col(Candidate.batch_id) == batch_id))
    record(session, actor, events.CandidatesDeleted(batch_id, n))
    return n
