"""A steward's turns in large cards: one asks for a swap, answers one, and finds where one could serve."""

import streamlit as st

from components.points import roster_acts, staff
from components.points.turn_texts import time_text, turn_text
from components.ui import database
from components.ui.forms import Form, act, press
from components.wording.labels import badge
from components.wording.markdown import Markdown, joined, marked, md, plain
from components.wording.words import day, t
from db import clock
from db.actor import Actor
from db.points.commands.swaps import ask_swap, withdraw_swap
from db.points.queries.my_duties import Colleague, MyDuty, SwapRow, colleagues
from db.points.queries.points import PointRow
from db.points.queries.staff import OwnPlace

_NOTHING = 0


def asked(actor: Actor, rows: list[SwapRow]) -> None:
    """What others ask comes first."""
    for row in rows:
        with st.container(border=True, key=f"swap-{row.id}"):
            st.markdown(plain(_said(row)))
            st.text(row.point_name)
            with st.container(horizontal=True):
                roster_acts.answers(actor, row, is_oneself=True)


def _said(row: SwapRow) -> Markdown:
    if row.back is None:
        return md("**{name}** asks you to take over **{turn}**", name=row.from_name, turn=turn_text(row.turn))
    return md(
        "**{name}** asks you to take over **{turn}**, and takes yours: **{back}**",
        name=row.from_name, turn=turn_text(row.turn), back=turn_text(row.back),
    )  # fmt: skip


def coming(actor: Actor, duties: list[MyDuty], *, is_anywhere: bool) -> None:
    if not duties:
        said = t("You have no turns for now. New ones appear here.") if is_anywhere else t("You do not serve at a point yet.")
        st.info(plain(said))
    for duty in duties:
        with st.container(border=True, key=f"mine-{duty.id}"):
            now = duty.turn.begins_at <= clock.now()
            running = marked(":green-badge[:material/schedule: {said}]", said=t("now")) if now else ""
            st.markdown(joined("　", [marked("**{day}　{time}**", day=day(duty.turn.day), time=time_text(duty.turn)), running]))
            st.text(t("{name}, {place}", name=duty.point_name, place=duty.place) if duty.place else duty.point_name)
            if duty.swap_id:
                _waits(actor, duty)
            elif not now:
                _swap(actor, duty)


def _waits(actor: Actor, duty: MyDuty) -> None:
    swap_id = duty.swap_id or 0
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(md(":orange[:material/hourglass_empty: {name} was asked and has not answered yet]", name=duty.asked))
        work = lambda s: withdraw_swap(s, actor, swap_id=swap_id)  # noqa: E731
        act(t("Take the question back"), work, t("Taken back. The turn stays yours."), key=f"withdraw-{swap_id}")


def _swap(actor: Actor, duty: MyDuty) -> None:
    form = Form(f"swap-{duty.id}")
    with st.popover(t("I cannot come"), icon=":material/swap_horiz:"):
        with database.reading() as s:
            others = {one.staff_id: one for one in colleagues(s, actor, duty.id)}
        if not others:
            st.caption(t("Nobody else serves there. Please tell the community."))
            return
        whom = form.choose("whom", t("Who could take it over?"), list(others), shown=lambda i: others[i].name)
        if whom is not None:
            _ask(actor, form, duty, others[whom])


def _ask(actor: Actor, form: Form, duty: MyDuty, other: Colleague) -> None:
    turns = dict(other.turns)
    back = _NOTHING
    if turns:
        back = st.selectbox(
            t("For one of their turns?"), [_NOTHING, *turns], key=form.key(f"back-{other.staff_id}"),
            format_func=lambda i: turn_text(turns[i]) if i else t("No, for nothing"),
        )  # fmt: skip
    work = lambda s: ask_swap(  # noqa: E731
        s, actor, duty_id=duty.id, to_staff_id=other.staff_id, for_duty_id=back or None, request_id=form.id
    )
    press(
        form, t("Ask {name}", name=other.name), work, t("{name} is asked. Until the answer the turn is yours.", name=other.name)
    )


def where(actor: Actor, places: list[OwnPlace]) -> None:
    if places:
        st.subheader(t("Where I serve"), anchor=False)
    for place in places:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"place-{place.staff_id}"):
            with st.container():
                st.markdown(joined("　", [marked("**{name}**", name=place.name), badge(place.status)]))
                if place.place:
                    st.text(place.place)
            staff.leaving(actor, place.staff_id, place.status)


def nearby(actor: Actor, points: list[PointRow]) -> None:
    if points:
        st.subheader(t("Points near you"), anchor=False)
        st.caption(t("Whoever would like to serve at one tells the community, which answers here."))
    for point in points:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"near-{point.id}"):
            with st.container():
                st.markdown(marked("**{name}**", name=point.name))
                st.text(point.place or point.unit_name)
            staff.forward(actor, point)
