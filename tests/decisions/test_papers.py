"""Papers of a meeting as Word documents."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from components.paper.decisions.minutes import DecidedLine, MeetingOnPaper, invitation_docx, list_docx, minutes_docx, public_docx
from components.ui import state
from components.wording import words
from db.decisions.models.meetings import CameBy, ItemSource, Outcome
from db.decisions.queries.agenda import ItemRow
from db.decisions.queries.decisions import HandsRow
from db.decisions.queries.parties import AttendeeRow, MeetingPeople

DAY = date(2026, 11, 23)
GIVEN = MeetingOnPaper("示范镇", "居民座谈会", "座谈会", "1号楼", "2026年11月23日 9:30", "活动室", DAY, {1: "小区党支部"})
PEOPLE = MeetingPeople("贲支书", "葛网格", True, DAY, (), (AttendeeRow(1, 1, None, "王小明", CameBy.PAPER),))
ITEM = ItemRow(5, 1, 1, ItemSource.BY_HAND, "", None, "", None, "楼道堆物", "先劝\n后清", 1, Outcome.DECIDED, False)
DECIDED = [DecidedLine(5, "周六清楼道", "裴物业", DAY)]
HANDS = [
    HandsRow(1, 5, "同不同意", 1, 0, 0, ("甲一", "乙二"), True),
    HandsRow(2, 5, "同不同意", 12, 2, 1, ("甲一", "乙二"), False),
]


@pytest.fixture(autouse=True)
def _in_chinese():
    state.speak(words.CHINESE)


def _read(content):
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_minutes_hold_what_was_said_decided_and_counted_and_who_came():
    said = _read(minutes_docx(GIVEN, PEOPLE, [ITEM], DECIDED, HANDS))
    wanted = (
        "居民座谈会记录",
        "先劝",
        "后清",
        "由裴物业",
        "赞成12人，反对2人，弃权1人",
        "计票人：甲一、乙二",
        "王小明",
        "小区党支部",
        "已研究",
    )
    assert [text for text in wanted if text not in said] == []
    assert "赞成1人" not in said


def test_the_public_version_names_nobody_who_came_or_sees_to_it():
    said = _read(public_docx(GIVEN, [ITEM], [DecidedLine(5, "周六清楼道", "", DAY)], []))
    assert ("周六清楼道" in said, "王小明" in said, "裴物业" in said) == (True, False, False)


def test_the_invitation_says_when_where_and_what_and_the_list_has_empty_lines():
    said = _read(invitation_docx(GIVEN, ["楼道堆物"]))
    assert [text for text in ("小区党支部", "活动室", "1. 楼道堆物") if text not in said] == []
    assert _read(list_docx(GIVEN)).count("签名") == 1
