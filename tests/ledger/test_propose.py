"""Who is proposed for whom, for any town that can be drawn."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.ledger.models.care import Why
from db.ledger.propose import Home, StewardPlace, propose
from tests.ledger.plans import BUILDINGS, GONE, GRIDS, after, load, most_that_can_be_covered, shared, town

leasts = st.integers(0, 3)


@given(town(), leasts)
def test_no_home_that_could_be_covered_is_left_uncovered(drawn, least):
    homes, stewards = drawn
    covered = [who for who in after(homes, propose(homes, stewards, least=least)).values() if who]
    assert len(covered) == most_that_can_be_covered(homes, stewards)


@given(town(far_links=True), leasts)
def test_nobody_is_proposed_for_kin_or_keeps_kin(drawn, least):
    homes, stewards = drawn
    given_to = after(homes, propose(homes, stewards, least=least))
    assert [home for home in homes if given_to[home.id] in home.kin] == []


@given(town(far_links=True), leasts)
def test_nobody_is_given_more_than_their_most(drawn, least):
    homes, stewards = drawn
    loads = load(homes, propose(homes, stewards, least=least))
    assert {steward.id: loads[steward.id] for steward in stewards if loads[steward.id] > steward.most} == {}


@given(town(far_links=True), leasts)
def test_nobody_is_given_a_home_of_another_community(drawn, least):
    homes, stewards = drawn
    path = {steward.id: steward.path for steward in stewards}
    place = {home.id: home.path for home in homes}
    changes = [change for change in propose(homes, stewards, least=least) if change.after]
    assert [change for change in changes if path[change.after][:2] != place[change.home][:2]] == []


@given(town(with_kin=False), leasts)
def test_links_stay_unless_the_steward_is_gone_or_has_too_many(drawn, least):
    homes, stewards = drawn
    given_to = after(homes, propose(homes, stewards, least=least))
    for steward in stewards:
        held = [home for home in homes if home.steward == steward.id]
        assert sum(given_to[home.id] == steward.id for home in held) == min(len(held), steward.most)


@given(town(far_links=True))
def test_of_too_many_those_of_the_stewards_own_unit_stay(drawn):
    homes, stewards = [replace(home, kin=frozenset()) for home in drawn[0]], drawn[1]
    given_to = after(homes, propose(homes, stewards, least=0))
    for steward in stewards:
        own = [home for home in homes if home.steward == steward.id and home.path == steward.path]
        assert sum(given_to[home.id] == steward.id for home in own) == min(len(own), steward.most)


@given(town(far_links=True), leasts)
def test_proposing_again_after_adopting_changes_nothing(drawn, least):
    homes, stewards = drawn
    first = propose(homes, stewards, least=least)
    given_to = after(homes, first)
    again = propose([replace(home, steward=given_to[home.id]) for home in homes], stewards, least=least)
    assert [change for change in again if change.after] == []
    assert {change.home for change in again} == {change.home for change in first if change.after is None}


@given(town(far_links=True), leasts, st.randoms(use_true_random=False))
def test_the_order_in_which_homes_and_stewards_come_does_not_matter(drawn, least, dice):
    homes, stewards = list(drawn[0]), list(drawn[1])
    first = propose(homes, stewards, least=least)
    dice.shuffle(homes)
    dice.shuffle(stewards)
    assert propose(homes, stewards, least=least) == first


@given(town(with_kin=False))
def test_a_home_goes_further_only_when_nobody_nearer_has_room_within_their_light_load(drawn):
    homes, stewards = drawn
    changes = propose(homes, stewards, least=0)
    loads, path = load(homes, changes), {steward.id: steward.path for steward in stewards}
    place = {home.id: home.path for home in homes}
    for change in (change for change in changes if change.after):
        common = shared(place[change.home], path[change.after])
        nearer = [steward for steward in stewards if shared(place[change.home], steward.path) > common]
        assert [steward for steward in nearer if loads[steward.id] < steward.light] == []


@given(town(with_kin=False, with_links=False), leasts)
def test_nobody_gets_more_than_their_light_load_while_another_of_the_community_has_room_within_theirs(drawn, least):
    homes, stewards = drawn
    loads = load(homes, propose(homes, stewards, least=least))
    for steward in stewards:
        if loads[steward.id] > steward.light:
            others = [other for other in stewards if other.path[:2] == steward.path[:2]]
            assert [other for other in others if loads[other.id] < other.light] == []


@given(st.lists(st.sampled_from(GRIDS[:2] + BUILDINGS[:3]), min_size=1, max_size=4), st.data())
def test_loads_are_within_the_range_wherever_the_counts_allow_it(stand_at, data):
    least = data.draw(st.integers(1, 4))
    most = data.draw(st.integers(least, least + 4))
    n_homes = data.draw(st.integers(least * len(stand_at), most * len(stand_at)))
    where = data.draw(st.lists(st.sampled_from(BUILDINGS[:3]), min_size=n_homes, max_size=n_homes))
    homes = [Home(100 + n, path, f"{n:05d}") for n, path in enumerate(where)]
    stewards = [StewardPlace(n, path, most, most) for n, path in enumerate(stand_at, 1)]
    loads = load(homes, propose(homes, stewards, least=least))
    assert sum(loads.values()) == n_homes
    assert {steward.id for steward in stewards if not least <= loads[steward.id] <= most} == set()


@given(town(far_links=True), leasts)
def test_each_change_says_why_the_home_needs_another(drawn, least):
    homes, stewards = drawn
    known, home = {steward.id for steward in stewards}, {home.id: home for home in homes}
    for change in (change for change in propose(homes, stewards, least=least) if change.after):
        before = home[change.home].steward
        gone = {None: Why.UNCOVERED}.get(before) or (Why.LEFT if before not in known else None)
        assert change.why is (gone or (Why.KIN if before in home[change.home].kin else Why.OVERLOADED))
        assert change.before == before


@given(town(), leasts)
def test_each_home_that_stays_uncovered_says_why(drawn, least):
    homes, stewards = drawn
    changes, home = propose(homes, stewards, least=least), {home.id: home for home in homes}
    loads = load(homes, changes)
    for change in (change for change in changes if change.after is None):
        near = [steward for steward in stewards if steward.path[:2] == home[change.home].path[:2]]
        room = {steward.id for steward in near if loads[steward.id] < steward.most}
        expected = Why.NO_STEWARD if not near else Why.ONLY_KIN if room else Why.ALL_FULL
        assert change.why is expected
        assert room <= home[change.home].kin


@given(town(far_links=True), leasts)
def test_changes_come_once_each_and_in_the_order_of_units_and_doors(drawn, least):
    homes, stewards = drawn
    place = {home.id: (home.path, home.door) for home in homes}
    changes = propose(homes, stewards, least=least)
    assert len({change.home for change in changes}) == len(changes)
    assert [place[change.home] for change in changes] == sorted(place[change.home] for change in changes)


def _doors(n_homes, path=BUILDINGS[0], **ways):
    return [Home(100 + n, path, f"{n:05d}", **ways) for n in range(n_homes)]


def test_two_stewards_of_a_building_get_doors_side_by_side():
    homes = _doors(12)
    given_to = after(
        homes, propose(homes, [StewardPlace(1, BUILDINGS[0], 20, 20), StewardPlace(2, BUILDINGS[0], 20, 20)], least=0)
    )
    assert [given_to[home.id] for home in homes] == [1] * 6 + [2] * 6


def test_an_old_steward_gets_less_than_a_young_one():
    homes = _doors(30)
    loads = load(homes, propose(homes, [StewardPlace(1, BUILDINGS[0], 14, 20), StewardPlace(2, BUILDINGS[0], 20, 20)], least=10))
    assert loads[1] <= 14
    assert loads[1] + loads[2] == 30


def test_where_the_only_one_with_room_is_kin_somebody_else_makes_room():
    """One home is kin of the steward with room; another's steward hands one of theirs on."""
    homes = [Home(100, BUILDINGS[0], "1", kin=frozenset({2})), Home(101, BUILDINGS[0], "2", steward=1)]
    given_to = after(homes, propose(homes, [StewardPlace(1, BUILDINGS[0], 1, 1), StewardPlace(2, BUILDINGS[0], 1, 1)], least=0))
    assert given_to == {100: 1, 101: 2}


def test_a_home_of_another_community_goes_back_there_to_make_room():
    """A link across communities stays, but not when a home would be left uncovered for it."""
    far = Home(101, BUILDINGS[3], "1", steward=1)
    homes = [Home(100, BUILDINGS[0], "1"), far]
    given_to = after(homes, propose(homes, [StewardPlace(1, BUILDINGS[0], 1, 1), StewardPlace(2, BUILDINGS[3], 1, 1)], least=0))
    assert given_to == {100: 1, 101: 2}


def test_a_home_of_another_community_is_not_handed_to_a_third_to_make_room():
    homes = [Home(100, BUILDINGS[0], "1", kin=frozenset({2})), Home(101, BUILDINGS[3], "1", steward=1)]
    given_to = after(homes, propose(homes, [StewardPlace(1, BUILDINGS[0], 1, 1), StewardPlace(2, BUILDINGS[0], 1, 1)], least=0))
    assert given_to == {100: None, 101: 1}


def test_without_stewards_everybody_stays_uncovered():
    homes = _doors(3, steward=GONE)
    assert {(change.after, change.why) for change in propose(homes, [], least=0)} == {(None, Why.NO_STEWARD)}


def test_every_reason_comes_up_in_what_is_drawn():
    """Else the properties above would prove nothing."""
    found = set()

    @given(town(far_links=True))
    def draw(drawn):
        found.update(change.why for change in propose(*drawn, least=1))

    draw()
    assert found == set(Why) - {Why.BY_HAND}
