"""Questions of a round and their answers: what may be asked, what is an answer, who is asked, and how they are counted."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from db import clock
from db.errors import Invalid
from db.office.queries import current_scheme
from db.visits.commands.correct import withdraw_visit
from db.visits.commands.paper_sheets import key_row, make_sheets
from db.visits.commands.rounds import close_round, make_round
from db.visits.commands.write import write_visit
from db.visits.models.rounds import Question, RoundHousehold, RoundIn, VisitAnswers, VisitRound
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.paper_sheets import sheets_of
from db.visits.queries.round_facts import round_facts
from db.visits.queries.rounds import open_rounds_of
from db.visits.round_checks import check_answers, check_round
from db.visits.sheet_room import rows_a_sheet
from tests.conftest import MONDAY
from tests.ledger.households import steward_of
from tests.vetting.states import as_stored, everything
from tests.visits.households import a_steward_with_households, dora_is, met

ALARM = Question(key="q1", text="装了报警器吗？", kind="choice", options=["装了", "没装"])
PEOPLE = Question(key="q2", text="几口人？", kind="number")
WISH = Question(key="q3", text="有什么想说的？", kind="text")
QUESTIONS = [ALARM, PEOPLE, WISH]


@pytest.fixture
def census(session, cast):
    """Dora's three households, and a round that asks them three questions."""
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    asked = RoundIn(name="入户摸底", unit_id=cast.places.pine_court, until=MONDAY + timedelta(days=7), questions=QUESTIONS)
    return make_round(session, cast.bob, round=asked), households


def answered(session, actor, round_id: int, household_id: int, outcome: Outcome = Outcome.MET, **answers) -> int:
    visit = VisitIn(household_ids=[household_id], outcome=outcome, answers={round_id: answers})
    return write_visit(session, actor, visit=visit)[0]


def told(session, actor, round_id: int):
    return round_facts(session, actor, current_scheme(session), round_id).answers


def test_answers_are_counted_for_each_question_as_it_asks_for_them(session, cast, census):
    round_id, households = census
    answered(session, cast.dora, round_id, households[0], q1="装了", q2=3, q3="楼道灯不亮")
    answered(session, cast.dora, round_id, households[1], q1="没装", q2=4)
    answered(session, cast.dora, round_id, households[2], q1="装了")
    alarm, people, wish = told(session, cast.bob, round_id)
    assert (alarm.n, alarm.counts) == (3, (("装了", 2), ("没装", 1)))
    assert (people.n, people.total, people.average) == (2, 7, 3.5)
    assert [text for _, text in wish.texts] == ["楼道灯不亮"]


def test_a_round_s_sheet_has_its_questions_and_what_was_answered_on_paper_is_counted(session, cast, census):
    """Three questions leave room for three rows; a wrong answer is refused with its question, and nothing is written."""
    round_id, households = census
    steward_id = steward_of(session, households[0])
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id, round_id=round_id)
    [sheet] = sheets_of(session, cast.bob, [sheet_id])
    assert (sheet.round_name, sheet.questions, sheet.n_rows) == ("入户摸底", tuple(QUESTIONS), 3)
    visit = VisitIn(household_ids=[], outcome=Outcome.MET, answers={round_id: {"q1": "装了", "q2": 3}})
    key_row(session, cast.bob, sheet_id=sheet_id, position=1, visit=visit)
    with pytest.raises(Invalid, match="answer_wrong"):
        key_row(
            session,
            cast.bob,
            sheet_id=sheet_id,
            position=2,
            visit=visit.model_copy(update={"answers": {round_id: {"q2": "许多"}}}),
        )
    alarm, people, _ = told(session, cast.bob, round_id)
    assert (alarm.counts, people.total) == ((("装了", 1), ("没装", 0)), 3)


def test_paper_of_a_round_s_days_that_comes_back_after_its_end_still_counts_with_its_answers(session, cast, census):
    round_id, households = census
    steward_id = steward_of(session, households[0])
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id, round_id=round_id)
    with clock.at(MONDAY + timedelta(days=3)):
        close_round(session, cast.bob, round_id=round_id)
    with clock.at(MONDAY + timedelta(days=4)):
        assert sheets_of(session, cast.bob, [sheet_id])[0].questions == tuple(QUESTIONS)
        for position, days in ((1, 1), (2, 3)):
            visit = VisitIn(household_ids=[], outcome=Outcome.MET, visited_on=MONDAY + timedelta(days=days))
            key_row(
                session,
                cast.bob,
                sheet_id=sheet_id,
                position=position,
                visit=visit.model_copy(update={"answers": {round_id: {"q2": 3}}}),
            )
    facts = round_facts(session, cast.bob, current_scheme(session), round_id)
    assert (facts.row.progress.n_met, facts.answers[1].n) == (1, 1)


def test_a_page_has_fewer_households_where_more_is_asked():
    assert [rows_a_sheet(QUESTIONS[:n]) for n in range(4)] == [10, 6, 4, 3]
    assert rows_a_sheet([ALARM, WISH] * 20) == 1


def test_what_was_said_is_sealed_and_only_planners_of_the_area_read_it(session, cast, census):
    round_id, households = census
    answered(session, cast.dora, round_id, households[0], q1="装了", q3="和儿子吵架了")
    stored = as_stored(session)
    assert [word for word in ("吵架", '"q1": "装了"') if word.encode() in stored] == []
    assert told(session, cast.alice, round_id)[2].n == 1
    for actor in (cast.charlie, cast.dora, cast.leo, cast.ada):
        with pytest.raises(Exception, match="round_not_found"):
            told(session, actor, round_id)


@pytest.mark.parametrize(
    "answers",
    [
        {"q1": "不知道"},
        {"q1": 1},
        {"q1": ["装了"]},
        {"q2": "三口"},
        {"q2": float("nan")},
        {"q2": "Infinity"},
        {"q2": True},
        {"q2": 10**12},
        {"q3": "长" * 201},
        {"q3": {"a": 1}},
    ],
)
def test_what_is_no_answer_is_refused_with_the_question(session, cast, census, answers):
    round_id, households = census
    with pytest.raises(Invalid) as refusal:
        answered(session, cast.dora, round_id, households[0], **answers)
    [asked] = [question for question in QUESTIONS if question.key in answers]
    assert (refusal.value.code, refusal.value.field) == ("answer_wrong", "answers")
    assert refusal.value.params == {"name": asked.text}


def test_every_wrong_answer_is_named_at_once():
    with pytest.raises(Invalid) as refusal:
        check_answers(QUESTIONS, {"q1": "x", "q2": "x", "q3": "好"})
    assert [problem.params["name"] for problem in refusal.value.all] == [ALARM.text, PEOPLE.text]


def test_nobody_is_obliged_to_answer_and_what_nobody_asked_is_left_out():
    said = {"q1": "", "q2": None, "q3": " 好 ", "q9": "<script>", "__proto__": 1}
    assert check_answers(QUESTIONS, said) == {"q3": "好"}
    assert check_answers(QUESTIONS, {"q2": "１２"}) == {"q2": 12}
    assert check_answers(QUESTIONS, {"q2": 2.5}) == {"q2": 2.5}


ANYTHING = st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text()), st.binary())


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q4", ""]), ANYTHING))
def test_whatever_is_answered_is_kept_as_a_right_answer_or_refused(answers):
    try:
        kept = check_answers(QUESTIONS, answers)
    except Invalid:
        return
    assert set(kept) <= {"q1", "q2", "q3"}
    assert kept.get("q1", "装了") in ALARM.options
    assert isinstance(kept.get("q2", 0), int | float)
    assert 0 < len(kept.get("q3", "好")) <= 200


def test_hostile_words_are_kept_as_words(session, cast, census):
    round_id, households = census
    hostile = "<script>alert(1)</script> '); DROP TABLE visit;-- =HYPERLINK(1)"
    answered(session, cast.dora, round_id, households[0], q3=hostile)
    assert [text for _, text in told(session, cast.bob, round_id)[2].texts] == [hostile]


def test_answers_to_a_round_that_does_not_have_the_household_or_is_closed_change_nothing_in_it(session, cast, census):
    round_id, households = census
    close_round(session, cast.bob, round_id=round_id)
    before = everything(session)["round_household"]
    with clock.at(clock.now() + timedelta(minutes=1)):
        answered(session, cast.dora, round_id, households[0], q1="装了")
    assert everything(session)["round_household"] == before


def test_of_a_visit_that_was_withdrawn_no_answer_counts(session, cast, census):
    round_id, households = census
    visit_id = answered(session, cast.dora, round_id, households[0], q1="装了")
    withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="不是这户")
    assert [one.n for one in told(session, cast.bob, round_id)] == [0, 0, 0]


def test_a_household_is_asked_until_it_is_met_and_what_it_said_before_is_kept(session, cast, census):
    round_id, households = census
    answered(session, cast.dora, round_id, households[0], Outcome.NOT_CONVENIENT, q2=3)
    [asked] = open_rounds_of(session, cast.dora, households[0])
    assert (asked.id, asked.questions, dict(asked.answers)) == (round_id, tuple(QUESTIONS), {"q2": 3})
    met(session, cast.dora, households[0])
    assert open_rounds_of(session, cast.dora, households[0]) == []
    assert told(session, cast.bob, round_id)[1].total == 3
    close_round(session, cast.bob, round_id=round_id)
    assert open_rounds_of(session, cast.dora, households[1]) == []


def test_nobody_is_asked_of_a_household_that_is_not_theirs(session, cast, census):
    _, households = census
    for actor in (cast.charlie, cast.leo, cast.ben, cast.ada, cast.percy):
        assert open_rounds_of(session, actor, households[0]) == []
    for actor in (cast.bob, cast.grace, cast.alice, cast.dora):
        assert len(open_rounds_of(session, actor, households[0])) == 1


def _asking(*questions: Question) -> RoundIn:
    return RoundIn(name="入户摸底", unit_id=1, until=MONDAY, questions=list(questions))


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ([Question(key=str(n), text=f"问题{n}", kind="text") for n in range(6)], "round_questions"),
        ([WISH, WISH], "question_twice"),
        ([Question(key="", text=" 问 ", kind="text")], "question_text"),
        ([Question(key="", text="长" * 81, kind="text")], "question_text"),
        ([ALARM.model_copy(update={"options": ["装了", " 装了 ", ""]})], "question_options"),
        ([ALARM.model_copy(update={"options": [str(n) for n in range(9)]})], "question_options"),
        ([ALARM.model_copy(update={"options": ["装了", "长" * 31]})], "question_option_long"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(questions, code):
    with pytest.raises(Invalid) as refusal:
        check_round(_asking(*questions), MONDAY)
    assert (refusal.value.code, refusal.value.field) == (code, "questions")


def test_questions_get_their_own_keys_and_only_choices_have_options():
    hostile = Question(key="../../x", text=" 几口人？ ", kind="number", options=["一"])
    [kept] = check_round(_asking(hostile), MONDAY).questions
    assert kept == Question(key="q1", text="几口人？", kind="number")


def test_the_round_keeps_its_questions_and_a_visit_its_answers(session, cast, census):
    round_id, households = census
    answered(session, cast.dora, round_id, households[0], q1="装了", q2=3)
    row = session.get_one(VisitRound, round_id)
    assert [Question.model_validate(question) for question in row.questions] == QUESTIONS
    assert session.exec(select(VisitAnswers.said)).all() == ['{"q1": "装了", "q2": 3}']
    assert session.scalar(sa.select(sa.func.count()).select_from(RoundHousehold)) == 3
