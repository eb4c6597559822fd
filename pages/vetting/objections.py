"""Objections: record what came to the desk or by telephone, examine what is open. Each reading is recorded."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, tables
from components.ui.forms import Form
from components.vetting.objections import examine
from components.wording.labels import label
from components.wording.markdown import md
from components.wording.scheme_terms import category_name
from components.wording.words import moment, t
from db import clock
from db.permissions import allows
from db.vetting.commands.objections import ObjectionIn, record_objection
from db.vetting.models.announcements import ObjectionChannel
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import appointees, objections

actor = auth.require_page(VettingPermission.RECORD_OBJECTION)
scheme = database.scheme()
CHANNELS = [ObjectionChannel.DESK, ObjectionChannel.PHONE, ObjectionChannel.LETTER]


def record_form() -> None:
    form = Form("objection")
    with database.reading() as s:
        people = {row.application_id: row for row in appointees(s, actor, clock.today())}
    if not people:
        st.info(t("Nobody is announced at the moment, so nothing can be objected to."))
        return
    shown = {i: f"{row.name} · {row.unit_name} · {category_name(scheme, row.category)}" for i, row in people.items()}
    with form.box():
        person = form.choose("person", t("About whom?"), list(shown), shown=shown.__getitem__)
        channel = form.choose("channel", t("How did it come?"), CHANNELS, shown=label, value=CHANNELS[0])
        text = form.lines("text", t("What was said?"), max_chars=2000)
        objector = form.text("objector", t("Name of the person (may stay empty: anonymous)"))
        contact = form.text("contact", t("How to reach the person (may stay empty)"))
        pressed = form.submit(t("Record"))
    if pressed:
        given = ObjectionIn(person or 0, text, objector, contact)
        by = channel or ObjectionChannel.PUBLIC_PAGE
        work = lambda s: record_objection(s, actor, objection=given, channel=by, request_id=form.id)  # noqa: E731
        form.save(work, t("The objection is recorded and kept confidential. It will be examined."))


with database.reading() as s:
    rows = objections(s, actor) if allows(actor, VettingPermission.EXAMINE_OBJECTION) else []
n_open = sum(row.status == "open" for row in rows)
layout.head(t("Objections"), md("**{n}** open", n=n_open))
with st.expander(t("Record an objection"), icon=":material/edit_note:", expanded=not rows):
    record_form()
if allows(actor, VettingPermission.EXAMINE_OBJECTION):
    ticked = tables.table(
        [
            {
                t("About"): row.applicant,
                t("Place"): row.unit_name,
                t("State"): label(row.status),
                t("Came"): label(row.channel),
                t("Named or anonymous"): t("named") if row.is_named else t("anonymous"),
                t("Received"): moment(row.received_at),
            }
            for row in rows
        ],
        marks=[(row.id, row.status) for row in rows],
        key="objections",
        mode="single-row",
        empty=t("There are no objections."),
    )
    if ticked:
        examine(actor, rows[ticked[0]])
    elif rows:
        st.caption(t("Tick one to read and examine it."))
