"""What departments and objectors said: read by few, each reading recorded, encrypted where it lies."""

import pytest
import sqlalchemy as sa

from db import audit
from db.vetting.commands.disclosures import read_objection, read_opinions, show_numbers_of_applicant, show_numbers_of_steward
from db.vetting.commands.entries import submit_entry
from db.vetting.commands.objections import ObjectionIn, examine_objection, object_in_public
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.models.applications import Application, Status
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.opinions import waiting_for_department
from tests.people import applicant, at_opinions, registered
from tests.vetting.decided import approve, refuse, return_for_changes
from tests.vetting.states import a_steward, as_stored, codes, in_status, journal

pytestmark = pytest.mark.both_databases

SAID = "该同志有未履行的生效判决"
OBJECTED = ObjectionIn(0, "长期不在小区居住", "欧阳举报", "19955554444")


def _with_an_objecting_court(session, cast):
    application_id = at_opinions(session, cast)
    court = cast.departments["court"]
    [person] = waiting_for_department(session, court, offset=0, limit=9)
    answer_opinions(session, court, answers=[Answer(person.opinion_id, OpinionStatus.OBJECTION, SAID)])
    return application_id


def _objected(session, cast):
    given = ObjectionIn(in_status(session, cast, Status.ANNOUNCED), OBJECTED.text, OBJECTED.objector, OBJECTED.contact)
    return object_in_public(session, objection=given, address="10.0.0.9")


def test_the_two_roles_that_decide_read_opinions_and_each_reading_is_recorded(session, cast):
    application_id = _with_an_objecting_court(session, cast)
    for who in (cast.alice, cast.bob):
        read = read_opinions(session, who, application_id=application_id)
        assert {o.department: o.reason for o in read}["court"] == SAID
    assert journal(session, "opinions_read") == [{"application": application_id}] * 2


def test_nobody_else_reads_opinions(session, cast):
    application_id = _with_an_objecting_court(session, cast)
    actors = [who for who in cast.everybody if who not in (cast.alice, cast.bob, cast.charlie)]
    found = codes(lambda who: read_opinions(session, who, application_id=application_id), *actors, cast.charlie)
    assert found == ["not_allowed"] * len(actors) + ["application_not_found"]
    assert journal(session, "opinions_read") == []


def test_after_a_second_asking_the_opinions_of_the_first_are_not_mixed_in(session, cast):
    application_id = _with_an_objecting_court(session, cast)
    return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="再核实", target="community_review")
    approve(session, cast.alice, application_id=application_id, seen=5)
    read = read_opinions(session, cast.alice, application_id=application_id)
    assert [(o.status, o.reason) for o in read] == [(OpinionStatus.WAITING, "")] * 6


def test_whoever_examines_reads_an_objection_and_each_reading_is_recorded(session, cast):
    objection_id = _objected(session, cast)
    for who in (cast.alice, cast.bob):
        read = read_objection(session, who, objection_id=objection_id)
        assert (read.text, read.objector, read.contact) == (OBJECTED.text, OBJECTED.objector, OBJECTED.contact)
    assert journal(session, "objection_read") == [{"objection": objection_id}] * 2


def test_for_everybody_else_the_objection_does_not_exist(session, cast):
    objection_id = _objected(session, cast)
    actors = [who for who in cast.everybody if who not in (cast.alice, cast.bob)]
    found = codes(lambda who: read_objection(session, who, objection_id=objection_id), *actors)
    assert set(found) <= {"objection_not_found", "not_allowed"}
    assert journal(session, "objection_read") == []


def test_full_numbers_are_shown_to_the_two_offices_and_recorded(session, cast):
    application_id = registered(session, cast)
    for who in (cast.alice, cast.bob):
        numbers = show_numbers_of_applicant(session, who, application_id=application_id)
        assert (numbers.id_number, numbers.phone) == (applicant(cast).id_number, applicant(cast).phone)
    assert journal(session, "numbers_opened") == [{"application": application_id, "steward": None, "candidate": None}] * 2


def test_full_numbers_of_a_steward_are_shown_to_the_two_offices_and_recorded(session, cast):
    steward_id = a_steward(session, cast)
    assert show_numbers_of_steward(session, cast.bob, steward_id=steward_id).id_number == applicant(cast).id_number
    assert journal(session, "numbers_opened") == [{"application": None, "steward": steward_id, "candidate": None}]


def test_full_numbers_are_shown_to_nobody_else(session, cast):
    application_id = registered(session, cast)
    actors = [cast.grace, cast.ben, cast.ada, cast.leo, *cast.departments.values()]
    found = codes(lambda who: show_numbers_of_applicant(session, who, application_id=application_id), *actors)
    assert found == ["not_allowed"] * len(actors)


def test_what_is_secret_lies_encrypted_in_the_database(session, cast):
    """As the database holds it: no ID number, phone, receipt, opinion, objection, finding or note in clear."""
    objection_id = _objected(session, cast)
    examine_objection(session, cast.alice, objection_id=objection_id, is_upheld=False, finding="经走访与事实不符")
    _with_an_objecting_court_of(session, cast, 1)
    refuse(session, cast.grace, application_id=registered(session, cast, 2), seen=1, note="不在本小区居住")
    submit_entry(session, applicant=applicant(cast, 3), address="10.0.0.7")
    people = [applicant(cast, n) for n in range(4)]
    receipt = session.scalars(sa.select(Application.receipt)).first()
    secrets = [SAID, OBJECTED.text, OBJECTED.objector, OBJECTED.contact, "经走访与事实不符", "不在本小区居住", receipt]
    secrets += [person.id_number for person in people] + [person.phone for person in people]
    stored = as_stored(session)
    assert [secret for secret in secrets if secret.encode() in stored] == []


def _with_an_objecting_court_of(session, cast, n):
    at_opinions(session, cast, n)
    court = cast.departments["court"]
    [person] = waiting_for_department(session, court, offset=0, limit=9)
    answer_opinions(session, court, answers=[Answer(person.opinion_id, OpinionStatus.OBJECTION, SAID)])


def test_the_check_for_clear_text_finds_what_is_stored_in_clear(session, cast):
    """The name is public on the announcement and lies in clear: the search above would find it."""
    registered(session, cast)
    assert applicant(cast).name.encode() in as_stored(session)


def test_the_journal_names_nobody(session, cast):
    _objected(session, cast)
    rows, _ = audit.page(session, offset=0, limit=1000)
    told = str([row.detail for row in rows])
    assert [word for word in (applicant(cast).name, OBJECTED.objector, OBJECTED.text) if word in told] == []
