"""A round's sheet is keyed in on the screen: what was ticked in digits, and what was answered to its questions."""

import json
from datetime import timedelta

from sqlmodel import select

from db import clock
from db.engine import reading, session
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household
from db.visits.commands.paper_sheets import make_sheets
from db.visits.commands.rounds import make_round
from db.visits.models.rounds import Question, RoundHousehold, RoundIn, SheetRow, VisitSheet
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
    field("answer-q1").set_value("没装")
    field("answer-q2").set_value(3)
    field("save-").click().run()
    assert field("answer-q2").value == 3
    field("ticks-").set_value("1+25")
    field("save-").click().run()
    assert not test.exception
    with reading() as s:
        row = s.get_one(RoundHousehold, (round_id, household_id))
        assert (row.is_done, json.loads(row.answers)) == (True, {"q1": "没装", "q2": 3})
