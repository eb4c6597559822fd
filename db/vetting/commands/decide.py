"""The decisions of a reviewing role on the step that waits for it: one verb each."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotAllowed, NotFound, RuleError, Stale
from db.idempotency import once
from db.office.models import User
from db.office.queries import scheme_of
from db.permissions import require
from db.scheme import APPLICANT, StepKind
from db.text import clean
from db.vetting import events
from db.vetting.commands.moves import move
from db.vetting.models.applications import Decision, Kinship, Relation
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.cases import Case, find_case, find_cases
from db.vetting.queries.reviewers import why_not_decide

Outcome = dict[str, list[int]]


def _require_decider(actor: Actor, case: Case, seen: int) -> None:
    if case.version != seen:
        raise Stale("application_moved", name=case.name)
    if reason := why_not_decide(actor, case):
        raise NotAllowed(reason, name=case.name)


def _require_reason(note: str) -> str:
    if len(clean(note)) < 2:
        raise Invalid("reason_missing", "note")
    return note


def _require_opinions(session: Session, case: Case) -> None:
    """Silence is never consent: each department has no objection, or its silence was excused in writing."""
    opinions = session.exec(select(Opinion).where(col(Opinion.step_record_id) == case.step_id)).all()
    if any(opinion.status is OpinionStatus.OBJECTION for opinion in opinions):
        raise Conflict("department_objects", name=case.name)
    # An excuse counts once the time is over: the calendar may have given the department more of it since.
    if any(o.status is not OpinionStatus.NO_OBJECTION and (o.excuse is None or o.due_on >= clock.today()) for o in opinions):
        raise Conflict("opinions_missing", name=case.name)


def _approve(session: Session, actor: Actor, case: Case, seen: int, note: str) -> None:
    """Lets the person through to the next step."""
    _require_decider(actor, case, seen)
    if case.kind is StepKind.OPINIONS:
        _require_opinions(session, case)
    following = scheme_of(session, case.scheme_version_id).review_after(case.step_key)
    decision = Decision.PASS if following else Decision.CLEAR
    move(session, actor, case, decision, to=following, note=note)


def _return(session: Session, actor: Actor, case: Case, seen: int, note: str, target: str) -> None:
    """Back to the applicant, or to an earlier step that the scheme names, with what to change."""
    _require_decider(actor, case, seen)
    _require_reason(note)
    scheme = scheme_of(session, case.scheme_version_id)
    if target not in scheme.step(case.step_key).may_return_to:
        raise Invalid("return_target", "target")
    if target == APPLICANT:
        move(session, actor, case, Decision.RETURN, note=note)
    else:
        move(session, actor, case, Decision.SEND_BACK, to=scheme.step(target), note=note)


def _refuse(session: Session, actor: Actor, case: Case, seen: int, note: str) -> None:
    """Ends the application with a reason its applicant may read."""
    _require_decider(actor, case, seen)
    move(session, actor, case, Decision.REFUSE, note=_require_reason(note))


def decide_many(
    session: Session, actor: Actor, *, decision: Decision, seen: Mapping[int, int], note: str = "",
    target: str = APPLICANT, request_id: UUID | None = None,
) -> Outcome:  # fmt: skip
    """Decides each application by itself: what cannot be decided is left and named, the others go through.

    `decision` is PASS, RETURN (to `target`) or REFUSE; `seen` maps application ids to the version shown. Returns ids
    under `done` and under the message id of each refusal.
    """
    if decision is not Decision.PASS:
        _require_reason(note)
    verbs: dict[Decision, Callable[[Case, int], None]] = {
        Decision.PASS: lambda case, version: _approve(session, actor, case, version, note),
        Decision.RETURN: lambda case, version: _return(session, actor, case, version, note, target),
        Decision.REFUSE: lambda case, version: _refuse(session, actor, case, version, note),
    }

    def work() -> Outcome:
        return one_by_one(session, find_cases(session, actor, list(seen)), seen, verbs[decision])

    return once(session, request_id, f"decide {decision.value} {actor.user_id}", work)


def one_by_one(
    session: Session, cases: Sequence[Case], seen: Mapping[int, int], act: Callable[[Case, int], int | None]
) -> Outcome:
    """Acts on each case whole or not at all; a refusal leaves that one out and is named.

    `act` returns the id that stands under `done`, or None for the case's own.
    """
    outcome: Outcome = {"done": []}
    for case in cases:
        try:
            with session.begin_nested():
                outcome["done"].append(act(case, seen[case.id]) or case.id)
        except RuleError as refusal:
            outcome.setdefault(refusal.code, []).append(case.id)
    return outcome


def declare_kin(session: Session, actor: Actor, *, application_id: int, relation: Relation, user_id: int | None = None) -> None:
    """The actor (or the user named by whoever registers) stands aside from this application."""
    require(actor, VettingPermission.SEE_APPLICATIONS)
    find_case(session, actor, application_id)
    user_id = user_id or actor.user_id
    if session.get(User, user_id) is None:
        raise NotFound("user_not_found")
    session.merge(
        Kinship(
            application_id=application_id, user_id=user_id, relation=relation, declared_by=actor.user_id,
            declared_at=clock.now(),
        )
    )  # fmt: skip
    record(session, actor, events.KinDeclared(application_id, user_id))


def take_back_kin(session: Session, actor: Actor, *, application_id: int, user_id: int) -> None:
    """A declaration made by mistake, taken back by one of the deciding offices; nobody takes back their own."""
    require(actor, VettingPermission.READ_OPINIONS)
    find_case(session, actor, application_id)
    row = session.get(Kinship, (application_id, user_id))
    if row is None or user_id == actor.user_id:
        raise NotAllowed("kin_stays")
    session.delete(row)
    session.flush()
    record(session, actor, events.KinTakenBack(application_id, user_id))
