"""Tasks of meetings: invitations, one's own decisions, a monthly meeting that nobody planned."""

from collections.abc import Iterator

from sqlmodel import Session

from components.decisions.texts import kind_text
from components.home.task import Task
from components.wording.markdown import md
from components.wording.words import t
from db import clock
from db.actor import Actor, Role
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.decisions import count_decisions
from db.decisions.queries.meetings import invitations_for, monthly_missing
from db.office.queries import current_scheme


def invitations(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(invitations_for(s, actor))
    yield Task("invitations", n, md("**{n}** meetings ask you to come", n=n), "decisions/meetings.py")


def own(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_decisions(s, actor, mine=True)
    n_late = count_decisions(s, actor, mine=True, before=clock.today())
    late = t("The day has passed for {n}.", n=n_late) if n_late else ""
    yield Task("decisions", n, md("**{n}** decisions of meetings are yours", n=n), "decisions/decisions.py", late=late)


def monthly(s: Session, actor: Actor) -> Iterator[Task]:
    """For whom meetings of a month are a duty: the community party organisation."""
    if actor.role is Role.COMMUNITY_PARTY:
        scheme = current_scheme(s)
        for key in monthly_missing(s, actor):
            name = kind_text(scheme, key)
            yield Task(
                f"monthly-{key}", 1, md("**{n}** monthly meeting is not planned: {name}", n=1, name=name), "decisions/plan.py"
            )


TASKS = (
    (DecisionsPermission.SEE_MEETINGS, invitations),
    (DecisionsPermission.FOLLOW_DECISIONS, own),
    (DecisionsPermission.HOLD_MEETINGS, monthly),
)
