"""What is written of a household, checked without a database: one spelling of a door, what is missing, people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Invalid
from db.ledger.checks import bits_of, care_mark, care_marks, check_household, check_member, door_key, missing_bits, phone_tail
from db.ledger.models.households import Fact, HouseholdIn, HouseholdKind, MemberIn
from db.presets import load_preset
from tests.people import id_number

pytestmark = pytest.mark.usefixtures("home")
SOUND = HouseholdIn(
    unit_id=1, door="1栋101", name="赵平", id_number=id_number(), phone="19900000001", n_people="3", n_party="1", care=[]
)


def _codes(act):
    with pytest.raises(Invalid) as refusal:
        act()
    return sorted((wrong.field, wrong.code) for wrong in refusal.value.all)


def _checked(**changes):
    return check_household(load_preset("nanzheng"), SOUND.model_copy(update=changes))


def test_doors_stand_in_the_order_in_which_people_count():
    doors = ["1栋1单元101", "1栋1单元102", "1栋2单元101", "1栋10单元101", "2栋1单元101", "10栋1单元101"]
    assert sorted(reversed(doors), key=door_key) == doors


def test_one_door_has_one_key_however_it_is_typed():
    ways = ["1栋A单元101", "１栋Ａ单元１０１", " 1栋 a单元\u3000101 ", "01栋a单元0101", "1栋a单元101\n"]
    assert {door_key(way) for way in ways} == {door_key("1栋A单元101")}


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_two_numbers_of_doors_are_ordered_as_numbers_are(one, other):
    assert (door_key(f"{one}号") < door_key(f"{other}号")) == (one < other)


@given(st.text(max_size=80))
def test_any_door_has_a_key_that_fits_its_column(text):
    assert len(door_key(text)) <= 170


def test_shops_at_one_door_are_told_apart_by_their_names():
    assert door_key("正街1号", "平安小店") != door_key("正街1号", "和顺小店")
    assert door_key("正街1号", "平安 小店") == door_key("正街1号", "平安小店")


def test_each_fact_that_is_not_known_has_its_bit():
    unknown = {"name": "", "phone": "", "n_people": "", "n_party": "", "care": None}
    assert _checked()["missing"] == 0
    assert [_checked(**{field: empty})["missing"] for field, empty in unknown.items()] == [1, 2, 4, 8, 16]
    assert _checked(**unknown)["missing"] == 31 == bits_of(Fact)


def test_nobody_and_nothing_special_are_facts_too():
    assert _checked(n_party="0", care=[])["missing"] == 0


def test_a_shop_is_asked_only_for_its_keeper_and_a_telephone():
    values = {"kind": HouseholdKind.MERCHANT, "name": "", "phone": None, "n_people": None, "n_party": None, "care": None}
    assert missing_bits(values) == bits_of([Fact.HEAD, Fact.PHONE])


def test_every_problem_of_a_household_is_named_at_its_field():
    wrong = {"door": " ", "id_number": "1", "phone": "1", "n_people": "many", "care": ["unheard-of"], "note": "长" * 501}
    assert _codes(lambda: _checked(**wrong, unit_id=None)) == [
        ("care", "care_unknown"), ("door", "door_missing"), ("id_number", "id_form"), ("n_people", "number_form"),
        ("note", "too_long"), ("phone", "phone_form"), ("unit_id", "unit_missing"),
    ]  # fmt: skip


def test_a_shop_needs_a_name_over_its_door_and_a_family_has_none():
    assert _codes(lambda: _checked(kind=HouseholdKind.MERCHANT)) == [("title", "title_missing")]
    assert _checked(title="小店")["title"] == ""


def test_groups_are_kept_once_each_and_in_one_order():
    values = _checked(care=["living_alone", "allowance", "living_alone"])
    assert (values["care"], values["care_marks"]) == ('["allowance", "living_alone"]', care_marks(["allowance", "living_alone"]))
    assert care_mark("allowance") in values["care_marks"].split()


def test_a_telephone_is_found_by_its_last_four_digits_and_by_nothing_less():
    assert phone_tail("19900001234") == phone_tail("13800001234") != phone_tail("19900001235")
    assert phone_tail(None) is None


def test_a_member_needs_a_name_and_everything_that_is_written_fits():
    long = MemberIn(relation="长" * 21, note="长" * 301, phone="1")
    expected = [("name", "name_missing"), ("note", "too_long"), ("phone", "phone_form"), ("relation", "too_long")]
    assert _codes(lambda: check_member(long)) == expected


def test_birth_date_and_sex_of_a_member_come_from_the_id_number_where_there_is_one():
    known, unknown = check_member(MemberIn(name="孙和", id_number=id_number(serial=2))), check_member(MemberIn(name="孙和"))
    assert (known["sex"], known["birth_date"].year) == ("female", 1968)
    assert (unknown["sex"], unknown["birth_date"], unknown["id_index"], unknown["phone_tail"]) == (None, None, None, None)
