"""Applications and stewards in each state, brought there by the commands; and what a test compares before and after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db import audit, clock
from db.actor import Actor, Role
from db.errors import RuleError
from db.office.commands.set_up import make_scheme_version
from db.office.models import Unit
from db.office.queries import current_scheme, the_office
from db.scheme import Scheme
from db.tables import METADATA
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.commands.register import withdraw
from db.vetting.commands.stewards import resign, suspend
from db.vetting.models.applications import Application, Status
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.models.stewards import Steward, StewardStatus
from tests.cast import Cast
from tests.people import announced, appointed, registered, version
from tests.vetting.decided import approve, refuse, return_for_changes

# An announcement posted on the fixed Monday ends on 30 November: this is the day after.
AFTER = date(2026, 12, 1)
# Those who have been in office for long registered on this Monday and were appointed on that day.
LONG_AGO, IN_OFFICE = date(2025, 3, 3), date(2025, 3, 17)


def wearing(session: Session, who: Actor, role: Role, unit_id: int, department: str | None = None) -> Actor:
    """The same person in another role or at another unit."""
    path = session.get_one(Unit, unit_id).path
    return replace(who, role=role, unit_id=unit_id, unit_path=path, department=department)


def pass_reviews(session: Session, cast: Cast, application_id: int) -> None:
    """From the registration through every review of the preset `nanzheng`."""
    for actor in (cast.grace, cast.ben, cast.alice):
        approve(session, actor, application_id=application_id, seen=version(session, application_id))
    asked = sa.select(Opinion.department, Opinion.id).where(col(Opinion.application_id) == application_id)
    for department, opinion_id in session.execute(asked).all():
        answers = [Answer(opinion_id, OpinionStatus.NO_OBJECTION)]
        answer_opinions(session, cast.departments[department], answers=answers)
    approve(session, cast.alice, application_id=application_id, seen=version(session, application_id))


def cleared(session: Session, cast: Cast, n: int = 0) -> int:
    """Every review passed: waits to be announced."""
    application_id = registered(session, cast, n)
    pass_reviews(session, cast, application_id)
    return application_id


def _returned(session: Session, cast: Cast, n: int) -> int:
    application_id = registered(session, cast, n)
    return_for_changes(session, cast.grace, application_id=application_id, seen=1, note="请补充电话")
    return application_id


def _refused(session: Session, cast: Cast, n: int) -> int:
    application_id = registered(session, cast, n)
    refuse(session, cast.grace, application_id=application_id, seen=1, note="不在本小区居住")
    return application_id


def _withdrawn(session: Session, cast: Cast, n: int) -> int:
    application_id = registered(session, cast, n)
    withdraw(session, cast.bob, application_id=application_id, seen=1, note="本人来电")
    return application_id


def _announced(session: Session, cast: Cast, n: int) -> int:
    application_id = cleared(session, cast, n)
    announced(session, cast, application_id)
    return application_id


def _appointed(session: Session, cast: Cast, n: int) -> int:
    application_id = _announced(session, cast, n)
    with clock.at(AFTER):
        appointed(session, cast, application_id)
    return application_id


_WAYS: dict[Status, Callable[[Session, Cast, int], int]] = {
    Status.WAITING: registered,
    Status.RETURNED: _returned,
    Status.CLEARED: cleared,
    Status.ANNOUNCED: _announced,
    Status.APPOINTED: _appointed,
    Status.REFUSED: _refused,
    Status.WITHDRAWN: _withdrawn,
}


def in_status(session: Session, cast: Cast, status: Status, n: int = 0) -> int:
    """The id of the n-th applicant's application, brought to the status."""
    return _WAYS[status](session, cast, n)


def in_each_status(session: Session, cast: Cast, *, but: Status) -> dict[Status, int]:
    """An application in every status but one, each of another applicant."""
    return {status: in_status(session, cast, status, n) for n, status in enumerate(Status) if status is not but}


def status_of(session: Session, application_id: int) -> Status:
    row = session.get_one(Application, application_id)
    session.refresh(row)
    return row.status


def a_steward(session: Session, cast: Cast, n: int = 0) -> int:
    """Appointed on the day after the announcement; returns the steward's id."""
    application_id = _announced(session, cast, n)
    with clock.at(AFTER):
        [steward_id] = appointed(session, cast, application_id)
    return steward_id


def in_office(session: Session, cast: Cast, n: int = 0) -> int:
    """Appointed long ago, so that visits of last year are the steward's; returns the steward's id."""
    with clock.at(LONG_AGO):
        application_id = _announced(session, cast, n)
    with clock.at(IN_OFFICE):
        [steward_id] = appointed(session, cast, application_id)
    return steward_id


def steward(session: Session, steward_id: int) -> Steward:
    row = session.get_one(Steward, steward_id)
    session.refresh(row)
    return row


def steward_in(session: Session, cast: Cast, status: StewardStatus, n: int = 0) -> int:
    steward_id = a_steward(session, cast, n)
    if status is StewardStatus.SUSPENDED:
        suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="外出半年")
    if status is StewardStatus.ENDED:
        resign(session, cast.bob, steward_id=steward_id, seen=1, reason="搬离本小区")
    return steward_id


def codes(act: Callable[[Any], object], *cases: Any) -> list[str]:
    """What each case is refused with, in order; `done` where nothing was refused."""
    return [_code(act, case) for case in cases]


def _code(act: Callable[[Any], object], case: Any) -> str:
    try:
        act(case)
    except RuleError as refusal:
        return refusal.code
    return "done"


def everything(session: Session) -> dict[str, list[str]]:
    """All rows of all tables: two of these are equal when nothing was written in between."""
    session.flush()
    return {t.name: sorted(map(repr, session.execute(sa.select(t)).all())) for t in METADATA.sorted_tables}


def as_stored(session: Session) -> bytes:
    """Every value of every table as the database itself holds it, without decryption."""
    session.flush()
    rows = [row for t in METADATA.sorted_tables for row in session.execute(sa.text(f'SELECT * FROM "{t.name}"'))]
    return b"\n".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in rows for v in row)


def journal(session: Session, action: str) -> list[dict[str, Any]]:
    """Details of the journal's entries of one action, newest first."""
    return [row.detail for row in audit.page(session, offset=0, limit=1000, action=action)[0]]


def new_scheme(session: Session, cast: Cast, change: Callable[[Scheme], Scheme]) -> int:
    """A new version of the office's scheme, made by the administrator."""
    seen = the_office(session).scheme_version_id or 0
    return make_scheme_version(session, cast.ada, scheme=change(current_scheme(session)), seen=seen)


def with_steward_rules(**changes: Any) -> Callable[[Scheme], Scheme]:
    return lambda scheme: scheme.model_copy(update={"steward": scheme.steward.model_copy(update=changes)})
