"""Tasks of meetings: invitations, one's own decisions, a monthly meeting that nobody planned."""

from collections.abc import Iterator

from sqlmodel import Session

from components.decisions.texts import kind_text, time_text
from components.home.task import Task
from components.wording.markdown import md
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor, Role
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.decisions import count_decisions
from db.decisions.queries.meetings import find_meetings, invitations_for, monthly_missing
from db.office.queries import current_scheme


def invitations(s: Session, actor: Actor) -> Iterator[Task]:
    """The next one by its name and day."""
    asked = invitations_for(s, actor)
    first = f"{asked[0].title} {short_day(asked[0].on_day)} {time_text(asked[0].starts)}" if asked else ""
    said = md("**{n}** meetings ask you to come; the next: {first}", n=len(asked), first=first)
    yield Task("invitations", len(asked), said, "decisions/meetings.py")


def due_today(s: Session, actor: Actor) -> Iterator[Task]:
    """What the unit itself holds today, and what it held before and nobody has begun or keyed in."""
    today, rows = clock.today(), find_meetings(s, actor)
    due = [row for row in rows if row.is_own and row.unit_id == actor.unit_id and row.on_day <= today]
    n_late = sum(row.on_day < today for row in due)
    late = t("The day has passed for {n}.", n=n_late) if n_late else ""
    yield Task(
        "meetings-due", len(due), md("**{n}** meetings of yours are today", n=len(due)), "decisions/meetings.py", late=late
    )


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
    (DecisionsPermission.HOLD_MEETINGS, due_today),
    (DecisionsPermission.HOLD_MEETINGS, monthly),
)
