"""What the parts of the demo hand on to each other."""

from collections.abc import Callable
from dataclasses import dataclass

from db.office.queries import UnitRow
from db.scheme import Scheme
from seed.demo.cast import DemoCast
from seed.demo.people import People

Progress = Callable[[float], None]


@dataclass
class DemoState:
    """`leaves` are the units that stewards cover, `places` the unit of each steward, one after another.

    A part may say through `progress` how much of it is done, from 0 to 1.
    """

    scheme: Scheme
    cast: DemoCast
    people: People
    leaves: list[UnitRow]
    places: list[UnitRow]
    progress: Progress = lambda share: None
