"""A must-visit put on the list by hand, and a month handed in, as somebody at a desk presses it."""

import pytest
from sqlmodel import select

from db import clock
from db.engine import reading, session
from db.ledger.models.households import Household
from db.office.queries import the_office
from db.visits.models.duties import MustStatus, MustVisit
from db.visits.models.summaries import ClosedMonth, VisitTally
from tests.pages.conftest import written_on

PAGE, OVERVIEW = "visits/must_visits.py", "visits/overview.py"


def _field(test, key):
    """Keys end with the id of the press: `must-by-hand-why-1a2b3c4d`."""
    kinds = (*test.text_input, *test.selectbox, *test.button_group, *test.button)
    return next(element for element in kinds if (element.key or "").startswith(key))


@pytest.fixture
def door(lived_in):
    """A household of which the ledger has one by this name."""
    with reading() as s:
        rows = s.exec(select(Household).where(Household.kind == "family")).all()
    names = [row.name for row in rows]
    return next(row for row in rows if names.count(row.name) == 1)


def test_a_household_is_found_and_put_on_the_list_for_the_rules_days(open_page, door):
    test = open_page(PAGE, "clerk")
    _field(test, "must-by-hand-household").set_value(door.name).run()
    _field(test, "must-by-hand-kind").set_value("disaster").run()
    _field(test, "must-by-hand-why").set_value("家里进水")
    test.run()
    _field(test, "must-by-hand-press").click().run()
    assert not test.exception
    assert "已列入必访" in written_on(test)
    with reading() as s:
        [row] = s.exec(select(MustVisit).where(MustVisit.household_id == door.id, MustVisit.kind == "disaster")).all()
    assert (row.status, row.why, row.arose_on) == (MustStatus.OPEN, "家里进水", clock.today())


def test_without_a_reason_nothing_is_put_on_the_list_and_the_field_says_so(open_page, door):
    test = open_page(PAGE, "clerk")
    _field(test, "must-by-hand-household").set_value(door.name).run()
    _field(test, "must-by-hand-kind").set_value("disaster").run()
    _field(test, "must-by-hand-press").click().run()
    assert any(":red[:material/error:" in line.value for line in test.markdown)
    with reading() as s:
        assert s.exec(select(MustVisit).where(MustVisit.household_id == door.id, MustVisit.kind == "disaster")).all() == []


def test_the_clerk_hands_a_month_in_and_a_leader_reads_it_without_a_button(open_page, lived_in):
    with session() as s:
        s.add(VisitTally(unit_id=the_office(s).id, month=202501, n_all=12, n_met=9, n_homes=8))
    test = open_page(OVERVIEW, "clerk")
    assert _field(test, "close-month-month").value == 202501
    _field(test, "close-month-press").click().run()
    assert not test.exception
    assert "已上报。" in written_on(test)
    assert "2025年1月" in _field(test, "closed-month").options
    leader = open_page(OVERVIEW, "leader")
    assert "已上报的月份" in written_on(leader)
    assert [button.key for button in leader.button if (button.key or "").startswith("close-month")] == []
    with reading() as s:
        assert {row.n_all for row in s.exec(select(ClosedMonth).where(ClosedMonth.month == 202501)).all()} == {0, 12}
