"""Every query and command about tea, and who may."""

from dataclasses import dataclass

from db.actor import Actor
from db.permissions import VISITORS
from db.tea import queries
from db.tea.commands.pour import pour
from db.tea.models import Leaf
from tests.ledger.households import written
from tests.scoping import Command, Query, Scopes


@dataclass(frozen=True)
class Things:
    who: Actor
    household_id: int


SCOPES = Scopes(
    queries,
    lambda session, cast: Things(cast.dora, written(session, cast)),
    {"count_thirsty": Query(lambda x, who, t: queries.count_thirsty(x, who), VISITORS)},
    without_actor={"counted_anew"},
    commands={"pour": Command(lambda x, who, t: pour(x, who, household_id=t.household_id, leaf=Leaf.GREEN))},
)
