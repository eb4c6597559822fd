"""Papers of a meeting."""

from collections.abc import Callable

import streamlit as st

from components.decisions.texts import kind_text, party_text, when_text
from components.paper.decisions.minutes import (
    DecidedLine,
    MeetingOnPaper,
    invitation_docx,
    list_docx,
    minutes_docx,
    public_docx,
)
from components.ui import database, downloads
from components.wording.words import t
from db.actor import Actor
from db.decisions.models.meetings import MeetingStatus
from db.decisions.queries.agenda import agenda_of, public_items
from db.decisions.queries.decisions import decisions_of, hands_of, public_decisions, public_hands
from db.decisions.queries.meetings import MeetingRow
from db.decisions.queries.parties import people_of
from db.scheme import Scheme


def offer(actor: Actor, scheme: Scheme, row: MeetingRow) -> None:
    """Before the meeting the invitation and the list to sign, afterwards the minutes and the version for everybody."""
    with st.container(horizontal=True):
        if row.status in (MeetingStatus.PLANNED, MeetingStatus.RUNNING):
            _word(t("Invitation (Word)"), lambda: _invitation(actor, scheme, row), t("Invitation"))
            _word(t("List to sign (Word)"), lambda: list_docx(_given(actor, scheme, row)), t("List to sign"))
        if row.status in (MeetingStatus.RUNNING, MeetingStatus.HELD):
            _word(t("Minutes (Word)"), lambda: _minutes(actor, scheme, row), t("Minutes"))
            _word(t("Version for everybody (Word)"), lambda: _public(actor, scheme, row), t("Version for everybody"))


def _word(title: str, build: Callable[[], bytes], what: str) -> None:
    downloads.button(title, build, what=what, kind=downloads.WORD, key=f"paper-{what}")


def _given(actor: Actor, scheme: Scheme, row: MeetingRow) -> MeetingOnPaper:
    with database.reading() as s:
        people = people_of(s, actor, row.id)
    parties = {party.id: party_text(scheme, row.kind, party) for party in people.parties}
    return MeetingOnPaper(
        database.office().name, row.title, kind_text(scheme, row.kind), row.unit_name, when_text(row), row.place, row.on_day,
        parties,
    )  # fmt: skip


def _invitation(actor: Actor, scheme: Scheme, row: MeetingRow) -> bytes:
    with database.reading() as s:
        titles = [item.title for item in agenda_of(s, actor, row.id) if not item.is_personal]
    return invitation_docx(_given(actor, scheme, row), titles)


def _minutes(actor: Actor, scheme: Scheme, row: MeetingRow) -> bytes:
    with database.reading() as s:
        people, items = people_of(s, actor, row.id), agenda_of(s, actor, row.id)
        decided, counted = decisions_of(s, actor, row.id), hands_of(s, actor, row.id)
    lines = [DecidedLine(one.item_id, one.text, one.owner, one.due_on) for one in decided]
    return minutes_docx(_given(actor, scheme, row), people, items, lines, counted)


def _public(actor: Actor, scheme: Scheme, row: MeetingRow) -> bytes:
    with database.reading() as s:
        items, counted = public_items(s, actor, row.id), public_hands(s, actor, row.id)
        lines = [DecidedLine(item_id, text, "", day) for item_id, text, day in public_decisions(s, actor, row.id)]
    return public_docx(_given(actor, scheme, row), items, lines, counted)
