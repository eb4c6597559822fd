"""The figures stay at hand."""

from collections.abc import Iterator

from sqlmodel import Session

from components.home.task import Task
from components.wording.words import t
from db.actor import Actor
from db.results.permissions import ResultsPermission


def figures(_s: Session, _actor: Actor) -> Iterator[Task]:
    yield Task("figures", 0, "", "results/figures.py", "monitoring", t("Figures"))


TASKS = ((ResultsPermission.SEE_FIGURES, figures),)
