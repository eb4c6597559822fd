"""Tasks of tea."""

from collections.abc import Iterator

from sqlmodel import Session

from components.home.task import Task
from components.wording.markdown import md
from db.actor import Actor
from db.tea.permissions import TeaPermission
from db.tea.queries import count_thirsty


def thirsty(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_thirsty(s, actor)
    yield Task("thirsty", n, md("**{n}** households have had no tea", n=n), "tea/cups.py")


TASKS = ((TeaPermission.POUR_TEA, thirsty),)
