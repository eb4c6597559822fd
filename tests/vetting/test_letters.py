"""On paper: one letter for one department with its list, and the stamped reply."""

from datetime import date

import pytest

from db import clock
from db.errors import Conflict, Invalid
from db.scheme import PersonField
from db.vetting.commands.disclosures import show_letter
from db.vetting.commands.opinions import Answer, answer_opinions, ask_again, record_reply, write_letter
from db.vetting.models.opinions import Channel, Opinion, OpinionStatus
from db.vetting.queries.opinions import (
    department_states,
    find_letter,
    letters,
    people_of_letter,
    waiting_for_department,
    without_letter,
)
from tests.people import applicant, at_opinions
from tests.vetting.decided import return_for_changes
from tests.vetting.states import codes, everything, journal


def _write(session, cast, department="court"):
    return write_letter(session, cast.alice, department=department, opinion_ids=without_letter(session, cast.alice, department))


def _written(session, cast, *ns):
    """A letter to the court about these applicants."""
    for n in ns or (0,):
        at_opinions(session, cast, n)
    return _write(session, cast)


def _asked(session, cast, key="court"):
    return [p.opinion_id for p in waiting_for_department(session, cast.departments[key], offset=0, limit=99)]


def test_a_letter_lists_everybody_whom_no_letter_asked_about_yet(session, cast):
    letter_id = _written(session, cast, 0, 1, 2)
    assert [p.name for p in people_of_letter(session, cast.alice, letter_id, is_full=False)] == [
        applicant(cast, n).name for n in (0, 1, 2)
    ]
    assert without_letter(session, cast.alice, "court") == []


def test_letters_are_numbered_through_the_year_and_anew_in_the_next(session, cast):
    numbers = [find_letter(session, cast.alice, _written(session, cast, n)) for n in (0, 1)]
    with clock.at(date(2027, 1, 4)):
        numbers.append(find_letter(session, cast.alice, _written(session, cast, 2)))
    assert [(row.year, row.number) for row in numbers] == [(2026, 1), (2026, 2), (2027, 1)]


def test_the_reply_is_due_when_the_latest_of_its_opinions_is(session, cast):
    at_opinions(session, cast, 0)
    with clock.at(date(2026, 11, 25)):
        row = find_letter(session, cast.alice, _written(session, cast, 1))
    assert (row.written_on, row.reply_by, row.n_people) == (date(2026, 11, 25), date(2026, 12, 9), 2)


def test_an_opinion_stands_in_one_letter_only(session, cast):
    at_opinions(session, cast)
    ids = without_letter(session, cast.alice, "court")
    write_letter(session, cast.alice, department="court", opinion_ids=ids)
    with pytest.raises(Conflict) as refusal:
        write_letter(session, cast.bob, department="court", opinion_ids=ids)
    assert refusal.value.code == "nobody_to_ask_about"


def test_the_next_letter_holds_only_those_who_came_since(session, cast):
    _written(session, cast, 0, 1)
    second = _written(session, cast, 2)
    assert [p.name for p in people_of_letter(session, cast.alice, second, is_full=False)] == [applicant(cast, 2).name]


def test_a_letter_does_not_take_up_what_another_department_was_asked(session, cast):
    at_opinions(session, cast)
    with pytest.raises(Conflict):
        write_letter(session, cast.alice, department="court", opinion_ids=without_letter(session, cast.alice, "tax"))


def test_a_letter_does_not_ask_about_a_step_that_is_over(session, cast):
    """An old page: the application went back meanwhile, and a reply could no longer be recorded."""
    application_id = at_opinions(session, cast)
    ids = without_letter(session, cast.alice, "court")
    return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="再核实", target="community_review")
    with pytest.raises(Conflict) as refusal:
        write_letter(session, cast.alice, department="court", opinion_ids=ids)
    assert refusal.value.code == "nobody_to_ask_about"


def test_a_letter_shows_the_fields_of_its_department_with_masked_numbers(session, cast):
    [person] = people_of_letter(session, cast.alice, _written(session, cast), is_full=False)
    assert person.values[PersonField.ID_NUMBER].count("*") == 8
    assert set(person.values) == {PersonField.NAME, PersonField.SEX, PersonField.ID_NUMBER, PersonField.UNIT}


def test_printing_a_letter_shows_full_numbers_and_is_recorded(session, cast):
    [person] = show_letter(session, cast.alice, letter_id=_written(session, cast))
    assert person.values[PersonField.ID_NUMBER] == applicant(cast).id_number
    assert journal(session, "personal_data_shown") == [{"what": "letter", "ids": [person.application_id]}]


def test_the_list_of_letters_says_how_many_replies_are_missing(session, cast):
    _written(session, cast, 0, 1)
    record_reply(session, cast.bob, answers=[Answer(_asked(session, cast)[0], OpinionStatus.NO_OBJECTION)])
    [row] = letters(session, cast.alice)
    assert (row.n_people, row.n_pending) == (2, 1)


def test_a_department_with_a_letter_waits_for_none(session, cast):
    _written(session, cast)
    states = {s.department: s.n_without_letter for s in department_states(session, cast.alice, clock.today())}
    assert (states["court"], states["tax"]) == (0, 1)


def test_only_the_two_offices_write_letters_and_record_replies(session, cast):
    at_opinions(session, cast)
    ids, actors = _asked(session, cast), [cast.grace, cast.ben, cast.ada, cast.leo]
    found = codes(lambda who: write_letter(session, who, department="court", opinion_ids=ids), *actors)
    assert found == ["not_allowed"] * 4
    assert codes(lambda who: record_reply(session, who, answers=[]), *actors) == ["not_allowed"] * 4


def test_a_stamped_reply_is_recorded_as_it_came(session, cast):
    _written(session, cast, 0, 1, 2)
    replies = [(OpinionStatus.NO_OBJECTION, ""), (OpinionStatus.OBJECTION, "失信被执行人"), (OpinionStatus.NOT_REPLIED, "")]
    ids = _asked(session, cast)
    answers = [Answer(i, status, reason) for i, (status, reason) in zip(ids, replies, strict=True)]
    assert record_reply(session, cast.bob, answers=answers) == 3
    rows = [session.get_one(Opinion, i) for i in ids]
    assert [(row.status, row.reason or "") for row in rows] == replies
    assert {(row.channel, row.answered_by) for row in rows} == {(Channel.PAPER, cast.bob.user_id)}


def test_an_objection_on_paper_needs_its_reason(session, cast):
    _written(session, cast)
    before = everything(session)
    with pytest.raises(Invalid) as refusal:
        record_reply(session, cast.bob, answers=[Answer(_asked(session, cast)[0], OpinionStatus.OBJECTION, " ")])
    assert refusal.value.code == "objection_needs_reason"
    assert everything(session) == before


@pytest.mark.parametrize("then", [OpinionStatus.NO_OBJECTION, OpinionStatus.NOT_REPLIED])
def test_of_two_who_record_the_same_letter_the_second_overwrites_nothing(session, cast, then):
    _written(session, cast)
    [opinion_id] = _asked(session, cast)
    record_reply(session, cast.alice, answers=[Answer(opinion_id, OpinionStatus.OBJECTION, "失信被执行人")])
    before = everything(session)
    with pytest.raises(Conflict) as refusal:
        record_reply(session, cast.bob, answers=[Answer(opinion_id, then)])
    assert refusal.value.code == "opinion_answered"
    assert everything(session) == before


def test_a_reply_that_was_recorded_wrongly_is_mended_by_asking_again(session, cast):
    _written(session, cast)
    [opinion_id] = _asked(session, cast)
    record_reply(session, cast.bob, answers=[Answer(opinion_id, OpinionStatus.NO_OBJECTION)])
    ask_again(session, cast.bob, opinion_id=opinion_id)
    write_letter(session, cast.bob, department="court", opinion_ids=[opinion_id])
    record_reply(session, cast.bob, answers=[Answer(opinion_id, OpinionStatus.OBJECTION, "看错一行")])
    assert session.get_one(Opinion, opinion_id).status is OpinionStatus.OBJECTION


def test_what_a_department_answered_itself_is_not_overwritten_from_paper(session, cast):
    _written(session, cast)
    [opinion_id] = _asked(session, cast)
    answers = [Answer(opinion_id, OpinionStatus.OBJECTION, "失信被执行人")]
    answer_opinions(session, cast.departments["court"], answers=answers)
    before = everything(session)
    with pytest.raises(Conflict) as refusal:
        record_reply(session, cast.bob, answers=[Answer(opinion_id, OpinionStatus.NO_OBJECTION)])
    assert refusal.value.code == "opinion_answered"
    assert everything(session) == before
