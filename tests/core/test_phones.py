"""Telephone numbers as clerks and spreadsheets write them."""

from contextlib import suppress

import pytest

from db.errors import Invalid
from db.phones import read_phone


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("13800000000", "13800000000"),
        ("199 1234 5678", "19912345678"),
        ("138-0000-0000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("+86 138 0000 0000", "13800000000"),
        ("0916-5512345", "09165512345"),
        ("(0916) 5512345", "09165512345"),
        ("（010）６２３４５６７８", "01062345678"),
        ("010—62345678", "01062345678"),
        ("400-816-1616", "4008161616"),
    ],
)
def test_a_number_is_kept_as_digits_alone(typed, digits):
    assert read_phone(typed) == digits


@pytest.mark.parametrize("block", ["130", "147", "166", "172", "190", "192", "197", "199"])
def test_a_mobile_number_of_any_block_is_accepted(block):
    assert read_phone(f"{block}00000001") == f"{block}00000001"


@pytest.mark.parametrize(
    "typed",
    [
        *("", "无", "110", "0916", "5512345", "1380000000", "138000000001", "12800000000"),
        *("1380000000O", "1.38E+10", "13800000000/13900000000"),
    ],
)
def test_what_nobody_can_be_called_by_is_refused(typed):
    with pytest.raises(Invalid) as caught:
        read_phone(typed)
    assert (caught.value.code, caught.value.field) == ("phone_form", "phone")


def test_the_refusal_says_how_many_digits_there_are():
    with pytest.raises(Invalid) as caught:
        read_phone("199 1234 567")
    assert caught.value.params == {"n_digits": 10}


@pytest.mark.parametrize("typed", ["+8613800000000", "8613800000000", "86-13800000000", "0086 138 0000 0000"])
def test_one_mobile_number_has_one_spelling_with_or_without_the_country_code(typed):
    """A second spelling has another blind index: the same phone would not be found again."""
    assert read_phone(typed) == "13800000000"


def test_digits_of_another_script_never_make_a_second_spelling_of_a_number():
    with suppress(Invalid):
        assert read_phone("138٠٠٠٠٠٠٠٠") == "13800000000"
