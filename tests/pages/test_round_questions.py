"""Questions of rounds on the screen: below the ticks of a sheet that is keyed in, and in the entry of a visit."""

import json
from datetime import timedelta

from sqlmodel import select

from db import clock
from db.engine import reading, session
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household
from db.visits.commands.paper_sheets import make_sheets
from db.visits.commands.rounds import make_round
from db.visits.models.rounds import Question, RoundHousehold, RoundIn, SheetRow, VisitAnswers, VisitSheet
from tests.pages.conftest import actor_of

ASKED = [
    Question(key="q1", text="家里装了燃气报警器吗？", kind="choice", options=["装了", "没装"]),
    Question(key="q2", text="家里现在住几口人？", kind="number"),
]


def _sheet():
    """Number of a sheet of a round that asks, and the first household on it."""
    with session() as s:
        clerk = actor_of(s, "clerk")
        held = s.exec(select(Assignment).where(Assignment.ended_on.is_(None))).first()
        unit_id = s.get_one(Household, held.household_id).unit_id
        asked = RoundIn(name="燃气安全", unit_id=unit_id, until=clock.today() + timedelta(days=7), questions=ASKED)
        round_id = make_round(s, clerk, round=asked)
        [sheet_id, *_] = make_sheets(s, clerk, steward_id=held.steward_id, round_id=round_id)
        return s.get_one(VisitSheet, sheet_id).number, s.get_one(SheetRow, (sheet_id, 1)).household_id, round_id


def test_answers_on_paper_are_keyed_in_below_the_ticks_and_given_back_with_a_row_that_was_refused(open_page):
    number, household_id, round_id = _sheet()
    test = open_page("visits/key_in.py", "clerk", number=number)

    def field(key):
        kinds = (*test.text_input, *test.number_input, *test.button_group, *test.button)
        return next(one for one in kinds if key in (one.key or ""))

    field("ticks-").set_value("9")
    field(f"answer-{round_id}-q1").set_value("没装")
    field(f"answer-{round_id}-q2").set_value(3)
    field("save-").click().run()
    assert field(f"answer-{round_id}-q2").value == 3
    field("ticks-").set_value("1+25")
    field("save-").click().run()
    assert not test.exception
    with reading() as s:
        row = s.get_one(RoundHousehold, (round_id, household_id))
        assert (row.is_done, _said(s, round_id)) == (True, {"q1": "没装", "q2": 3})


def _said(s, round_id):
    [said] = s.exec(select(VisitAnswers.said).where(VisitAnswers.round_id == round_id)).all()
    return json.loads(said)


def test_two_rounds_that_ask_at_once_are_both_answered_in_one_entry_and_kept_with_its_draft(open_page):
    _, household_id, first = _sheet()
    with session() as s:
        unit_id = s.get_one(Household, household_id).unit_id
        asked = RoundIn(name="反诈宣传", unit_id=unit_id, until=clock.today() + timedelta(days=7), questions=ASKED[:1])
        second = make_round(s, actor_of(s, "clerk"), round=asked)
    test = open_page("visits/write.py", "clerk", household=str(household_id))

    def answer(round_id, question):
        kinds = (*test.number_input, *test.button_group)
        return next(one for one in kinds if f"answer-{round_id}-{question}" in one.key)

    answer(first, "q2").set_value(3)
    answer(second, "q1").set_value("没装").run()
    test = open_page("visits/write.py", "clerk", household=str(household_id))
    answer(first, "q1").set_value("装了")
    next(one for one in test.button if one.label == "保存").click().run()
    assert not test.exception
    with reading() as s:
        assert (_said(s, first), _said(s, second)) == ({"q1": "装了", "q2": 3}, {"q1": "没装"})
