"""Visits at a glance: the figures are those of the visits, one by one; lists say where to go; nothing is a rank."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.errors import NotAllowed
from db.ledger.commands.assign import hand_over, set_load
from db.ledger.commands.reshape import leave
from db.office.models import Unit
from db.office.queries import find_unit
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.write import write_visit
from db.visits.models.duties import MustSource, MustStatus, MustVisit, VisitPause
from db.visits.models.visits import Outcome, Visit, VisitIn, VisitStatus
from db.visits.queries.overview import by_month, by_unit, count_not_met, months_back, not_met_for, said_to_have_moved
from db.visits.queries.stewards_in_need import month_looked_at, needs_help
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, seen, written
from tests.vetting.states import in_office, wearing
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases

NOVEMBER = 202611


def _all_visits(session):
    rows = session.execute(
        sa.select(Unit.path, Visit.household_id, Visit.visited_on, Visit.outcome, Visit.unit_id)
        .join(Unit, col(Unit.id) == Visit.unit_id)
        .where(col(Visit.status) == VisitStatus.STANDS)
    )
    return [tuple(row) for row in rows]


def _counted(session, path, month):
    """The slow way: every visit that stands, looked at one by one."""
    here = [v for v in _all_visits(session) if v[0].startswith(path) and v[2].year * 100 + v[2].month == month]
    return len(here), len({(household_id, unit) for _, household_id, _, outcome, unit in here if outcome is Outcome.MET})


@pytest.fixture
def street(session, cast):
    """Dora's three households in the first building, one beside them in the second, one in the other community."""
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    households += [written(session, cast, 21, unit_id=cast.places.buildings[1])]
    households += [written(session, cast, 22, unit_id=cast.places.willow_building)]
    return steward_id, households


@pytest.fixture
def visited(session, cast, street):
    """Visits of three months: corrected, withdrawn, in vain."""
    steward_id, households = street

    def tried(household_id, outcome):
        return write_visit(session, cast.bob, visit=VisitIn(household_ids=[household_id], outcome=outcome))

    ids = met(session, cast.dora, *households[:3]) + met(session, cast.dora, households[0], on=MONDAY - timedelta(days=3))
    ids += met(session, cast.bob, households[3], on=MONDAY - timedelta(days=40)) + met(session, cast.bob, households[4])
    ids += tried(households[3], Outcome.NOBODY_HOME) + tried(households[4], Outcome.MOVED)
    correct_visit(session, cast.dora, visit_id=ids[1], seen=1, visit=VisitIn(household_ids=[], visited_on=date(2026, 10, 2)))
    withdraw_visit(session, cast.bob, visit_id=ids[2], seen=1, reason="不是这户")
    return steward_id, households


@pytest.mark.parametrize("month", [202609, 202610, NOVEMBER])
def test_every_figure_of_a_unit_is_that_of_its_visits(session, cast, visited, month):
    for place in (cast.places.town, cast.places.pine, cast.places.pine_court, cast.places.buildings[0]):
        rows = by_unit(session, cast.bob, month, find_unit(session, cast.bob, place).path)
        assert {row.path: (row.n_visits, row.n_households_met) for row in rows} == {
            row.path: _counted(session, row.path, month) for row in rows
        }


def test_the_unit_itself_comes_first_and_then_each_right_under_it(session, cast, visited):
    rows = by_unit(session, cast.bob, NOVEMBER)
    assert [(row.name, row.n_visits, row.n_households_met, row.n_households) for row in rows] == [
        ("示范镇", 5, 2, 5), ("松风社区", 3, 1, 4), ("柳河社区", 2, 1, 1),
    ]  # fmt: skip


def test_a_foreign_path_shows_ones_own_unit(session, cast, visited):
    willow = find_unit(session, cast.bob, cast.places.willow).path
    assert [row.name for row in by_unit(session, cast.alice, NOVEMBER, willow)] == ["松风社区", "松风苑", "锦程小区"]
    assert by_month(session, cast.alice, NOVEMBER, willow) == by_month(session, cast.alice, NOVEMBER)


def test_months_without_a_visit_are_shown_as_well_and_the_sums_are_those_of_the_visits(session, cast, visited):
    rows = by_month(session, cast.bob, NOVEMBER, n_months=4)
    assert [(row.month, row.n_visits) for row in rows] == [(202608, 0), (202609, 0), (202610, 2), (NOVEMBER, 5)]
    assert [row.n_visits for row in rows] == [_counted(session, "/", row.month)[0] for row in rows]
    assert rows[-1].n_met == 3


def test_months_go_back_over_new_year():
    assert months_back(202602, 4) == [202511, 202512, 202601, 202602]


def _must(session, household_id, unit_id, due_on, status=MustStatus.OPEN):
    session.add(
        MustVisit(
            household_id=household_id, unit_id=unit_id, kind="hardship", source=MustSource.BY_HAND,
            mark=f"{household_id}-{due_on}-{status}", arose_on=MONDAY - timedelta(days=9), due_on=due_on, status=status,
        )
    )  # fmt: skip
    session.flush()


def test_must_visits_count_where_they_are_open_and_are_overdue_after_their_day(session, cast, street):
    _, households = street
    first, second, _ = cast.places.buildings
    for days in (-1, 0, 1):
        _must(session, households[0], first, MONDAY + timedelta(days=days))
    _must(session, households[3], second, MONDAY - timedelta(days=5))
    _must(session, households[1], first, MONDAY - timedelta(days=5), MustStatus.DONE)
    rows = by_unit(session, cast.bob, NOVEMBER, find_unit(session, cast.bob, cast.places.pine_court).path)
    assert [(row.name, row.n_must_open, row.n_must_overdue) for row in rows] == [
        ("松风苑", 4, 2), ("1号楼", 3, 1), ("2号楼", 1, 1), ("10号楼", 0, 0),
    ]  # fmt: skip


def test_who_was_not_met_for_long_comes_by_unit_and_door_with_the_steward(session, cast, visited):
    steward_id, households = visited
    rows = not_met_for(session, cast.bob, 30)
    assert [(row.household_id, row.last_on, row.steward_id) for row in rows] == [
        (households[1], date(2026, 10, 2), steward_id), (households[2], None, steward_id),
        (households[3], date(2026, 10, 14), None),
    ]  # fmt: skip
    assert count_not_met(session, cast.bob, 30) == 3
    assert [row.household_id for row in not_met_for(session, cast.bob, 30, offset=1, limit=1)] == [households[2]]
    assert [row.household_id for row in not_met_for(session, cast.bob, None)] == [households[2]]
    assert count_not_met(session, cast.bob, None) == 1
    leave(session, cast.bob, household_id=households[2], seen=seen(session, households[2]), reason="搬到外地")
    assert count_not_met(session, cast.bob, None) == 0


def test_a_household_met_just_so_many_days_ago_is_not_in_the_list(session, cast, street):
    _, households = street
    met(session, cast.dora, *households[:3], on=MONDAY - timedelta(days=30))
    inside = wearing(session, cast.grace, cast.grace.role, cast.places.buildings[0])
    assert (count_not_met(session, inside, 30), count_not_met(session, inside, 29)) == (0, 3)


def test_where_the_last_visit_found_them_gone_the_household_is_listed_until_a_later_visit_says_otherwise(session, cast, visited):
    _, households = visited
    rows, n_rows = said_to_have_moved(session, cast.bob)
    assert ([row.household_id for row in rows], n_rows) == ([households[4]], 1)
    assert rows[0].last_on == MONDAY
    visit = session.get_one(Visit, rows[0].visit_id)
    assert (visit.outcome, visit.household_id) == (Outcome.MOVED, households[4])
    met(session, cast.bob, households[4], on=MONDAY - timedelta(days=1))
    assert said_to_have_moved(session, cast.bob)[1] == 1
    met(session, cast.bob, households[4])
    assert said_to_have_moved(session, cast.bob) == ([], 0)


def _needs(session, actor, month=NOVEMBER):
    rows, n_rows = needs_help(session, actor, month)
    assert n_rows == len(rows)
    return {row.steward_id: (row.quiet_days, row.drop, row.most) for row in rows}


def test_a_steward_with_households_and_no_visit_for_sixty_days_needs_help_unless_paused(session, cast, street):
    steward_id, households = street
    since = MONDAY
    assert _needs(session, cast.bob) == {}
    with clock.at(since + timedelta(days=59)):
        assert _needs(session, cast.bob, 202701) == {}
    with clock.at(since + timedelta(days=60)):
        assert _needs(session, cast.bob, 202701) == {steward_id: (60, None, None)}
        met(session, cast.bob, households[0], on=since + timedelta(days=10), steward_id=steward_id)
        assert _needs(session, cast.bob, 202701) == {}
    with clock.at(since + timedelta(days=80)):
        assert _needs(session, cast.bob, 202702) == {steward_id: (70, None, None)}
        pause = VisitPause(
            steward_id=steward_id, from_on=MONDAY, until=clock.today(), reason="住院", made_by=cast.bob.user_id,
            made_at=clock.now(),
        )  # fmt: skip
        session.add(pause)
        session.flush()
        assert _needs(session, cast.bob, 202702) == {}


def _in_months(session, cast, steward_id, household_id, counts):
    """So many visits in each month, from the first day of it on."""
    for month, n_visits in counts.items():
        for k in range(n_visits):
            met(session, cast.bob, household_id, on=date(month // 100, month % 100, 1 + k), steward_id=steward_id)


@pytest.mark.parametrize(
    ("before", "then", "drop"),
    [((4, 4, 4), 1, (1, 4)), ((4, 4, 4), 2, None), ((4, 4, 3), 1, None), ((12, 0, 0), 0, (0, 4)), ((5, 6, 7), 2, (2, 6))],
)
def test_fewer_than_half_of_the_three_months_before_is_a_sharp_drop(session, cast, street, before, then, drop):
    steward_id, households = street
    _in_months(
        session, cast, steward_id, households[0], dict(zip((202607, 202608, 202609, 202610), (*before, then), strict=True))
    )
    with clock.at(date(2026, 11, 24)):
        assert _needs(session, cast.bob).get(steward_id, (None, None, None))[1] == drop


def test_a_month_that_still_runs_is_no_drop_yet(session, cast, street):
    steward_id, households = street
    _in_months(session, cast, steward_id, households[0], {202608: 5, 202609: 5, 202610: 5})
    assert (month_looked_at(NOVEMBER), month_looked_at(202610)) == (202610, 202610)
    assert _needs(session, cast.bob) == {}
    with clock.at(date(2026, 12, 1)):
        assert _needs(session, cast.bob, 202612) == {steward_id: (None, (0, 5), None)}


def test_more_households_than_the_most_or_than_ones_own_lighter_load_is_too_many(session, cast, street):
    steward_id, households = street
    set_load(session, cast.bob, steward_id=steward_id, most=2, reason="腿脚不便")
    assert _needs(session, cast.bob) == {steward_id: (None, None, 2)}
    other = in_office(session, cast, FIRST_YOUNG + 7)
    hand_over(session, cast.bob, from_id=steward_id, given={households[0]: other})
    assert _needs(session, cast.bob) == {}


def test_stewards_come_by_unit_and_name_never_by_their_numbers(session, cast, street):
    first, _ = street
    second, _ = a_steward_with_households(session, cast, 2, serial=FIRST_YOUNG + 8)
    for steward_id in (first, second):
        set_load(session, cast.bob, steward_id=steward_id, most=1, reason="腿脚不便")
    rows, n_rows = needs_help(session, cast.bob, NOVEMBER)
    assert n_rows == 2
    assert [(r.name, r.n_households) for r in rows] == [("钱英顺", 2), ("吴明平", 3)]
    page, n_rows = needs_help(session, cast.bob, NOVEMBER, offset=1, limit=1)
    assert (page, n_rows) == (rows[1:], 2)


def test_a_leader_sees_numbers_by_unit_and_no_household(session, cast, visited):
    assert by_unit(session, cast.leo, NOVEMBER) == by_unit(session, cast.bob, NOVEMBER)
    assert count_not_met(session, cast.leo, 30) == 3
    for ask in (lambda: not_met_for(session, cast.leo, 30), lambda: said_to_have_moved(session, cast.leo)):
        with pytest.raises(NotAllowed):
            ask()
