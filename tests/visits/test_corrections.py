"""What a correction does to what the visit had settled: nothing stays done that was not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from db.office.queries import current_scheme
from db.visits import summaries
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.follow import put_must_visit
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.visits import Outcome, Promise, PromiseStatus, VisitIn
from db.visits.queries.day_list import home_card
from tests.conftest import MONDAY
from tests.visits.homes import a_steward_with_homes, dora_is, met


@pytest.fixture
def door(session, cast):
    steward_id, homes = a_steward_with_homes(session, cast, 1)
    dora_is(session, cast, steward_id)
    return homes[0]


def _must(session, cast, household_id):
    put_must_visit(
        session, cast.bob, current_scheme(session), home=(household_id, cast.places.buildings[0]), kind="hardship",
        source=MustSource.BY_HAND, mark=str(uuid4()), arose_on=MONDAY - timedelta(days=3),
    )  # fmt: skip


def _state(session):
    session.expire_all()
    must, promise = session.exec(select(MustVisit)).one(), session.exec(select(Promise)).first()
    return must.status, promise.status if promise else None


def _as_nobody_home(session, cast, visit_id):
    correct_visit(session, cast.dora, visit_id=visit_id, seen=1, visit=VisitIn(household_ids=[], outcome=Outcome.NOBODY_HOME))


def _withdrawn(session, cast, visit_id):
    withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="不是这户")


@pytest.mark.parametrize("mend", [_as_nobody_home, _withdrawn])
def test_must_visit_and_promise_are_open_again_when_nobody_was_met(session, cast, door, mend):
    met(session, cast.dora, door, on=MONDAY - timedelta(days=5), promise="问大病救助")
    _must(session, cast, door)
    promise_id = session.exec(select(Promise.id)).one()
    [visit_id] = met(session, cast.dora, door, promises={promise_id: PromiseStatus.KEPT})
    assert _state(session) == (MustStatus.DONE, PromiseStatus.KEPT)
    mend(session, cast, visit_id)
    # A promise may be kept at a door that nobody opened.
    assert _state(session) == (MustStatus.OPEN, PromiseStatus.OPEN if mend is _withdrawn else PromiseStatus.KEPT)
    assert summaries.stored(session) == summaries.counted_anew(session)


def test_another_day_on_which_somebody_was_met_settles_them_too(session, cast, door):
    met(session, cast.dora, door, on=MONDAY - timedelta(days=5), promise="问大病救助")
    _must(session, cast, door)
    promise_id = session.exec(select(Promise.id)).one()
    [visit_id] = met(session, cast.dora, door, promises={promise_id: PromiseStatus.PASSED_ON})
    yesterday = VisitIn(household_ids=[], visited_on=MONDAY - timedelta(days=1))
    correct_visit(session, cast.dora, visit_id=visit_id, seen=1, visit=yesterday)
    assert _state(session) == (MustStatus.DONE, PromiseStatus.PASSED_ON)
    before = VisitIn(household_ids=[], visited_on=MONDAY - timedelta(days=4))
    correct_visit(session, cast.dora, visit_id=visit_id, seen=2, visit=before)
    assert _state(session)[0] is MustStatus.OPEN


def test_what_was_promised_in_a_visit_that_is_withdrawn_is_no_promise(session, cast, door):
    [visit_id] = met(session, cast.dora, door, promise="问大病救助")
    withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="写错户了")
    assert home_card(session, cast.dora, door).promises == ()
