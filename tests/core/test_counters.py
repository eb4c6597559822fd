"""Running numbers: one after another, by series and year, none lost and none twice."""

import pytest

from db.counters import next_number
from db.engine import session as write_block
from tests.core.together import together

pytestmark = pytest.mark.both_databases


def take_one(engine, year=2026):
    with write_block(engine) as block:
        return next_number(block, "letters", year)


def test_numbers_follow_one_another_from_one(session):
    assert [next_number(session, "letters", 2026) for _ in range(3)] == [1, 2, 3]


def test_every_year_begins_anew_and_leaves_the_old_one_alone(session):
    numbers = [next_number(session, "letters", year) for year in (2026, 2027, 2026, 2027)]
    assert numbers == [1, 1, 2, 2]


def test_every_series_has_numbers_of_its_own(session):
    assert [next_number(session, name, 2026) for name in ("tea", "cake", "tea")] == [1, 1, 2]


def test_a_number_that_was_rolled_back_is_given_again(engine):
    def take_and_stumble() -> None:
        with write_block(engine) as block:
            next_number(block, "letters", 2026)
            raise LookupError

    take_one(engine)
    with pytest.raises(LookupError):
        take_and_stumble()
    assert take_one(engine) == 2


def test_people_who_take_a_number_at_once_get_different_ones(engine):
    take_one(engine)
    assert sorted(together(8, lambda _number: take_one(engine))) == list(range(2, 10))


def test_people_who_take_the_first_number_of_a_year_at_once_get_different_ones(engine):
    years = range(2001, 2021)
    taken = together(4, lambda _number: [take_one(engine, year) for year in years])
    assert [sorted(of_year) for of_year in zip(*taken, strict=True)] == [[1, 2, 3, 4]] * len(years)
