"""What a correction does to what the visit had settled: nothing stays done that was not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from db.errors import Conflict
from db.ledger.commands.households import add_member
from db.ledger.commands.reshape import split, undo
from db.ledger.models.households import HouseholdChange, HouseholdIn, Member, MemberIn
from db.office.queries import current_scheme
from db.vetting.models.stewards import Steward
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.must_visits import put_must_visit
from db.visits.commands.paper_sheets import key_row, make_sheets
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.visits import Outcome, Promise, PromiseStatus, VisitIn
from db.visits.queries.day_list import household_card
from tests.conftest import MONDAY
from tests.ledger.households import seen
from tests.tallies import wrong_counts
from tests.visits.households import a_steward_with_households, dora_is, met


@pytest.fixture
def door(session, cast):
    steward_id, households = a_steward_with_households(session, cast, 1)
    dora_is(session, cast, steward_id)
    return households[0]


def _must(session, cast, household_id):
    put_must_visit(
        session, cast.bob, current_scheme(session), household=(household_id, cast.places.buildings[0]), kind="hardship",
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
    assert wrong_counts(session) == {}


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
    assert household_card(session, cast.dora, door).promises == ()


def test_a_row_of_paper_that_was_keyed_in_wrongly_and_withdrawn_can_be_keyed_in_anew(session, cast, door):
    steward_id = session.exec(select(Steward.id)).first()
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id)
    wrong = key_row(session, cast.bob, sheet_id=sheet_id, position=1, visit=VisitIn(household_ids=[], outcome=Outcome.MET))
    withdraw_visit(session, cast.bob, visit_id=wrong, seen=1, reason="看错行了")
    session.expire_all()
    right = VisitIn(household_ids=[], outcome=Outcome.NOBODY_HOME)
    assert key_row(session, cast.bob, sheet_id=sheet_id, position=1, visit=right) != wrong


def test_a_split_is_not_undone_once_the_new_household_was_visited(session, cast, door):
    add_member(session, cast.bob, household_id=door, seen=1, member=MemberIn(name="唐小明"))
    member_id = session.exec(select(Member.id)).one()
    given = HouseholdIn(unit_id=cast.places.buildings[0], door="9号", name="唐小明", care=[])
    new = split(session, cast.bob, household_id=door, seen=seen(session, door), member_ids=[member_id], household=given)
    change_id = session.exec(select(HouseholdChange.deed_id).where(HouseholdChange.household_id == new)).first()
    met(session, cast.bob, new)
    with pytest.raises(Conflict, match="change_built_on"):
        undo(session, cast.bob, deed_id=change_id)
