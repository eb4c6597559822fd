"""A month that was handed in keeps its figures; what came later stands beside them."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from db import clock
from db.errors import Conflict, Invalid, NotAllowed
from db.sql import table_of
from db.visits import summaries
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.months import close_month
from db.visits.models.summaries import ClosedMonth
from db.visits.models.visits import Outcome, Visit, VisitIn, VisitStatus
from db.visits.queries.months import Figures, closed_figures, closed_months, may_close_months, months_to_close
from tests.conftest import MONDAY
from tests.ledger.households import written
from tests.vetting.states import codes, journal, wearing
from tests.visits.households import met
from tests.visits.test_sums import visit_row

OCTOBER, DAY = 202610, date(2026, 10, 20)


@pytest.fixture
def households(session, cast):
    """Two in the first building of Pine Court, one in the second, one in the other community."""
    units = (*[cast.places.buildings[0]] * 2, cast.places.buildings[1], cast.places.willow_building)
    return [written(session, cast, n, unit_id=unit_id) for n, unit_id in enumerate(units)]


def handed_in(session):
    rows = session.execute(sa.select(*table_of(ClosedMonth).columns))
    return sorted(tuple(row) for row in rows)


def test_a_closed_month_keeps_its_figures_and_shows_what_came_later(session, cast, households):
    ids = met(session, cast.bob, *households, on=DAY)
    close_month(session, cast.bob, month=OCTOBER)
    before = handed_in(session)
    met(session, cast.bob, households[0], on=DAY)
    withdraw_visit(session, cast.bob, visit_id=ids[1], seen=1, reason="不是这户")
    assert handed_in(session) == before
    [top, court, *_] = closed_figures(session, cast.alice, OCTOBER)
    assert (top.then, top.now, top.later) == (Figures(3, 3, 3), Figures(3, 3, 2), Figures(0, 0, -1))
    assert (court.name, court.has_changed) == ("松风苑", True)
    assert journal(session, "month_closed") == [{"month": OCTOBER}]
    assert journal(session, "visit_corrected")[0]["is_in_closed_month"]


def test_every_unit_has_its_line_so_that_a_late_visit_anywhere_is_seen_as_late(session, cast, households):
    close_month(session, cast.bob, month=OCTOBER)
    [visit_id] = met(session, cast.bob, households[3], on=DAY)
    correct_visit(session, cast.bob, visit_id=visit_id, seen=1, visit=VisitIn(household_ids=[], visited_on=DAY))
    assert journal(session, "visit_corrected")[0]["is_in_closed_month"]
    [top, *_] = closed_figures(session, cast.charlie, OCTOBER)
    assert (top.then, top.later) == (Figures(0, 0, 0), Figures(1, 1, 1))


def test_only_a_month_that_is_over_is_handed_in_and_once(session, cast, households):
    for month in (202611, 202612, 202613, 202600, 0):
        with pytest.raises(Invalid, match="month_not_over"):
            close_month(session, cast.bob, month=month)
    close_month(session, cast.bob, month=OCTOBER)
    with pytest.raises(Conflict, match="month_closed"):
        close_month(session, cast.bob, month=OCTOBER)
    with clock.at(date(2026, 12, 1)):
        close_month(session, cast.bob, month=202611)
    assert [month for month, _ in closed_months(session, cast.bob)] == [202611, OCTOBER]


def test_months_that_wait_are_past_ones_with_visits(session, cast, households):
    met(session, cast.bob, households[0], on=DAY)
    met(session, cast.bob, households[0], on=date(2026, 8, 3))
    met(session, cast.bob, households[0])
    assert months_to_close(session, cast.bob, MONDAY) == [202608, OCTOBER]
    close_month(session, cast.bob, month=202608)
    assert months_to_close(session, cast.bob, MONDAY) == [OCTOBER]
    assert months_to_close(session, cast.alice, MONDAY) == []


def test_one_visit_of_long_ago_costs_no_look_more(session, cast, households):
    met(session, cast.bob, households[0], on=DAY)
    said: list[str] = []
    sa.event.listen(session.get_bind(), "before_cursor_execute", note := lambda *args: said.append(args[2]))
    try:
        assert months_to_close(session, cast.bob, MONDAY) == [OCTOBER]
        n_of_one_month = len(said)
        met(session, cast.bob, households[0], on=date(2017, 1, 5))
        said.clear()
        assert months_to_close(session, cast.bob, MONDAY) == [201701, OCTOBER]
    finally:
        sa.event.remove(session.get_bind(), "before_cursor_execute", note)
    assert len(said) == n_of_one_month


def test_a_month_that_cannot_be_handed_in_does_not_wait(session, cast, households):
    [visit_id] = met(session, cast.bob, households[0])
    session.execute(sa.update(Visit).where(col(Visit.id) == visit_id).values(visited_on=date(1900, 1, 5)))
    summaries.rebuild(session)
    assert months_to_close(session, cast.bob, MONDAY) == []
    with pytest.raises(Invalid, match="month_not_over"):
        close_month(session, cast.bob, month=190001)


def test_a_month_whose_visits_were_all_withdrawn_does_not_wait(session, cast, households):
    [visit_id] = met(session, cast.bob, households[0], on=DAY)
    met(session, cast.bob, households[0], on=date(2026, 8, 3))
    withdraw_visit(session, cast.bob, visit_id=visit_id, seen=1, reason="写错了")
    assert months_to_close(session, cast.bob, MONDAY) == [202608]


def test_the_clerk_of_the_whole_office_hands_in_and_nobody_else(session, cast, households):
    others = [actor for actor in cast.everybody if actor != cast.bob]
    assert codes(lambda a: close_month(session, a, month=OCTOBER), *others) == ["not_allowed"] * len(others)
    of_a_part = wearing(session, cast.bob, cast.bob.role, cast.places.pine)
    assert codes(lambda a: close_month(session, a, month=OCTOBER), of_a_part) == ["whole_office_only"]
    assert [may_close_months(actor) for actor in (cast.bob, of_a_part, cast.alice, cast.ada)] == [True, False, False, False]


def test_each_reads_the_figures_of_their_own_unit_and_outsiders_none(session, cast, households):
    met(session, cast.bob, *households, on=DAY)
    close_month(session, cast.bob, month=OCTOBER)
    read = lambda actor, path="": closed_figures(session, actor, OCTOBER, path)[0].then.n_all  # noqa: E731
    assert [read(actor) for actor in (cast.bob, cast.leo, cast.alice, cast.grace, cast.charlie)] == [4, 4, 3, 3, 1]
    assert read(cast.charlie, cast.alice.unit_path) == 1
    assert read(cast.bob, cast.alice.unit_path) == 3
    for actor in (cast.ada, cast.percy, cast.dora, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            read(actor)
        with pytest.raises(NotAllowed):
            closed_months(session, actor)


def test_a_month_that_was_not_handed_in_has_no_figures(session, cast, households):
    assert closed_figures(session, cast.bob, OCTOBER) == []


act = st.tuples(
    st.sampled_from(["visit", "correct", "withdraw"]), st.integers(0, 9), st.integers(1, 31), st.sampled_from(Outcome)
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(act, max_size=12))
def test_whatever_follows_the_figures_handed_in_never_change(session, cast, households, acts):
    point = session.begin_nested()
    ids = met(session, cast.bob, *households, on=DAY)
    close_month(session, cast.bob, month=OCTOBER)
    before = handed_in(session)
    for act, which, day, outcome in acts:
        given_visit = VisitIn(household_ids=[households[which % 4]], visited_on=date(2026, 10, day), outcome=outcome)
        row = visit_row(session, ids[which % len(ids)])
        if act == "visit":
            ids += met(session, cast.bob, households[which % 4], on=date(2026, 10, day))
        elif row.status is VisitStatus.STANDS and act == "correct":
            correct_visit(session, cast.bob, visit_id=row.id, seen=row.version, visit=given_visit)
        elif row.status is VisitStatus.STANDS:
            withdraw_visit(session, cast.bob, visit_id=row.id, seen=row.version, reason="写错了")
    assert handed_in(session) == before
    assert [unit.then.n_all for unit in closed_figures(session, cast.bob, OCTOBER)] == [4, 3, 1]
    point.rollback()
    session.expire_all()
