"""How an application moves. TRANSITIONS is the specification; `move` is the only writer of a status."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.calendar import calendar_history
from db.errors import Conflict, Stale
from db.office import tallies
from db.office.queries import scheme_of
from db.scheme import Scheme, Step, StepKind
from db.sql import n_changed
from db.text import clean
from db.vetting import events
from db.vetting.models.applications import Application, Decision, Status, StatusChange, StepRecord, StepStatus
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.queries.cases import Case
from db.vetting.queries.counts import tally_kind

TRANSITIONS: dict[tuple[Status, Decision], Status] = {
    (Status.WAITING, Decision.PASS): Status.WAITING,
    (Status.WAITING, Decision.CLEAR): Status.CLEARED,
    (Status.WAITING, Decision.SEND_BACK): Status.WAITING,
    (Status.WAITING, Decision.RETURN): Status.RETURNED,
    (Status.WAITING, Decision.REFUSE): Status.REFUSED,
    (Status.WAITING, Decision.WITHDRAW): Status.WITHDRAWN,
    (Status.RETURNED, Decision.RESUBMIT): Status.WAITING,
    (Status.RETURNED, Decision.WITHDRAW): Status.WITHDRAWN,
    (Status.CLEARED, Decision.ANNOUNCE): Status.ANNOUNCED,
    (Status.CLEARED, Decision.REFUSE): Status.REFUSED,
    (Status.CLEARED, Decision.WITHDRAW): Status.WITHDRAWN,
    (Status.ANNOUNCED, Decision.TAKE_DOWN): Status.CLEARED,
    (Status.ANNOUNCED, Decision.REFUSE): Status.REFUSED,
    (Status.ANNOUNCED, Decision.WITHDRAW): Status.WITHDRAWN,
    (Status.ANNOUNCED, Decision.APPOINT): Status.APPOINTED,
    (Status.WITHDRAWN, Decision.RESUBMIT): Status.WAITING,
}

# What becomes of the step that was waiting.
_STEP_ENDS = {
    Decision.PASS: StepStatus.PASSED,
    Decision.CLEAR: StepStatus.PASSED,
    Decision.SEND_BACK: StepStatus.SENT_BACK,
    Decision.RETURN: StepStatus.RETURNED,
    Decision.REFUSE: StepStatus.REFUSED,
    Decision.WITHDRAW: StepStatus.LEFT,
}


def move(
    session: Session, actor: Actor | None, case: Case, decision: Decision, *, to: Step | None = None, note: str = ""
) -> None:
    """Moves the application from where `case` saw it. Raises `Conflict` for a move that is not in TRANSITIONS and
    `Stale` when somebody moved it first. `to` is the step that waits next."""
    after = TRANSITIONS.get((case.status, decision))
    if after is None:
        raise Conflict("no_such_move", status=case.status.value, decision=decision.value)
    _compare_and_set(session, case, after, to)
    _end_step(session, actor, case, decision)
    if to:
        open_step(session, actor, case.id, case.unit_id, scheme_of(session, case.scheme_version_id), to)
    tallies.add(session, case.unit_id, tally_kind(case.status, case.step_key), -1)
    note_change(session, actor, case.id, case.unit_id, decision, case.status, after, case.step_key, to, note)


def _compare_and_set(session: Session, case: Case, after: Status, to: Step | None) -> None:
    kept = case.step_key if after is Status.RETURNED else ""
    n_done = n_changed(session,
        sa.update(Application)
        .where(
            col(Application.id) == case.id, col(Application.status) == case.status,
            col(Application.version) == case.version,
        )
        .values(status=after, step_key=to.key if to else kept, version=case.version + 1, moved_at=clock.now())
    )  # fmt: skip
    if n_done != 1:
        raise Stale("application_moved", name=case.name)


def _end_step(session: Session, actor: Actor | None, case: Case, decision: Decision) -> None:
    if case.step_id is None:
        return
    session.execute(
        sa.update(StepRecord)
        .where(col(StepRecord.id) == case.step_id, col(StepRecord.status) == StepStatus.WAITING)
        .values(
            status=_STEP_ENDS[decision], decided_at=clock.now(),
            decided_by=actor.user_id if actor else None, decided_as=actor.role if actor else None,
        )
    )  # fmt: skip


def open_step(session: Session, actor: Actor | None, application_id: int, unit_id: int, scheme: Scheme, step: Step) -> None:
    """The step begins to wait; a step of departments' opinions asks all of them side by side."""
    now = clock.now()
    due_on = calendar_history(session).end(now, step.days)
    record_ = StepRecord(
        application_id=application_id, unit_id=unit_id, step_key=step.key, kind=step.kind, decider=step.decider,
        status=StepStatus.WAITING, entered_at=now, due_on=due_on,
    )  # fmt: skip
    session.add(record_)
    session.flush()
    if step.kind is StepKind.OPINIONS:
        _ask(session, actor, record_, scheme)


def _ask(session: Session, actor: Actor | None, step: StepRecord, scheme: Scheme) -> None:
    session.add_all(
        Opinion(
            application_id=step.application_id, step_record_id=step.id or 0, unit_id=step.unit_id,
            department=department.key, status=OpinionStatus.WAITING, asked_at=step.entered_at, due_on=step.due_on,
        )
        for department in scheme.departments
    )  # fmt: skip
    record(session, actor, events.OpinionsAsked(step.application_id, [d.key for d in scheme.departments]))


def note_change(
    session: Session, actor: Actor | None, application_id: int, unit_id: int, decision: Decision,
    before: Status | None, after: Status, step_key: str, to: Step | None, note: str,
) -> None:  # fmt: skip
    """The row of the story, the count and the journal entry of one move."""
    session.add(
        StatusChange(
            application_id=application_id, at=clock.now(), decision=decision, before=before, after=after,
            step_key=step_key, target_key=to.key if to else "", user_id=actor.user_id if actor else None,
            role=actor.role if actor else None, note=clean(note) or None,
        )
    )  # fmt: skip
    kept = step_key if after is Status.RETURNED else ""
    tallies.add(session, unit_id, tally_kind(after, to.key if to else kept), 1)
    record(session, actor, events.ApplicationMoved(application_id, decision.value, step_key))
