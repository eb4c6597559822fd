"""Edit the scheme as a new version; applications under way keep theirs."""

import streamlit as st

from components.office import edit_scheme
from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.words import t
from db.office.commands.set_up import make_scheme_version
from db.office.permissions import OfficePermission

actor = auth.require_page(OfficePermission.EDIT_SCHEME)
office, scheme = database.office(), database.scheme()
form = Form(f"scheme-{office.scheme_version_id}")
layout.back("office/scheme.py", t("Scheme"))
layout.head(t("Edit the scheme"))
st.info(t("Saving makes a new version. What has begun under an older version ends under it."))

edited = edit_scheme.edit(form, scheme)
note = form.text("note", t("What changes? (for the list of versions)"), max_chars=200)
with st.expander(t("Make a preset for another office of it")):
    edit_scheme.preset_download(form, edited)
if st.button(t("Save as a new version"), type="primary", key=form.key("save")):
    with rule_errors(form.slots):
        new = edit_scheme.check(edited)
        with database.session() as s:
            make_scheme_version(s, actor, scheme=new, note=note, seen=office.scheme_version_id)
        form.forget()
        layout.flash_and_go(t("The new version is in force."), "office/scheme.py")
