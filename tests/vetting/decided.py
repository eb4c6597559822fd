"""One decision on one application, by the command that the screens call; what it names as refused is raised."""

from typing import Any

from sqlmodel import Session

from db.actor import Actor
from db.errors import RuleError
from db.vetting.commands.decide import decide_many
from db.vetting.models.applications import Decision


def approve(session: Session, actor: Actor, *, application_id: int, seen: int, note: str = "") -> None:
    _decide(session, actor, Decision.PASS, application_id, seen, note)


def return_for_changes(session: Session, actor: Actor, *, application_id: int, seen: int, note: str, **target: str) -> None:
    _decide(session, actor, Decision.RETURN, application_id, seen, note, **target)


def refuse(session: Session, actor: Actor, *, application_id: int, seen: int, note: str) -> None:
    _decide(session, actor, Decision.REFUSE, application_id, seen, note)


def _decide(session: Session, actor: Actor, decision: Decision, application_id: int, seen: int, note: str, **target: Any) -> None:
    outcome = decide_many(session, actor, decision=decision, seen={application_id: seen}, note=note, **target)
    if outcome != {"done": [application_id]}:
        raise RuleError(next((code for code in outcome if code != "done"), "application_not_found"))
