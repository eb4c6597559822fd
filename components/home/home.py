"""What waits for a role: what is overdue first, else in the order of the subjects. The menu shows the same numbers."""

from collections import Counter
from time import monotonic

from sqlmodel import Session

from components.home.task import Task
from components.ui import database, state
from components.wording.words import language, t
from db.actor import Actor, Role
from db.permissions import allows
from db.subjects import modules

FRESH_SECONDS = 60


def tasks_for(s: Session, actor: Actor) -> list[Task]:
    """Every subject's own, from the bottom up; what is overdue comes first."""
    builders = (row for module in modules("components", "tasks") for row in module.TASKS)
    tasks = [task for permission, build in builders if allows(actor, permission) for task in build(s, actor)]
    return sorted(tasks, key=lambda task: not task.late)


def waiting_on(actor: Actor) -> dict[str, int]:
    """Page -> how much waits there, as the menu shows it: counted anew after a command, and once a minute."""
    mark, known = (actor, language()), state.kept_of_person("waiting")
    if known is None or known[0] != mark or monotonic() - known[1] > FRESH_SECONDS or state.has_flashes():
        with database.reading() as s:
            known = remember(actor, tasks_for(s, actor))
    return dict(known[2])


def remember(actor: Actor, tasks: list[Task]) -> tuple[object, float, Counter[str]]:
    """What was just counted serves the menu for a minute."""
    counted: Counter[str] = Counter()
    for task in tasks:
        counted[task.page] += int(task.n) * task.waits
    known = ((actor, language()), monotonic(), counted)
    state.keep_of_person("waiting", known)
    return known


_NOTHING = "Nothing waits for you. New tasks appear here by themselves."
_IDLE = {
    Role.DEPARTMENT: "Nobody waits for your department's opinion. New lists appear here.",
    Role.STEWARD: "Nothing waits for you today.",
    Role.PROPERTY: "Nothing waits for you today.",
}


def sentence_for(role: Role) -> str:
    """What stands on the home page when nothing waits."""
    return t(_IDLE.get(role, _NOTHING))
