"""Particulars are mended while vetting goes on; who it is and where they would serve is not."""

import pytest

from db.engine import session as write_block
from db.errors import NotAllowed, RuleError, Stale
from db.vetting.commands.register import correct
from db.vetting.models.applications import Status
from db.vetting.queries.applications import application_facts
from tests.people import applicant, id_number, registered, version
from tests.vetting.at_once import overtaken
from tests.vetting.decided import approve
from tests.vetting.states import codes, everything, in_each_status, in_status


def _correct(session, actor, cast, application_id, seen, **changes):
    correct(session, actor, application_id=application_id, seen=seen, applicant=applicant(cast, **changes))


def test_particulars_are_mended_while_vetting_goes_on(session, cast):
    for n, status in enumerate((Status.WAITING, Status.CLEARED)):
        application_id = in_status(session, cast, status, n)
        written = applicant(cast, n, occupation="电工")
        correct(session, cast.bob, application_id=application_id, seen=version(session, application_id), applicant=written)
        facts = application_facts(session, cast.bob, application_id)
        assert (facts.occupation, facts.status) == ("电工", status)


def test_a_reviewer_who_has_the_page_open_is_told_that_it_changed(session, cast):
    application_id = registered(session, cast)
    _correct(session, cast.bob, cast, application_id, 1, occupation="电工")
    with pytest.raises(RuleError):
        approve(session, cast.grace, application_id=application_id, seen=1)


def test_a_second_corrector_with_an_old_form_is_told(session, cast):
    application_id = registered(session, cast)
    _correct(session, cast.bob, cast, application_id, 1, occupation="电工")
    with pytest.raises(Stale):
        _correct(session, cast.alice, cast, application_id, 1, occupation="木工")


def test_who_the_person_is_and_where_they_would_serve_stays_fixed(session, cast):
    application_id = registered(session, cast)
    before = everything(session)
    changes = [
        {"name": "赵换名"},
        {"id_number": id_number(serial=2)},
        {"category": "volunteer"},
        {"unit_id": cast.places.buildings[1]},
    ]
    found = codes(lambda change: _correct(session, cast.bob, cast, application_id, 1, **change), *changes)
    assert found == ["identity_fixed"] * 4
    assert everything(session) == before


def test_what_is_not_under_way_is_not_corrected(session, cast):
    others = in_each_status(session, cast, but=Status.WAITING)
    del others[Status.CLEARED]
    found = codes(lambda i: _correct(session, cast.bob, cast, i, version(session, i), occupation="电工"), *others.values())
    assert found == ["not_under_way"] * 5


def test_a_role_that_does_not_register_does_not_correct(session, cast):
    with pytest.raises(NotAllowed):
        _correct(session, cast.leo, cast, registered(session, cast), 1, occupation="电工")


def test_of_two_who_correct_at_once_the_second_is_told(engine, cast):
    with write_block(engine) as session:
        application_id = registered(session, cast)
    late = overtaken(
        engine,
        lambda session: _correct(session, cast.bob, cast, application_id, 1, occupation="电工"),
        lambda session: _correct(session, cast.alice, cast, application_id, 1, occupation="木工"),
    )
    assert isinstance(late, Stale)
