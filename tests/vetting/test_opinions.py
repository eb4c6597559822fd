"""Departments are asked side by side; each sees its own list and only the fields that the scheme gives it."""

from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.office.queries import current_scheme
from db.scheme import PersonField as F
from db.vetting.commands.decide import approve, return_for_changes
from db.vetting.commands.opinions import Answer, answer_opinions, record_reply
from db.vetting.commands.readings import show_department_list
from db.vetting.commands.register import withdraw
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.queries.applications import opinion_progress
from db.vetting.queries.opinions import count_for_department, department_states, waiting_for_department
from tests.people import applicant, at_opinions, registered
from tests.vetting.states import everything, journal, new_scheme

FIELDS = {
    "discipline": {F.NAME, F.SEX, F.BIRTH_DATE, F.ID_NUMBER, F.UNIT, F.POLITICAL, F.OCCUPATION},
    "public_security": {F.NAME, F.SEX, F.BIRTH_DATE, F.ID_NUMBER, F.UNIT},
    "court": {F.NAME, F.SEX, F.ID_NUMBER, F.UNIT},
    "petitions": {F.NAME, F.SEX, F.ID_NUMBER, F.UNIT},
    "tax": {F.NAME, F.ID_NUMBER, F.UNIT, F.OCCUPATION},
    "market": {F.NAME, F.ID_NUMBER, F.UNIT, F.OCCUPATION},
}


def _list(session, actor):
    return waiting_for_department(session, actor, offset=0, limit=100)


def _answer(session, actor, status, reason=""):
    answers = [Answer(person.opinion_id, status, reason) for person in _list(session, actor)]
    return answer_opinions(session, actor, answers=answers)


def test_nobody_is_asked_before_the_step_begins(session, cast):
    registered(session, cast)
    assert {key: _list(session, actor) for key, actor in cast.departments.items()} == dict.fromkeys(FIELDS, [])


def test_all_departments_are_asked_side_by_side_when_the_step_begins(session, cast):
    application_id = at_opinions(session, cast)
    asked = {key: [p.application_id for p in _list(session, actor)] for key, actor in cast.departments.items()}
    assert asked == dict.fromkeys(FIELDS, [application_id])
    assert opinion_progress(session, cast.alice, application_id).n_asked == 6


def test_the_reply_is_due_after_the_working_days_of_the_scheme(session, cast):
    application_id = at_opinions(session, cast)
    assert opinion_progress(session, cast.alice, application_id).due_on == date(2026, 12, 7)


@pytest.mark.parametrize("key", FIELDS)
def test_a_department_sees_the_fields_of_its_scheme_and_no_others(session, cast, key):
    at_opinions(session, cast)
    [person] = _list(session, cast.departments[key])
    assert set(person.values) == FIELDS[key]


def test_what_a_department_sees_is_what_was_registered(session, cast):
    at_opinions(session, cast)
    [person] = _list(session, cast.departments["discipline"])
    written = applicant(cast)
    assert person.values == {
        F.NAME: written.name, F.SEX: written.sex, F.BIRTH_DATE: date(1950, 1, 1), F.UNIT: "松风社区 松风苑 1号楼",
        F.POLITICAL: written.political, F.OCCUPATION: "退休教师", F.ID_NUMBER: f"{written.id_number[:6]}********{written.id_number[-4:]}",
    }  # fmt: skip


def test_showing_full_id_numbers_is_recorded_person_by_person(session, cast):
    for n in (0, 1):
        at_opinions(session, cast, n)
    shown = show_department_list(session, cast.departments["court"], offset=0, limit=100)
    assert [p.values[F.ID_NUMBER] for p in shown] == [applicant(cast, n).id_number for n in (0, 1)]
    assert journal(session, "personal_data_shown") == [{"what": "opinion", "ids": [p.opinion_id for p in shown]}]


def test_the_masked_list_is_no_showing(session, cast):
    at_opinions(session, cast)
    _list(session, cast.departments["court"])
    assert journal(session, "personal_data_shown") == []


def test_a_department_answers_its_whole_list_and_no_other_departments(session, cast):
    for n in (0, 1, 2):
        at_opinions(session, cast, n)
    assert _answer(session, cast.departments["court"], OpinionStatus.NO_OBJECTION) == 3
    left = {key: count_for_department(session, actor) for key, actor in cast.departments.items()}
    assert left == {**dict.fromkeys(FIELDS, 3), "court": 0}


def test_a_department_does_not_answer_for_another(session, cast):
    at_opinions(session, cast)
    [person] = _list(session, cast.departments["tax"])
    with pytest.raises(NotFound):
        answer_opinions(session, cast.departments["court"], answers=[Answer(person.opinion_id, OpinionStatus.NO_OBJECTION)])


@pytest.mark.parametrize("reason", ["", " ", "有"])
def test_an_objection_needs_a_reason_and_nothing_of_the_list_is_written_without_one(session, cast, reason):
    for n in (0, 1):
        at_opinions(session, cast, n)
    first, second = _list(session, cast.departments["court"])
    before = everything(session)
    with pytest.raises(Invalid) as refusal:
        answers = [
            Answer(first.opinion_id, OpinionStatus.NO_OBJECTION),
            Answer(second.opinion_id, OpinionStatus.OBJECTION, reason),
        ]
        answer_opinions(session, cast.departments["court"], answers=answers)
    assert (refusal.value.code, refusal.value.field) == ("objection_needs_reason", "reason")
    assert everything(session) == before


@pytest.mark.parametrize("status", [OpinionStatus.WAITING, OpinionStatus.NOT_REPLIED])
def test_a_department_answers_with_an_opinion_and_not_with_silence(session, cast, status):
    at_opinions(session, cast)
    with pytest.raises(Invalid) as refusal:
        _answer(session, cast.departments["court"], status)
    assert refusal.value.code == "answer_missing"


def test_a_colleague_who_was_slower_is_told_and_changes_nothing(session, cast):
    at_opinions(session, cast)
    court = cast.departments["court"]
    [person] = _list(session, court)
    answer_opinions(session, court, answers=[Answer(person.opinion_id, OpinionStatus.OBJECTION, "失信被执行人")])
    before = everything(session)
    with pytest.raises(Conflict) as refusal:
        answer_opinions(session, court, answers=[Answer(person.opinion_id, OpinionStatus.NO_OBJECTION)])
    assert refusal.value.code == "opinion_answered"
    assert everything(session) == before


def test_the_same_press_twice_answers_once(session, cast):
    at_opinions(session, cast)
    court, press = cast.departments["court"], uuid4()
    answers = [Answer(p.opinion_id, OpinionStatus.NO_OBJECTION) for p in _list(session, court)]
    assert [answer_opinions(session, court, answers=answers, request_id=press) for _ in range(2)] == [1, 1]
    assert len(journal(session, "opinion_answered")) == 1


def test_an_answer_is_counted_and_not_told_to_whoever_only_sees_the_application(session, cast):
    application_id = at_opinions(session, cast)
    _answer(session, cast.departments["court"], OpinionStatus.OBJECTION, "失信被执行人")
    seen = opinion_progress(session, cast.grace, application_id)
    assert (seen.n_asked, seen.n_answered, seen.n_excused) == (6, 1, 0)


def test_a_department_that_did_not_reply_in_time_may_still_answer(session, cast):
    at_opinions(session, cast)
    court = cast.departments["court"]
    [person] = _list(session, court)
    record_reply(session, cast.bob, answers=[Answer(person.opinion_id, OpinionStatus.NOT_REPLIED)])
    assert _answer(session, court, OpinionStatus.NO_OBJECTION) == 1


@pytest.mark.parametrize("leave", ["withdraw", "return"])
def test_once_the_step_is_over_nobody_is_on_the_list_and_an_old_page_is_told(session, cast, leave):
    application_id = at_opinions(session, cast)
    court = cast.departments["court"]
    [person] = _list(session, court)
    if leave == "withdraw":
        withdraw(session, cast.bob, application_id=application_id, seen=4)
    else:
        return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="单位写错")
    assert _list(session, court) == []
    with pytest.raises(Conflict) as refusal:
        answer_opinions(session, court, answers=[Answer(person.opinion_id, OpinionStatus.NO_OBJECTION)])
    assert refusal.value.code == "opinion_closed"


@pytest.mark.parametrize("who", ["bob", "alice", "grace", "leo", "dora"])
def test_who_is_no_department_neither_sees_a_list_nor_answers(session, cast, who):
    at_opinions(session, cast)
    actor = getattr(cast, who)
    with pytest.raises(NotAllowed):
        waiting_for_department(session, actor, offset=0, limit=9)
    with pytest.raises(NotAllowed):
        answer_opinions(session, actor, answers=[])


def test_the_office_sees_how_far_each_department_is(session, cast):
    for n in (0, 1):
        at_opinions(session, cast, n)
    _answer(session, cast.departments["court"], OpinionStatus.NO_OBJECTION)
    with clock.at(date(2026, 12, 8)):
        states = {s.department: (s.n_pending, s.n_overdue) for s in department_states(session, cast.alice, clock.today())}
    assert states == {**dict.fromkeys(FIELDS, (2, 2)), "court": (0, 0)}


def _without_tax(scheme):
    return scheme.model_copy(update={"departments": tuple(d for d in scheme.departments if d.key != "tax")})


def test_a_department_that_the_scheme_drops_stays_in_view_while_somebody_waits_for_it(session, cast):
    """Applications under way finish under the version they began with."""
    at_opinions(session, cast)
    new_scheme(session, cast, _without_tax)
    states = {state.department: state.n_pending for state in department_states(session, cast.alice, clock.today())}
    assert states.get("tax") == 1


def test_a_department_that_the_scheme_drops_sees_of_those_under_way_what_their_version_says(session, cast):
    at_opinions(session, cast)
    new_scheme(session, cast, _without_tax)
    [person] = _list(session, cast.departments["tax"])
    assert set(person.values) == FIELDS["tax"]


def test_a_field_that_a_new_version_adds_is_not_shown_of_those_under_way(session, cast):
    at_opinions(session, cast)

    def with_more(scheme):
        more = tuple(d.model_copy(update={"fields": tuple(F)}) for d in scheme.departments)
        return scheme.model_copy(update={"departments": more})

    new_scheme(session, cast, with_more)
    [person] = _list(session, cast.departments["court"])
    assert set(person.values) == FIELDS["court"]


def test_somebody_registered_under_the_new_version_is_not_asked_about_at_the_dropped_department(session, cast):
    new_scheme(session, cast, _without_tax)
    at_opinions(session, cast)
    assert _list(session, cast.departments["tax"]) == []
    assert "tax" not in {d.key for d in current_scheme(session).departments}


def test_an_opinion_is_kept_with_who_gave_it_when_and_how(session, cast):
    at_opinions(session, cast)
    court = cast.departments["court"]
    [person] = _list(session, court)
    _answer(session, court, OpinionStatus.NO_OBJECTION)
    row = session.get_one(Opinion, person.opinion_id)
    assert (row.answered_by, row.channel.value, row.answered_at) == (court.user_id, "screen", clock.now())


def test_sent_back_and_forward_again_everybody_is_asked_anew(session, cast):
    application_id = at_opinions(session, cast)
    _answer(session, cast.departments["court"], OpinionStatus.NO_OBJECTION)
    return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="再核实", target="community_review")
    approve(session, cast.alice, application_id=application_id, seen=5)
    assert [count_for_department(session, actor) for actor in cast.departments.values()] == [1] * 6
