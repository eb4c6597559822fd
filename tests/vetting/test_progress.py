"""What an applicant learns with the receipt, and what never."""

from dataclasses import asdict

import pytest

from db import clock
from db.vetting.commands.announce import withdraw_announcement
from db.vetting.commands.objections import ObjectionIn, examine_objection, object_in_public, refuse_after_objection
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.commands.register import change_and_resubmit
from db.vetting.models.applications import Status
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.announcements import announcements
from db.vetting.queries.applications import application_facts
from db.vetting.queries.opinions import waiting_for_department
from db.vetting.queries.progress import progress
from tests.people import applicant, appointed, at_opinions, registered, version
from tests.vetting.decided import approve, refuse, return_for_changes
from tests.vetting.states import AFTER, in_status

pytestmark = pytest.mark.both_databases

OBJECTION = {"text": "长期不在小区居住，钥匙都在亲戚手里", "objector": "欧阳举报", "contact": "19955554444"}


def _progress(session, cast, application_id):
    return progress(session, application_facts(session, cast.bob, application_id).receipt)


def _objected(session, cast):
    """An announced person and the id of the objection to them."""
    application_id = in_status(session, cast, Status.ANNOUNCED)
    given = ObjectionIn(application_id=application_id, **OBJECTION)
    return application_id, object_in_public(session, objection=given, address="10.0.0.9")


def _tells(seen):
    return [secret for secret in OBJECTION.values() if secret in str(asdict(seen))]


def test_a_receipt_that_nobody_was_given_says_nothing(session, cast):
    registered(session, cast)
    assert progress(session, "ABCDEFGHJK") is None


def test_every_status_is_told_under_a_masked_name_and_whether_it_can_still_be_withdrawn(session, cast):
    seen = {s: _progress(session, cast, in_status(session, cast, s, n)) for n, s in enumerate(Status)}
    assert {s: told.status for s, told in seen.items()} == {s: s for s in Status}
    assert {told.name[1:] for told in seen.values()} == {"**"}
    may = {Status.WAITING, Status.RETURNED, Status.CLEARED, Status.ANNOUNCED}
    assert {s for s, told in seen.items() if told.can_withdraw} == may


def test_the_step_that_waits_is_named(session, cast):
    assert _progress(session, cast, at_opinions(session, cast)).step_key == "opinions"


def test_after_a_return_the_applicant_reads_what_to_change(session, cast):
    application_id = registered(session, cast)
    return_for_changes(session, cast.grace, application_id=application_id, seen=1, note="请补充入党时间")
    assert _progress(session, cast, application_id).note == "请补充入党时间"


def test_after_a_refusal_the_applicant_reads_the_reason(session, cast):
    application_id = registered(session, cast)
    refuse(session, cast.grace, application_id=application_id, seen=1, note="不在本小区居住")
    assert _progress(session, cast, application_id).note == "不在本小区居住"


def test_what_was_changed_after_a_return_is_no_longer_asked_for(session, cast):
    application_id = registered(session, cast)
    return_for_changes(session, cast.grace, application_id=application_id, seen=1, note="请补充入党时间")
    change_and_resubmit(session, cast.bob, application_id=application_id, seen=2, applicant=applicant(cast))
    assert _progress(session, cast, application_id).note == ""


def test_what_one_reviewer_writes_to_the_next_is_not_shown(session, cast):
    application_id = registered(session, cast)
    approve(session, cast.grace, application_id=application_id, seen=1, note="邻居反映有欠费，请留意")
    return_for_changes(
        session, cast.ben, application_id=application_id, seen=2, note="请网格员再核实欠费", target="recommendation"
    )
    assert _progress(session, cast, application_id).note == ""


def test_what_a_department_said_is_not_shown(session, cast):
    application_id = at_opinions(session, cast)
    court = cast.departments["court"]
    [asked] = waiting_for_department(session, court, offset=0, limit=9)
    answer_opinions(session, court, answers=[Answer(asked.opinion_id, OpinionStatus.OBJECTION, "失信被执行人")])
    assert "失信" not in str(asdict(_progress(session, cast, application_id)))


def test_an_objection_shows_only_that_something_is_being_examined(session, cast):
    application_id, _ = _objected(session, cast)
    seen = _progress(session, cast, application_id)
    assert (seen.is_being_examined, _tells(seen)) == (True, [])


@pytest.mark.parametrize("is_upheld", [True, False])
def test_once_examined_nothing_is_being_examined_and_nothing_is_told(session, cast, is_upheld):
    application_id, objection_id = _objected(session, cast)
    examine_objection(session, cast.alice, objection_id=objection_id, is_upheld=is_upheld, finding="经走访查实的情况")
    seen = _progress(session, cast, application_id)
    assert (seen.is_being_examined, seen.note, _tells(seen)) == (False, "", [])


def test_refused_after_an_objection_the_applicant_reads_the_note_and_not_the_objection(session, cast):
    application_id, objection_id = _objected(session, cast)
    examine_objection(session, cast.alice, objection_id=objection_id, is_upheld=True, finding="经走访查实的情况")
    seen = version(session, application_id)
    refuse_after_objection(session, cast.alice, application_id=application_id, seen=seen, note="经核实不符合居住条件")
    told = _progress(session, cast, application_id)
    assert (told.note, _tells(told)) == ("经核实不符合居住条件", [])
    assert "查实" not in str(asdict(told))


def test_taken_down_from_the_wall_nothing_of_the_objection_is_told(session, cast):
    application_id, _ = _objected(session, cast)
    [announcement] = announcements(session, cast.alice)
    withdraw_announcement(session, cast.alice, announcement_id=announcement.id, reason="接到举报，重新公示")
    told = _progress(session, cast, application_id)
    assert (told.status, told.note, _tells(told)) == (Status.CLEARED, "", [])


def test_appointed_after_an_objection_that_was_not_upheld_nothing_of_it_is_told(session, cast):
    application_id, objection_id = _objected(session, cast)
    examine_objection(session, cast.alice, objection_id=objection_id, is_upheld=False, finding="经走访与事实不符")
    with clock.at(AFTER):
        appointed(session, cast, application_id)
    told = _progress(session, cast, application_id)
    assert (told.status, _tells(told)) == (Status.APPOINTED, [])
