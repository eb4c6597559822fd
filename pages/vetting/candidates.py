"""Party members who could serve, from the lists of the office: found by name, kind and where they live."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves
from components.vetting import candidates
from components.wording.markdown import md
from components.wording.words import t
from db.permissions import allows
from db.vetting.permissions import VettingPermission

actor = auth.require_page(VettingPermission.SEE_CANDIDATES)
layout.back("vetting/applications.py", t("Applicants"))
aside = st.empty()
if allows(actor, VettingPermission.IMPORT_CANDIDATES) and st.button(t("Bring candidates in"), icon=":material/upload_file:"):
    moves.go("vetting/bring_in_candidates.py")
found = candidates.read(actor, candidates.ask(actor, database.scheme()), "candidates")
with aside.container():
    layout.head(t("Candidates"), md("**{n}** people", n=found.n_rows))
candidates.open_one(found, empty=t("Nobody is here. Bring in a list of party members, or take a filter away."))
candidates.lists(actor)
