"""ID numbers: what is accepted as typed, what is refused by which name, and what a number tells of its holder."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Invalid
from db.id_numbers import age_on, check_character, read_id_number
from db.vocabulary import Sex

WOMAN = "11010519491231002X"  # the example of the standard itself


def _with_check(first_17: str) -> str:
    return first_17 + check_character(first_17)


numbers = st.builds(
    lambda county, day, serial: _with_check(f"{county:06d}{day:%Y%m%d}{serial:03d}"),
    st.integers(110000, 659999),
    st.dates(date(1907, 1, 1), date(2026, 11, 23)),
    st.integers(0, 999),
)


def _refusal(text: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_id_number(text)
    return caught.value


def test_the_example_of_the_standard_tells_birth_date_and_sex():
    read = read_id_number(WOMAN)
    assert (read.number, read.birth_date, read.sex) == (WOMAN, date(1949, 12, 31), Sex.FEMALE)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        " 11010519491231002X\t",
        "11010519491231002ｘ",
    ],
)
def test_a_number_is_read_as_people_type_it(typed):
    assert read_id_number(typed).number == WOMAN


@pytest.mark.parametrize("typed", ["", "1101051949123100", "11010519491231002XX", "11010519491231X02X", "身份证号码"])
def test_a_number_of_another_form_is_refused(typed):
    assert _refusal(typed).code == "id_form"


def test_the_refusal_of_a_short_number_says_how_many_characters_there_are():
    refusal = _refusal("610721 19680309 001")
    assert (refusal.field, refusal.params) == ("id_number", {"n_characters": 17})


@pytest.mark.parametrize("digits", ["19490231", "19491301", "19490100", "20010229", "00000101"])
def test_a_date_that_never_was_is_refused(digits):
    refusal = _refusal(_with_check(f"110105{digits}002"))
    assert (refusal.code, refusal.params) == ("id_date", {"digits": digits})


def test_the_29th_of_february_of_a_leap_year_is_a_date():
    assert read_id_number(_with_check("11010520000229002")).birth_date == date(2000, 2, 29)


def test_a_wrong_check_character_is_refused():
    assert _refusal(WOMAN[:-1] + "1").code == "id_checksum"


@pytest.mark.parametrize("county", ["612324", "430122", "999999", "642101"])
def test_a_county_code_that_is_old_or_unknown_is_accepted(county):
    number = _with_check(f"{county}19500101001")
    assert read_id_number(number).number == number


@pytest.mark.parametrize(("sequence", "sex"), [("001", Sex.MALE), ("002", Sex.FEMALE), ("999", Sex.MALE), ("100", Sex.FEMALE)])
def test_an_odd_sequence_belongs_to_a_man_and_an_even_one_to_a_woman(sequence, sex):
    assert read_id_number(_with_check(f"61072119680309{sequence}")).sex is sex


def test_the_sequence_that_is_never_issued_tells_no_sex():
    assert read_id_number(_with_check("61072119680309000")).sex is None


@given(numbers)
def test_every_well_formed_number_is_read_back_as_itself(number):
    assert read_id_number(number).number == number


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_a_number_with_any_one_character_changed_is_refused(number, place, character):
    changed = number[:place] + character + number[place + 1 :]
    if changed != number:
        assert _refusal(changed).code in {"id_form", "id_date", "id_checksum"}


@given(numbers, st.integers(0, 16))
def test_a_number_with_two_neighbours_swapped_is_refused(number, place):
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if changed != number:
        assert _refusal(changed).code in {"id_form", "id_date", "id_checksum"}


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"])
def test_digits_of_another_script_never_make_a_second_spelling_of_a_number(digits):
    """One person, one number: a second spelling would have another blind index, and be registered twice."""
    with suppress(Invalid):
        assert read_id_number(WOMAN.translate(str.maketrans("0123456789", digits))).number == WOMAN


def test_age_grows_on_the_birthday_and_not_before():
    assert [age_on(date(1968, 3, 9), day) for day in (date(2026, 3, 8), date(2026, 3, 9))] == [57, 58]


def test_who_was_born_on_the_29th_of_february_is_a_year_older_on_the_first_of_march():
    assert [age_on(date(2000, 2, 29), day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [25, 26]
