"""Registration: at the desk, corrected after a return, withdrawn."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotFound, Stale
from db.idempotency import once
from db.office import tallies
from db.office.queries import UnitRow, current_scheme, find_unit, scheme_of, the_office
from db.permissions import require
from db.privacy import blind_index
from db.scheme import Scheme
from db.sql import n_changed
from db.text import clean
from db.vetting import events
from db.vetting.applicants import Applicant, check_applicant
from db.vetting.commands.moves import move, note_change, open_step
from db.vetting.commands.registration_rounds import current_round
from db.vetting.models.applications import ApplicantIn, Application, Decision, Source, Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.cases import Case, find_case
from db.vetting.queries.counts import tally_kind
from db.vetting.queries.lookalikes import find_lookalikes
from db.vetting.queries.registration_rounds import open_round_id

# Without letters and digits that are mistaken for one another.
_IDENTITY = ("name", "id_index", "unit_id", "category")
_RECEIPT_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_receipt() -> str:
    """Ten signs that let an applicant ask how things stand."""
    return "".join(secrets.choice(_RECEIPT_SIGNS) for _ in range(10))


def receipt_index(receipt: str) -> str:
    return blind_index("receipt", clean(receipt).upper())


def steward_unit(session: Session, actor: Actor, scheme: Scheme, unit_id: int) -> UnitRow:
    """A unit that one steward covers under this scheme. Raises `Invalid` at `unit_id`."""
    unit = find_unit(session, actor, unit_id)
    if unit.closed_on:
        raise Invalid("unit_closed", "unit_id")
    if unit.depth != scheme.level_depth(scheme.steward.covers):
        raise Invalid("unit_wrong_level", "unit_id")
    return unit


def _require_new(session: Session, round_id: int, applicant: Applicant) -> None:
    taken = select(Application.id).where(Application.round_id == round_id, Application.id_index == applicant.id_index)
    if session.scalar(taken):
        raise Conflict("already_registered", "id_number", name=applicant.name)


def register(
    session: Session, actor: Actor, *, applicant: ApplicantIn, override: str = "", request_id: UUID | None = None
) -> int:
    """Registers a person at the desk; returns the application's id.

    Raises `Invalid` with every problem, `Conflict('already_registered')` for the same ID in this round, and
    `Conflict('lookalikes')` unless `override` says why this is somebody else.
    """
    require(actor, VettingPermission.REGISTER_APPLICANT)
    scheme = current_scheme(session)
    checked = check_applicant(scheme, applicant, clock.today())
    steward_unit(session, actor, scheme, checked.unit_id)

    return once(
        session, request_id, f"register {actor.user_id}", lambda: register_checked(session, actor, checked, Source.DESK, override)
    )


def register_checked(session: Session, actor: Actor, checked: Applicant, source: Source, override: str, receipt: str = "") -> int:
    """Looks for the same person first. `override` says why a look-alike is somebody else."""
    round_id = current_round(session, actor)
    _require_new(session, round_id, checked)
    alike = find_lookalikes(session, actor, checked, round_id=round_id)
    if alike and not clean(override):
        raise Conflict("lookalikes", ids=[other.application_id for other in alike], applicant=checked)
    overrides = [f"{other.likeness.value}:{other.application_id}" for other in alike]
    return put_application(session, actor, checked, source, overrides, override, receipt)


def put_application(
    session: Session, actor: Actor, applicant: Applicant, source: Source, overrides: Sequence[str] = (), note: str = "",
    receipt: str = "",
) -> int:  # fmt: skip
    """The row, its first step and its story, for any way of registering. The caller has checked everything."""
    office, now, receipt = the_office(session), clock.now(), receipt or new_receipt()
    version_id = office.scheme_version_id or 0
    scheme = scheme_of(session, version_id)
    first = scheme.reviews[0]
    row = Application(
        round_id=current_round(session, actor), scheme_version_id=version_id, status=Status.WAITING,
        step_key=first.key, source=source, receipt=receipt, receipt_index=receipt_index(receipt), registered_at=now,
        moved_at=now, **applicant.values,
    )  # fmt: skip
    session.add(row)
    session.flush()
    application_id = row.id or 0
    open_step(session, actor, application_id, row.unit_id, scheme, first)
    note_change(session, actor, application_id, row.unit_id, Decision.REGISTER, None, Status.WAITING, "", first, note)
    record(session, actor, events.ApplicationRegistered(application_id, source.value, list(overrides)))
    return application_id


def _seen_case(session: Session, actor: Actor, application_id: int, seen: int) -> Case:
    case = find_case(session, actor, application_id)
    if case.version != seen:
        raise Stale("application_moved", name=case.name)
    return case


def _written(session: Session, application_id: int) -> Application:
    row = session.get(Application, application_id)
    if row is None:
        raise NotFound("application_not_found")
    return row


def change_and_resubmit(
    session: Session, actor: Actor, *, application_id: int, seen: int, applicant: ApplicantIn, note: str = ""
) -> None:
    """After a return: corrects what was wrong and goes on at the step that asked for it; for somebody else, or for
    another estate, from the first step.

    Raises `Invalid`, `Stale`, `Conflict` for a person already in this round.
    """
    require(actor, VettingPermission.REGISTER_APPLICANT)
    case = _seen_case(session, actor, application_id, seen)
    if case.status is not Status.RETURNED:
        raise Conflict("no_such_move")
    scheme = scheme_of(session, case.scheme_version_id)
    checked = check_applicant(scheme, applicant, clock.today())
    steward_unit(session, actor, scheme, checked.unit_id)
    row = _written(session, application_id)
    is_same = checked.id_index == row.id_index and _is_next_door(session, actor, case, checked.unit_id)
    if checked.id_index != row.id_index:
        _require_new(session, row.round_id, checked)
    if checked.unit_id != case.unit_id:
        kind = tally_kind(case.status, case.step_key)
        tallies.add(session, case.unit_id, kind, -1)
        tallies.add(session, checked.unit_id, kind, 1)
    _rewrite(session, actor, row, checked)
    step = scheme.step(case.step_key) if is_same else scheme.reviews[0]
    move(session, actor, replace(case, unit_id=checked.unit_id), Decision.RESUBMIT, to=step, note=note)


def _is_next_door(session: Session, actor: Actor, case: Case, unit_id: int) -> bool:
    """Under the same unit, so that whoever has spoken already would speak again."""
    here, there = (find_unit(session, actor, unit).parent_id for unit in (case.unit_id, unit_id))
    return here == there


def correct(session: Session, actor: Actor, *, application_id: int, seen: int, applicant: ApplicantIn) -> None:
    """Mends particulars while vetting goes on. Who the person is and where they would serve needs a return.

    Raises `Conflict('identity_fixed')`. Reviewers who have the page open are told that it changed.
    """
    require(actor, VettingPermission.REGISTER_APPLICANT)
    case = _seen_case(session, actor, application_id, seen)
    checked = check_applicant(scheme_of(session, case.scheme_version_id), applicant, clock.today())
    row = _written(session, application_id)
    if case.status not in (Status.WAITING, Status.CLEARED):
        raise Conflict("not_under_way")
    if any(checked.values[field] != getattr(row, field) for field in _IDENTITY):
        raise Conflict("identity_fixed", "name")
    this = sa.update(Application).where(col(Application.id) == application_id, col(Application.version) == seen)
    if n_changed(session, this.values(version=seen + 1)) != 1:
        raise Stale("application_moved", name=case.name)
    _rewrite(session, actor, row, checked)


def _rewrite(session: Session, actor: Actor, row: Application, checked: Applicant) -> None:
    changed = [field for field, value in checked.values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, checked.values[field])
    session.add(row)
    session.flush()
    if changed:
        record(session, actor, events.ApplicationChanged(row.id or 0, changed))


def withdraw(session: Session, actor: Actor, *, application_id: int, seen: int, note: str) -> None:
    """At the applicant's wish, at any time before the appointment; `note` says how it was expressed."""
    require(actor, VettingPermission.REGISTER_APPLICANT)
    if len(clean(note)) < 2:
        raise Invalid("reason_missing", "note")
    case = _seen_case(session, actor, application_id, seen)
    move(session, actor, case, Decision.WITHDRAW, note=note)


def take_up_again(session: Session, actor: Actor, *, application_id: int, seen: int, note: str = "") -> None:
    """A withdrawn application goes through vetting again from the first step."""
    require(actor, VettingPermission.REGISTER_APPLICANT)
    case = _seen_case(session, actor, application_id, seen)
    if case.status is not Status.WITHDRAWN:
        raise Conflict("not_withdrawn")
    if _written(session, application_id).round_id != open_round_id(session):
        raise Conflict("round_over")
    first = scheme_of(session, case.scheme_version_id).reviews[0]
    move(session, actor, case, Decision.RESUBMIT, to=first, note=note)
