"""Silence is never consent: the step does not pass on a missing reply unless it is excused, name by name."""

from datetime import date

import pytest

from db import clock
from db.errors import Conflict, NotAllowed, RuleError
from db.vetting.commands.decide import decide_many, declare_kin
from db.vetting.commands.disclosures import read_opinions
from db.vetting.commands.opinions import Answer, answer_opinions, ask_again, excuse_missing, record_reply, write_letter
from db.vetting.models.applications import Decision, Relation, Status
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.applications import opinion_progress
from db.vetting.queries.opinions import count_for_department, waiting_for_department
from tests.people import all_departments_agree, at_opinions, version
from tests.vetting.decided import approve
from tests.vetting.states import as_stored, codes, everything, journal, status_of

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
    with pytest.raises(RuleError) as refusal:
        approve(session, cast.alice, application_id=application_id, seen=seen)
    return refusal.value.code


def test_a_department_that_is_silent_is_never_counted_as_consent(session, cast):
    """Whichever it is: each person is agreed to by five departments, and another one is silent about each."""
    ids = [at_opinions(session, cast, n) for n in range(6)]
    for n, actor in enumerate(cast.departments.values()):
        people = waiting_for_department(session, actor, offset=0, limit=99)
        agreed = [Answer(p.opinion_id, OpinionStatus.NO_OBJECTION) for p in people if p.application_id != ids[n]]
        answer_opinions(session, actor, answers=agreed)
    assert [opinion_progress(session, cast.alice, i).n_answered for i in ids] == [5] * 6
    assert [_refused(session, cast, i) for i in ids] == ["opinions_missing"] * 6


def test_time_that_runs_out_is_no_consent_either(session, cast):
    application_id = _all_but_the_court(session, cast)
    for day in (DUE, OVERDUE, MUCH_LATER):
        with clock.at(day):
            assert _refused(session, cast, application_id) == "opinions_missing"


def test_recording_that_no_reply_came_is_no_consent_either(session, cast):
    application_id = _all_but_the_court(session, cast)
    write_letter(session, cast.bob, department="court", opinion_ids=[_opinion(session, cast)])
    for day in (date(2026, 11, 23), OVERDUE):
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


def test_an_excuse_that_was_given_before_stays_readable_with_who_gave_it(session, cast):
    """Another one takes its place, and a reply that was recorded takes the place of both."""
    application_id = _all_but_the_court(session, cast)
    opinion_id = _opinion(session, cast)
    write_letter(session, cast.bob, department="court", opinion_ids=[opinion_id])
    with clock.at(OVERDUE):
        for reason in (WHY, "电话问过，没有意见"):
            excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=reason)
        record_reply(session, cast.bob, answers=[Answer(opinion_id, OpinionStatus.NOT_REPLIED)])
        excuse_missing(session, cast.alice, opinion_id=opinion_id, reason="再次催办仍无回复")
        [court] = [one for one in read_opinions(session, cast.alice, application_id=application_id) if one.department == "court"]
    assert court.excuse == "再次催办仍无回复"
    former = [(one.reason, one.user_name) for one in court.former_excuses]
    assert former == [(WHY, cast.alice.name), ("电话问过，没有意见", cast.alice.name)]
    assert "电话问过".encode() not in as_stored(session)


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


def test_nothing_is_excused_before_the_time_is_over(session, cast):
    _all_but_the_court(session, cast)
    opinion_id, before = _opinion(session, cast), everything(session)
    for day in (date(2026, 11, 23), DUE):
        with clock.at(day), pytest.raises(Conflict) as refusal:
            excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=WHY)
        assert refusal.value.code == "opinion_not_due"
    assert everything(session) == before


def test_only_the_organisation_of_the_community_itself_excuses(session, cast):
    _all_but_the_court(session, cast)
    opinion_id = _opinion(session, cast)
    actors = [cast.bob, cast.grace, cast.ben, cast.ada, cast.leo, cast.charlie]
    with clock.at(OVERDUE):
        found = codes(lambda who: excuse_missing(session, who, opinion_id=opinion_id, reason=WHY), *actors)
    assert found == ["not_allowed"] * 5 + ["opinion_not_found"]


def test_an_excuse_says_why(session, cast):
    _all_but_the_court(session, cast)
    opinion_id = _opinion(session, cast)
    with clock.at(OVERDUE):
        excuse = lambda why: excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=why)  # noqa: E731
        assert codes(excuse, "", "   ", "没回") == ["excuse_missing"] * 3


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


@pytest.mark.parametrize("way", ["asked again", "recorded as silent"])
def test_a_department_that_objected_is_never_excused(session, cast, way):
    """Decision 0005: only its own new answer lifts an objection."""
    application_id = _all_but_the_court(session, cast)
    write_letter(session, cast.bob, department="court", opinion_ids=[_opinion(session, cast)])
    opinion_id = _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
    ask_again(session, cast.alice, opinion_id=opinion_id)
    if way == "recorded as silent":
        write_letter(session, cast.bob, department="court", opinion_ids=[opinion_id])
        record_reply(session, cast.bob, answers=[Answer(opinion_id, OpinionStatus.NOT_REPLIED)])
    with clock.at(MUCH_LATER):
        with pytest.raises(Conflict) as refusal:
            excuse_missing(session, cast.alice, opinion_id=opinion_id, reason=WHY)
        assert refusal.value.code == "department_objected"
        assert _refused(session, cast, application_id) == "opinions_missing"


def test_an_excuse_from_before_an_objection_does_not_cover_the_silence_after_it(session, cast):
    application_id = _all_but_the_court(session, cast)
    with clock.at(OVERDUE):
        excuse_missing(session, cast.alice, opinion_id=_opinion(session, cast), reason=WHY)
        opinion_id = _answer(session, cast, "court", OpinionStatus.OBJECTION, "失信被执行人")
        ask_again(session, cast.alice, opinion_id=opinion_id)
        assert _refused(session, cast, application_id) == "opinions_missing"


def test_only_an_objection_is_asked_about_again(session, cast):
    at_opinions(session, cast)
    ids = _opinion(session, cast, "tax"), _answer(session, cast, "court", OpinionStatus.NO_OBJECTION)
    found = codes(lambda i: ask_again(session, cast.alice, opinion_id=i), *ids)
    assert found == ["no_objection_to_ask_about"] * 2
