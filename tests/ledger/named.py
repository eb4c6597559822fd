"""An office that looks after old or infirm party members by name, and such persons of the test cast."""

from typing import Any

from sqlmodel import Session, col, select

from db.ledger.commands.named import give_named, put_down
from db.ledger.models.named import NamedCare, NamedMember, NamedMemberIn
from db.scheme import NamedMembers
from tests.cast import Cast
from tests.vetting.states import new_scheme

WORDS = NamedMembers(zh="年老体弱党员", en="Old or infirm party members", most=2)
NAME, NEED, PHONE = "骆长春", "腿脚不便，要人买药", "19900000088"


def with_named(session: Session, cast: Cast, words: NamedMembers | None = WORDS) -> None:
    """From now on the scheme of the cast's office has such persons, at most two a steward."""
    new_scheme(session, cast, lambda old: old.model_copy(update={"coverage": old.coverage.model_copy(update={"named": words})}))


def somebody(cast: Cast, **changes: Any) -> NamedMemberIn:
    given = NamedMemberIn(name=NAME, unit_id=cast.places.buildings[0], door="2单元301", phone=PHONE, need=NEED)
    return given.model_copy(update=changes)


def person(session: Session, cast: Cast, **changes: Any) -> int:
    return put_down(session, cast.bob, member=somebody(cast, **changes))


def row_of(session: Session, member_id: int) -> NamedMember:
    row = session.get_one(NamedMember, member_id)
    session.refresh(row)
    return row


def given_to(session: Session, cast: Cast, member_id: int, steward_id: int) -> None:
    give_named(session, cast.bob, member_id=member_id, seen=row_of(session, member_id).version, steward_id=steward_id)


def stewards_ever(session: Session, member_id: int) -> list[tuple[int, bool]]:
    """Who looked after the person, in order, and whether they still do."""
    rows = session.exec(select(NamedCare).where(col(NamedCare.member_id) == member_id).order_by(col(NamedCare.id)))
    found = rows.all()
    for row in found:
        session.refresh(row)
    return [(row.steward_id, row.ended_on is None) for row in found]
