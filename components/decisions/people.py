"""Who is asked to a meeting, who came, and whether the party organisation has discussed it."""

import streamlit as st

from components.decisions.texts import party_text
from components.ui import database
from components.ui.forms import Form, act, press
from components.wording.labels import label
from components.wording.markdown import marked, md, plain, plainly
from components.wording.scheme_terms import named
from components.wording.words import day, t
from db import clock
from db.actor import Actor
from db.day_bounds import Bounds
from db.decisions.checks import MOST_PARTY, first_day, kind_of
from db.decisions.commands import parties as c
from db.decisions.queries.meetings import MeetingRow
from db.decisions.queries.parties import MeetingPeople, PartyRow, partners_to_ask, people_of, stewards_to_tap
from db.scheme import Scheme


def draw(actor: Actor, scheme: Scheme, row: MeetingRow) -> None:
    with database.reading() as s:
        people = people_of(s, actor, row.id)
    _asked(actor, scheme, row, people)
    _discussed(actor, row, people)
    _came(actor, scheme, row, people)


def _asked(actor: Actor, scheme: Scheme, row: MeetingRow, people: MeetingPeople) -> None:
    st.subheader(t("Who is asked"), anchor=False)
    for party in people.parties:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(marked(":material/mail: {name}", name=party_text(scheme, row.kind, party)))
            if row.is_prepared:
                _out(actor, row, party)
    if not row.is_prepared:
        return
    kind = kind_of(scheme, row.kind)
    known = {party.key for party in people.parties}
    keys = [party.key for party in (kind.parties if kind else ()) if party.key not in known]
    if keys and kind:
        form = Form(f"invite-{row.id}-{len(known)}")
        wanted = st.pills(
            t("Ask these parties"), keys, default=keys, selection_mode="multi", key=form.key("parties"),
            format_func=plainly(lambda key: named(kind.parties, key)),
        )  # fmt: skip
        form.slot("parties")
        said = t("Asked. Whoever has an account finds it on the home page; print the invitation for the others.")
        press(form, t("Ask them"), lambda s: c.invite(s, actor, meeting_id=row.id, keys=list(wanted)), said)
    _ask_more(actor, row)


def _out(actor: Actor, row: MeetingRow, party: PartyRow) -> None:
    work = lambda s: c.take_party_out(s, actor, meeting_id=row.id, party_id=party.id)  # noqa: E731
    act(t("Take out"), work, t("Taken out."), key=f"party-{party.id}", icon=":material/close:", kind="tertiary")


def _ask_more(actor: Actor, row: MeetingRow) -> None:
    with database.reading() as s:
        partners = partners_to_ask(s, actor, row.id)
    form = Form(f"invite-more-{row.id}")
    with st.popover(t("Ask somebody else"), icon=":material/add:"):
        partner = None
        if partners:
            partner = st.selectbox(
                t("A partner organisation"), list(partners), index=None, format_func=lambda i: partners[i],
                key=form.key("partner"), placeholder=t("Please choose"),
            )  # fmt: skip
        name = form.text("name", t("Or by name"), max_chars=MOST_PARTY)
        work = lambda s: c.invite_named(s, actor, meeting_id=row.id, name=name, partner_id=partner)  # noqa: E731
        press(form, t("Ask them"), work, t("Recorded."))


def _discussed(actor: Actor, row: MeetingRow, people: MeetingPeople) -> None:
    st.subheader(t("Has the party organisation discussed it?"), anchor=False)
    said = {None: t("Nobody has said so yet."), False: t("Not discussed.")}.get(people.is_party_discussed, "")
    if people.party_discussed_on:
        said = t("Discussed on {day}.", day=day(people.party_discussed_on))
    st.markdown(plain(said))
    if not row.is_prepared:
        return
    form = Form(f"party-{row.id}")
    with st.popover(t("Say whether"), icon=":material/how_to_reg:"):
        within = Bounds(first_day(), clock.today(), "party_day", "party_day")
        is_discussed = st.toggle(t("It was discussed"), value=people.is_party_discussed is not False, key=form.key("is"))
        on_day = form.day("party_day", t("On which day?"), within, people.party_discussed_on or clock.today())
        work = lambda s: c.say_party_discussed(  # noqa: E731
            s, actor, meeting_id=row.id, is_discussed=is_discussed, on_day=on_day
        )
        press(form, t("Save"), work, t("Recorded."))


def _came(actor: Actor, scheme: Scheme, row: MeetingRow, people: MeetingPeople) -> None:
    st.subheader(md("Who came: {n}", n=len(people.attendees)), anchor=False)
    parties = {party.id: party_text(scheme, row.kind, party) for party in people.parties}
    for one in people.attendees:
        with st.container(horizontal=True, vertical_alignment="center"):
            whose = parties.get(one.party_id or 0, "")
            st.markdown(marked("**{name}** {whose} · {how}", name=one.name, whose=whose, how=label(one.came_by)))
            if row.is_written:
                work = lambda s, i=one.id: c.strike_attendee(s, actor, meeting_id=row.id, attendee_id=i)  # noqa: E731
                act(t("Strike"), work, t("Struck."), key=f"strike-{one.id}", icon=":material/close:", kind="tertiary")
    if row.is_written:
        _tap(actor, row)
        _from_paper(actor, row, parties)


def _tap(actor: Actor, row: MeetingRow) -> None:
    with database.reading() as s:
        stewards = stewards_to_tap(s, actor, row.id)
    if not stewards:
        return
    form = Form(f"tap-{row.id}-{hash(tuple(stewards))}")
    with st.expander(t("Tap who is here"), icon=":material/touch_app:"):
        here = st.pills(
            t("Stewards"), list(stewards), selection_mode="multi", key=form.key("stewards"),
            format_func=plainly(lambda i: stewards[i]),
        )  # fmt: skip
        press(
            form,
            t("They are here"),
            lambda s: c.came_stewards(s, actor, meeting_id=row.id, steward_ids=list(here)),
            t("Recorded."),
        )


def _from_paper(actor: Actor, row: MeetingRow, parties: dict[int, str]) -> None:
    form = Form(f"came-{row.id}")
    with st.expander(t("Key in from the list that was signed"), icon=":material/keyboard:"):
        party = st.selectbox(
            t("Of which party?"), [0, *parties], format_func=lambda i: parties.get(i, t("of none")), key=form.key("party")
        )
        names = form.lines("names", t("Names, one a line"), max_chars=2000)
        work = lambda s: c.came_named(  # noqa: E731
            s, actor, meeting_id=row.id, names=names.splitlines(), party_id=party or None, request_id=form.id
        )
        press(form, t("Save"), work, t("Recorded."))
