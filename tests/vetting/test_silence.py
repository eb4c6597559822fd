"""Silence is never consent: the step does not pass on a missing reply unless it is excused, name by name."""

from datetime import date

import pytest

from db import clock
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.vetting.commands.decide import approve, decide_many, declare_kin
from db.vetting.commands.opinions import Answer, answer_opinions, ask_again, excuse_missing, record_reply
from db.vetting.models.applications import Decision, Relation, Status
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.applications import opinion_progress
from db.vetting.queries.opinions import count_for_department, waiting_for_department
from tests.people import all_departments_agree, at_opinions, version
from tests.vetting.states import everything, journal, status_of

DUE, OVERDUE, MUCH_LATER = date(2026, 12, 7), date(2026, 12, 8), date(2027, 3, 1)
WHY = "两次发函未复，电话告知无异议"


def _opinion(session, cast, key="court", application_id=None):
    people = waiting_for_department(session, cast.departments[key], offset=0, limit=99)
    return next(p.opinion_id for p in people if application_id in (None, p.application_id))


def _answer(session, cast, key, status, reason=""):
    answer = Answer(_opinion(session, cast, key), status, reason)
    answer_opinions(session, cast.departments[key], answers=[answer])
    return answer.opinion_id


def _all_but_the_court(session, cast):
    application_id = at_opinions(session, cast)
    court = cast.departments.pop("court")
    all_departments_agree(session, cast)
    cast.departments["court"] = court
    return application_id


def _refused(session, cast, application_id):
    seen = version(session, application_id)
    with pytest.raises(Conflict) as refusal:
        approve(session, cast.alice, application_id=application_id, seen=seen)
    return refusal.value.code


@pytest.mark.parametrize("missing", ["discipline", "public_security", "court", "petitions", "tax", "market"])
def test_a_department_that_is_silent_is_never_counted_as_consent(session, cast, missing):
    application_id = at_opinions(session, cast)
    silent = cast.departments.pop(missing)
    all_departments_agree(session, cast)
    cast.departments[missing] = silent
    assert _refused(session, cast, application_id) == "opinions_missing"


@pytest.mark.parametrize("day", [DUE, OVERDUE, MUCH_LATER])
def test_time_that_runs_out_is_no_consent_either(session, cast, day):
    application_id = _all_but_the_court(session, cast)
    with clock.at(day):
        assert _refused(session, cast, application_id) == "opinions_missing"


@pytest.mark.parametrize("day", [date(2026, 11, 23), OVERDUE])
def test_recording_that_no_reply_came_is_no_consent_either(session, cast, day):
    application_id = _all_but_the_court(session, cast)
    with clock.at(day):
        record_reply(session, cast.bob, answers=[Answer(_opinion(session, cast), OpinionStatus.NOT_REPLIED)])
        assert _refused(session, cast, application_id) == "opinions_missing"


def test_a_list_decided_at_once_leaves_out_whoever_a_department_is_silent_about(session, cast):
    application_id = _all_but_the_court(session, cast)
    outcome = decide_many(session, cast.alice, decision=Decision.PASS, seen={application_id: 4})
    assert outcome == {"done": [], "opinions_missing": [application_id]}


def test_when_every_department_has_no_objection_the_step_passes(session, cast):
    application_id = at_opinions(session, cast)
    all_departments_agree(session, cast)
    approve(session, cast.alice, application_id=application_id, seen=4)
    assert status_of(session, application_id) is Status.CLEARED


def test_an_excused_silence_lets_the_step_pass(session, cast):
    application_id = _all_but_the_court(session, cast)
    with clock.at(OVERDUE):
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast), reason=WHY)
        approve(session, cast.alice, application_id=application_id, seen=4)
    assert status_of(session, application_id) is Status.CLEARED


def test_an_excuse_is_for_one_department(session, cast):
    application_id = at_opinions(session, cast)
    with clock.at(OVERDUE):
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast), reason=WHY)
        assert _refused(session, cast, application_id) == "opinions_missing"
        assert opinion_progress(session, cast.alice, application_id).n_excused == 1


def test_an_excuse_is_for_one_person(session, cast):
    one, other = at_opinions(session, cast, 0), at_opinions(session, cast, 1)
    court = cast.departments.pop("court")
    all_departments_agree(session, cast)
    cast.departments["court"] = court
    with clock.at(OVERDUE):
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast, "court", one), reason=WHY)
        assert _refused(session, cast, other) == "opinions_missing"


@pytest.mark.parametrize("day", [date(2026, 11, 23), DUE])
def test_nothing_is_excused_before_the_time_is_over(session, cast, day):
    _all_but_the_court(session, cast)
    opinion_id, before = _opinion(session, cast), everything(session)
    with clock.at(day), pytest.raises(Conflict) as refusal:
        excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=WHY)
    assert refusal.value.code == "opinion_not_due"
    assert everything(session) == before


@pytest.mark.parametrize("who", ["bob", "grace", "ben", "ada", "leo"])
def test_only_the_community_organisation_excuses(session, cast, who):
    _all_but_the_court(session, cast)
    with clock.at(OVERDUE), pytest.raises(NotAllowed):
        excuse_missing(session, getattr(cast, who), opinion_id=_opinion(session, cast), reason=WHY)


def test_the_organisation_of_another_community_does_not_excuse(session, cast):
    _all_but_the_court(session, cast)
    with clock.at(OVERDUE), pytest.raises(NotFound):
        excuse_missing(session, cast.charlie, opinion_id=_opinion(session, cast), reason=WHY)


@pytest.mark.parametrize("reason", ["", "   ", "没回"])
def test_an_excuse_says_why(session, cast, reason):
    _all_but_the_court(session, cast)
    with clock.at(OVERDUE), pytest.raises(Invalid) as refusal:
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast), reason=reason)
    assert refusal.value.code == "excuse_missing"


def test_an_excuse_is_recorded(session, cast):
    _all_but_the_court(session, cast)
    with clock.at(OVERDUE):
        opinion_id = _opinion(session, cast)
        excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=WHY)
    assert journal(session, "missing_reply_excused") == [{"opinion": opinion_id}]


def test_for_kin_somebody_else_excuses(session, cast):
    application_id = _all_but_the_court(session, cast)
    declare_kin(session, cast.alice, application_id=application_id, relation=Relation.SIBLING)
    with clock.at(OVERDUE), pytest.raises((Conflict, NotAllowed)) as refusal:
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast), reason=WHY)
    assert refusal.value.code == "kin_application"


def test_an_answer_that_was_given_is_not_excused(session, cast):
    at_opinions(session, cast)
    opinion_id = _answer(session, cast, "court", OpinionStatus.NO_OBJECTION)
    with clock.at(OVERDUE), pytest.raises(Conflict) as refusal:
        excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=WHY)
    assert refusal.value.code == "opinion_answered"


def test_an_objection_that_comes_after_the_excuse_holds_the_step(session, cast):
    application_id = _all_but_the_court(session, cast)
    with clock.at(OVERDUE):
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast), reason=WHY)
        _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
        assert _refused(session, cast, application_id) == "department_objects"


def test_one_objection_holds_the_step_whatever_the_others_say(session, cast):
    application_id = at_opinions(session, cast)
    _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
    all_departments_agree(session, cast)
    assert _refused(session, cast, application_id) == "department_objects"


def test_an_objection_is_not_excused(session, cast):
    at_opinions(session, cast)
    opinion_id = _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
    with clock.at(OVERDUE), pytest.raises(Conflict):
        excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=WHY)


def test_asked_again_the_department_answers_anew_in_a_new_time(session, cast):
    application_id = at_opinions(session, cast)
    opinion_id = _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
    with clock.at(OVERDUE):
        ask_again(session, cast.alice, opinion_id=opinion_id)
        assert count_for_department(session, cast.departments["court"]) == 1
    assert opinion_progress(session, cast.alice, application_id).due_on == date(2026, 12, 22)


def test_asked_again_and_content_the_step_passes(session, cast):
    application_id = at_opinions(session, cast)
    opinion_id = _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
    ask_again(session, cast.alice, opinion_id=opinion_id)
    all_departments_agree(session, cast)
    approve(session, cast.alice, application_id=application_id, seen=4)
    assert status_of(session, application_id) is Status.CLEARED


def test_asked_again_and_silent_is_no_consent(session, cast):
    application_id = at_opinions(session, cast)
    opinion_id = _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
    court = cast.departments.pop("court")
    all_departments_agree(session, cast)
    cast.departments["court"] = court
    ask_again(session, cast.alice, opinion_id=opinion_id)
    assert _refused(session, cast, application_id) == "opinions_missing"


@pytest.mark.parametrize("status", [OpinionStatus.WAITING, OpinionStatus.NO_OBJECTION])
def test_only_an_objection_is_asked_about_again(session, cast, status):
    at_opinions(session, cast)
    is_answered = status is OpinionStatus.NO_OBJECTION
    opinion_id = _answer(session, cast, "court", status) if is_answered else _opinion(session, cast)
    with pytest.raises(Conflict) as refusal:
        ask_again(session, cast.alice, opinion_id=opinion_id)
    assert refusal.value.code == "no_objection_to_ask_about"
