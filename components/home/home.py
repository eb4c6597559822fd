"""The home page's list: what waits for a role, in the order in which a person would take it."""

from collections.abc import Callable, Iterator

from sqlmodel import Session

from components.home.task import Task
from components.ledger import tasks as ledger
from components.office import tasks as office
from components.vetting import tasks as vetting
from components.visits import tasks as visits
from components.wording.words import t
from db.actor import Actor, Role
from db.permissions import Permission, allows

P = Permission

BUILDERS: tuple[tuple[Permission, Callable[[Session, Actor], Iterator[Task]]], ...] = (
    (P.MANAGE_OFFICE, office.space),
    (P.MANAGE_UNITS, office.units),
    (P.MANAGE_USERS, office.office),
    (P.DECIDE_STEP, vetting.queue),
    (P.ANSWER_OPINION, vetting.department),
    (P.EXAMINE_OBJECTION, vetting.objections),
    (P.CONFIRM_ENTRY, vetting.entries),
    (P.REGISTER_APPLICANT, vetting.applications),
    (P.ASK_DEPARTMENTS, vetting.letters),
    (P.ANNOUNCE, vetting.announce),
    (P.APPOINT, vetting.appoint),
    (P.MANAGE_STEWARDS, vetting.terms),
    (P.SEE_VISITS, visits.must_visits),
    (P.ASSIGN, ledger.uncovered),
    (P.SEE_OWN_STEWARD, ledger.mine),
    (P.SEE_OWN_STEWARD, office.own),
    (P.SEE_BOARD, office.board),
    (P.SEE_FIGURES, office.figures),
)


def tasks_for(s: Session, actor: Actor) -> list[Task]:
    """In the order in which a person would take them."""
    return [task for permission, build in BUILDERS if allows(actor, permission) for task in build(s, actor)]


_NOTHING = "Nothing waits for you. New tasks appear here by themselves."
_IDLE = {
    Role.DEPARTMENT: "Nobody waits for your department's opinion. New lists appear here.",
    Role.STEWARD: "Nothing waits for you today.",
    Role.LEADER: "The figures and the directory are open to you.",
    Role.PROPERTY: "Nothing waits for you today.",
}


def sentence_for(role: Role) -> str:
    """What stands on the home page when nothing waits."""
    return t(_IDLE.get(role, _NOTHING))
