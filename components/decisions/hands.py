"""Decisions and shows of hands are written down at their item."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database
from components.ui.forms import Form, press
from components.wording.markdown import plain
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.day_bounds import Bounds
from db.decisions.checks import MOST_DECISION, MOST_HANDS, MOST_ITEM, MOST_NAME, first_day, last_day
from db.decisions.commands.decisions import count_hands
from db.decisions.commands.decisions import decide as decide_it
from db.decisions.models.decisions import DecisionIn
from db.decisions.models.meetings import HandsIn
from db.decisions.queries.agenda import ItemRow
from db.decisions.queries.decisions import HandsRow, possible_owners
from db.decisions.queries.meetings import MeetingRow


def hands_said(one: HandsRow) -> str:
    return t(
        "{question}: {n_for} for it, {n_against} against, {n_abstained} neither.", question=one.question,
        n_for=one.n_for, n_against=one.n_against, n_abstained=one.n_abstained,
    )  # fmt: skip


def shown(counts: Sequence[HandsRow]) -> None:
    for one in counts:
        st.markdown(plain(hands_said(one)))
        wrong = t("A wrong count: another one follows.") if one.was_replaced else ""
        st.caption(plain(t("Counted by {first} and {second}.", first=one.counters[0], second=one.counters[1]) + wrong))


def decide(actor: Actor, row: MeetingRow, item: ItemRow) -> None:
    form = Form(f"decide-{item.id}")
    with st.popover(t("A decision"), icon=":material/task_alt:"):
        with database.reading() as s:
            owners = possible_owners(s, actor, row.id)
        text = form.lines("text", t("What was decided?"), max_chars=MOST_DECISION)
        owner_id = st.selectbox(
            t("Who sees to it?"), list(owners), index=None, format_func=lambda i: owners[i], key=form.key("owner_id"),
            placeholder=t("Please choose"),
        )  # fmt: skip
        owner = form.text("owner", t("Or somebody without an account"), max_chars=MOST_NAME)
        within = Bounds(first_day(), last_day(), "decision_due", "decision_due")
        due_on = form.day("due_on", t("By which day?"), within, clock.today())
        given = DecisionIn(text=text, owner_id=owner_id, owner=owner, due_on=due_on)
        press(form, t("Save"), lambda s: decide_it(s, actor, item_id=item.id, decision=given, request_id=form.id), t("Recorded."))


def count(actor: Actor, item: ItemRow, counts: Sequence[HandsRow]) -> None:
    """A count that stands is put right by another one."""
    last = counts[-1] if counts else None
    form = Form(f"hands-{item.id}-{last.id if last else 0}")
    title = t("Put the count right") if last else t("Show of hands")
    with st.popover(plain(title), icon=":material/back_hand:"):
        question = form.text(
            "question", t("What was asked?"), last.question if last else item.title[:MOST_ITEM], max_chars=MOST_ITEM
        )
        numbers = {field: _number(form, field, words) for field, words in _fields().items()}
        counters = [form.text(f"counter_{n}", t("Counted by ({n})", n=n), max_chars=MOST_NAME) for n in (1, 2)]
        given = HandsIn(question=question, **numbers, counter_1=counters[0], counter_2=counters[1])
        replaces = last.id if last else None
        work = lambda s: count_hands(  # noqa: E731
            s, actor, item_id=item.id, hands=given, replaces_id=replaces, request_id=form.id
        )
        press(form, t("Save"), work, t("Recorded."))


def _fields() -> dict[str, str]:
    return {"n_for": t("For it"), "n_against": t("Against"), "n_abstained": t("Neither")}


def _number(form: Form, field: str, words: str) -> int | None:
    n = st.number_input(plain(words), 0, MOST_HANDS, None, step=1, key=form.key(field))
    form.slot(field)
    return n
