"""The agenda of a meeting: item by item with its minutes, what came of it, decisions and shows of hands; what could be put on."""

from collections.abc import Sequence

import streamlit as st

from components.decisions import go_on, hands, minutes
from components.decisions.texts import heading_text, proposed_title
from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form, act, press
from components.wording.labels import label
from components.wording.markdown import marked, plain, plainly
from components.wording.words import aside, t
from db.actor import Actor
from db.decisions.checks import MOST_ITEM
from db.decisions.commands import agenda as c
from db.decisions.models.meetings import ItemIn, Outcome
from db.decisions.queries.agenda import ItemRow, ProposedItem, agenda_of, proposed_items
from db.decisions.queries.decisions import DecisionRow, HandsRow, decisions_of, hands_of
from db.decisions.queries.meetings import MeetingRow
from db.scheme import Scheme


def draw(actor: Actor, scheme: Scheme, row: MeetingRow) -> None:
    with database.reading() as s:
        items = agenda_of(s, actor, row.id)
        decided = decisions_of(s, actor, row.id) if row.is_whole else []
        counted = hands_of(s, actor, row.id) if row.is_whole else []
    if not items:
        st.info(t("Nothing stands on the agenda yet."))
    for n, item in enumerate(items, 1):
        with st.container(border=True):
            _item(actor, scheme, row, n, item)
            for one in (one for one in decided if one.item_id == item.id):
                go_on.one(actor, one)
            hands.shown([one for one in counted if one.item_id == item.id])
            if row.is_written:
                _more(actor, row, item, decided, counted)
    if row.is_own and row.is_prepared:
        _put(actor, scheme, row)


def _item(actor: Actor, scheme: Scheme, row: MeetingRow, n: int, item: ItemRow) -> None:
    heading = heading_text(scheme, item.talk_over)
    st.markdown(marked("**{n}. {title}**", n=n, title=item.title))
    marks = [heading, label(item.source) if row.is_whole else "", t("personal matter") if item.is_personal else ""]
    st.caption(plain(" · ".join(mark for mark in marks if mark)))
    if row.is_written:
        minutes.write(actor, item)
        _outcome(actor, item)
    elif row.is_whole:
        st.markdown(plain(item.minutes))
        st.caption(plain(label(item.outcome)))
    if row.is_prepared:
        _buttons(actor, item, n)


def _outcome(actor: Actor, item: ItemRow) -> None:
    options = [one for one in Outcome if one is not Outcome.HANDS or item.outcome is one]
    chosen = st.pills(
        t("What came of it?"), options, default=item.outcome, key=f"outcome-{item.id}-{item.outcome.value}",
        format_func=plainly(label),
    )  # fmt: skip
    if chosen and chosen is not item.outcome:
        with rule_errors():
            with database.session() as s:
                c.set_outcome(s, actor, item_id=item.id, outcome=chosen)
            st.rerun()


def _buttons(actor: Actor, item: ItemRow, n: int) -> None:
    with st.container(horizontal=True):
        mark = t("Is not personal") if item.is_personal else t("Personal: leave it out of the public version")
        to = not item.is_personal
        work = lambda s: c.mark_personal(s, actor, item_id=item.id, is_personal=to)  # noqa: E731
        act(mark, work, t("Recorded."), key=f"personal-{item.id}", icon=":material/lock:", kind="tertiary")
        if n > 1:
            up = lambda s: c.move_item_up(s, actor, item_id=item.id)  # noqa: E731
            act(t("Further up"), up, t("Moved."), key=f"up-{item.id}", icon=":material/arrow_upward:", kind="tertiary")
        if not item.minutes and item.outcome is Outcome.OPEN:
            out = lambda s: c.take_item_out(s, actor, item_id=item.id)  # noqa: E731
            act(t("Take out"), out, t("Taken out."), key=f"out-{item.id}", icon=":material/close:", kind="tertiary")


def _more(actor: Actor, row: MeetingRow, item: ItemRow, decided: Sequence[DecisionRow], counted: Sequence[HandsRow]) -> None:
    with st.container(horizontal=True):
        hands.decide(actor, row, item)
        hands.count(actor, item, [one for one in counted if one.item_id == item.id and not one.was_replaced])


def _put(actor: Actor, scheme: Scheme, row: MeetingRow) -> None:
    """What the program proposes, and a line for everything else."""
    with database.reading() as s:
        proposed = proposed_items(s, actor, row.id)
    if proposed:
        st.subheader(t("Could be put on the agenda"), anchor=False)
    for place, one in enumerate(proposed):
        _propose(actor, scheme, row, one, place)
    form = Form(f"item-{row.id}")
    with st.expander(t("Put something on by hand"), icon=":material/add:", expanded=not proposed):
        title = form.text("title", t("What is it about?"), max_chars=MOST_ITEM)
        keys = ["", *(heading.key for heading in scheme.talk_over)]
        shown = lambda key: heading_text(scheme, key) or t("none of these")  # noqa: E731
        heading = form.choose("talk_over", t("Always talked over"), keys, shown=shown, value="")
        given = ItemIn(title=title, talk_over=heading or "")
        put = lambda s: c.put_item(s, actor, meeting_id=row.id, item=given, request_id=form.id)  # noqa: E731
        press(form, t("Put on the agenda"), put, t("Put on the agenda."))


def _propose(actor: Actor, scheme: Scheme, row: MeetingRow, one: ProposedItem, place: int) -> None:
    title = proposed_title(scheme, one)
    given = ItemIn(
        title=title, source=one.source, talk_over=one.talk_over, point_id=one.point_id, topic=one.topic,
        decision_id=one.decision_id,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        work = lambda s: c.put_item(s, actor, meeting_id=row.id, item=given)  # noqa: E731
        act(t("Put on"), work, t("Put on the agenda."), key=f"put-{row.id}-{place}", icon=":material/add:")
        st.markdown(plain(aside(title, label(one.source))))
