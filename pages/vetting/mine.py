"""A steward's own page: the appointment, the card, what the duties are."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.wording.labels import badge
from components.wording.markdown import marked
from components.wording.scheme_terms import category_name, steward_title
from components.wording.words import document_day, language, t
from db import clock
from db.vetting.permissions import VettingPermission
from db.vetting.queries.stewards import own_steward

actor = auth.require_page(VettingPermission.SEE_OWN_STEWARD)
scheme = database.scheme()
with database.reading() as s:
    mine = own_steward(s, actor, clock.today())
layout.head(t("My appointment"))
if mine is None:
    st.info(t("Your account is not linked to an appointment yet. Please ask the office to write your ID number or telephone "
              "into your account."))  # fmt: skip
    st.stop()
st.markdown(marked("{badge} **{title}**", badge=badge(mine.row.status), title=steward_title(scheme)))
layout.facts({
    t("Name"): mine.row.name,
    t("No."): mine.row.number,
    t("Place"): mine.row.unit_name,
    t("Category"): category_name(scheme, mine.row.category),
    t("Term"): f"{document_day(mine.row.term_from)}—{document_day(mine.row.term_to)}",
})  # fmt: skip
st.subheader(t("What a steward does"), anchor=False)
for group in scheme.duties:
    st.markdown(marked("**{group}**", group=group.text(language())))
    for item in group.items:
        st.markdown(marked("- {item}", item=item.text(language())))
