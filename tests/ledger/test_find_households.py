"""Finding a household by what somebody knows of it, and lists narrowed down."""

from datetime import date, timedelta

import pytest

from db import clock
from db.ledger.checks import bits_of
from db.ledger.commands.assign import hand_over
from db.ledger.commands.households import add_member, change_household, member_left, write_household
from db.ledger.commands.reshape import leave
from db.ledger.models.households import HouseholdIn, HouseholdKind, HouseholdStatus, MemberIn, MemberStatus
from db.ledger.queries.households import HouseholdFilter, count_households, find_households, household_facts
from db.office.queries import find_unit
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, a_family, looked_after, seen, shop, written
from tests.people import id_number
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases

ID = id_number(date(1955, 6, 7), serial=11)


@pytest.fixture
def shan(session, cast):
    """单立人 at door 3栋2单元501, and his wife 欧阳春."""
    household_id = written(session, cast, name="单立人", door="3栋2单元501", phone="13912345678", id_number=ID)
    wife = MemberIn(name="欧阳春", phone="13900008765", id_number=id_number(date(1958, 2, 3), serial=20))
    add_member(session, cast.bob, household_id=household_id, seen=1, member=wife)
    return household_id


@pytest.fixture
def others(session, cast):
    return [written(session, cast, n) for n in (1, 2)]


def _found(session, cast, text="", actor=None, **narrowed):
    return [row.id for row in find_households(session, actor or cast.bob, HouseholdFilter(search=text, **narrowed))]


@pytest.mark.parametrize(
    "text",
    [
        "单立人", "单", "slr", "shanliren", "SHAN", "3栋", "３栋 2单元", "3栋2单元501", "5678", "13912345678", ID, ID.lower(),
        "欧阳", "oyc", "ouyang", "8765", id_number(date(1958, 2, 3), serial=20), " 单立人 ",
    ],
)  # fmt: skip
def test_a_household_is_found_by_name_pinyin_door_last_digits_and_number_of_its_people(session, cast, shan, others, text):
    assert _found(session, cast, text) == [shan]


@pytest.mark.parametrize("text", ["李", "zhang", "9999", "13栋", id_number(), "%", "_", "'", "单立人人", "立人"])
def test_nothing_else_is_found(session, cast, shan, others, text):
    assert _found(session, cast, text) == []


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_an_empty_search_finds_all(session, cast, shan, others, text):
    assert sorted(_found(session, cast, text)) == [shan, *others]


def test_somebody_who_left_no_longer_finds_the_household(session, cast, shan):
    [wife] = household_facts(session, cast.bob, shan).members
    member_left(session, cast.bob, household_id=shan, seen=2, member_id=wife.id, status=MemberStatus.MOVED)
    assert _found(session, cast, "欧阳") == []


def test_a_changed_name_is_found_and_the_former_is_not(session, cast, shan):
    change_household(session, cast.bob, household_id=shan, seen=2, household=a_family(cast, name="曾国", door="3栋2单元501"))
    assert (_found(session, cast, "zeng"), _found(session, cast, "单立人")) == ([shan], [])


def test_a_rare_name_is_found_by_its_first_character(session, cast):
    rare = write_household(session, cast.bob, household=a_family(cast, name="𬎆某"))
    assert _found(session, cast, "𬎆") == [rare]


def test_doors_come_in_the_order_in_which_people_count(session, cast):
    for n, door in enumerate(["10栋101", "2栋1001", "2栋201", "1栋3"]):
        written(session, cast, n, door=door)
    rows = find_households(session, cast.bob, HouseholdFilter())
    assert [row.door for row in rows] == ["1栋3", "2栋201", "2栋1001", "10栋101"]


def test_a_list_comes_in_pages_and_says_how_many_there_are(session, cast):
    ids = [written(session, cast, n) for n in range(7)]
    pages = [find_households(session, cast.bob, HouseholdFilter(), offset=at, limit=3) for at in (0, 3, 6)]
    assert [row.id for page in pages for row in page] == ids
    assert count_households(session, cast.bob, HouseholdFilter()) == 7


def test_telephones_in_a_list_are_masked(session, cast, shan):
    [row] = find_households(session, cast.bob, HouseholdFilter())
    assert row.phone == "139****5678"


def test_families_and_shops_are_listed_apart(session, cast, shan):
    keeper = write_household(session, cast.bob, household=shop(cast, 5))
    assert (_found(session, cast), _found(session, cast, kind=HouseholdKind.MERCHANT)) == ([shan], [keeper])


def test_what_is_gone_is_listed_apart(session, cast, shan, others):
    leave(session, cast.bob, household_id=shan, seen=2, reason="搬走")
    assert (_found(session, cast), _found(session, cast, status=HouseholdStatus.GONE)) == (others, [shan])


def test_uncovered_ones_and_those_of_one_steward(session, cast, shan, others):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, shan, steward_id, cast.bob)
    assert sorted(_found(session, cast, is_uncovered=True)) == others
    assert _found(session, cast, steward_id=steward_id) == [shan]
    [row] = find_households(session, cast.bob, HouseholdFilter(steward_id=steward_id))
    assert (row.steward_id, bool(row.steward_name)) == (steward_id, True)


def test_one_whom_only_a_buddy_looks_after_is_shown_with_its_steward(session, cast, shan):
    steward_id, buddy = (a_steward(session, cast, FIRST_YOUNG + n) for n in range(2))
    looked_after(session, shan, steward_id, cast.bob)
    hand_over(session, cast.bob, from_id=steward_id, given={shan: buddy}, until=MONDAY + timedelta(days=3))
    [row] = find_households(session, cast.bob, HouseholdFilter(steward_id=buddy))
    assert row.steward_id == steward_id


def test_what_lacks_a_fact(session, cast, others):
    bare = write_household(session, cast.bob, household=HouseholdIn(unit_id=cast.places.buildings[0], door="9", name="赵六"))
    assert _found(session, cast, missing_bits=bits_of(["phone"])) == [bare]
    assert _found(session, cast, missing_bits=bits_of(["head"])) == []
    assert _found(session, cast, missing_bits=bits_of(["head", "care"])) == [bare]


def test_what_has_not_been_confirmed_for_long(session, cast, others):
    with clock.at(date(2027, 12, 1)):
        change_household(session, cast.bob, household_id=others[0], seen=seen(session, others[0]), household=a_family(cast, 1))
        stale = clock.today() - timedelta(days=365)
    assert _found(session, cast, confirmed_before=stale) == others[1:]


def test_a_special_group(session, cast, others):
    alone = written(session, cast, 3, care=["living_alone", "disabled"])
    assert _found(session, cast, care="living_alone") == [alone]
    assert sorted(_found(session, cast, care="disabled")) == [*others, alone]


def test_a_part_of_the_tree(session, cast, others):
    other = written(session, cast, 3, unit_id=cast.places.buildings[2])
    path = {unit_id: find_unit(session, cast.bob, unit_id).path for unit_id in cast.places.buildings}
    assert _found(session, cast, unit_path=path[cast.places.buildings[2]]) == [other]
    assert _found(session, cast, unit_path=path[cast.places.buildings[0]]) == others


def test_a_part_outside_ones_own_unit_shows_no_more_than_ones_own(session, cast, others):
    """The path of a foreign unit is no way in."""
    foreign = written(session, cast, 3, unit_id=cast.places.willow_building)
    willow = find_unit(session, cast.bob, cast.places.willow).path
    assert foreign not in _found(session, cast, actor=cast.grace, unit_path=willow)
    assert _found(session, cast, actor=cast.charlie, unit_path=cast.grace.unit_path) == [foreign]


def test_a_search_stays_within_ones_own_unit(session, cast, shan):
    for text in ("单立人", "slr", "3栋", "5678", ID, "欧阳"):
        assert _found(session, cast, text, actor=cast.charlie) == []
        assert _found(session, cast, text, actor=cast.grace) == [shan]
