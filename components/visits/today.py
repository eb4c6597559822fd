"""The cards of a day: where, who, why now, one red button; what was promised stands in the card."""

from collections.abc import Iterator

import streamlit as st

from components.ui import database, moves
from components.wording.labels import label
from components.wording.markdown import joined, marked, md, plain
from components.wording.scheme_terms import members_by_name
from components.wording.words import day, language, t
from db import clock
from db.actor import Actor, Role
from db.scheme import Scheme
from db.visits.checks import month_of, rule_of
from db.visits.queries.day_list import HouseholdCard
from db.visits.queries.named import NamedCard, own_named_progress
from db.visits.queries.progress import MonthProgress, RoundProgress, own_progress


def progress(actor: Actor) -> None:
    """The month and the full round in words, never a rank."""
    if actor.role is not Role.STEWARD:
        return
    with database.reading() as s:
        found = own_progress(s, actor, clock.today())
    if found:
        st.markdown(joined("　", [_month(found[0]), _round(found[1])]))


def _month(month: MonthProgress) -> str:
    if month.paused_until:
        return t("Until {day} no visits are asked of you", day=day(month.paused_until))
    if month.n_missing:
        return md("This month **{n}** households visited, **{missing}** to go", n=month.n_met, missing=month.n_missing)
    return md("This month **{n}** households visited: that is enough", n=month.n_met)


def _round(done: RoundProgress) -> str:
    if not done.n_rounds:
        return ""
    if done.n_rounds == 1:
        return md("This year's full round **{met} / {all}**", met=done.n_met, all=done.n_households)
    return md("Full round {number} of this year **{met} / {all}**", number=done.number, met=done.n_met, all=done.n_households)


def _why(scheme: Scheme, card: HouseholdCard) -> Iterator[str]:
    if card.draft_id:
        yield _begun()
    if card.must:
        rule = rule_of(scheme, card.must.kind)
        left = (card.must.due_on - clock.today()).days
        until = t("{n} days left", n=left) if left >= 0 else t("{n} days overdue", n=-left)
        colour, sign = ("red", "priority_high") if left < 0 else ("orange", "schedule")
        said = rule.text(language()) if rule else card.must.kind
        yield marked(":{colour}-badge[:material/{sign}: {said} · {until}]", colour=colour, sign=sign, said=said, until=until)
    for agreed in card.days:
        said = f"{label(agreed.kind)} {agreed.whose} · {day(agreed.on)}"
        yield marked(":violet-badge[:material/cake: {said}]", said=said)
    if card.round:
        yield marked(":blue-badge[:material/campaign: {round}]", round=card.round)
    yield _since(card.days_since(clock.today()))


def _begun() -> str:
    return marked(":orange-badge[:material/draft: {said}]", said=t("begun, not saved yet"))


def _since(n_days: int | None) -> str:
    return t("never met yet") if n_days is None else t("met today") if n_days == 0 else t("not met for {n} days", n=n_days)


def own_people(actor: Actor, scheme: Scheme) -> None:
    """Beside the quota, which is of households: how many of those looked after by name were met this month."""
    word = members_by_name(scheme)
    if actor.role is not Role.STEWARD or not word:
        return
    with database.reading() as s:
        done = own_named_progress(s, actor, month_of(clock.today()))
    if done and done.n_members:
        st.markdown(md("{word} met this month **{met} / {all}**", word=word, met=done.n_met, all=done.n_members))


def draw_named(scheme: Scheme, card: NamedCard) -> None:
    """Somebody looked after by name: where, who, what they need, one red button."""
    with st.container(border=True, key=f"named-{card.member_id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(marked("**{door}** {name}", door=card.door, name=card.name))
                st.markdown(joined("　", _why_named(scheme, card)))
            if st.button(t("Write a visit"), key=f"write-named-{card.member_id}", type="primary"):
                moves.go("visits/write_named.py", {"member": str(card.member_id)})
        if card.need_said:
            st.text(card.need_said)


def _why_named(scheme: Scheme, card: NamedCard) -> Iterator[str]:
    if card.draft_id:
        yield _begun()
    yield marked(":violet-badge[:material/elderly: {word}]", word=members_by_name(scheme))
    yield _since(card.days_since(clock.today()))


def draw(scheme: Scheme, card: HouseholdCard) -> None:
    with st.container(border=True, key=f"home-{card.household_id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(marked("**{door}** {name}", door=card.door, name=card.name))
                st.markdown(joined("　", _why(scheme, card)))
            if st.button(t("Write a visit"), key=f"write-{card.household_id}", type="primary"):
                moves.go("visits/write.py", {"household": str(card.household_id)})
        for promise in card.promises:
            due = "" if promise.due_on is None else t(" (until {day})", day=day(promise.due_on))
            st.info(plain(t("You said: {text}", text=promise.text) + due), icon=":material/chat:")
