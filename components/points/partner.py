"""One partner organisation: put down, corrected, ended; its members with their terms; telephones in full with a reason."""

import streamlit as st

from components.points.partners import fields
from components.ui import database, full_numbers, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form, press
from components.wording.labels import label
from components.wording.markdown import marked, md, plain
from components.wording.words import document_day as day_text
from components.wording.words import full_day, listed, t
from db import clock, day_bounds
from db.actor import Actor
from db.permissions import allows
from db.points.commands import partners as p
from db.points.models.partners import PartnerIn, PartnerMemberIn
from db.points.partner_checks import MOST_POST
from db.points.permissions import PointsPermission
from db.points.queries.partners import MemberRow, PartnerFacts
from db.scheme import Scheme

ONE = "points/partner.py"


def new(actor: Actor, scheme: Scheme) -> None:
    form = Form("partner-new")
    given = fields(form, actor, scheme, PartnerIn())
    if st.button(t("Save"), type="primary", key=form.key("press")):
        with rule_errors(form.slots):
            with database.session() as s:
                partner_id = p.add_partner(s, actor, partner=given, request_id=form.id)
            form.forget()
            layout.flash_and_go(t("{name} is on file.", name=given.name), ONE, partner=str(partner_id))


def may_change(actor: Actor, facts: PartnerFacts) -> bool:
    return facts.row.is_own and facts.row.ended_on is None and allows(actor, PointsPermission.MANAGE_PARTNERS)


def particulars(actor: Actor, facts: PartnerFacts) -> None:
    row = facts.row
    layout.facts({
        t("Kind"): label(row.kind), t("Its party organisation"): label(row.party), t("Works in"): listed(list(facts.units)),
        t("Contact person"): row.contact, t("Phone"): row.phone, t("What it helps with"): row.helps_with,
        t("Since"): full_day(row.since, with_year=True) if row.since else "",
        t("Ended on"): full_day(row.ended_on, with_year=True) if row.ended_on else "",
    })  # fmt: skip
    if row.phone and full_numbers.may_see(actor):
        with st.popover(t("Telephone in full")):
            full_numbers.form(
                actor, f"partner-{row.id}", lambda s, reason: [p.show_partner_phone(s, actor, partner_id=row.id, reason=reason)],
                with_reason=True,
            )  # fmt: skip


def acts(actor: Actor, scheme: Scheme, facts: PartnerFacts) -> None:
    if not may_change(actor, facts):
        return
    row = facts.row
    known = PartnerIn(
        kind=row.kind, name=row.name, unit_ids=list(facts.unit_ids), party=row.party, contact=row.contact,
        helps_with=row.helps_with, since=row.since,
    )  # fmt: skip
    form = Form(f"partner-{row.id}-{row.version}")
    with st.expander(t("Correct"), icon=":material/edit:"):
        given = fields(form, actor, scheme, known)
        work = lambda s: p.change_partner(s, actor, partner_id=row.id, seen=row.version, partner=given)  # noqa: E731
        press(form, t("Save"), work, t("The corrections are saved."))
    end = Form(f"partner-end-{row.id}-{row.version}")
    with st.popover(t("End the work together")):
        st.text(t("It leaves the counts from today, and stays on file."))
        press(end, t("End it"), lambda s: p.end_partner(s, actor, partner_id=row.id, seen=row.version), t("Recorded."))


def members(actor: Actor, facts: PartnerFacts) -> None:
    n_party = facts.row.n_party_members
    st.subheader(md("Members **{n}**, {m} of the party", n=facts.row.n_members, m=n_party), anchor=False)
    for one in facts.members:
        with st.container(border=True, key=f"member-{one.id}"):
            _member(actor, facts, one)
    if may_change(actor, facts):
        form = Form(f"member-new-{facts.row.id}")
        with st.expander(t("Add a member"), icon=":material/person_add:"):
            given = _member_fields(form, PartnerMemberIn(), is_known=False)
            add = lambda s: p.add_member(  # noqa: E731
                s, actor, partner_id=facts.row.id, seen=facts.row.version, member=given, request_id=form.id
            )
            press(form, t("Save"), add, t("{name} is on file.", name=given.name), kind="secondary")


def _term(one: MemberRow) -> str:
    if one.from_on and one.until:
        return t("{first} to {last}", first=day_text(one.from_on), last=day_text(one.until))
    if one.until:
        return t("until {day}", day=day_text(one.until))
    return t("since {day}", day=day_text(one.from_on)) if one.from_on else ""


def _member(actor: Actor, facts: PartnerFacts, one: MemberRow) -> None:
    said = [one.post, t("party member") if one.is_party_member else "", _term(one), one.phone]
    over = t("no longer of it") if one.ended_on else t("the term is over") if one.is_over else ""
    st.markdown(marked("**{name}**　{said}　:orange[{over}]", name=one.name, said=" · ".join(filter(None, said)), over=over)
                if over else marked("**{name}**　{said}", name=one.name, said=" · ".join(filter(None, said))))  # fmt: skip
    with st.container(horizontal=True):
        if one.phone and full_numbers.may_see(actor):
            with st.popover(t("Telephone in full")):
                full_numbers.form(
                    actor, f"member-{one.id}", lambda s, reason: [p.show_member_phone(s, actor, member_id=one.id, reason=reason)],
                    with_reason=True,
                )  # fmt: skip
        if may_change(actor, facts) and not one.ended_on:
            _change(actor, facts, one)


def _change(actor: Actor, facts: PartnerFacts, one: MemberRow) -> None:
    seen, form = facts.row.version, Form(f"member-{one.id}-{facts.row.version}")
    with st.popover(t("Correct")):
        known = PartnerMemberIn(
            name=one.name, post=one.post, is_party_member=one.is_party_member, from_on=one.from_on, until=one.until
        )
        given = _member_fields(form, known, is_known=True)
        change = lambda s: p.change_member(s, actor, member_id=one.id, seen=seen, member=given)  # noqa: E731
        press(form, t("Save"), change, t("The corrections are saved."))
    end = Form(f"member-end-{one.id}-{seen}")
    with st.popover(t("No longer of it")):
        st.text(plain(t("The name stays on file.")))
        press(end, t("End it"), lambda s: p.end_member(s, actor, member_id=one.id, seen=seen), t("Recorded."))


def _member_fields(form: Form, known: PartnerMemberIn, *, is_known: bool) -> PartnerMemberIn:
    within = day_bounds.partner_term(clock.today())
    name = form.text("name", t("Name"), known.name)
    post = form.text("post", t("Post (may stay empty)"), known.post, max_chars=MOST_POST)
    is_party = st.toggle(t("Member of the party"), known.is_party_member, key=form.key("party"))
    phone = form.text("phone", t("Telephone (empty: as it is on file)") if is_known else t("Telephone (may stay empty)"))
    first = form.day("from_on", t("Term from (may stay empty)"), within, known.from_on)
    last = form.day("until", t("Term until (may stay empty)"), within, known.until)
    return PartnerMemberIn(name=name, post=post, is_party_member=is_party, phone=phone, from_on=first, until=last)
