"""Leads that users of a point leave there: kept sealed, waiting for matters, or dropped with a reason."""

from uuid import uuid4

import pytest

from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.points.commands.leads import drop_lead, leave_lead
from db.points.models.services import LeadIn, LeadStatus
from db.points.queries.leads import count_leads, find_lead, find_leads
from tests.points.logs import a_station, with_dora

LAMP = LeadIn(text="3号楼门口路灯不亮", contact="唐大河")


def test_a_steward_leaves_a_lead_where_they_serve_and_sees_their_own(session, cast):
    here, there = a_station(session, cast), a_station(session, cast, "别处驿站")
    dora = with_dora(session, cast, here)
    leave_lead(session, dora, point_id=here, lead=LAMP)
    leave_lead(session, cast.bob, point_id=there, lead=LAMP)
    with pytest.raises(NotFound):
        leave_lead(session, dora, point_id=there, lead=LAMP)
    assert [(row.point_name, row.text, row.contact) for row in find_leads(session, dora)] == [
        ("红色驿站", LAMP.text, LAMP.contact)
    ]
    assert (count_leads(session, cast.alice), count_leads(session, cast.charlie)) == (2, 0)


def test_a_press_that_arrives_twice_leaves_one_lead(session, cast):
    point_id, press = a_station(session, cast), uuid4()
    assert len({leave_lead(session, cast.bob, point_id=point_id, lead=LAMP, request_id=press) for _ in range(2)}) == 1
    assert count_leads(session, cast.bob) == 1


def test_a_lead_says_what_is_wrong_and_its_kind_is_one_of_matters(session, cast):
    with pytest.raises(Invalid) as refused:
        leave_lead(session, cast.bob, point_id=a_station(session, cast), lead=LeadIn(kind="moon", contact="唐" * 61))
    assert {problem.field for problem in refused.value.all} == {"text", "kind", "contact"}


def test_a_lead_is_dropped_once_with_a_reason_by_the_office(session, cast):
    lead_id = leave_lead(session, cast.bob, point_id=a_station(session, cast), lead=LAMP)
    with pytest.raises(Invalid, match="reason_missing"):
        drop_lead(session, cast.bob, lead_id=lead_id, why=" ")
    with pytest.raises(NotAllowed):
        drop_lead(session, cast.grace, lead_id=lead_id, why="已报修")
    drop_lead(session, cast.bob, lead_id=lead_id, why="物业昨天已经修好")
    with pytest.raises(Conflict, match="lead_moved"):
        drop_lead(session, cast.alice, lead_id=lead_id, why="已报修")
    assert (find_leads(session, cast.bob), find_lead(session, cast.bob, lead_id).why) == ([], "物业昨天已经修好")
    assert count_leads(session, cast.bob, LeadStatus.DROPPED) == 1
