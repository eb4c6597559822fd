"""Who is here. streamlit-authenticator draws the form; the database decides, remembers and revokes.

Its cookie, its lock-out and its user store are not used (docs/decisions/0002): a session is a row, carried by an HttpOnly
cookie that a route of the door sets against a one-time ticket.
"""

from types import SimpleNamespace
from typing import Any

import streamlit as st
import streamlit_authenticator as stauth
from streamlit_authenticator.models import cookie_model

from components import data, device, state
from components.door import COOKIE, issue_ticket
from components.labels import role_title
from components.words import t
from db import clock
from db.actor import Actor
from db.office.commands.sign_in import SignIn, check_password, note_seen, sign_in, sign_out
from db.office.queries import DemoAccount, demo_accounts, the_office
from db.office.sessions import SEEN_EVERY, SignedInUser, signed_in_user
from db.permissions import Permission, allows

_FORM_KEYS = ("name", "authentication_status", "username", "email", "roles", "logout")


class _NoCookies:
    """In place of the library's cookie manager: scripts could read its cookie and nobody could revoke it."""

    def set(self, *_args: Any, **_kwargs: Any) -> None: ...

    def delete(self, *_args: Any, **_kwargs: Any) -> None: ...


cookie_model.stx = SimpleNamespace(CookieManager=_NoCookies)


def _token() -> str | None:
    if token := state.token():
        return token
    return None if state.has_left() else st.context.cookies.get(COOKIE)


def look_up_user() -> SignedInUser | None:
    """Asks the database who this browser is; the hall does so at every run."""
    token = _token()
    if token is None:
        return None
    with data.reading() as s:
        user = signed_in_user(s, token)
    if user and clock.now() - user.seen_at > SEEN_EVERY:
        with data.session() as s:
            note_seen(s, token)
    return user


def _try(login: str, password: str) -> SignIn:
    with data.reading() as s:
        check = check_password(s, login, password)
    with data.session() as s:
        return sign_in(s, check, device=device.name())


def sign_in_form() -> None:
    """Draws the form; on success the next run is the person's."""
    form = stauth.Authenticate({"usernames": {}}, "unused", "unused", cookie_expiry_days=0, auto_hash=False, login_sleep_time=0)
    model, outcome = form.authentication_controller.authentication_model, [SignIn()]

    def decide(login: str, password: str) -> bool:
        outcome[0] = _try(login, password or "")
        model.credentials["usernames"][login] = {"name": login}
        return outcome[0].token is not None

    model.check_credentials = decide
    fields = {"Form name": t("Sign in"), "Username": t("User name"), "Password": t("Password"), "Login": t("Sign in")}
    form.login(fields=fields, key="sign_in")
    is_pressed = state.widget("FormSubmitter:sign_in-" + fields["Login"])
    state.forget(*_FORM_KEYS)
    if token := outcome[0].token:
        state.begin(token, issue_ticket(token))
        st.rerun()
    if is_pressed:
        _say_why_not(outcome[0])


def _sign_in_page() -> None:
    """The form, the public pages beside it, and in a demo who can be tried out."""
    with data.reading() as s:
        office, accounts = the_office(s), demo_accounts(s)
    _, middle, _ = st.columns([1, 2, 1]) if not state.has_large_text() else (None, st.container(), None)
    with middle:
        st.title(t("{office}: Red Steward", office=office.name), anchor=False)
        with st.container(key="sign_in_box"):
            sign_in_form()
        with st.container(horizontal=True):
            st.page_link("public/announcements.py", label=t("Public announcements"), icon=":material/campaign:")
            st.page_link("public/apply.py", label=t("Register as a steward"), icon=":material/edit_note:")
        if accounts:
            _demo_accounts(accounts, office.demo_password or "")


def _demo_accounts(accounts: list[DemoAccount], password: str) -> None:
    scheme, language = data.scheme(), state.language()
    st.subheader(t("Who can be tried out: the password is always {password}", password=password), anchor=False)
    for account in accounts:
        department = next((d.text(language) for d in scheme.departments if d.key == account.department), "")
        role = department or role_title(account.role, scheme, language)
        st.markdown(f"**{account.login}** · {role} · :gray[{account.unit_name}]")


def _say_why_not(outcome: SignIn) -> None:
    if outcome.locked_until:
        st.error(
            t(
                "Too many wrong attempts. Please wait until {until}, or ask the administrator to lift the lock.",
                until=f"{clock.local(outcome.locked_until):%H:%M}",
            )
        )
    else:
        st.error(t("The user name or the password is not right. Please check both and try again."))


def leave() -> None:
    """Signs out: the session's row ends, and nothing of the person stays in this browser's session."""
    if token := _token():
        with data.session() as s:
            sign_out(s, token)
    state.wipe()


# On a shared tablet the same act under the name that people know it by.
hand_over = leave


def token_in_use() -> str:
    """The token of the signed-in browser, for switching the role it wears."""
    return _token() or ""


def require_page(permission: Permission) -> Actor:
    """The first line of every page that is not public. Signed out: the form. Not allowed: a sentence and the way home."""
    user = state.user()
    if user is None:
        _sign_in_page()
        st.stop()
    if user.actor is None:
        st.info(t("Nobody has given you a task here yet. Please ask the administrator to give you a role."))
        st.stop()
    if user.must_change_password and permission is not Permission.OWN_ACCOUNT:
        st.switch_page("office/account.py")
    if not allows(user.actor, permission):
        st.warning(t("This page belongs to another role. Your own tasks are on the home page."))
        st.page_link("home/home.py", label=t("Home"), icon=":material/home:")
        st.stop()
    return user.actor


def public_page() -> None:
    """The first line of a page that needs no sign-in: says so to the reader and to the test that looks for a guard."""
