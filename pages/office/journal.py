"""The journal: who did what and when, and whether anybody has tampered with it."""

import streamlit as st

from components import auth, data, layout, tables
from components.journal import action_label, detail_text
from components.labels import label
from components.words import moment, t
from db import audit
from db.office.queries import user_names
from db.permissions import Permission

actor = auth.require_page(Permission.SEE_AUDIT)
scheme = data.scheme()
with data.reading() as s:
    rows, n_rows = audit.page(s, offset=tables.offset("journal"), limit=tables.per_page())
    names = user_names(s, [row.user_id for row in rows if row.user_id])
layout.head(t("Journal"), t("**{n}** entries", n=n_rows))
if st.button(t("Check the whole journal"), icon=":material/verified_user:"):
    with st.spinner(t("Checking")), data.reading() as s:
        verdict = audit.verify(s)
    if verdict.broken_at is None:
        st.success(t("All {n} entries are sound and in order.", n=verdict.n_entries), icon=":material/check_circle:")
    else:
        st.error(t("Entry {number} is wrong or missing. Please keep this database and call for help.", number=verdict.broken_at))
tables.listing(
    [
        {
            t("No."): str(row.id),
            t("When"): moment(row.at),
            t("Who"): names.get(row.user_id or 0, t("the public or the program")),
            t("Role"): label(row.role) if row.role else "",
            t("What"): action_label(row.action),
            t("About"): detail_text(scheme, row.action, row.detail),
        }
        for row in rows
    ],
    key="journal-table",
    empty=t("Nothing has happened yet."),
)
tables.pager("journal", n_rows)
