"""What meetings talk over: who reads it, and who may write it down."""

from db.actor import Role
from db.decisions.commands import agenda as c
from db.decisions.models.meetings import ItemIn, Outcome
from db.decisions.queries import agenda as q
from db.points.models.points import PointStatus
from tests.decisions.places import an_item
from tests.points.places import a_point
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}
STAIRS = ItemIn(title="楼道堆物")


def make(session, cast, things):
    """`item` is talked over at `meeting`, with minutes; `held_item` was at `held`. A wish waits for a meeting."""
    things.item = an_item(session, cast, things.meeting, minutes="大家都来清一清")
    things.held_item = an_item(session, cast, things.held, minutes="已经清了")
    a_point(session, cast, PointStatus.PROPOSED, name="等着商议的站")


QUERIES = {
    "agenda_of": Query(lambda x, who, t: q.agenda_of(x, who, t.held), SEE),
    "public_items": Query(lambda x, who, t: q.public_items(x, who, t.held), SEE),
    "own_item": Query(lambda x, who, t: q.own_item(x, who, t.item), REVIEWERS),
    "proposed_items": Query(lambda x, who, t: q.proposed_items(x, who, t.meeting), REVIEWERS),
}

COMMANDS = {
    "put_item": Command(lambda x, who, t: c.put_item(x, who, meeting_id=t.meeting, item=STAIRS), by="grace"),
    "take_item_out": Command(
        lambda x, who, item_id: c.take_item_out(x, who, item_id=item_id),
        given=lambda x, cast, t: an_item(x, cast, t.meeting), by="grace",
    ),
    "move_item_up": Command(
        lambda x, who, item_id: c.move_item_up(x, who, item_id=item_id),
        given=lambda x, cast, t: an_item(x, cast, t.meeting), by="grace",
    ),
    "keep_minutes": Command(lambda x, who, t: c.keep_minutes(x, who, item_id=t.item, text="周六清", seen=1), by="grace"),
    "mark_personal": Command(lambda x, who, t: c.mark_personal(x, who, item_id=t.item, is_personal=True), by="grace"),
    "set_outcome": Command(lambda x, who, t: c.set_outcome(x, who, item_id=t.item, outcome=Outcome.NOTED), by="grace"),
}  # fmt: skip
