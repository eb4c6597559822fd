"""Households and stewards for `propose`, as hypothesis draws them; and the slow, obvious way of covering as many as can be."""

from collections import Counter

from hypothesis import strategies as st

from db.ledger.propose import Change, HouseholdPlace, StewardPlace

# Two communities; the first has two grids, one of them with two buildings.
COMMUNITIES = [(1, 2), (1, 3)]
GRIDS = [(1, 2, 4), (1, 2, 5), (1, 3, 6)]
BUILDINGS = [(1, 2, 4, 7), (1, 2, 4, 8), (1, 2, 5, 9), (1, 3, 6, 10)]
GONE = 99


def _steward_place(number, path, most, share):
    return StewardPlace(number, path, most * share // 100, most)


def stewards():
    one = st.tuples(st.sampled_from(COMMUNITIES + GRIDS + BUILDINGS), st.integers(0, 5), st.sampled_from([100, 100, 60]))
    return st.lists(one, max_size=6).map(lambda drawn: [_steward_place(n, *parts) for n, parts in enumerate(drawn, 1)])


def households(stewards, *, with_kin=True, with_links=True, far_links=False):
    ids = [steward.id for steward in stewards]
    kin = st.frozensets(st.sampled_from(ids), max_size=3) if ids and with_kin else st.just(frozenset())

    def near(path):
        known = [steward.id for steward in stewards if far_links or steward.path[:2] == path[:2]]
        return st.one_of(st.none(), st.sampled_from([*known, GONE])) if with_links else st.none()

    one = st.sampled_from(GRIDS + BUILDINGS).flatmap(lambda path: st.tuples(st.just(path), near(path), kin))
    # As many as are drawn, not mostly few: else nobody would have too many.
    drawn = st.integers(0, 18).flatmap(lambda n: st.lists(one, min_size=n, max_size=n))
    return drawn.map(
        lambda found: [HouseholdPlace(100 + n, path, f"{n:05d}", steward, kin) for n, (path, steward, kin) in enumerate(found)]
    )


def town(**ways):
    """Households and stewards of a whole town."""
    return stewards().flatmap(lambda drawn: st.tuples(households(drawn, **ways), st.just(drawn)))


def after(given: list[HouseholdPlace], changes: list[Change]) -> dict[int, int | None]:
    """Household -> who looks after it when the changes are adopted."""
    return {household.id: household.steward for household in given} | {change.household_id: change.after for change in changes}


def load(given: list[HouseholdPlace], changes: list[Change]) -> Counter:
    return Counter(steward for steward in after(given, changes).values() if steward)


def shared(one, other) -> int:
    """How many units the two paths have in common."""
    return sum(all(a == b for a, b in zip(one[:n], other[:n], strict=True)) for n in range(1, min(len(one), len(other)) + 1))


def most_that_can_be_covered(given: list[HouseholdPlace], stewards: list[StewardPlace]) -> int:
    """Each steward is as many chairs as they may have households; these find a chair by making others move in turn."""
    chairs = [(steward, n) for steward in stewards for n in range(steward.most)]
    sits: dict[tuple[int, int], HouseholdPlace] = {}

    def seat(household, tried):
        for steward, n in chairs:
            chair = steward.id, n
            if chair in tried or steward.path[:2] != household.path[:2] or steward.id in household.kin:
                continue
            tried.add(chair)
            if chair not in sits or seat(sits[chair], tried):
                sits[chair] = household
                return True
        return False

    return sum(seat(household, set()) for household in given)
