"""Every page as every role in an office whose names are all read by Markdown: none reaches the screen unescaped."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from components.shell.menu import MENU
from components.wording.markdown import plain
from db.engine import reading, session
from db.ledger.models.households import Household, Member
from db.ledger.queries.households import HouseholdFilter, find_households
from db.office.models import Office, SharedDevice, Unit, User
from db.vetting.models.applications import Application, Entry
from db.vetting.models.stewards import Steward
from db.visits.models.rounds import VisitRound
from tests.pages.conftest import turn_to
from tests.pages.test_every_page import LOGINS, is_allowed

TYPED = "*甲*:red[x]~乙~"
NAMED = (Office, Unit, User, SharedDevice, Household, Member, Application, Entry, Steward, VisitRound)
# Fields of Streamlit's messages that are read as Markdown, and messages whose texts never are.
MARKDOWN = {"body", "label", "help", "content", "text", "title", "delta"}
AS_TYPED = {"Text", "Html", "Arrow", "ArrowVegaLiteChart", "GraphVizChart", "IFrame"}
FIRST = dict.fromkeys(("id", "visit", "round", "steward", "application", "unit"), "1")


@pytest.fixture
def renamed(lived_in) -> None:
    """Each in its own way, since units beside each other may not share a name."""
    with session() as s:
        for table in NAMED:
            s.execute(sa.update(table).values(name=sa.literal(TYPED) + sa.cast(col(table.id), sa.String)))
        for column in (Household.door, Household.title):
            s.execute(sa.update(Household).where(col(column) != "").values({column: TYPED}))


def _texts(message: Message) -> Iterator[str]:
    if message.DESCRIPTOR.name in AS_TYPED:
        return
    for field, value in message.ListFields():
        many = value if field.is_repeated else [value]
        if field.message_type and not field.message_type.GetOptions().map_entry:
            for one in many:
                yield from _texts(one)
        elif field.type == field.TYPE_STRING and field.name in MARKDOWN:
            yield from map(str, many)


def read_as_markdown(test: AppTest) -> list[str]:
    messages: list[Any] = [getattr(node, "proto", None) for node in test._tree]
    return [text for message in messages if isinstance(message, Message) for text in _texts(message)]


def asked(test: AppTest) -> dict[str, str]:
    """The first record of each kind; of households the first that this person sees."""
    with reading() as s:
        seen = find_households(s, test.session_state["rs_user"].actor, HouseholdFilter(), limit=1)
    return FIRST | ({"household": str(seen[0].id), "id": str(seen[0].id)} if seen else {})


@pytest.mark.parametrize("login", LOGINS)
def test_no_name_is_read_as_markdown(renamed, open_page, login, checked):
    test = open_page("home/home.py", login)
    queries = [FIRST, asked(test)] if login in ("clerk", "steward") else [asked(test)]
    texts = []
    for page in [entry.page for entry in MENU if is_allowed(entry, login)]:
        for query in queries:
            turn_to(test, page, login, **query)
            assert not test.exception, page
            texts += [(page, text) for text in read_as_markdown(test)]
    shown = [text for _, text in texts if plain(TYPED) in text]
    checked("names in what is read as Markdown", len(shown))
    assert [(page, text) for page, text in texts if TYPED in text or "甲" in text.replace(plain(TYPED), "")] == []
    assert shown != []
