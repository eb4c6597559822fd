"""Coverage at a glance and as lists: who is uncovered, who has too many or too few, what the ledger lacks."""

from datetime import date

import pytest

from db import clock
from db.errors import NotAllowed
from db.ledger.commands.assign import set_load
from db.ledger.commands.households import write_household
from db.ledger.commands.reshape import leave
from db.ledger.models.households import HouseholdIn, HouseholdKind
from db.ledger.queries.coverage import clearness, coverage_by_unit, field_use, loads, uncovered_paths
from db.office.queries import current_scheme, find_unit, unit_at
from db.vetting.commands.stewards import suspend
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, a_street, looked_after, shop, written
from tests.vetting.states import a_steward, new_scheme, steward

pytestmark = pytest.mark.both_databases

FAMILY, MERCHANT = HouseholdKind.FAMILY, HouseholdKind.MERCHANT


def _covered(session, actor, kind=FAMILY, path=""):
    return {row.name: (row.n_households, row.n_covered, row.n_uncovered) for row in coverage_by_unit(session, actor, kind, path)}


def _small_range(session, cast):
    """From two to three households a steward."""
    change = {"households_min": 2, "households_max": 3}
    coverage = lambda scheme: {"coverage": scheme.coverage.model_copy(update=change)}  # noqa: E731
    new_scheme(session, cast, lambda scheme: scheme.model_copy(update=coverage(scheme)))


def _loads(session, actor, which):
    rows, n_rows = loads(session, actor, current_scheme(session), FAMILY, which=which)
    assert n_rows == len(rows)
    return {row.steward_id: row.n_households for row in rows}


@pytest.fixture
def street(session, cast):
    """Four households in the first building, one in the other community; the steward has one."""
    ids = [*a_street(session, cast, 4), written(session, cast, 9, unit_id=cast.places.willow_building)]
    looked_after(session, ids[0], a_steward(session, cast, FIRST_YOUNG), cast.bob)
    return ids


def test_the_unit_comes_first_and_then_each_right_under_it(session, cast, street):
    rows = coverage_by_unit(session, cast.bob, FAMILY)
    assert [(row.name, row.n_households, row.n_covered) for row in rows] == [
        ("示范镇", 5, 1), ("松风社区", 4, 1), ("柳河社区", 1, 0),
    ]  # fmt: skip


def test_a_unit_opens_the_level_below(session, cast, street):
    path = find_unit(session, cast.bob, cast.places.pine).path
    assert _covered(session, cast.bob, path=path) == {"松风社区": (4, 1, 3), "松风苑": (4, 1, 3), "锦程小区": (0, 0, 0)}


def test_a_foreign_path_shows_ones_own_unit(session, cast, street):
    path = find_unit(session, cast.bob, cast.places.pine).path
    assert _covered(session, cast.charlie, path=path) == {"柳河社区": (1, 0, 1), "柳岸家园": (1, 0, 1)}


def test_shops_are_counted_apart(session, cast, street):
    write_household(session, cast.bob, household=shop(cast, 30))
    assert _covered(session, cast.bob, MERCHANT)["示范镇"] == (1, 0, 1)
    assert _covered(session, cast.bob)["示范镇"] == (5, 1, 4)


def test_what_is_gone_is_not_counted(session, cast, street):
    leave(session, cast.bob, household_id=street[0], seen=1, reason="搬走")
    assert _covered(session, cast.bob)["示范镇"] == (4, 0, 4)


def test_a_leader_sees_counts(session, cast, street):
    assert _covered(session, cast.leo)["示范镇"] == (5, 1, 4)


def test_whoever_has_too_many_too_few_or_has_left_is_listed(session, cast):
    _small_range(session, cast)
    over, under, right, left, idle = (a_steward(session, cast, FIRST_YOUNG + n) for n in range(5))
    for n, steward_id in enumerate([over] * 4 + [under] + [right] * 2 + [left] * 2):
        looked_after(session, written(session, cast, n), steward_id, cast.bob)
    suspend(session, cast.bob, steward_id=left, seen=1, reason="住院")
    assert _loads(session, cast.bob, "over") == {over: 4}
    assert _loads(session, cast.bob, "under") == {under: 1, idle: 0}
    assert _loads(session, cast.bob, "left") == {left: 2}
    assert _loads(session, cast.charlie, "under") == {}


def test_a_limit_for_health_counts_in_the_lists(session, cast):
    """Two of two are not too few, three of two are too many."""
    _small_range(session, cast)
    full, over = (a_steward(session, cast, FIRST_YOUNG + n) for n in range(2))
    for steward_id, most in ((full, 1), (over, 2)):
        set_load(session, cast.bob, steward_id=steward_id, most=most, reason="腿脚不便")
    for n, steward_id in enumerate([full] + [over] * 3):
        looked_after(session, written(session, cast, n), steward_id, cast.bob)
    assert (_loads(session, cast.bob, "over"), _loads(session, cast.bob, "under")) == ({over: 3}, {})


def test_a_list_of_loads_names_the_steward_and_comes_in_pages(session, cast):
    ids = [a_steward(session, cast, FIRST_YOUNG + n) for n in range(3)]
    pages = [
        loads(session, cast.bob, current_scheme(session), FAMILY, which="under", offset=at, limit=2) for at in (0, 2)
    ]  # fmt: skip
    assert [row.steward_id for rows, _ in pages for row in rows] == ids
    assert {n for _, n in pages} == {3}
    assert pages[0][0][0].name == steward(session, ids[0]).name


def test_clear_is_what_is_wholly_known_and_fresh(session, cast):
    written(session, cast, 0)
    bare = HouseholdIn(unit_id=cast.places.buildings[0], door="9", name="赵六")
    write_household(session, cast.bob, household=bare)
    scheme = current_scheme(session)
    rows = clearness(session, cast.bob, scheme, MONDAY)
    assert [row.key for row in rows] == [group.key for group in scheme.ledger.clear]
    needs_more = [set(group.facts) - {"head", "fresh"} != set() for group in scheme.ledger.clear]
    assert [(row.n_known, row.n_households) for row in rows] == [(1 if more else 2, 2) for more in needs_more]


def test_what_is_stale_is_known_but_not_fresh(session, cast):
    written(session, cast, 0)
    scheme = current_scheme(session)
    rows = clearness(session, cast.bob, scheme, date(2028, 1, 1))
    assert [row.n_known for row in rows] == [0 if "fresh" in group.facts else 1 for group in scheme.ledger.clear]


def test_a_foreign_part_is_not_told_how_clear_it_is(session, cast, street):
    path = find_unit(session, cast.bob, cast.places.pine).path
    assert {row.n_households for row in clearness(session, cast.charlie, current_scheme(session), MONDAY, path)} == {1}


def test_the_fields_that_the_fewest_fill_come_first(session, cast):
    written(session, cast, 0, needs="", contact="")
    written(session, cast, 1, needs="", note="")
    uses = field_use(session, cast.bob, FAMILY)
    assert [(use.field, use.n_filled) for use in uses[:3]] == [("needs", 0), ("contact", 1), ("note", 1)]
    assert {use.n_households for use in uses} == {2}
    assert {use.field for use in uses} == {"n_party", "care", "needs", "contact", "note"}
    assert {use.field for use in field_use(session, cast.bob, MERCHANT)} == {"contact", "note", "trade", "n_staff"}


def test_whoever_may_not_see_coverage_is_refused(session, cast):
    scheme = current_scheme(session)
    for actor in (cast.ada, cast.dora, cast.percy, *cast.departments.values()):
        for ask in (
            lambda a: coverage_by_unit(session, a, FAMILY),
            lambda a: loads(session, a, scheme, FAMILY, which="under"),
            lambda a: clearness(session, a, scheme, clock.today()),
            lambda a: field_use(session, a, FAMILY),
        ):
            with pytest.raises(NotAllowed):
                ask(actor)


def test_units_where_somebody_has_no_steward_are_named_under_the_one_that_is_open(session, cast, street):
    def names(who, path=""):
        return [unit_at(session, found).id for found in sorted(uncovered_paths(session, who, FAMILY, path))]

    places = cast.places
    assert names(cast.bob) == [places.buildings[0], places.willow_building]
    assert (names(cast.alice), names(cast.alice, cast.charlie.unit_path)) == ([places.buildings[0]], [places.buildings[0]])
    for household_id in street[1:4]:
        leave(session, cast.bob, household_id=household_id, seen=1, reason="搬走")
    assert names(cast.bob) == [places.willow_building]
