"""A steward's day: only their own households, those in need first, names masked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from db.errors import NotAllowed, NotFound
from db.ledger.commands.assign import hand_over
from db.ledger.commands.reshape import leave, merge
from db.office.queries import current_scheme
from db.visits.commands.must_visits import agree_day, put_must_visit
from db.visits.commands.write import keep_draft
from db.visits.models.duties import DayOfYear, MustSource
from db.visits.models.visits import PromiseStatus, VisitIn
from db.visits.queries.day_list import count_households, day_list, household_card
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, seen, written
from tests.vetting.states import in_office
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases


@pytest.fixture
def street(session, cast):
    steward_id, households = a_steward_with_households(session, cast, 5)
    dora_is(session, cast, steward_id)
    written(session, cast, 40)
    return steward_id, households


def _order(session, cast):
    return [card.household_id for card in day_list(session, cast.dora)]


def test_only_ones_own_households_stand_there_and_names_are_masked(session, cast, street):
    _, households = street
    cards = day_list(session, cast.dora)
    assert sorted(card.household_id for card in cards) == sorted(households)
    assert {card.name[1:] for card in cards} == {"**"}
    assert {card.unit_name for card in cards} == {"松风社区 松风苑 1号楼"}


def test_whoever_was_not_met_for_longest_comes_first_and_never_met_before_all(session, cast, street):
    _, households = street
    for n, household_id in enumerate(households[:4]):
        met(session, cast.dora, household_id, on=MONDAY - timedelta(days=10 * n))
    assert _order(session, cast) == [households[4], households[3], households[2], households[1], households[0]]
    assert household_card(session, cast.dora, households[3]).days_since(MONDAY) == 30
    assert household_card(session, cast.dora, households[4]).days_since(MONDAY) is None


def test_begun_entries_then_must_visits_then_promises_come_first(session, cast, street):
    _, households = street
    scheme = current_scheme(session)
    met(session, cast.dora, households[0], promise="问大病救助", promise_due=MONDAY + timedelta(days=9))
    met(session, cast.dora, households[1], promise="修楼道灯")
    for household_id, days in ((households[2], 5), (households[3], 2)):
        put_must_visit(
            session, cast.bob, scheme, household=(household_id, cast.places.buildings[0]), kind="hardship",
            source=MustSource.BY_HAND, mark="x", arose_on=MONDAY, due_on=MONDAY + timedelta(days=days),
        )  # fmt: skip
    keep_draft(session, cast.dora, visit=VisitIn(household_ids=[households[4]], note="写到一半"), request_id=uuid4())
    assert _order(session, cast) == [households[4], households[3], households[2], households[0], households[1]]


def test_a_promise_stands_there_until_it_is_kept(session, cast, street):
    _, households = street
    met(session, cast.dora, households[0], promise="问大病救助")
    [promise] = household_card(session, cast.dora, households[0]).promises
    assert (promise.text, promise.made_on) == ("问大病救助", MONDAY)
    met(session, cast.dora, households[0], promises={promise.id: PromiseStatus.KEPT})
    assert household_card(session, cast.dora, households[0]).promises == ()


def test_what_was_handed_over_or_left_is_no_longer_there_and_a_buddy_sees_it_too(session, cast, street):
    steward_id, households = street
    buddy = in_office(session, cast, FIRST_YOUNG + 8)
    other = in_office(session, cast, FIRST_YOUNG + 9)
    hand_over(session, cast.bob, from_id=steward_id, given={households[0]: other})
    hand_over(session, cast.bob, from_id=steward_id, given={households[1]: buddy}, until=MONDAY + timedelta(days=3))
    leave(session, cast.bob, household_id=households[2], seen=seen(session, households[2]), reason="搬走")
    assert sorted(_order(session, cast)) == [households[1], households[3], households[4]]
    dora_is(session, cast, buddy)
    assert _order(session, cast) == [households[1]]


def test_another_steward_and_another_community_find_no_door_here(session, cast, street):
    _, households = street
    for actor in (cast.charlie,):
        with pytest.raises(NotFound):
            household_card(session, actor, households[0])
        assert day_list(session, actor) == []
    with pytest.raises(NotFound):
        household_card(session, cast.dora, 999)


def test_who_writes_no_visits_has_no_day(session, cast, street):
    for actor in (cast.ada, cast.ben, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            day_list(session, actor)


def test_what_was_said_to_an_entry_that_was_merged_belongs_to_the_one_that_stays(session, cast, street):
    _, households = street
    met(session, cast.dora, households[1], on=MONDAY - timedelta(days=4), promise="问大病救助")
    merge(
        session, cast.bob, keep_id=households[0], keep_seen=seen(session, households[0]), other_id=households[1],
        other_seen=seen(session, households[1]), reason="同一户",
    )  # fmt: skip
    card = household_card(session, cast.dora, households[0])
    assert (card.days_since(MONDAY), [promise.text for promise in card.promises]) == (4, ["问大病救助"])
    met(session, cast.dora, households[0], promises={card.promises[0].id: PromiseStatus.KEPT})
    assert household_card(session, cast.dora, households[0]).promises == ()


def test_entries_that_were_merged_one_after_the_other_hand_everything_on(session, cast, street):
    _, households = street
    met(session, cast.dora, households[0], promise="问大病救助")
    for other, keep in ((households[0], households[1]), (households[1], households[2])):
        versions = {"keep_seen": seen(session, keep), "other_seen": seen(session, other)}
        merge(session, cast.bob, keep_id=keep, other_id=other, **versions, reason="同一户")
    assert [promise.text for promise in household_card(session, cast.dora, households[2]).promises] == ["问大病救助"]


def _must_visit(session, cast, household_id):
    put_must_visit(
        session, cast.bob, current_scheme(session), household=(household_id, cast.places.buildings[0]), kind="hardship",
        source=MustSource.BY_HAND, mark="x", arose_on=MONDAY,
    )  # fmt: skip


def _promise(session, cast, household_id):
    met(session, cast.bob, household_id, promise="问大病救助")


def _agreed_day(session, cast, household_id):
    agree_day(session, cast.bob, household_id=household_id, kind=DayOfYear.BIRTHDAY, month=11, day=25, whose="老伴")


def _begun(session, cast, household_id):
    keep_draft(session, cast.bob, visit=VisitIn(household_ids=[household_id], note="写到一半"), request_id=uuid4())


@pytest.mark.parametrize("need", [_must_visit, _promise, _agreed_day, _begun])
def test_what_is_cut_off_a_long_list_is_what_needs_a_visit_least(session, cast, street, need):
    last = written(session, cast, 60)
    need(session, cast, last)
    cards = day_list(session, cast.bob, most=3)
    assert (cards[0].household_id, len(cards), count_households(session, cast.bob)) == (last, 3, 7)


def test_the_database_sorts_by_need_as_the_cards_do(session, cast, street):
    _, households = street
    for n, household_id in enumerate(households):
        met(session, cast.bob, household_id, on=MONDAY - timedelta(days=(3, 9, 1, 0, 5)[n]))
    for need, household_id in zip([_agreed_day, _promise, _must_visit], households, strict=False):
        need(session, cast, household_id)
    whole = [card.household_id for card in day_list(session, cast.bob)]
    cut = [[card.household_id for card in day_list(session, cast.bob, most=n)] for n in range(1, 7)]
    assert cut == [whole[:n] for n in range(1, 7)]


def test_a_steward_s_own_list_keeps_every_must_visit_and_promise_however_long_it_is(session, cast, street):
    _, households = street
    for need, household_id in zip([_must_visit, _promise, _must_visit, _promise], households, strict=False):
        need(session, cast, household_id)
    kept = [card.household_id for card in day_list(session, cast.dora, most=2)]
    assert kept == [households[0], households[2], households[1], households[3]]
