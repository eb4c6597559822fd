"""The journal: who did what and when, and whether anybody has tampered with it."""

import streamlit as st

from components.office.journal import action_label, detail_text
from components.shell import auth
from components.ui import database, layout, paged_list
from components.wording.labels import label
from components.wording.markdown import md
from components.wording.words import moment, t
from db import audit
from db.office.permissions import OfficePermission
from db.office.queries import user_names

actor = auth.require_page(OfficePermission.SEE_AUDIT)
scheme = database.scheme()
found = paged_list.read("journal", audit.page)
with database.reading() as s:
    names = user_names(s, [row.user_id for row in found.rows if row.user_id])
layout.head(t("Journal"), md("**{n}** entries", n=found.n_rows))
if st.button(t("Check the whole journal"), icon=":material/verified_user:"):
    with st.spinner(t("Checking")), database.reading() as s:
        verdict = audit.verify(s)
    if verdict.broken_at is None:
        st.success(md("All {n} entries are sound and in order.", n=verdict.n_entries), icon=":material/check_circle:")
    else:
        st.error(md("Entry {number} is wrong or missing. Please keep this database and call for help.", number=verdict.broken_at))
found.listing(
    lambda row: {
        t("No."): str(row.id),
        t("When"): moment(row.at),
        t("Who"): names.get(row.user_id or 0, t("the public or the program")),
        t("Role"): label(row.role) if row.role else "",
        t("What"): action_label(row.action),
        t("About"): detail_text(scheme, row.action, row.detail),
    },
    empty=t("Nothing has happened yet."),
)
