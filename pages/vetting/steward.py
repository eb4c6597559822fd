"""One steward: the facts, the terms, and everything that happened from registration on."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, pieces, tables
from components.ui.errors import rule_errors
from components.ui.pieces import Place
from components.ui.query_params import asked
from components.vetting import steward, steward_pin
from components.vetting.texts import story_lines
from components.wording.labels import badge, icon, label, role_title
from components.wording.markdown import joined, md
from components.wording.scheme_terms import category_name, steward_title
from components.wording.words import document_day, language, t
from db import clock
from db.permissions import allows
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import story
from db.vetting.queries.stewards import service_story, steward_facts, terms

actor = auth.require_page(VettingPermission.SEE_STEWARDS)
layout.back("vetting/stewards.py", t("Directory of stewards"))
facts = None
with rule_errors(), database.reading() as s:
    facts = steward_facts(s, actor, asked("steward"), clock.today())
    served, served_terms = service_story(s, actor, facts.row.id), terms(s, actor, facts.row.id)
    vetted = [line for term in served_terms if term.application_id for line in story(s, actor, term.application_id)]
if facts is None:
    st.stop()

scheme, row = database.scheme(), facts.row
over = md(":red-badge[:material/event_busy: Term over]") if facts.is_over and row.status == "active" else ""
layout.head(row.name, joined(" ", [badge(row.status), over, f"{steward_title(scheme)} · {row.number}"]))
if allows(actor, VettingPermission.MANAGE_STEWARDS):
    steward.acts(actor, facts)
steward_pin.pin_acts(actor, row)
pieces.draw(Place.STEWARD_BELOW_ACTS, actor, facts)

left, right = layout.halves(2, 3)
with left:
    st.subheader(t("Particulars"), anchor=False)
    layout.facts({
        t("Place"): row.unit_name,
        t("Category"): category_name(scheme, row.category),
        t("Speciality"): row.speciality,
        t("Term"): f"{document_day(row.term_from)}—{document_day(row.term_to)}",
        t("Sex"): label(row.sex),
        t("Born"): document_day(row.birth_date),
        t("ID number"): facts.id_number,
        t("Telephone"): row.phone,
        t("Education"): facts.education,
        t("Occupation"): facts.occupation,
        t("Employer"): facts.employer,
        t("Party organisation"): facts.party_organisation,
    })  # fmt: skip
    steward.numbers(actor, row.id)
    st.subheader(t("Terms"), anchor=False)
    tables.listing(
        [{t("Place"): x.unit_name, t("From"): x.term_from.isoformat(), t("To"): (x.ended_on or x.term_to).isoformat()}
         for x in served_terms], key="terms", empty="",
    )  # fmt: skip
with right:
    st.subheader(t("Course of events"), anchor=False)
    layout.course(story_lines(scheme, vetted))
    layout.course([
        (x.at, icon(x.move), f"{role_title(x.role, scheme, language()) if x.role else ''}：{label(x.move)}", x.reason)
        for x in served if x.move != "appoint"
    ])  # fmt: skip
