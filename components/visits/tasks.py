"""Tasks of visiting."""

from collections.abc import Iterator

from sqlmodel import Session

from components.home.task import Task
from components.wording.words import t
from db import clock
from db.actor import Actor, Role
from db.office.queries import current_scheme
from db.visits.queries.must_visits import Which, told_counts


def must_visits(s: Session, actor: Actor) -> Iterator[Task]:
    """A steward is told of every one, others of those whose day has passed, where the scheme names their role."""
    counts = told_counts(s, actor, current_scheme(s), clock.today())
    if actor.role is not Role.STEWARD:
        said, params = t(":red[**{n}** must-visits are overdue]", n=counts.n_overdue), {"which": Which.OVERDUE.value}
        yield Task("must-visits", counts.n_overdue, said, "visits/must_visits.py", params=params)
        return
    said = t("**{n}** households must be visited", n=counts.n_open)
    said += t(", :red[the day has passed for **{late}**]", late=counts.n_overdue) if counts.n_overdue else ""
    yield Task("must-visits", counts.n_open, said, "visits/must_visits.py")
