"""Who is here. streamlit-authenticator draws the form; the database decides, remembers and revokes.

Its cookie, its lock-out and its user store are not used (docs/decisions/0002): a session is a row, carried by an HttpOnly
cookie that a route of the door sets against a one-time ticket.
"""

from types import SimpleNamespace
from typing import Any

import streamlit as st

from components.shell import browser, current_user, name_wall, welcome
from components.shell.routes import issue_ticket
from components.shell.stand_ins import standing_in_for
from components.ui import database, layout, moves, state
from components.wording.markdown import md
from components.wording.words import minute_from, t
from db.actor import Actor
from db.office.commands.sign_in import SignIn, check_password, sign_in
from db.office.guards import TABLETS
from db.office.permissions import OfficePermission
from db.permissions import Permission, allows

_FORM_KEYS = ("name", "authentication_status", "username", "email", "roles", "logout")


class _NoCookies:
    """In place of the library's cookie manager: scripts could read its cookie and nobody could revoke it."""

    def set(self, *_args: Any, **_kwargs: Any) -> None: ...

    def delete(self, *_args: Any, **_kwargs: Any) -> None: ...


# Of these the library would use its cookie manager, pictures to read letters from, and its own cloud: a third of its import.
with standing_in_for("extra_streamlit_components", "captcha", "captcha.image", "requests"):
    import streamlit_authenticator as stauth
    from streamlit_authenticator.models import cookie_model

cookie_model.stx = SimpleNamespace(CookieManager=_NoCookies)


def _try(login: str, password: str) -> SignIn:
    tablet = current_user.shared_tablet()
    with database.reading() as s:
        place = TABLETS if tablet else current_user.place_to_sign_in(login)
        check = check_password(s, login, password, place)
    with database.door_session() as s:
        name, shared = (tablet.name, tablet.id) if tablet else (browser.name(), None)
        return sign_in(s, check, device=name, shared_device_id=shared)


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
        known = "" if current_user.shared_tablet() else outcome[0].login
        state.begin(token, issue_ticket(token, known=known))
        if n := outcome[0].n_elsewhere:
            state.flash(t("You are still signed in on {n} other machines. My account shows where.", n=n), "info")
        st.rerun()
    if is_pressed:
        _say_why_not(outcome[0])


def _sign_in_page() -> None:
    tablet = current_user.shared_tablet()
    if tablet or browser.is_tablet():
        state.enlarge_page(True)
        layout.enlarge()
    if name_wall.is_shown(tablet):
        return
    with welcome.middle():
        with st.container(key="sign_in_box"):
            sign_in_form()
        name_wall.way_back() if tablet else welcome.below()


def _say_why_not(outcome: SignIn) -> None:
    if outcome.locked_until:
        st.error(
            md(
                "Too many wrong attempts. Please wait until {until}, or ask the administrator to lift the lock.",
                until=minute_from(outcome.locked_until),
            )
        )
    else:
        st.error(t("The user name or the password is not right. Please check both and try again."))


def require_page(permission: Permission) -> Actor:
    """The first line of every page that is not public. Signed out: the form. Not allowed: a sentence and the way home."""
    user = state.user()
    if user is None:
        _sign_in_page()
        st.stop()
    if user.actor is None:
        st.info(t("Nobody has given you a task here yet. Please ask the administrator to give you a role."))
        st.stop()
    if user.must_change_password and permission is not OfficePermission.OWN_ACCOUNT:
        moves.go("office/account.py")
    if not allows(user.actor, permission):
        st.warning(t("This page belongs to another role. Your own tasks are on the home page."))
        moves.link("home/home.py", t("Home"), "home")
        st.stop()
    return user.actor


def public_page() -> None:
    """The first line of a page that needs no sign-in. Strangers read it in large text."""
    if state.user() is None:
        state.enlarge_page(True)
        layout.enlarge()
