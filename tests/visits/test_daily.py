"""Once a day the calendar and the ledger are looked at; nothing is asked twice."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db import audit, clock
from db.ledger.commands.households import add_member, change_household, member_left, write_household
from db.ledger.commands.reshape import leave, undo
from db.ledger.models.households import Member, MemberStatus
from db.visits.commands.daily import look_at_the_day
from db.visits.models.duties import DailyRun, MustSource, MustStatus, MustVisit
from db.visits.queries.must_visits import MustFilter, Which, must_visits
from db.visits.queries.overview import by_unit
from tests.conftest import MONDAY
from tests.ledger.changes import SON, last_change
from tests.ledger.households import a_family, seen, written
from tests.ledger.lists import family, household, take
from tests.vetting.states import journal, new_scheme
from tests.visits.households import met

NEAR_SPRING = date(2027, 1, 29)
SPRING = date(2027, 2, 6)
DAYS = [date(2027, 1, 25), NEAR_SPRING, date(2027, 2, 1)]


def _musts(session, **wanted):
    rows = session.exec(select(MustVisit).order_by(MustVisit.id)).all()
    return [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]


@pytest.fixture
def households(session, cast):
    """Two in a special group, one in none."""
    return [written(session, cast, 0), written(session, cast, 1, care=["allowance"]), written(session, cast, 2, care=[])]


def test_households_of_special_groups_are_asked_for_before_a_festival(session, cast, households):
    assert look_at_the_day(session, NEAR_SPRING) == 2
    rows = _musts(session)
    assert [(row.household_id, row.kind, row.source, row.mark, row.status) for row in rows] == [
        (i, "festival", MustSource.FESTIVAL, "festival:spring:2027", MustStatus.OPEN) for i in households[:2]
    ]
    assert {(row.unit_id, row.arose_on, row.due_on, row.made_by) for row in rows} == {
        (cast.places.buildings[0], NEAR_SPRING, date(2027, 2, 4), None)
    }
    assert journal(session, "must_visits_arose") == [{"kind": "festival", "mark": "festival:spring:2027", "n_households": 2}]
    assert audit.verify(session).broken_at is None


def test_a_day_is_looked_at_once_and_a_festival_asked_for_once(session, cast, households):
    said = [look_at_the_day(session, day) for day in (*DAYS, DAYS[-1])]
    assert said == [0, 2, 0, None]
    assert len(session.exec(select(DailyRun)).all()) == 3


def test_who_comes_into_a_group_while_the_festival_is_near_is_asked_for_too(session, cast, households):
    look_at_the_day(session, NEAR_SPRING)
    later = written(session, cast, 3)
    assert look_at_the_day(session, NEAR_SPRING + timedelta(days=3)) == 1
    assert [row.household_id for row in _musts(session, kind="festival")] == [*households[:2], later]


def test_nobody_is_asked_for_who_is_gone_nor_for_a_festival_that_is_over(session, cast, households):
    leave(session, cast.bob, household_id=households[0], seen=seen(session, households[0]), reason="搬走")
    assert look_at_the_day(session, date(2027, 2, 6)) == 0
    assert look_at_the_day(session, NEAR_SPRING) == 1


def test_what_nobody_made_before_a_festival_was_over_ends_with_it_as_not_made(session, cast, households):
    """On its day it can still be made."""
    look_at_the_day(session, NEAR_SPRING)
    with clock.at(SPRING):
        look_at_the_day(session)
        met(session, cast.bob, households[0])
    with clock.at(SPRING + timedelta(days=1)):
        look_at_the_day(session)
        shown = must_visits(session, cast.bob, MustFilter(Which.NOT_MADE), clock.today())
        [town, *_] = by_unit(session, cast.bob, 202702)
    rows = [(row.status, row.settled_on) for row in _musts(session)]
    assert rows == [(MustStatus.DONE, SPRING), (MustStatus.NOT_MADE, SPRING)]
    assert ([row.household_id for row in shown], town.n_must_not_made, town.n_must_open) == ([households[1]], 1, 0)
    assert journal(session, "must_visits_not_made") == [{"mark": "festival:spring:2027", "n_households": 1}]


def test_a_visit_before_the_festival_that_is_written_down_after_it_was_made_in_time_and_a_later_one_was_not(
    session, cast, households
):
    look_at_the_day(session, NEAR_SPRING)
    with clock.at(SPRING + timedelta(days=1)):
        look_at_the_day(session)
        met(session, cast.bob, households[0])
        met(session, cast.bob, households[1], on=SPRING - timedelta(days=2))
    assert [row.status for row in _musts(session)] == [MustStatus.NOT_MADE, MustStatus.DONE]


def test_what_an_older_program_asked_for_before_a_festival_that_is_no_more_ends_after_the_day_until_which_it_was_due(
    session, cast, households
):
    look_at_the_day(session, NEAR_SPRING)
    session.execute(sa.update(MustVisit).values(ends_on=None))
    [due_on] = {row.due_on for row in _musts(session)}
    new_scheme(session, cast, lambda old: old.model_copy(update={"visiting": old.visiting.model_copy(update={"festivals": ()})}))
    found = []
    for day in (due_on, due_on + timedelta(days=1)):
        look_at_the_day(session, day)
        session.expire_all()
        found.append({row.status for row in _musts(session)})
    assert found == [{MustStatus.OPEN}, {MustStatus.NOT_MADE}]


def test_met_once_it_is_done_and_not_asked_for_again(session, cast, households):
    with clock.at(NEAR_SPRING):
        look_at_the_day(session)
        met(session, cast.bob, households[0])
    with clock.at(NEAR_SPRING + timedelta(days=1)):
        look_at_the_day(session)
    assert [row.status for row in _musts(session, household_id=households[0])] == [MustStatus.DONE]


def _died(session, cast, household_id):
    member_id = add_member(session, cast.bob, household_id=household_id, seen=seen(session, household_id), member=SON)
    member_left(
        session, cast.bob, household_id=household_id, seen=seen(session, household_id), member_id=member_id,
        status=MemberStatus.DIED, reason="病逝",
    )  # fmt: skip
    return session.get_one(Member, member_id)


def test_a_death_noted_in_the_ledger_is_a_must_visit_within_the_rules_days(session, cast, households):
    look_at_the_day(session, MONDAY)
    _died(session, cast, households[2])
    assert look_at_the_day(session, MONDAY + timedelta(days=1)) == 1
    [row] = _musts(session)
    assert (row.household_id, row.kind, row.source, row.arose_on, row.due_on) == (
        households[2], "illness_death", MustSource.LEDGER, MONDAY, MONDAY + timedelta(days=3),
    )  # fmt: skip


def test_the_first_look_does_not_go_back_into_the_past(session, cast, households):
    _died(session, cast, households[2])
    assert look_at_the_day(session, MONDAY) == 0
    assert look_at_the_day(session, MONDAY + timedelta(days=1)) == 0


def test_a_death_that_was_undone_or_a_household_met_since_asks_for_nothing(session, cast, households):
    look_at_the_day(session, MONDAY)
    for household_id in households:
        _died(session, cast, household_id)
    undo(session, cast.bob, deed_id=last_change(session, households[0]))
    met(session, cast.bob, households[1])
    assert look_at_the_day(session, MONDAY + timedelta(days=1)) == 1
    assert [row.household_id for row in _musts(session)] == [households[2]]


def _tag(session, cast, household_id, n, care):
    given = a_family(cast, n, care=care)
    change_household(session, cast.bob, household_id=household_id, seen=seen(session, household_id), household=given)


def test_a_household_that_came_into_a_special_group_is_visited_one_that_was_or_left_again_is_not(session, cast, households):
    look_at_the_day(session, MONDAY)
    _tag(session, cast, households[0], 0, ["disabled", "allowance"])
    _tag(session, cast, households[1], 1, [])
    _tag(session, cast, households[2], 2, ["living_alone"])
    _tag(session, cast, households[2], 2, [])
    write_household(session, cast.bob, household=a_family(cast, 9), override="另一户")
    assert look_at_the_day(session, MONDAY + timedelta(days=1)) == 1
    assert [(row.household_id, row.kind) for row in _musts(session)] == [(households[0], "hardship")]


def test_a_newer_list_that_says_so_counts_as_a_change(session, cast):
    take(session, cast.bob, family(0, 重点对象=""), family(1, 重点对象="残疾人"))
    look_at_the_day(session, MONDAY)
    take(session, cast.bob, family(0, 重点对象="低保户"), family(1, 重点对象="残疾人"), family(2, 重点对象="低保户"))
    assert look_at_the_day(session, MONDAY + timedelta(days=1)) == 1
    assert [row.household_id for row in _musts(session)] == [household(session, "赵平").id]
