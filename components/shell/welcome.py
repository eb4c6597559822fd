"""What stands around the sign-in form: the office, the public pages, and in a demo who can be tried out."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.ui import database, moves, state
from components.wording.labels import role_title
from components.wording.markdown import marked, md, plain
from components.wording.words import t
from db.office.queries import demo_accounts


@contextmanager
def middle() -> Iterator[None]:
    """The office's name, and below it room for the form."""
    place = st.container() if state.has_large_text() else st.columns([1, 2, 1])[1]
    with place:
        st.title(md("{office}: Red Steward", office=database.office().name), anchor=False)
        yield


def below() -> None:
    with st.container(horizontal=True):
        moves.link("public/points.py", t("Service points"), "storefront")
        moves.link("public/announcements.py", t("Public announcements"), "campaign")
        moves.link("public/apply.py", t("Register as a steward"), "edit_note")
    languages()
    _demo()


def languages() -> None:
    """For somebody who is not signed in: the other language."""
    other = {"zh_CN": ("en", "English"), "en": ("zh_CN", "中文")}[state.language()]
    if st.button(plain(other[1]), key="language-signed-out", icon=":material/translate:"):
        state.set_looks(other[0], state.has_large_text())
        st.rerun()


def _demo() -> None:
    """Only in a demo: its accounts, one a line."""
    with database.reading() as s:
        accounts = demo_accounts(s)
    if not accounts:
        return
    scheme, language = database.scheme(), state.language()
    password = database.office().demo_password or ""
    st.subheader(md("Who can be tried out: the password is always {password}", password=password), anchor=False)
    for account in accounts:
        department = next((d.text(language) for d in scheme.departments if d.key == account.department), "")
        role = department or role_title(account.role, scheme, language)
        st.markdown(marked("**{login}** · {role} · :gray[{unit}]", login=account.login, role=role, unit=account.unit_name))
