"""The demo's tea."""

from sqlmodel import Session

from db.ledger.queries.households import HouseholdFilter, find_households
from db.tea.commands.pour import pour
from db.tea.models import Leaf
from seed.demo.state import DemoState

SHARE = 1


def fill(s: Session, demo: DemoState) -> None:
    """A cup with each of the first ten households."""
    for row in find_households(s, demo.cast.clerk, HouseholdFilter(), limit=10):
        pour(s, demo.cast.clerk, household_id=row.id, leaf=demo.people.random.choice(list(Leaf)))
