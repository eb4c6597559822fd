"""The log of a service point as fingers press it: two taps and it is saved, taken back right there; paper lists; leads."""

import re

import pytest
import sqlalchemy as sa

from db import clock
from db.engine import reading, session
from db.ledger.queries.scope import own_steward_ids
from db.points.commands.service_sheets import make_service_sheets
from db.points.commands.staff import take_on
from db.points.models.points import PointStatus, ServicePoint
from db.points.models.services import PointLead, PointService, ServiceSheet, ServiceSheetStatus
from db.points.models.staff import PointStaff, StaffIn, StaffStatus
from tests.pages.conftest import actor_of, written_on

LOG, LEADS, KEY_IN, SHEETS, SERVICES = (f"points/{page}.py" for page in ("log", "leads", "key_in", "sheets", "services"))


@pytest.fixture
def point(lived_in):
    """Id of a station at which the demo's steward serves, and at no other."""
    with session() as s:
        clerk, who = actor_of(s, "clerk"), actor_of(s, "steward")
        found = s.scalars(sa.select(ServicePoint).where(ServicePoint.status == PointStatus.OPEN).order_by(ServicePoint.id))
        point_id = next(one.id for one in found if len(one.offers) > 1)
        mine = s.scalars(own_steward_ids(who)).first()
        s.execute(sa.update(PointStaff).where(PointStaff.steward_id == mine).values(status=StaffStatus.ENDED))
        take_on(s, clerk, point_id=point_id, staff=StaffIn(steward_id=mine))
    return point_id


def _find(test, key):
    kinds = (*test.button, *test.text_input, *test.text_area, *test.number_input, *test.multiselect)
    found = [one for one in kinds if re.match(key, one.key or "")]
    assert found, [one.key for one in kinds]
    return found[0]


def _lines(point):
    with reading() as s:
        return s.scalars(sa.select(PointService).where(PointService.point_id == point).order_by(PointService.id)).all()


def test_two_taps_save_a_service_and_the_answer_says_what(open_page, point):
    before, test = len(_lines(point)), open_page(LOG, "steward")
    what = _find(test, f"what-{point}-")
    what.click().run()
    whom = _find(test, f"whom-{point}-")
    whom.click().run()
    assert not test.exception
    [line] = _lines(point)[before:]
    assert (line.n_people, line.on_day) == (1, clock.today())
    assert f"已保存：{what.label}，{whom.label}，1人" in written_on(test)


def test_taken_back_right_there_it_counts_no_more(open_page, point):
    before, test = len(_lines(point)), open_page(LOG, "steward")
    _find(test, f"what-{point}-").click().run()
    _find(test, f"log-{point}-n-").set_value(4)
    _find(test, f"whom-{point}-").click().run()
    _find(test, "back-[0-9]+").click().run()
    assert not test.exception
    assert [line.n_people for line in _lines(point)[before:]] == [4, -4]
    assert "已撤回" in written_on(test)


def test_a_lead_that_a_steward_takes_down_waits_for_the_community(open_page, point):
    test = open_page(LOG, "steward")
    _find(test, f"lead-{point}-text").set_value("东门路灯不亮")
    _find(test, f"lead-{point}-submit").click().run()
    assert not test.exception
    with reading() as s:
        assert [lead.text for lead in s.scalars(sa.select(PointLead))] == ["东门路灯不亮"]
    assert "东门路灯不亮" in written_on(open_page(LEADS, "clerk"))


def test_a_list_is_keyed_in_by_its_number_row_after_row(open_page, point):
    with session() as s:
        [sheet_id] = make_service_sheets(s, actor_of(s, "clerk"), point_ids=[point])
        number = s.get_one(ServiceSheet, sheet_id).number
    before, test = len(_lines(point)), open_page(KEY_IN, "clerk")
    _find(test, "key-list-in-number").set_value(number).run()
    for typed in ("1+1", "2 1 7", "99+1", "1+2"):
        _find(test, f"list-ticks-{sheet_id}").set_value(typed)
        _find(test, f"list-save-{sheet_id}|FormSubmitter.*list-save-{sheet_id}").click().run()
    assert not test.exception
    assert [(line.position, line.n_people) for line in _lines(point)[before:]] == [(1, 1), (2, 7), (3, 1)]
    _find(test, f"list-done-{sheet_id}").click().run()
    with reading() as s:
        assert s.get_one(ServiceSheet, sheet_id).status is ServiceSheetStatus.RETURNED


def test_the_office_makes_lists_and_finds_the_log(open_page, point):
    test = open_page(SHEETS, "clerk")
    _find(test, "make-service-sheets-points").set_value([point]).run()
    _find(test, "make-service-sheets-make").click().run()
    assert "已生成" in written_on(test)
    with reading() as s:
        assert [sheet.point_id for sheet in s.scalars(sa.select(ServiceSheet))] == [point]
    assert not open_page(SERVICES, "clerk").exception
