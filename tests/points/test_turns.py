"""Opening hours less turns, and a fair share of what is left, against a slow reference."""

from datetime import timedelta
from random import Random

import pytest

from db import clock
from db.points.opening import Opening, OtherDays
from db.points.turns import LONGEST, STEP, Turn, common, gaps, in_shifts, opening_turns, share, without
from tests.conftest import MONDAY
from tests.points import roster_reference as slow

LAST = MONDAY + timedelta(days=6)
DAYS = [MONDAY + timedelta(days=n) for n in range(-1, 8)]


def _times(dice, most=3):
    """Some of a day, in quarters of an hour; the last may go far into the night, one may begin within another."""
    found = []
    for _ in range(dice.randrange(most)):
        opens = dice.randrange(0, 1440, 15)
        found.append((opens, opens + dice.choice((15, 60, 240, 600, 1440))))
    return tuple(sorted(found))


def _opening(dice):
    """Weekdays, a few days that differ, and holidays."""
    others = []
    for _ in range(dice.randrange(3)):
        first = dice.choice(DAYS)
        others.append(OtherDays(first, first + timedelta(days=dice.randrange(3)), _times(dice) if dice.random() < 0.5 else ()))
    holidays = set(dice.sample(DAYS, 2)) if dice.random() < 0.4 else set()
    return Opening(tuple(_times(dice) for _ in range(7)), tuple(others), holidays.__contains__)


def _turns(dice, n):
    found = []
    for _ in range(dice.randrange(n)):
        opens = dice.randrange(0, 1440, 5)
        found.append(Turn(dice.choice(DAYS), opens, opens + dice.randrange(5, 1440, 5)))
    return found


def test_gaps_are_the_minutes_in_which_it_is_open_and_nobody_is_there(checked):
    dice, n_gaps = Random(20261123), 0
    for _ in range(150):
        opening, taken = _opening(dice), _turns(dice, 8)
        now = clock.midnight(MONDAY) + timedelta(minutes=dice.randrange(-1440, 3 * 1440))
        here = clock.local(now)
        found = gaps(opening, MONDAY, LAST, taken, now)
        for day in DAYS[1:-1]:
            # Turns begin at whole steps: what is left of the one that runs is no gap.
            since = next(minute for minute in range(here.hour * 60 + here.minute, 1441) if minute % STEP == 0)
            wanted = slow.gap_minutes(opening, day, taken, (here.date(), since))
            of_day = [gap for gap in found if gap.day == day]
            assert slow.minutes_of_all(of_day) == wanted, (day, of_day)
            assert sum(gap.n_minutes for gap in of_day) == len(wanted), "a minute is missed once"
        n_gaps += len(found)
    checked("gaps of random rosters", n_gaps)


def test_a_week_opens_for_what_begins_in_it_and_the_night_before_is_not_counted_twice(checked):
    dice, n_days = Random(7), 0
    for _ in range(80):
        opening = _opening(dice)
        found = opening_turns(opening, MONDAY, LAST)
        for day in DAYS[1:-1]:
            of_day = [turn for turn in found if turn.day == day]
            assert slow.minutes_of_all(of_day) == slow.open_minutes(opening, day)
            n_days += 1
    checked("days of random opening hours", n_days)


def test_what_lies_within_others_and_what_is_left_make_the_turn_up_again():
    dice = Random(3)
    for _ in range(100):
        turn, others = Turn(MONDAY, 1200, 1200 + dice.randrange(30, 600)), _turns(dice, 5)
        inside, left = common(turn, others), without([turn], others)
        assert slow.minutes_of_all(inside) == slow.minutes_of(turn) & slow.minutes_of_all(others)
        assert slow.minutes_of_all(inside) | slow.minutes_of_all(left) == slow.minutes_of(turn)


@pytest.mark.parametrize("closes", [8 * 60 + 1, 12 * 60, 12 * 60 + 1, 20 * 60, 26 * 60, 31 * 60 + 7])
def test_a_long_time_is_cut_into_parts_of_about_the_same_length(closes):
    whole = Turn(MONDAY, 8 * 60, closes)
    parts = in_shifts([whole])
    assert slow.minutes_of_all(parts) == slow.minutes_of(whole)
    assert max(part.n_minutes for part in parts) - min(part.n_minutes for part in parts) <= 60
    assert max(part.n_minutes for part in parts) <= LONGEST + 30


def _to_share(dice):
    """A few turns of one point, none over another, people who are elsewhere now and then, and what they have already."""
    turns = [
        Turn(MONDAY + timedelta(days=n // 2), 480 + n % 2 * 300, 480 + n % 2 * 300 + dice.choice((60, 120, 240, 300)))
        for n in range(dice.randrange(2, 7))
    ]
    people = list(range(1, dice.randrange(2, 5)))
    busy = {one: [Turn(dice.choice(turns).day, 480, 540)] if dice.random() < 0.4 else [] for one in people}
    return turns, people, busy, {one: dice.choice((0, 0, 60, 240)) for one in people}


def test_a_proposal_is_as_fair_as_the_fairest_of_all_ways_but_for_less_than_one_turn(checked):
    dice, n_fairest, n_cases = Random(11), 0, 250
    for _ in range(n_cases):
        turns, people, busy, minutes = _to_share(dice)
        whose = share(turns, people, busy, minutes)
        has = {one: minutes[one] + sum(turn.n_minutes for turn, who in whose.items() if who == one) for one in people}
        squares, distance = slow.fairest(turns, people, busy, minutes)
        assert max(has.values()) - min(has.values()) < distance + max(turn.n_minutes for turn in turns)
        n_fairest += sum(n * n for n in has.values()) == squares
    checked("shares that were the fairest of all", n_fairest)
    assert n_fairest > 0.9 * n_cases


def test_nobody_is_put_in_two_places_and_no_turn_is_left_for_which_somebody_is_free():
    dice = Random(12)
    for _ in range(250):
        turns, people, busy, minutes = _to_share(dice)
        whose = share(turns, people, busy, minutes)
        taken = {turn: [one for one in people if not any(turn.clashes(other) for other in busy[one])] for turn in turns}
        assert all(one in taken[turn] for turn, one in whose.items())
        assert {turn for turn in turns if taken[turn]} == set(whose)


def test_turns_of_the_same_length_differ_by_one_at_most():
    turns = [Turn(day, 480, 720) for day in DAYS]
    whose = share(turns, [1, 2, 3, 4], {}, {})
    counts = sorted(list(whose.values()).count(one) for one in (1, 2, 3, 4))
    assert counts == [2, 2, 2, 3]
