"""Who is proposed for whom, for any town that can be drawn."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.ledger.models.care import Why
from db.ledger.propose import Carer, Home, propose
from tests.ledger.plans import BUILDINGS, GONE, GRIDS, after, load, most_that_can_be_covered, shared, town

leasts = st.integers(0, 3)


@given(town(), leasts)
def test_no_home_that_could_be_covered_is_left_uncovered(drawn, least):
    homes, carers = drawn
    covered = [who for who in after(homes, propose(homes, carers, least=least)).values() if who]
    assert len(covered) == most_that_can_be_covered(homes, carers)


@given(town(far_links=True), leasts)
def test_nobody_is_proposed_for_kin_or_keeps_kin(drawn, least):
    homes, carers = drawn
    given_to = after(homes, propose(homes, carers, least=least))
    assert [home for home in homes if given_to[home.id] in home.kin] == []


@given(town(far_links=True), leasts)
def test_nobody_is_given_more_than_their_most(drawn, least):
    homes, carers = drawn
    loads = load(homes, propose(homes, carers, least=least))
    assert {carer.id: loads[carer.id] for carer in carers if loads[carer.id] > carer.most} == {}


@given(town(far_links=True), leasts)
def test_nobody_is_given_a_home_of_another_community(drawn, least):
    homes, carers = drawn
    path = {carer.id: carer.path for carer in carers}
    place = {home.id: home.path for home in homes}
    changes = [change for change in propose(homes, carers, least=least) if change.after]
    assert [change for change in changes if path[change.after][:2] != place[change.home][:2]] == []


@given(town(with_kin=False), leasts)
def test_links_stay_unless_the_carer_is_gone_or_has_too_many(drawn, least):
    homes, carers = drawn
    given_to = after(homes, propose(homes, carers, least=least))
    for carer in carers:
        held = [home for home in homes if home.carer == carer.id]
        assert sum(given_to[home.id] == carer.id for home in held) == min(len(held), carer.most)


@given(town(far_links=True))
def test_of_too_many_those_of_the_carers_own_unit_stay(drawn):
    homes, carers = [replace(home, kin=frozenset()) for home in drawn[0]], drawn[1]
    given_to = after(homes, propose(homes, carers, least=0))
    for carer in carers:
        own = [home for home in homes if home.carer == carer.id and home.path == carer.path]
        assert sum(given_to[home.id] == carer.id for home in own) == min(len(own), carer.most)


@given(town(far_links=True), leasts)
def test_proposing_again_after_adopting_changes_nothing(drawn, least):
    homes, carers = drawn
    first = propose(homes, carers, least=least)
    given_to = after(homes, first)
    again = propose([replace(home, carer=given_to[home.id]) for home in homes], carers, least=least)
    assert [change for change in again if change.after] == []
    assert {change.home for change in again} == {change.home for change in first if change.after is None}


@given(town(far_links=True), leasts, st.randoms(use_true_random=False))
def test_the_order_in_which_homes_and_carers_come_does_not_matter(drawn, least, dice):
    homes, carers = list(drawn[0]), list(drawn[1])
    first = propose(homes, carers, least=least)
    dice.shuffle(homes)
    dice.shuffle(carers)
    assert propose(homes, carers, least=least) == first


@given(town(with_kin=False))
def test_a_home_goes_further_only_when_nobody_nearer_has_room_within_their_light_load(drawn):
    homes, carers = drawn
    changes = propose(homes, carers, least=0)
    loads, path = load(homes, changes), {carer.id: carer.path for carer in carers}
    place = {home.id: home.path for home in homes}
    for change in (change for change in changes if change.after):
        common = shared(place[change.home], path[change.after])
        nearer = [carer for carer in carers if shared(place[change.home], carer.path) > common]
        assert [carer for carer in nearer if loads[carer.id] < carer.light] == []


@given(town(with_kin=False, with_links=False), leasts)
def test_nobody_gets_more_than_their_light_load_while_another_of_the_community_has_room_within_theirs(drawn, least):
    homes, carers = drawn
    loads = load(homes, propose(homes, carers, least=least))
    for carer in carers:
        if loads[carer.id] > carer.light:
            others = [other for other in carers if other.path[:2] == carer.path[:2]]
            assert [other for other in others if loads[other.id] < other.light] == []


@given(st.lists(st.sampled_from(GRIDS[:2] + BUILDINGS[:3]), min_size=1, max_size=4), st.data())
def test_loads_are_within_the_range_wherever_the_counts_allow_it(stand_at, data):
    least = data.draw(st.integers(1, 4))
    most = data.draw(st.integers(least, least + 4))
    n_homes = data.draw(st.integers(least * len(stand_at), most * len(stand_at)))
    where = data.draw(st.lists(st.sampled_from(BUILDINGS[:3]), min_size=n_homes, max_size=n_homes))
    homes = [Home(100 + n, path, f"{n:05d}") for n, path in enumerate(where)]
    carers = [Carer(n, path, most, most) for n, path in enumerate(stand_at, 1)]
    loads = load(homes, propose(homes, carers, least=least))
    assert sum(loads.values()) == n_homes
    assert {carer.id for carer in carers if not least <= loads[carer.id] <= most} == set()


@given(town(far_links=True), leasts)
def test_each_change_says_why_the_home_needs_another(drawn, least):
    homes, carers = drawn
    known, home = {carer.id for carer in carers}, {home.id: home for home in homes}
    for change in (change for change in propose(homes, carers, least=least) if change.after):
        before = home[change.home].carer
        gone = {None: Why.UNCOVERED}.get(before) or (Why.LEFT if before not in known else None)
        assert change.why is (gone or (Why.KIN if before in home[change.home].kin else Why.OVERLOADED))
        assert change.before == before


@given(town(), leasts)
def test_each_home_that_stays_uncovered_says_why(drawn, least):
    homes, carers = drawn
    changes, home = propose(homes, carers, least=least), {home.id: home for home in homes}
    loads = load(homes, changes)
    for change in (change for change in changes if change.after is None):
        near = [carer for carer in carers if carer.path[:2] == home[change.home].path[:2]]
        room = {carer.id for carer in near if loads[carer.id] < carer.most}
        expected = Why.NO_STEWARD if not near else Why.ONLY_KIN if room else Why.ALL_FULL
        assert change.why is expected
        assert room <= home[change.home].kin


@given(town(far_links=True), leasts)
def test_changes_come_once_each_and_in_the_order_of_units_and_doors(drawn, least):
    homes, carers = drawn
    place = {home.id: (home.path, home.door) for home in homes}
    changes = propose(homes, carers, least=least)
    assert len({change.home for change in changes}) == len(changes)
    assert [place[change.home] for change in changes] == sorted(place[change.home] for change in changes)


def _doors(n_homes, path=BUILDINGS[0], **ways):
    return [Home(100 + n, path, f"{n:05d}", **ways) for n in range(n_homes)]


def test_two_carers_of_a_building_get_doors_side_by_side():
    homes = _doors(12)
    given_to = after(homes, propose(homes, [Carer(1, BUILDINGS[0], 20, 20), Carer(2, BUILDINGS[0], 20, 20)], least=0))
    assert [given_to[home.id] for home in homes] == [1] * 6 + [2] * 6


def test_an_old_carer_gets_less_than_a_young_one():
    homes = _doors(30)
    loads = load(homes, propose(homes, [Carer(1, BUILDINGS[0], 14, 20), Carer(2, BUILDINGS[0], 20, 20)], least=10))
    assert loads[1] <= 14
    assert loads[1] + loads[2] == 30


def test_where_the_only_one_with_room_is_kin_somebody_else_makes_room():
    """One home is kin of the carer with room; another's carer hands one of theirs on."""
    homes = [Home(100, BUILDINGS[0], "1", kin=frozenset({2})), Home(101, BUILDINGS[0], "2", carer=1)]
    given_to = after(homes, propose(homes, [Carer(1, BUILDINGS[0], 1, 1), Carer(2, BUILDINGS[0], 1, 1)], least=0))
    assert given_to == {100: 1, 101: 2}


def test_a_home_of_another_community_goes_back_there_to_make_room():
    """A link across communities stays, but not when a home would be left uncovered for it."""
    far = Home(101, BUILDINGS[3], "1", carer=1)
    homes = [Home(100, BUILDINGS[0], "1"), far]
    given_to = after(homes, propose(homes, [Carer(1, BUILDINGS[0], 1, 1), Carer(2, BUILDINGS[3], 1, 1)], least=0))
    assert given_to == {100: 1, 101: 2}


def test_a_home_of_another_community_is_not_handed_to_a_third_to_make_room():
    homes = [Home(100, BUILDINGS[0], "1", kin=frozenset({2})), Home(101, BUILDINGS[3], "1", carer=1)]
    given_to = after(homes, propose(homes, [Carer(1, BUILDINGS[0], 1, 1), Carer(2, BUILDINGS[0], 1, 1)], least=0))
    assert given_to == {100: None, 101: 1}


def test_without_carers_everybody_stays_uncovered():
    homes = _doors(3, carer=GONE)
    assert {(change.after, change.why) for change in propose(homes, [], least=0)} == {(None, Why.NO_STEWARD)}


def test_every_reason_comes_up_in_what_is_drawn():
    """Else the properties above would prove nothing."""
    found = set()

    @given(town(far_links=True))
    def draw(drawn):
        found.update(change.why for change in propose(*drawn, least=1))

    draw()
    assert found == set(Why) - {Why.BY_HAND}
