"""A character that our fonts cannot draw is named, with whose name it is in, before anything is printed."""

import sqlalchemy as sa
from sqlmodel import col

from db.engine import session as write_block
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household
from db.sql import pick
from db.vetting.models.stewards import Steward

# A character of an old office system's own, which is no font's.
RARE = "王\ue123"
SAID = "**王\ue123**：\ue123（U+E123）打印不出来，纸上会缺字。请改用通用的写法，或者打印后手写补上。"


def _warnings(test):
    return [str(warning.value) for warning in test.warning if "打印不出来" in str(warning.value)]


def _rename(model, *row_ids):
    with write_block() as s:
        s.execute(sa.update(model).where(col(model.id).in_(row_ids)).values(name=RARE))


def test_before_cards_are_printed_a_missing_character_is_named_with_its_person(open_page):
    _rename(Steward, 1)
    assert _warnings(open_page("vetting/cards.py", "clerk")) == [SAID]


def test_before_a_hand_over_sheet_or_a_notebook_is_printed_a_missing_character_is_named_once(open_page):
    with write_block() as s:
        assignment = s.scalars(pick(Assignment).where(col(Assignment.steward_id) == 1).limit(1)).one()
        household_id = assignment.household_id
    _rename(Household, household_id)
    assert _warnings(open_page("ledger/hand_over.py", "clerk", steward="1")) == [SAID]


def test_names_that_can_be_printed_are_not_spoken_of(open_page):
    assert _warnings(open_page("vetting/cards.py", "clerk")) == []
