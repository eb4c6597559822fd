"""Who waits for me, since when, due when."""

from datetime import date

import pytest

from db import clock
from db.actor import Role
from db.vetting.queries.queue import count_waiting, queue_counts, waiting_steps
from tests.people import at_opinions, registered
from tests.vetting.decided import approve
from tests.vetting.states import wearing

pytestmark = pytest.mark.both_databases

FRIDAY, TUESDAY, THURSDAY = date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 26)


def _names(session, actor, **wanted):
    return [row.name for row in waiting_steps(session, actor, **wanted)]


def _three(session, cast):
    """Three people, registered on Tuesday, last Friday and Monday, in three buildings."""
    for day, n in ((TUESDAY, 1), (FRIDAY, 2), (date(2026, 11, 23), 3)):
        with clock.at(day):
            registered(session, cast, n, name=("", "单立人", "尉迟恭", "王")[n], unit_id=cast.places.buildings[n - 1])


def test_the_most_urgent_comes_first(session, cast):
    _three(session, cast)
    assert _names(session, cast.grace) == ["尉迟恭", "王", "单立人"]


def test_those_due_on_one_day_wait_in_the_order_in_which_they_came(session, cast):
    ids = [registered(session, cast, n) for n in (4, 2, 7)]
    assert [row.application_id for row in waiting_steps(session, cast.grace)] == ids


def test_a_row_says_since_when_and_until_when(session, cast):
    with clock.at(FRIDAY):
        registered(session, cast)
    [row] = waiting_steps(session, cast.grace)
    assert (clock.local(row.entered_at).date(), row.due_on) == (FRIDAY, date(2026, 11, 25))


def test_overdue_begins_on_the_day_after_the_last(session, cast):
    with clock.at(FRIDAY):
        registered(session, cast)
    days = date(2026, 11, 25), THURSDAY
    assert [queue_counts(session, cast.grace, day).n_overdue for day in days] == [0, 1]


def test_counts_are_by_step_and_in_all(session, cast):
    at_opinions(session, cast, 0)
    for application_id in [registered(session, cast, n) for n in (1, 2)]:
        approve(session, cast.grace, application_id=application_id, seen=1)
        approve(session, cast.ben, application_id=application_id, seen=2)
    counts = queue_counts(session, cast.alice, clock.today())
    assert (counts.steps, counts.n_all) == ({"opinions": 1, "community_review": 2}, 3)


def test_a_search_is_by_name_by_pinyin_by_initials_or_by_building(session, cast):
    _three(session, cast)
    wanted = {
        "立人": ["单立人"],
        "slr": ["单立人"],
        "SHANLI": ["单立人"],
        "yuchi": ["尉迟恭"],
        "10号楼": ["王"],
        "%": [],
        "_": [],
        "不存在": [],
        "  ": ["尉迟恭", "王", "单立人"],
    }
    assert {search: _names(session, cast.grace, search=search) for search in wanted} == wanted
    assert [count_waiting(session, cast.grace, search=search) for search in wanted] == [len(n) for n in wanted.values()]


def test_a_step_can_be_picked_out(session, cast):
    at_opinions(session, cast)
    assert _names(session, cast.alice, step_key="community_review") == []
    assert count_waiting(session, cast.alice, step_key="opinions") == 1


def test_pages_follow_one_another_without_gap_or_double(session, cast):
    ids = [registered(session, cast, n) for n in range(5)]
    pages = [waiting_steps(session, cast.grace, offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [row.application_id for page in pages for row in page] == ids
    assert [len(page) for page in pages] == [2, 2, 1]


def test_what_waits_for_another_role_is_not_in_the_queue(session, cast):
    registered(session, cast)
    assert [_names(session, actor) for actor in (cast.bob, cast.ben, cast.alice)] == [[], [], []]


def test_the_same_role_elsewhere_has_another_queue(session, cast):
    registered(session, cast)
    elsewhere = wearing(session, cast.grace, Role.GRID_WORKER, cast.places.pine_garden)
    assert (_names(session, elsewhere), count_waiting(session, elsewhere)) == ([], 0)
    assert queue_counts(session, elsewhere, clock.today()).n_all == 0


def test_nobody_waits_for_a_steward_a_leader_or_an_administrator(session, cast):
    registered(session, cast)
    assert [_names(session, actor) for actor in (cast.dora, cast.leo, cast.ada)] == [[], [], []]


def test_what_was_decided_leaves_the_queue_and_comes_to_the_next(session, cast):
    approve(session, cast.grace, application_id=registered(session, cast), seen=1)
    assert (count_waiting(session, cast.grace), count_waiting(session, cast.ben)) == (0, 1)
