"""Paper lists of points: printed, found by their number, keyed in row by row and once, returned, lost, found again."""

from datetime import timedelta

import pytest

from db import clock
from db.errors import Conflict, Invalid, NotFound
from db.points.commands.life import close_point
from db.points.commands.points import change_point
from db.points.commands.service_sheets import (
    ROWS_A_SHEET,
    finish_service_sheet,
    key_service_row,
    lose_service_sheet,
    make_service_sheets,
)
from db.points.commands.services import take_back
from db.points.models.points import PointStatus
from db.points.models.services import ServiceIn, ServiceSheet, ServiceSheetStatus
from db.points.queries.service_sheets import (
    count_service_sheets_out,
    service_sheet_by_number,
    service_sheet_lines,
    service_sheets_out,
)
from db.points.row_shorthand import read_row
from db.visits.sheet_numbers import read_sheet_number
from tests.conftest import MONDAY
from tests.points.log_places import ADVICE, OPENED, a_served_point, lines, months
from tests.points.places import WHY, a_point, version_of, wish
from tests.tallies import wrong_counts
from tests.vetting.at_once import together
from tests.vetting.states import codes, journal

pytestmark = pytest.mark.both_databases
DAY = timedelta(days=1)


@pytest.fixture
def here(session, cast):
    """With a list of its own."""
    found = a_served_point(session, cast)
    [found.sheet] = make_service_sheets(session, cast.bob, point_ids=[found.point])
    return found


def _key(session, actor, here, position=1, **more):
    return key_service_row(
        session, actor, sheet_id=here.sheet, position=position, service=ADVICE.model_copy(update={"on_day": MONDAY} | more)
    )


def _status(session, here):
    return session.get_one(ServiceSheet, here.sheet, populate_existing=True).status


def test_each_point_has_a_page_with_a_number_that_can_be_typed(session, cast, here):
    other = a_point(session, cast, name="另一处")
    [sheet] = make_service_sheets(session, cast.bob, point_ids=[other])
    number = session.get_one(ServiceSheet, sheet).number
    assert read_sheet_number(number.replace("-", " ")) == number
    facts = service_sheet_by_number(session, cast.bob, number)
    assert (facts.point_name, facts.what, facts.n_rows, facts.n_keyed) == ("另一处", ("other",), ROWS_A_SHEET, 0)
    assert journal(session, "service_sheets_printed")[0] == {"sheets": [sheet]}


def test_lists_are_made_for_points_that_are_open_only(session, cast, here):
    waiting = a_point(session, cast, PointStatus.STAFFED, name="还没开")
    refused = codes(lambda ids: make_service_sheets(session, cast.bob, point_ids=ids), [], [waiting], [here.point, 999])
    assert refused == ["service_sheet_nowhere", "point_not_open", "point_not_found"]


def test_a_row_keyed_again_is_the_same_line(session, cast, here):
    first = _key(session, cast.bob, here, on_day=OPENED)
    assert _key(session, cast.alice, here, n_people=9) == first
    [line] = lines(session)
    assert (line.on_day, line.n_people, line.source.value, line.sheet_id, line.position) == (OPENED, 2, "paper", here.sheet, 1)
    assert months(session) == {202611: (1, 1, 2, 0, 0)}


def test_two_clerks_at_one_row_write_one_line(engine, cast):
    from db.engine import session as write_block

    with write_block(engine) as block:
        here = a_served_point(block, cast)
        [here.sheet] = make_service_sheets(block, cast.bob, point_ids=[here.point])
    first, second = together(engine, *[lambda s, who=who: _key(s, who, here) for who in (cast.bob, cast.alice)])
    with write_block(engine) as block:
        assert (first == second, len(lines(block)), wrong_counts(block)) == (True, 1, {})


def test_a_row_that_was_taken_back_can_be_keyed_in_anew(session, cast, here):
    first = _key(session, cast.bob, here, n_people=99)
    take_back(session, cast.bob, service_id=first)
    second = _key(session, cast.bob, here, n_people=9)
    assert second != first
    assert [(row.id, row.n_people) for row in service_sheet_lines(session, cast.bob, here.sheet)] == [(second, 9)]
    assert months(session) == {202611: (2, 1, 9, 0, 0)}


def test_rows_lie_within_the_sheet_and_say_what_stood_on_it(session, cast, here):
    wrong = [
        {"position": 0}, {"position": ROWS_A_SHEET + 1}, {"what": "pairing"}, {"whom": "nobody"}, {"on_day": MONDAY + DAY},
        {"on_day": OPENED - DAY},
    ]  # fmt: skip
    refused = codes(lambda more: _key(session, cast.bob, here, **more), *wrong)
    assert refused == [
        "sheet_not_found", "sheet_not_found", "service_what", "service_whom", "service_in_future", "service_before_opening",
    ]  # fmt: skip
    assert lines(session) == []


def test_a_sheet_keeps_its_boxes_when_the_point_offers_something_else_by_now(session, cast, here):
    change_point(
        session, cast.bob, point_id=here.point, seen=version_of(session, here.point), point=wish(cast, offers=["pairing"])
    )
    assert _key(session, cast.bob, here)
    number = session.get_one(ServiceSheet, here.sheet).number
    assert service_sheet_by_number(session, cast.bob, number).what == ("policy", "opinions", "other")


def test_finished_lost_and_found_again(session, cast, here):
    finish_service_sheet(session, cast.bob, sheet_id=here.sheet)
    finish_service_sheet(session, cast.bob, sheet_id=here.sheet)
    with pytest.raises(Conflict, match="sheet_returned"):
        lose_service_sheet(session, cast.bob, sheet_id=here.sheet)
    [here.sheet] = make_service_sheets(session, cast.bob, point_ids=[here.point])
    lose_service_sheet(session, cast.bob, sheet_id=here.sheet)
    assert service_sheets_out(session, cast.bob) == []
    _key(session, cast.bob, here)
    assert (_status(session, here), count_service_sheets_out(session, cast.bob)) == (ServiceSheetStatus.OUT, 1)
    closed = [entry["status"] for entry in journal(session, "service_sheet_closed")]
    assert closed == ["out", "lost", "returned"]


def test_a_forgotten_row_of_a_finished_sheet_is_still_keyed_in(session, cast, here):
    finish_service_sheet(session, cast.bob, sheet_id=here.sheet)
    assert _key(session, cast.bob, here)
    assert _status(session, here) is ServiceSheetStatus.RETURNED


def test_a_list_that_comes_back_after_its_point_was_given_up_is_keyed_in_until_that_day(session, cast, here):
    with clock.at(MONDAY + DAY):
        close_point(session, cast.bob, point_id=here.point, seen=version_of(session, here.point), why=WHY)
    with clock.at(MONDAY + 5 * DAY):
        assert _key(session, cast.bob, here, on_day=MONDAY + DAY)
        with pytest.raises(Invalid, match="service_after_closing"):
            _key(session, cast.bob, here, 2, on_day=MONDAY + 2 * DAY)
        with pytest.raises(Conflict, match="point_not_open"):
            make_service_sheets(session, cast.bob, point_ids=[here.point])


def test_those_out_for_long_are_counted_by_the_day_of_printing(session, cast, here):
    with clock.at(MONDAY + 40 * DAY):
        make_service_sheets(session, cast.bob, point_ids=[here.point])
        assert [sheet.days_out for sheet in service_sheets_out(session, cast.bob)] == [40, 0]
        assert count_service_sheets_out(session, cast.bob, before=MONDAY + DAY) == 1
    assert count_service_sheets_out(session, cast.charlie) == 0


def test_another_communitys_number_leads_nowhere(session, cast, here):
    number = session.get_one(ServiceSheet, here.sheet).number
    with pytest.raises(NotFound):
        service_sheet_by_number(session, cast.charlie, number)
    with pytest.raises(Invalid, match="sheet_number_wrong"):
        service_sheet_by_number(session, cast.bob, number[:-1] + str((int(number[-1]) + 1) % 10))


WHAT, WHOM = ("policy", "opinions", "other"), ("residents", "elderly")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1+2", ServiceIn(what="policy", whom="elderly")),
        ("3 1 12", ServiceIn(what="other", whom="residents", n_people=12)),
        ("２０／２＋１＋３", ServiceIn(what="opinions", whom="residents", n_people=3, on_day=MONDAY - 3 * DAY)),
        ("24/1+1", ServiceIn(what="policy", whom="residents", on_day=MONDAY.replace(month=10, day=24))),
        ("1、2、5", ServiceIn(what="policy", whom="elderly", n_people=5)),
    ],
)
def test_a_row_is_read_from_a_few_keys(typed, read):
    assert read_row(typed, WHAT, WHOM, MONDAY) == read


@pytest.mark.parametrize("typed", ["", "1", "4+1", "1+3", "0+1", "1+0", "32/1+1", "1+1+1+1", "一+二", "1+1+99999"])
def test_what_is_no_row_is_refused_with_what_was_typed(typed):
    with pytest.raises(Invalid, match="ticks_wrong"):
        read_row(typed, WHAT, WHOM, MONDAY)
