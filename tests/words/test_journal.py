"""The journal is read by people: keys of the scheme and codes of the program are words there."""

from typing import Any, get_type_hints

import pytest

from components.office.journal import CODES, detail_text
from components.wording.labels import LABELS
from db.audit import Event
from db.ledger.events import HouseholdChanged, ListTaken
from db.presets import load_preset
from db.vetting.events import ApplicationRegistered
from db.visits.events import MustVisitMade, MustVisitsArose, VisitWritten


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (MustVisitMade(3, "hardship", "by_hand"), "必访 3 · 类别 生活遇到困难时必访 · 来源 单位交办"),
        (MustVisitsArose("festival", "festival:spring:2027", 12), "类别 重大节日期间必访 · 节日 春节 2027 · 户数 12"),
        (VisitWritten([1, 2], "paper"), "走访 1, 2 · 来源 纸质单录入"),
    ],
)
def test_what_must_be_visited_and_where_it_came_from_is_said_in_words(home, event, said):
    assert detail_text(load_preset("nanzheng"), type(event).action(), vars(event)) == said


def test_every_code_that_is_shown_is_a_detail_of_its_event_and_has_its_word():
    events = {event.action(): event for event in Event.__subclasses__()}
    wrong: list[Any] = [
        (action, field) for (action, field), kind in CODES.items()
        if field not in get_type_hints(events[action]) or any((kind, member) not in LABELS for member in kind)
    ]  # fmt: skip
    assert wrong == []
    assert {HouseholdChanged.action(), ListTaken.action(), ApplicationRegistered.action()} <= {action for action, _ in CODES}
