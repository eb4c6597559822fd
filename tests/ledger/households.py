"""Households and shops of the test cast, and stewards at any unit, brought there by the commands."""

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.ledger.commands.assign import give
from db.ledger.commands.households import write_household
from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdIn, HouseholdKind
from db.office import tallies
from db.office.commands.users import change_user
from db.vetting.models.stewards import Steward
from db.vetting.queries.counts import steward_kind
from tests.cast import Cast
from tests.people import applicant, id_number
from tests.tallies import wrong_counts
from tests.vetting.states import in_office

# These applicants are younger than 75: they look after as many as the scheme says.
FIRST_YOUNG = 5


def a_family(cast: Cast, n: int = 0, **changes: Any) -> HouseholdIn:
    """The n-th invented family, in the first building of Pine Court."""
    written = HouseholdIn(
        unit_id=cast.places.buildings[0], door=f"1单元{n // 4 + 1}0{n % 4 + 1}",
        name="唐宋元明清"[n % 5] + "大中小"[n % 3] + "河",
        id_number=id_number(date(1960 + n % 30, 5, 1 + n % 28), serial=n % 1000), phone=f"138{n:04d}{1000 + n:04d}",
        n_people="3", n_party="1", care=["disabled"], needs="听力不便", contact="晚上在家", note="有一条狗",
    )  # fmt: skip
    return written.model_copy(update=changes)


def shop(cast: Cast, n: int = 0, **changes: Any) -> HouseholdIn:
    given = {"kind": HouseholdKind.MERCHANT, "title": f"老{n}面馆", "trade": "餐饮", "n_staff": "4", "care": None}
    return a_family(cast, n, **(given | {"n_people": "", "n_party": ""} | changes))


def written(session: Session, cast: Cast, n: int = 0, **changes: Any) -> int:
    """The household's id."""
    return write_household(session, cast.bob, household=a_family(cast, n, **changes), override="另一户人家")


def a_street(session: Session, cast: Cast, n_households: int, **changes: Any) -> list[int]:
    return [written(session, cast, n, **changes) for n in range(n_households)]


def household(session: Session, household_id: int) -> Household:
    row = session.get_one(Household, household_id)
    session.refresh(row)
    return row


def seen(session: Session, household_id: int) -> int:
    """The version that a screen shows now."""
    return household(session, household_id).version


def steward_at(session: Session, cast: Cast, n: int, unit_id: int, **changes: Any) -> int:
    """The n-th applicant in office at any unit of the town, as somebody from before the program came may be."""
    row = session.get_one(Steward, in_office(session, cast, n))
    tallies.add(session, row.unit_id, steward_kind(row.status), -1)
    for field, value in {"unit_id": unit_id, **changes}.items():
        setattr(row, field, value)
    tallies.add(session, row.unit_id, steward_kind(row.status), 1)
    session.add(row)
    session.flush()
    return row.id or 0


def looked_after(session: Session, household_id: int, steward_id: int, actor: Actor) -> None:
    give(session, actor, household_id=household_id, steward_id=steward_id, seen=steward_of(session, household_id))


def steward_of(session: Session, household_id: int, kind: AssignmentKind = AssignmentKind.STEWARD) -> int | None:
    """Who looks after it now."""
    held = sa.select(Assignment.steward_id).where(
        col(Assignment.household_id) == household_id, col(Assignment.kind) == kind, col(Assignment.ended_on).is_(None)
    )
    return session.scalar(held)


def stewards_of(session: Session, household_ids: list[int]) -> list[int | None]:
    return [steward_of(session, household_id) for household_id in household_ids]


def is_steward(session: Session, cast: Cast, actor: Actor, n: int) -> Actor:
    """The account of `actor` becomes that of the n-th applicant, by name and telephone."""
    who = applicant(cast, n)
    change_user(session, cast.ada, user_id=actor.user_id, name=who.name, phone=who.phone)
    return replace(actor, name=who.name)


def counts_agree(session: Session) -> bool:
    return wrong_counts(session) == {}
