"""Who is signed in where; the administrator can end any of it."""

from functools import partial

import streamlit as st

from components.shell import auth
from components.ui import database, layout, state
from components.ui.forms import act
from components.wording.markdown import md
from components.wording.words import moment, t
from db.office.commands.sign_in import end_session
from db.office.permissions import OfficePermission
from db.office.queries import open_sessions

actor = auth.require_page(OfficePermission.MANAGE_USERS)
layout.back("office/users.py", t("Users and roles"))
with database.reading() as s:
    rows = open_sessions(s)
layout.head(t("Who is signed in"), md("**{n}** browsers", n=len(rows)))
mine = state.user().session_id
for row in rows:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        device, seen = row.device or t("Unknown machine"), moment(row.seen_at)
        here = t(" (this one)") if row.id == mine else ""
        st.text(
            t("{name} · {device}, last seen {moment}", name=row.user_name, device=device, moment=seen) + here,
            width="stretch",
        )
        if row.id != mine:
            work = partial(end_session, actor=actor, session_id=row.id)
            act(t("Sign out there"), work, t("{name} is signed out there.", name=row.user_name), key=f"end-{row.id}")
