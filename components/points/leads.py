"""Leads that wait: each with its words, who left it, and what becomes of it."""

import streamlit as st

from components.ui import full_numbers
from components.ui.forms import Form, press
from components.wording.markdown import plain
from components.wording.scheme_terms import named
from components.wording.words import moment, t
from db.actor import Actor
from db.points.commands.leads import drop_lead, show_lead_contact
from db.points.queries.leads import LeadRow
from db.scheme import Scheme


def one(actor: Actor, scheme: Scheme, row: LeadRow) -> None:
    with st.container(border=True, key=f"lead-{row.id}"):
        st.text(row.text)
        said = [row.point_name, row.unit_name, named(scheme.matter_kinds, row.kind) if row.kind else "", moment(row.said_at)]
        st.caption(plain(" · ".join(text for text in [*said, t("taken down by {name}", name=row.by)] if text)))
        if row.contact:
            st.text(t("Said by {contact}", contact=row.contact))
        with st.container(horizontal=True):
            _acts(actor, row)


def _acts(actor: Actor, row: LeadRow) -> None:
    if row.contact and full_numbers.may_see(actor):
        with st.popover(t("Call back")):
            full_numbers.form(
                actor, f"lead-{row.id}", lambda s, reason: [show_lead_contact(s, actor, lead_id=row.id, reason=reason)],
                with_reason=True,
            )  # fmt: skip
    form = Form(f"drop-lead-{row.id}")
    with st.popover(t("Do not follow up")):
        why = form.text("why", t("Why?"), max_chars=300)
        press(form, t("Do not follow up"), lambda s: drop_lead(s, actor, lead_id=row.id, why=why), t("It waits no more."))
