"""Tasks of visiting."""

from collections.abc import Iterator

from sqlmodel import Session

from components.home.task import Task
from components.wording.markdown import md
from components.wording.words import t
from db import clock
from db.actor import Actor, Role
from db.office.queries import current_scheme
from db.visits.checks import month_of
from db.visits.permissions import VisitsPermission
from db.visits.queries.must_visits import Which, told_counts
from db.visits.queries.overview import by_unit


def must_visits(s: Session, actor: Actor) -> Iterator[Task]:
    """A steward is told of every one, others of those whose day has passed, where the scheme names their role."""
    counts = told_counts(s, actor, current_scheme(s), clock.today())
    if actor.role is not Role.STEWARD:
        said, late = md("**{n}** must-visits are overdue", n=counts.n_overdue), t("The day has passed.")
        params = {"which": Which.OVERDUE.value}
        yield Task(
            "must-visits", counts.n_overdue, said, "visits/must_visits.py", params=params, late=late if counts.n_overdue else ""
        )
        return
    late = t("The day has passed for {n}.", n=counts.n_overdue) if counts.n_overdue else ""
    yield Task(
        "must-visits", counts.n_open, md("**{n}** households must be visited", n=counts.n_open), "visits/today.py", late=late
    )


def glance(s: Session, actor: Actor) -> Iterator[Task]:
    """For leaders: the visits of this month."""
    if actor.role is Role.LEADER:
        n = by_unit(s, actor, month_of(clock.today()))[0].n_visits
        yield Task("visits", n, md("**{n}** visits this month", n=n), "visits/overview.py", waits=False)


TASKS = (
    (VisitsPermission.SEE_VISITS, must_visits),
    (VisitsPermission.SEE_VISIT_OVERVIEW, glance),
)
