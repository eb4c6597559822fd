"""The office's scheme in words, its vetting flow as a drawing, its versions; the preset as a file."""

import streamlit as st

from components.office import scheme, scheme_prints
from components.shell import auth
from components.ui import database, downloads, layout, moves, tables
from components.wording.markdown import marked, plain
from components.wording.words import language, moment, t
from db.office.permissions import OfficePermission
from db.office.queries import scheme_versions
from db.permissions import allows
from db.presets import write_scheme

actor = auth.require_page(OfficePermission.SEE_SCHEME)
rules = database.scheme()
with database.reading() as s:
    versions = scheme_versions(s)
current = next(version for version in versions if version.is_current)
layout.head(rules.zh if language().startswith("zh") else rules.en, t("version {n}", n=current.number))
with st.container(horizontal=True):
    if allows(actor, OfficePermission.EDIT_SCHEME):
        if st.button(t("Edit as a new version"), icon=":material/edit:", type="primary"):
            moves.go("office/edit_scheme.py")
        downloads.button(
            t("Download as a preset file"), lambda: write_scheme(rules).encode(), what=rules.key,
            kind=downloads.PRESET,
        )  # fmt: skip
    scheme_prints.offer(rules, database.office().name)
st.subheader(t("How a person becomes a steward"), anchor=False)
st.graphviz_chart(scheme.drawing(rules, is_upright=layout.is_narrow()), width="content")
note = rules.note_zh if language().startswith("zh") else rules.note_en
if note:
    st.caption(plain(note))
for title, lines in scheme.sections(rules):
    with st.expander(plain(title)):
        for line in lines:
            st.markdown(marked("- {line}", line=line))
with st.expander(t("Versions")):
    tables.listing(
        [
            {
                t("Version"): str(v.number),
                t("Made"): moment(v.created_at),
                t("By"): v.created_by,
                t("What changed"): v.note,
                t("State"): t("in force") if v.is_current else t("only for what began under it"),
            }
            for v in versions
        ],
        key="versions",
        empty="",
    )
