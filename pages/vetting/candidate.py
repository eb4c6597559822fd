"""One candidate: what is known at the left, at the right the form that makes an applicant."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.vetting import candidate
from components.wording.labels import badge
from components.wording.words import t
from db.vetting.permissions import VettingPermission
from db.vetting.queries.candidates import candidate_facts

actor = auth.require_page(VettingPermission.SEE_CANDIDATES)
layout.back("vetting/candidates.py", t("Candidates"))
facts = None
with rule_errors(), database.reading() as s:
    facts = candidate_facts(s, actor, asked("candidate"))
if facts is None:
    st.stop()

layout.head(facts.name, badge(facts.kind))
left, right = layout.halves(2, 3)
with left:
    st.subheader(t("Particulars"), anchor=False)
    candidate.particulars(facts)
    candidate.numbers(actor, facts)
    candidate.removal(actor, facts)
with right:
    candidate.becoming(actor, facts)
