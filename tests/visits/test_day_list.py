"""A steward's day: only their own households, those in need first, names masked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from db.errors import NotAllowed, NotFound
from db.ledger.commands.assign import hand_over
from db.ledger.commands.reshape import leave, merge
from db.office.queries import current_scheme
from db.visits.commands.settle import put_must_visit
from db.visits.commands.write import keep_draft
from db.visits.models.duties import MustSource
from db.visits.models.visits import PromiseStatus, VisitIn
from db.visits.queries.day_list import day_list, home_card
from tests.conftest import MONDAY
from tests.ledger.homes import FIRST_YOUNG, seen, written
from tests.vetting.states import a_steward
from tests.visits.homes import a_steward_with_homes, dora_is, met

pytestmark = pytest.mark.both_databases


@pytest.fixture
def street(session, cast):
    steward_id, homes = a_steward_with_homes(session, cast, 5)
    dora_is(session, cast, steward_id)
    written(session, cast, 40)
    return steward_id, homes


def _order(session, cast):
    return [card.household_id for card in day_list(session, cast.dora)]


def test_only_ones_own_households_stand_there_and_names_are_masked(session, cast, street):
    _, homes = street
    cards = day_list(session, cast.dora)
    assert sorted(card.household_id for card in cards) == sorted(homes)
    assert {card.name[1:] for card in cards} == {"**"}
    assert {card.unit_name for card in cards} == {"松风社区 松风苑 1号楼"}


def test_whoever_was_not_met_for_longest_comes_first_and_never_met_before_all(session, cast, street):
    _, homes = street
    for n, household_id in enumerate(homes[:4]):
        met(session, cast.dora, household_id, on=MONDAY - timedelta(days=10 * n))
    assert _order(session, cast) == [homes[4], homes[3], homes[2], homes[1], homes[0]]
    assert home_card(session, cast.dora, homes[3]).days_since(MONDAY) == 30
    assert home_card(session, cast.dora, homes[4]).days_since(MONDAY) is None


def test_begun_entries_then_must_visits_then_promises_come_first(session, cast, street):
    _, homes = street
    scheme = current_scheme(session)
    met(session, cast.dora, homes[0], promise="问大病救助", promise_due=MONDAY + timedelta(days=9))
    met(session, cast.dora, homes[1], promise="修楼道灯")
    for household_id, days in ((homes[2], 5), (homes[3], 2)):
        put_must_visit(
            session, cast.bob, scheme, home=(household_id, cast.places.buildings[0]), kind="hardship",
            source=MustSource.BY_HAND, mark="x", arose_on=MONDAY, due_on=MONDAY + timedelta(days=days),
        )  # fmt: skip
    keep_draft(session, cast.dora, visit=VisitIn(household_ids=[homes[4]], note="写到一半"), request_id=uuid4())
    assert _order(session, cast) == [homes[4], homes[3], homes[2], homes[0], homes[1]]


def test_a_promise_stands_there_until_it_is_kept(session, cast, street):
    _, homes = street
    met(session, cast.dora, homes[0], promise="问大病救助")
    [promise] = home_card(session, cast.dora, homes[0]).promises
    assert (promise.text, promise.made_on) == ("问大病救助", MONDAY)
    met(session, cast.dora, homes[0], promises={promise.id: PromiseStatus.KEPT})
    assert home_card(session, cast.dora, homes[0]).promises == ()


def test_what_was_handed_over_or_left_is_no_longer_there_and_a_buddy_sees_it_too(session, cast, street):
    steward_id, homes = street
    buddy = a_steward(session, cast, FIRST_YOUNG + 8)
    other = a_steward(session, cast, FIRST_YOUNG + 9)
    hand_over(session, cast.bob, from_id=steward_id, given={homes[0]: other})
    hand_over(session, cast.bob, from_id=steward_id, given={homes[1]: buddy}, until=MONDAY + timedelta(days=3))
    leave(session, cast.bob, household_id=homes[2], seen=seen(session, homes[2]), reason="搬走")
    assert sorted(_order(session, cast)) == [homes[1], homes[3], homes[4]]
    dora_is(session, cast, buddy)
    assert _order(session, cast) == [homes[1]]


def test_another_steward_and_another_community_find_no_door_here(session, cast, street):
    _, homes = street
    for actor in (cast.charlie,):
        with pytest.raises(NotFound):
            home_card(session, actor, homes[0])
        assert day_list(session, actor) == []
    with pytest.raises(NotFound):
        home_card(session, cast.dora, 999)


def test_who_writes_no_visits_has_no_day(session, cast, street):
    for actor in (cast.ada, cast.ben, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            day_list(session, actor)


def test_what_was_said_to_an_entry_that_was_merged_belongs_to_the_one_that_stays(session, cast, street):
    _, homes = street
    met(session, cast.dora, homes[1], on=MONDAY - timedelta(days=4), promise="问大病救助")
    merge(
        session, cast.bob, keep_id=homes[0], keep_seen=seen(session, homes[0]), other_id=homes[1],
        other_seen=seen(session, homes[1]), reason="同一户",
    )  # fmt: skip
    card = home_card(session, cast.dora, homes[0])
    assert (card.days_since(MONDAY), [promise.text for promise in card.promises]) == (4, ["问大病救助"])
    met(session, cast.dora, homes[0], promises={card.promises[0].id: PromiseStatus.KEPT})
    assert home_card(session, cast.dora, homes[0]).promises == ()


def test_entries_that_were_merged_one_after_the_other_hand_everything_on(session, cast, street):
    _, homes = street
    met(session, cast.dora, homes[0], promise="问大病救助")
    for other, keep in ((homes[0], homes[1]), (homes[1], homes[2])):
        versions = {"keep_seen": seen(session, keep), "other_seen": seen(session, other)}
        merge(session, cast.bob, keep_id=keep, other_id=other, **versions, reason="同一户")
    assert [promise.text for promise in home_card(session, cast.dora, homes[2]).promises] == ["问大病救助"]
