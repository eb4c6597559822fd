"""Tasks of service points."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session

from components.home.task import Task
from components.wording.markdown import md
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.points.permissions import PointsPermission
from db.points.queries.leads import count_leads
from db.points.queries.service_sheets import count_service_sheets_out

# A list of a month that is over should be back.
_LONG_OUT = timedelta(days=31)


def leads(s: Session, actor: Actor) -> Iterator[Task]:
    if n := count_leads(s, actor):
        yield Task("leads", n, md("**{n}** leads from service points wait", n=n), "points/leads.py")


def lists_out(s: Session, actor: Actor) -> Iterator[Task]:
    if n := count_service_sheets_out(s, actor, before=clock.today() - _LONG_OUT):
        said = md("**{n}** paper lists of service points have been out for a month", n=n)
        yield Task("service-sheets", n, said, "points/sheets.py", late=t("Please ask for them."))


TASKS = (
    (PointsPermission.KEEP_SERVICE_LOG, leads),
    (PointsPermission.KEEP_SERVICE_LOG, lists_out),
)
