"""Who is proposed for whom, for any town that can be drawn."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.ledger.models.care import Why
from db.ledger.propose import HouseholdPlace, StewardPlace, propose
from tests.ledger.plans import BUILDINGS, GONE, GRIDS, after, load, most_that_can_be_covered, shared, town

leasts = st.integers(0, 3)


@given(town(), leasts)
def test_no_household_that_could_be_covered_is_left_uncovered(drawn, least):
    households, stewards = drawn
    covered = [who for who in after(households, propose(households, stewards, least=least)).values() if who]
    assert len(covered) == most_that_can_be_covered(households, stewards)


@given(town(far_links=True), leasts)
def test_nobody_is_proposed_for_kin_or_keeps_kin(drawn, least):
    households, stewards = drawn
    given_to = after(households, propose(households, stewards, least=least))
    assert [household for household in households if given_to[household.id] in household.kin] == []


@given(town(far_links=True), leasts)
def test_nobody_is_given_more_than_their_most(drawn, least):
    households, stewards = drawn
    loads = load(households, propose(households, stewards, least=least))
    assert {steward.id: loads[steward.id] for steward in stewards if loads[steward.id] > steward.most} == {}


@given(town(far_links=True), leasts)
def test_nobody_is_given_a_household_of_another_community(drawn, least):
    households, stewards = drawn
    path = {steward.id: steward.path for steward in stewards}
    place = {household.id: household.path for household in households}
    changes = [change for change in propose(households, stewards, least=least) if change.after]
    assert [change for change in changes if path[change.after][:2] != place[change.household_id][:2]] == []


@given(town(with_kin=False), leasts)
def test_links_stay_unless_the_steward_is_gone_or_has_too_many(drawn, least):
    households, stewards = drawn
    given_to = after(households, propose(households, stewards, least=least))
    for steward in stewards:
        held = [household for household in households if household.steward == steward.id]
        assert sum(given_to[household.id] == steward.id for household in held) == min(len(held), steward.most)


@given(town(far_links=True))
def test_of_too_many_those_of_the_stewards_own_unit_stay(drawn):
    households, stewards = [replace(household, kin=frozenset()) for household in drawn[0]], drawn[1]
    given_to = after(households, propose(households, stewards, least=0))
    for steward in stewards:
        own = [household for household in households if household.steward == steward.id and household.path == steward.path]
        assert sum(given_to[household.id] == steward.id for household in own) == min(len(own), steward.most)


@given(town(far_links=True), leasts)
def test_proposing_again_after_adopting_changes_nothing(drawn, least):
    households, stewards = drawn
    first = propose(households, stewards, least=least)
    given_to = after(households, first)
    again = propose([replace(household, steward=given_to[household.id]) for household in households], stewards, least=least)
    assert [change for change in again if change.after] == []
    assert {change.household_id for change in again} == {change.household_id for change in first if change.after is None}


@given(town(far_links=True), leasts, st.randoms(use_true_random=False))
def test_the_order_in_which_households_and_stewards_come_does_not_matter(drawn, least, dice):
    households, stewards = list(drawn[0]), list(drawn[1])
    first = propose(households, stewards, least=least)
    dice.shuffle(households)
    dice.shuffle(stewards)
    assert propose(households, stewards, least=least) == first


@given(town(with_kin=False))
def test_a_household_goes_further_only_when_nobody_nearer_has_room_within_their_light_load(drawn):
    households, stewards = drawn
    changes = propose(households, stewards, least=0)
    loads, path = load(households, changes), {steward.id: steward.path for steward in stewards}
    place = {household.id: household.path for household in households}
    for change in (change for change in changes if change.after):
        common = shared(place[change.household_id], path[change.after])
        nearer = [steward for steward in stewards if shared(place[change.household_id], steward.path) > common]
        assert [steward for steward in nearer if loads[steward.id] < steward.light] == []


@given(town(with_kin=False, with_links=False), leasts)
def test_nobody_gets_more_than_their_light_load_while_another_of_the_community_has_room_within_theirs(drawn, least):
    households, stewards = drawn
    loads = load(households, propose(households, stewards, least=least))
    for steward in stewards:
        if loads[steward.id] > steward.light:
            others = [other for other in stewards if other.path[:2] == steward.path[:2]]
            assert [other for other in others if loads[other.id] < other.light] == []


@given(st.lists(st.sampled_from(GRIDS[:2] + BUILDINGS[:3]), min_size=1, max_size=4), st.data())
def test_loads_are_within_the_range_wherever_the_counts_allow_it(stand_at, data):
    least = data.draw(st.integers(1, 4))
    most = data.draw(st.integers(least, least + 4))
    n_households = data.draw(st.integers(least * len(stand_at), most * len(stand_at)))
    where = data.draw(st.lists(st.sampled_from(BUILDINGS[:3]), min_size=n_households, max_size=n_households))
    households = [HouseholdPlace(100 + n, path, f"{n:05d}") for n, path in enumerate(where)]
    stewards = [StewardPlace(n, path, most, most) for n, path in enumerate(stand_at, 1)]
    loads = load(households, propose(households, stewards, least=least))
    assert sum(loads.values()) == n_households
    assert {steward.id for steward in stewards if not least <= loads[steward.id] <= most} == set()


@given(town(far_links=True), leasts)
def test_each_change_says_why_the_household_needs_another(drawn, least):
    households, stewards = drawn
    known, household = {steward.id for steward in stewards}, {household.id: household for household in households}
    for change in (change for change in propose(households, stewards, least=least) if change.after):
        before = household[change.household_id].steward
        gone = {None: Why.UNCOVERED}.get(before) or (Why.LEFT if before not in known else None)
        assert change.why is (gone or (Why.KIN if before in household[change.household_id].kin else Why.OVERLOADED))
        assert change.before == before


@given(town(), leasts)
def test_each_household_that_stays_uncovered_says_why(drawn, least):
    households, stewards = drawn
    changes, household = propose(households, stewards, least=least), {household.id: household for household in households}
    loads = load(households, changes)
    for change in (change for change in changes if change.after is None):
        near = [steward for steward in stewards if steward.path[:2] == household[change.household_id].path[:2]]
        room = {steward.id for steward in near if loads[steward.id] < steward.most}
        expected = Why.NO_STEWARD if not near else Why.ONLY_KIN if room else Why.ALL_FULL
        assert change.why is expected
        assert room <= household[change.household_id].kin


@given(town(far_links=True), leasts)
def test_changes_come_once_each_and_in_the_order_of_units_and_doors(drawn, least):
    households, stewards = drawn
    place = {household.id: (household.path, household.door) for household in households}
    changes = propose(households, stewards, least=least)
    assert len({change.household_id for change in changes}) == len(changes)
    assert [place[change.household_id] for change in changes] == sorted(place[change.household_id] for change in changes)


def _doors(n_households, path=BUILDINGS[0], **ways):
    return [HouseholdPlace(100 + n, path, f"{n:05d}", **ways) for n in range(n_households)]


def test_two_stewards_of_a_building_get_doors_side_by_side():
    households = _doors(12)
    given_to = after(
        households, propose(households, [StewardPlace(1, BUILDINGS[0], 20, 20), StewardPlace(2, BUILDINGS[0], 20, 20)], least=0)
    )
    assert [given_to[household.id] for household in households] == [1] * 6 + [2] * 6


def test_an_old_steward_gets_less_than_a_young_one():
    households = _doors(30)
    loads = load(
        households, propose(households, [StewardPlace(1, BUILDINGS[0], 14, 20), StewardPlace(2, BUILDINGS[0], 20, 20)], least=10)
    )
    assert loads[1] <= 14
    assert loads[1] + loads[2] == 30


def test_where_the_only_one_with_room_is_kin_somebody_else_makes_room():
    """One household is kin of the steward with room; another's steward hands one of theirs on."""
    households = [HouseholdPlace(100, BUILDINGS[0], "1", kin=frozenset({2})), HouseholdPlace(101, BUILDINGS[0], "2", steward=1)]
    given_to = after(
        households, propose(households, [StewardPlace(1, BUILDINGS[0], 1, 1), StewardPlace(2, BUILDINGS[0], 1, 1)], least=0)
    )
    assert given_to == {100: 1, 101: 2}


def test_a_household_of_another_community_goes_back_there_to_make_room():
    """A link across communities stays, but not when a household would be left uncovered for it."""
    far = HouseholdPlace(101, BUILDINGS[3], "1", steward=1)
    households = [HouseholdPlace(100, BUILDINGS[0], "1"), far]
    given_to = after(
        households, propose(households, [StewardPlace(1, BUILDINGS[0], 1, 1), StewardPlace(2, BUILDINGS[3], 1, 1)], least=0)
    )
    assert given_to == {100: 1, 101: 2}


def test_a_household_of_another_community_is_not_handed_to_a_third_to_make_room():
    households = [HouseholdPlace(100, BUILDINGS[0], "1", kin=frozenset({2})), HouseholdPlace(101, BUILDINGS[3], "1", steward=1)]
    given_to = after(
        households, propose(households, [StewardPlace(1, BUILDINGS[0], 1, 1), StewardPlace(2, BUILDINGS[0], 1, 1)], least=0)
    )
    assert given_to == {100: None, 101: 1}


def test_without_stewards_everybody_stays_uncovered():
    households = _doors(3, steward=GONE)
    assert {(change.after, change.why) for change in propose(households, [], least=0)} == {(None, Why.NO_STEWARD)}


def test_every_reason_comes_up_in_what_is_drawn():
    """Else the properties above would prove nothing."""
    found = set()

    @given(town(far_links=True))
    def draw(drawn):
        found.update(change.why for change in propose(*drawn, least=1))

    draw()
    assert found == set(Why) - {Why.BY_HAND}
