"""Opinions of departments: answered on screen, recorded from paper, excused when they are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.calendar import calendar_history
from db.counters import next_number
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.idempotency import once
from db.office.queries import scheme_of
from db.permissions import require
from db.text import clean
from db.vetting import events
from db.vetting.models.applications import StepRecord, StepStatus
from db.vetting.models.opinions import Channel, FormerExcuse, Letter, Opinion, OpinionStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.cases import find_case
from db.vetting.queries.opinions import PENDING
from db.vetting.queries.reviewers import why_not_answer, why_not_speak
from db.vetting.queries.scope import Condition, visible_asked_opinions, visible_opinions


@dataclass(frozen=True)
class Answer:
    opinion_id: int
    status: OpinionStatus
    reason: str = ""


def _check(answer: Answer, allowed: Sequence[OpinionStatus]) -> None:
    if answer.status not in allowed:
        raise Invalid("answer_missing", "status")
    if answer.status is OpinionStatus.OBJECTION and len(clean(answer.reason)) < 2:
        raise Invalid("objection_needs_reason", "reason")


def _asked(session: Session, opinion_id: int, visible: Condition) -> Opinion:
    """An opinion whose step still waits. Raises `NotFound`, `Conflict('opinion_closed')`."""
    row = session.execute(
        select(Opinion, StepRecord.status)
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .where(Opinion.id == opinion_id, visible)
        .with_for_update(of=Opinion)
    ).first()
    if row is None:
        raise NotFound("opinion_not_found")
    opinion, step = row
    if step is not StepStatus.WAITING:
        raise Conflict("opinion_closed")
    return opinion  # type: ignore[no-any-return]


def _write(session: Session, actor: Actor, opinion: Opinion, answer: Answer, channel: Channel) -> None:
    opinion.status, opinion.reason = answer.status, clean(answer.reason) or None
    opinion.answered_at, opinion.answered_by, opinion.channel = clock.now(), actor.user_id, channel
    _set_excuse(session, opinion, None, None)
    if answer.status is OpinionStatus.OBJECTION:
        opinion.objected_at = opinion.answered_at
    session.add(opinion)
    session.flush()
    record(session, actor, events.OpinionAnswered(opinion.id or 0, answer.status.value, channel.value))


def _set_excuse(session: Session, opinion: Opinion, excuse: str | None, by: int | None) -> None:
    """The one before stays readable."""
    if opinion.excuse is not None:
        session.add(
            FormerExcuse(opinion_id=opinion.id or 0, excuse=opinion.excuse, excused_by=opinion.excused_by, ended_at=clock.now())
        )
    opinion.excuse, opinion.excused_by = excuse, by
    session.add(opinion)


def answer_opinions(session: Session, actor: Actor, *, answers: Sequence[Answer], request_id: UUID | None = None) -> int:
    """A department answers its list. Returns how many were written; an answer given twice counts once.

    Raises `Invalid('objection_needs_reason')`; `Conflict('opinion_answered')` when a colleague was faster.
    """
    require(actor, VettingPermission.ANSWER_OPINION)
    for answer in answers:
        _check(answer, (OpinionStatus.NO_OBJECTION, OpinionStatus.OBJECTION))

    def work() -> int:
        opinions = [_asked(session, answer.opinion_id, visible_opinions(actor)) for answer in answers]
        barred = why_not_answer(session, actor, [opinion.application_id for opinion in opinions])
        for opinion, answer in zip(opinions, answers, strict=True):
            if why := barred.get(opinion.application_id):
                raise NotAllowed(why)
            if opinion.status not in PENDING:
                raise Conflict("opinion_answered")
            _write(session, actor, opinion, answer, Channel.SCREEN)
        return len(answers)

    return once(session, request_id, f"answer {actor.user_id}", work)


def record_reply(session: Session, actor: Actor, *, answers: Sequence[Answer]) -> int:
    """What a stamped letter said, or that none came. What was recorded stands: a mistake is mended by asking again."""
    require(actor, VettingPermission.ASK_DEPARTMENTS)
    for answer in answers:
        _check(answer, (OpinionStatus.NO_OBJECTION, OpinionStatus.OBJECTION, OpinionStatus.NOT_REPLIED))
        opinion = _asked(session, answer.opinion_id, visible_asked_opinions(actor))
        if opinion.status not in PENDING:
            raise Conflict("opinion_answered")
        if opinion.letter_id is None:
            raise Conflict("no_letter")
        _require_stranger(session, actor, opinion)
        _write(session, actor, opinion, answer, Channel.PAPER)
    return len(answers)


def _require_stranger(session: Session, actor: Actor, opinion: Opinion) -> None:
    case = find_case(session, actor, opinion.application_id)
    if case.is_own or case.is_kin:
        raise NotAllowed(why_not_speak(actor, case), name=case.name)


def can_excuse(opinion: Opinion) -> bool:
    """A silence that is over its time, of a department that has never objected."""
    is_due = clock.today() > opinion.due_on
    return opinion.status in PENDING and opinion.objected_at is None and opinion.excuse is None and is_due


def can_ask_again(opinion: Opinion) -> bool:
    """An objection, or what a clerk has recorded from a letter."""
    is_recorded = opinion.status is OpinionStatus.NO_OBJECTION and opinion.channel is Channel.PAPER
    return opinion.status is OpinionStatus.OBJECTION or is_recorded


def excuse_missing(session: Session, actor: Actor, *, opinion_id: int, reason: str) -> None:
    """The community organisation records, for one person and one department, why it goes on without a reply."""
    require(actor, VettingPermission.EXCUSE_MISSING_REPLY)
    if len(clean(reason)) < 5:
        raise Invalid("excuse_missing", "reason")
    opinion = _asked(session, opinion_id, visible_asked_opinions(actor))
    case = find_case(session, actor, opinion.application_id)
    if why := why_not_speak(actor, case):
        raise Conflict(why, name=case.name)
    if opinion.status not in PENDING:
        raise Conflict("opinion_answered")
    if opinion.objected_at is not None:
        raise Conflict("department_objected", name=case.name)
    if clock.today() <= opinion.due_on:
        raise Conflict("opinion_not_due")
    _set_excuse(session, opinion, clean(reason), actor.user_id)
    record(session, actor, events.MissingReplyExcused(opinion_id))


def ask_again(session: Session, actor: Actor, *, opinion_id: int) -> None:
    """After an objection, when something has changed, or where a reply on paper was recorded wrongly: the department
    answers anew, in a new time."""
    require(actor, VettingPermission.ASK_DEPARTMENTS)
    opinion = _asked(session, opinion_id, visible_asked_opinions(actor))
    _require_stranger(session, actor, opinion)
    if not can_ask_again(opinion):
        raise Conflict("no_objection_to_ask_about")
    scheme = scheme_of(session, find_case(session, actor, opinion.application_id).scheme_version_id)
    days = scheme.step(session.get_one(StepRecord, opinion.step_record_id).step_key).days
    opinion.status, opinion.channel, opinion.letter_id = OpinionStatus.WAITING, None, None
    opinion.answered_at = opinion.answered_by = None
    opinion.asked_at = clock.now()
    opinion.due_on = calendar_history(session).end(opinion.asked_at, days)
    session.add(opinion)
    record(session, actor, events.OpinionAskedAgain(opinion_id))


def write_letter(session: Session, actor: Actor, *, department: str, opinion_ids: Sequence[int]) -> int:
    """One letter to one department; returns its id. The reply is due when the latest of its opinions is."""
    require(actor, VettingPermission.ASK_DEPARTMENTS)
    opinions = session.exec(
        select(Opinion)
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .where(
            col(Opinion.id).in_(opinion_ids), Opinion.department == department, Opinion.status == OpinionStatus.WAITING,
            col(Opinion.letter_id).is_(None), StepRecord.status == StepStatus.WAITING, visible_asked_opinions(actor),
        )
    ).all()  # fmt: skip
    if not opinions:
        raise Conflict("nobody_to_ask_about")
    today, reply_by = clock.today(), max(opinion.due_on for opinion in opinions)
    letter = Letter(
        year=today.year, number=next_number(session, "letter", today.year), department=department,
        unit_id=actor.unit_id, written_on=today, first_reply_by=reply_by, reply_by=reply_by, written_by=actor.user_id,
    )  # fmt: skip
    session.add(letter)
    session.flush()
    for opinion in opinions:
        opinion.letter_id = letter.id
        session.add(opinion)
    session.flush()
    record(session, actor, events.LetterWritten(letter.id or 0, department, len(opinions)))
    return letter.id or 0
