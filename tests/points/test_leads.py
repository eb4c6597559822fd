"""What users of a point leave there: sealed, shown to the office, waiting until somebody takes it up."""

import pytest
import sqlalchemy as sa

from db.errors import Invalid, NotAllowed, NotFound, Stale
from db.points.commands.leads import drop_lead, leave_lead, show_lead_contact
from db.points.models.services import LeadIn, LeadStatus
from db.points.queries.leads import count_leads, find_leads
from tests.points.log_places import a_served_point
from tests.vetting.states import codes, journal

pytestmark = pytest.mark.both_databases
LAMP = LeadIn(text="3号楼前路灯不亮", kind="hazard", contact="李大妈 13800138000")


@pytest.fixture
def here(session, cast):
    return a_served_point(session, cast)


def _leave(session, actor, here, **more):
    return leave_lead(session, actor, point_id=here.point, lead=LAMP.model_copy(update=more))


def test_what_a_steward_takes_down_waits_for_the_office_of_the_place(session, cast, here):
    lead_id = _leave(session, here.who, here)
    [row] = find_leads(session, cast.alice)
    assert (row.id, row.point_name, row.kind, row.text) == (lead_id, "荷塘驿站", "hazard", LAMP.text)
    assert (count_leads(session, cast.bob), count_leads(session, cast.grace), count_leads(session, cast.charlie)) == (1, 1, 0)


def test_words_and_names_are_sealed_and_numbers_masked(session, cast, here):
    _leave(session, here.who, here)
    [stored] = session.execute(sa.text("SELECT text, contact FROM point_lead")).all()
    assert all(LAMP.text.encode() not in bytes(cell) and "李大妈".encode() not in bytes(cell) for cell in stored)
    [row] = find_leads(session, cast.bob)
    assert "李大妈" in row.contact
    assert "13800138000" not in row.contact


def test_who_left_it_is_shown_in_full_with_a_reason_that_is_recorded(session, cast, here):
    lead_id = _leave(session, here.who, here)
    assert show_lead_contact(session, cast.bob, lead_id=lead_id, reason="回访") == LAMP.contact
    assert journal(session, "lead_contact_shown") == [{"lead": lead_id, "reason": "回访"}]
    refused = codes(lambda who: show_lead_contact(session, who, lead_id=lead_id, reason="回访"), cast.charlie, here.who)
    assert refused == ["lead_not_found", "not_allowed"]
    with pytest.raises(Invalid, match="reason_missing"):
        show_lead_contact(session, cast.bob, lead_id=lead_id, reason=" ")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"text": "灯"}, "lead_text"), ({"text": "打13800138000"}, "number_in_text"), ({"kind": "x"}, "lead_kind"),
     ({"contact": "李" * 61}, "point_text_long"), ({"text": "灯" * 501}, "lead_text")],
)  # fmt: skip
def test_what_says_nothing_or_names_numbers_is_refused(session, cast, here, wrong, code):
    with pytest.raises(Invalid, match=code):
        _leave(session, here.who, here, **wrong)
    assert count_leads(session, cast.bob) == 0


def test_dropped_with_a_reason_it_waits_no_more(session, cast, here):
    lead_id = _leave(session, here.who, here)
    with pytest.raises(Invalid, match="reason_missing"):
        drop_lead(session, cast.bob, lead_id=lead_id, why="")
    with pytest.raises(NotAllowed):
        drop_lead(session, here.who, lead_id=lead_id, why="已修好")
    with pytest.raises(NotFound):
        drop_lead(session, cast.charlie, lead_id=lead_id, why="已修好")
    drop_lead(session, cast.grace, lead_id=lead_id, why="已修好")
    assert (count_leads(session, cast.bob), [row.why for row in find_leads(session, cast.bob, LeadStatus.DROPPED)]) == (
        0,
        ["已修好"],
    )
    with pytest.raises(Stale, match="lead_moved"):
        drop_lead(session, cast.bob, lead_id=lead_id, why="已修好")
