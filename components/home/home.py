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
from db.ledger.permissions import LedgerPermission
from db.office.permissions import OfficePermission
from db.permissions import Permission, allows
from db.results.permissions import ResultsPermission
from db.vetting.permissions import VettingPermission
from db.visits.permissions import VisitsPermission

BUILDERS: tuple[tuple[Permission, Callable[[Session, Actor], Iterator[Task]]], ...] = (
    (OfficePermission.MANAGE_OFFICE, office.space),
    (OfficePermission.MANAGE_UNITS, office.units),
    (OfficePermission.MANAGE_USERS, office.office),
    (VettingPermission.DECIDE_STEP, vetting.queue),
    (VettingPermission.ANSWER_OPINION, vetting.department),
    (VettingPermission.EXAMINE_OBJECTION, vetting.objections),
    (VettingPermission.CONFIRM_ENTRY, vetting.entries),
    (VettingPermission.REGISTER_APPLICANT, vetting.applications),
    (VettingPermission.ASK_DEPARTMENTS, vetting.letters),
    (VettingPermission.ANNOUNCE, vetting.announce),
    (VettingPermission.APPOINT, vetting.appoint),
    (VettingPermission.MANAGE_STEWARDS, vetting.terms),
    (VisitsPermission.SEE_VISITS, visits.must_visits),
    (LedgerPermission.ASSIGN, ledger.uncovered),
    (VettingPermission.SEE_OWN_STEWARD, ledger.mine),
    (VettingPermission.SEE_OWN_STEWARD, office.own),
    (VettingPermission.SEE_BOARD, office.board),
    (ResultsPermission.SEE_FIGURES, office.figures),
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
