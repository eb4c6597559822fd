"""A steward with households, for tests of visits; `dora` of the cast is that steward."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.ledger.commands.assign import give
from db.office.models import User
from db.vetting.models.stewards import Steward
from db.visits.commands.write import write_visit
from db.visits.models.visits import Outcome, VisitIn
from tests.cast import Cast
from tests.ledger.households import FIRST_YOUNG, written
from tests.vetting.states import in_office

DAY = date(2026, 11, 20)


def dora_is(session: Session, cast: Cast, steward_id: int) -> Actor:
    """Dora's account is that of the steward: by the ID number on file."""
    steward = session.get_one(Steward, steward_id)
    session.execute(sa.update(User).where(col(User.id) == cast.dora.user_id).values(id_index=steward.id_index))
    return cast.dora


def a_steward_with_households(session: Session, cast: Cast, n: int = 3, *, serial: int = FIRST_YOUNG) -> tuple[int, list[int]]:
    """Id of a steward in service, and of the households given to them."""
    steward_id = in_office(session, cast, serial)
    households = [written(session, cast, serial + k) for k in range(n)]
    for household_id in households:
        give(session, cast.bob, household_id=household_id, steward_id=steward_id, seen=None)
    return steward_id, households


def met(session: Session, actor: Actor, *household_ids: int, on: date | None = None, **more: object) -> list[int]:
    """Visits at which somebody was met."""
    visit = VisitIn(household_ids=list(household_ids), visited_on=on, outcome=Outcome.MET, **more)  # type: ignore[arg-type]
    return write_visit(session, actor, visit=visit)


__all__ = ["DAY", "Outcome", "VisitIn", "a_steward_with_households", "dora_is", "met"]
