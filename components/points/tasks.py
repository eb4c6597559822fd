"""Tasks of service points."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session

from components.home.task import Task
from components.points.points import GROUPS
from components.wording.markdown import md
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.points.permissions import PointsPermission
from db.points.queries.leads import count_leads
from db.points.queries.my_duties import my_duties, swaps_to_answer
from db.points.queries.points import PointFilter, count_points
from db.points.queries.roster import gaps_ahead
from db.points.queries.service_sheets import count_service_sheets_out
from db.points.queries.staff import put_forward

_ROSTERS, _MINE = "points/rosters.py", "points/mine.py"
_MOST = 1000
# A list of a month that is over should be back.
_LONG_OUT = timedelta(days=31)


def waiting(s: Session, actor: Actor) -> Iterator[Task]:
    """What is to be decided, and what is to be opened, under the actor's unit; the list opens at what was pressed."""
    n_wishes, n_to_open = (count_points(s, actor, PointFilter(GROUPS[view][1], is_own=True)) for view in ("wishes", "to_open"))
    said = md("**{n}** wishes for service points wait for a decision", n=n_wishes)
    yield Task("point-wishes", n_wishes, said, "points/points.py", params={"view": "wishes"})
    said = md("**{n}** service points are to be staffed and opened", n=n_to_open)
    yield Task("points-to-open", n_to_open, said, "points/points.py", params={"view": "to_open"})


def gaps(s: Session, actor: Actor) -> Iterator[Task]:
    """Points where somebody will be missing soon: what is missing today is late."""
    missing, today = gaps_ahead(s, actor), clock.today()
    n_today = sum(any(gap.day <= today for gap in row.gaps) for row in missing)
    late, n = t("At {n} of them today.", n=n_today) if n_today else "", len(missing)
    yield Task("roster-gaps", n, md("**{n}** service points will have nobody on duty", n=n), _ROSTERS, late=late)


def people(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(put_forward(s, actor, limit=_MOST))
    yield Task("put-forward", n, md("**{n}** people would like to serve at a service point", n=n), _ROSTERS)


def to_ask(s: Session, actor: Actor) -> Iterator[Task]:
    """Whoever is asked for a swap and has no account."""
    n = len(swaps_to_answer(s, actor))
    yield Task("swaps-to-ask", n, md("**{n}** swaps of turns: please ask whoever is to take them over", n=n), _ROSTERS)


def own(s: Session, actor: Actor) -> Iterator[Task]:
    """A steward's: swaps asked of them, and where they are on duty today."""
    n_asked, today = len(swaps_to_answer(s, actor)), clock.today()
    yield Task("swaps", n_asked, md("**{n}** colleagues ask you to take over a turn", n=n_asked), _MINE)
    n_today = sum(duty.turn.day == today for duty in my_duties(s, actor))
    yield Task("duties-today", n_today, md("**{n}** turns of duty today", n=n_today), _MINE)


def leads(s: Session, actor: Actor) -> Iterator[Task]:
    if n := count_leads(s, actor):
        yield Task("leads", n, md("**{n}** leads from service points wait", n=n), "points/leads.py")


def lists_out(s: Session, actor: Actor) -> Iterator[Task]:
    if n := count_service_sheets_out(s, actor, before=clock.today() - _LONG_OUT):
        said = md("**{n}** paper lists of service points have been out for a month", n=n)
        yield Task("service-sheets", n, said, "points/sheets.py", late=t("Please ask for them."))


TASKS = (
    (PointsPermission.MANAGE_POINTS, waiting),
    (PointsPermission.KEEP_ROSTER, gaps),
    (PointsPermission.MANAGE_POINTS, people),
    (PointsPermission.KEEP_ROSTER, to_ask),
    (PointsPermission.SERVE_AT_POINTS, own),
    (PointsPermission.KEEP_SERVICE_LOG, leads),
    (PointsPermission.KEEP_SERVICE_LOG, lists_out),
)
