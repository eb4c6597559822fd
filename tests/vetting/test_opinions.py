"""Departments are asked side by side; each sees its own list and only the fields that the scheme gives it."""

from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.errors import Conflict, NotFound
from db.office.commands.users import take_role
from db.office.queries import roles_of
from db.scheme import PersonField as F
from db.vetting.commands.disclosures import show_department_list
from db.vetting.commands.opinions import Answer, answer_opinions, record_reply, write_letter
from db.vetting.commands.register import withdraw
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.queries.applications import opinion_progress
from db.vetting.queries.opinions import (
    count_for_department,
    department_states,
    people_of_letter,
    waiting_for_department,
    without_letter,
)  # fmt: skip
from tests.people import applicant, at_opinions, registered
from tests.vetting.decided import approve, return_for_changes
from tests.vetting.states import codes, everything, journal, new_scheme

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


def test_a_department_sees_the_fields_of_its_scheme_and_no_others(session, cast):
    at_opinions(session, cast)
    lists = {key: _list(session, actor) for key, actor in cast.departments.items()}
    assert {key: set(person.values) for key, [person] in lists.items()} == FIELDS


def test_what_a_department_sees_is_what_was_registered(session, cast):
    at_opinions(session, cast)
    [person] = _list(session, cast.departments["discipline"])
    written = applicant(cast)
    assert person.values == {
        F.NAME: written.name,
        F.SEX: written.sex,
        F.BIRTH_DATE: date(1950, 1, 1),
        F.UNIT: "松风社区 松风苑 1号楼",
        F.POLITICAL: written.political,
        F.OCCUPATION: "退休教师",
        F.ID_NUMBER: f"{written.id_number[:6]}********{written.id_number[-4:]}",
    }


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


def test_an_objection_needs_a_reason_and_nothing_of_the_list_is_written_without_one(session, cast):
    for n in (0, 1):
        at_opinions(session, cast, n)
    court = cast.departments["court"]
    first, second = (person.opinion_id for person in _list(session, court))
    before, fine = everything(session), Answer(first, OpinionStatus.NO_OBJECTION)
    bad = [Answer(second, OpinionStatus.OBJECTION, reason) for reason in ("", " ", "有")]
    found = codes(lambda answer: answer_opinions(session, court, answers=[fine, answer]), *bad)
    assert found == ["objection_needs_reason"] * 3
    assert everything(session) == before


def test_a_department_answers_with_an_opinion_and_not_with_silence(session, cast):
    at_opinions(session, cast)
    silence = OpinionStatus.WAITING, OpinionStatus.NOT_REPLIED
    assert codes(lambda status: _answer(session, cast.departments["court"], status), *silence) == ["answer_missing"] * 2


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
    write_letter(session, cast.bob, department="court", opinion_ids=[person.opinion_id])
    record_reply(session, cast.bob, answers=[Answer(person.opinion_id, OpinionStatus.NOT_REPLIED)])
    assert _answer(session, court, OpinionStatus.NO_OBJECTION) == 1


@pytest.mark.parametrize("leave", ["withdraw", "return"])
def test_once_the_step_is_over_nobody_is_on_the_list_and_an_old_page_is_told(session, cast, leave):
    application_id = at_opinions(session, cast)
    court = cast.departments["court"]
    [person] = _list(session, court)
    if leave == "withdraw":
        withdraw(session, cast.bob, application_id=application_id, seen=4, note="本人来电")
    else:
        return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="单位写错")
    assert _list(session, court) == []
    with pytest.raises(Conflict) as refusal:
        answer_opinions(session, court, answers=[Answer(person.opinion_id, OpinionStatus.NO_OBJECTION)])
    assert refusal.value.code == "opinion_closed"


def test_who_is_no_department_neither_sees_a_list_nor_answers(session, cast):
    at_opinions(session, cast)
    actors = [cast.bob, cast.alice, cast.grace, cast.leo, cast.dora]
    assert codes(lambda who: _list(session, who), *actors) == ["not_allowed"] * 5
    assert codes(lambda who: answer_opinions(session, who, answers=[]), *actors) == ["not_allowed"] * 5


def test_the_office_sees_how_far_each_department_is(session, cast):
    for n in (0, 1):
        at_opinions(session, cast, n)
    _answer(session, cast.departments["court"], OpinionStatus.NO_OBJECTION)
    with clock.at(date(2026, 12, 8)):
        states = {s.department: (s.n_pending, s.n_overdue) for s in department_states(session, cast.alice, clock.today())}
    assert states == {**dict.fromkeys(FIELDS, (2, 2)), "court": (0, 0)}


def _drop_the_tax_office(session, cast):
    """It answers on paper only, so nobody holds its role, and a new version does not ask it any more."""
    [role] = roles_of(session, cast.departments["tax"].user_id)
    take_role(session, cast.ada, role_id=role.id)

    def without_tax(scheme):
        return scheme.model_copy(update={"departments": tuple(d for d in scheme.departments if d.key != "tax")})

    new_scheme(session, cast, without_tax)


def test_a_department_that_the_scheme_drops_stays_in_view_while_somebody_waits_for_it(session, cast):
    """Applications under way finish under the version they began with."""
    at_opinions(session, cast)
    _drop_the_tax_office(session, cast)
    states = {state.department: state.n_pending for state in department_states(session, cast.alice, clock.today())}
    assert states.get("tax") == 1


def test_a_letter_to_a_department_that_the_scheme_dropped_says_what_their_version_says(session, cast):
    at_opinions(session, cast)
    _drop_the_tax_office(session, cast)
    ids = without_letter(session, cast.alice, "tax")
    letter_id = write_letter(session, cast.alice, department="tax", opinion_ids=ids)
    [person] = people_of_letter(session, cast.alice, letter_id, is_full=False)
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
    _drop_the_tax_office(session, cast)
    assert opinion_progress(session, cast.alice, at_opinions(session, cast)).n_asked == 5


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
