"""The form that was filled in away from the office is taken in: all of what is sound, or nothing."""

from collections.abc import Callable

from sqlmodel import Session, col

from db.actor import Actor
from db.errors import Invalid
from db.permissions import require
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.visits.commands.write import write_visit
from db.visits.models.visits import VisitSource
from db.visits.permissions import VisitsPermission
from db.visits.queries.visit_file import VisitFilePreview, key_of, known_visits


def take_visits(
    session: Session, actor: Actor, *, preview: VisitFilePreview, progress: Callable[[int, int], None] | None = None
) -> int:
    """Writes what the preview found and is not on file by now; how many visits that were. The same file again adds nothing.

    Raises `Invalid('nothing_new_in_form')`, and what `write_visit` raises where a household went meanwhile.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    visits = [visit for _, visit in preview.ready]
    # Whoever brings the same form at the same moment waits here, and then finds the visits on file.
    stewards = {visit.steward_id for visit in visits}
    session.execute(pick(Steward.id).where(col(Steward.id).in_(stewards)).order_by(col(Steward.id)).with_for_update())
    known = known_visits(session, [key_of(visit) for visit in visits]) if visits else set()
    new = [visit for visit in visits if key_of(visit) not in known]
    if not new:
        raise Invalid("nothing_new_in_form", "file")
    for n, visit in enumerate(new):
        if progress and n % 20 == 0:
            progress(n, len(new))
        write_visit(session, actor, visit=visit, source=VisitSource.FILE)
    return len(new)
