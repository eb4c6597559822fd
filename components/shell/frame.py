"""What stands around every page: the demo's banner, a set clock, and the person's own corner."""

from collections.abc import Callable, Mapping

import streamlit as st

from components.home.home import waiting_on
from components.shell import current_user, menu
from components.ui import database, moves, state, text_size
from components.wording.labels import role_title
from components.wording.markdown import md, plain
from components.wording.words import LANGUAGES, full_day, t
from db import clock
from db.actor import Actor, Role
from db.office.commands.sign_in import wear_role
from db.office.commands.users import choose_looks
from db.office.sessions import SignedInUser, own_roles
from db.scheme import Scheme

Draw = Callable[[Actor, Scheme, str, Mapping[str, int]], str]


def banners(is_demo: bool) -> None:
    if is_demo:
        st.warning(t("This is the demo. Everybody in it is invented; nothing here counts."), icon=":material/science:")
    if set_to := clock.set_time():
        st.warning(
            md("The clock of this program is set to {day}.", day=full_day(clock.local(set_to).date())), icon=":material/schedule:"
        )


def around(user: SignedInUser, scheme: Scheme, here: str) -> None:
    """The menu and the person's own corner: at the side on PCs, along the top on tablets."""
    if not menu.is_along_the_top():
        with st.sidebar:
            _own_things(user, scheme, _menu(menu.at_the_side, user.actor, scheme, here) if user.actor else "")
        return
    with st.container(horizontal=True, key="rs-top"):
        if user.actor:
            st.html(_menu(menu.along_the_top, user.actor, scheme, here))
        st.space("stretch")
        with st.popover(plain(user.name), icon=":material/account_circle:"):
            _own_things(user, scheme)
        if st.button(t("Hand over"), icon=":material/swap_horiz:", key="hand_over"):
            current_user.hand_over()
            st.rerun()


def _menu(draw: Draw, actor: Actor, scheme: Scheme, here: str) -> str:
    """Written anew where something of it has changed: ninety links take longer than all the rest of an empty page."""
    of, known = (draw, actor, scheme, here, waiting_on(actor), state.language()), state.kept_of_person("menu")
    if known is None or known[0] != of:
        known = of, draw(*of[1:5])
        state.keep_of_person("menu", known)
    return str(known[1])


def _own_things(user: SignedInUser, scheme: Scheme, above: str = "") -> None:
    if user.n_roles > 1 and not user.is_shared:
        st.html(above + menu.own_corner("", ""))
        _choose_role(user, scheme)
    else:
        role = _role_and_place(user.actor.role, user.unit_name, scheme) if user.actor else ""
        st.html(above + menu.own_corner(user.name, role))
    _sizes(user)
    other = "en" if state.language() == "zh_CN" else "zh_CN"
    if st.button(plain(LANGUAGES[other]), key="language", icon=":material/translate:"):
        _look(user, other, state.has_large_text())
    if st.button(t("Sign out"), key="sign_out", icon=":material/logout:"):
        current_user.leave()
        st.rerun()


def _role_and_place(role: Role, unit_name: str, scheme: Scheme) -> str:
    return f"{role_title(role, scheme, state.language())} · {unit_name}"


def _sizes(user: SignedInUser) -> None:
    """Three sizes where text is large; on a PC also the way there and back."""
    if not state.has_large_text():
        if st.button(t("Large text"), key="size", icon=":material/format_size:"):
            _look(user, state.language(), True)
        return
    chosen = text_size.choose("text_size")
    if chosen and chosen != text_size.present():
        _look(user, state.language(), True, chosen)
    if not user.is_shared and st.button(t("Normal text"), key="size", icon=":material/format_size:"):
        _look(user, state.language(), False)


def _look(user: SignedInUser, language: str, has_large_text: bool, size: int | None = None) -> None:
    with database.session() as s:
        choose_looks(s, user.user_id, language=language, has_large_text=has_large_text, text_size=size)
    state.set_looks(language, has_large_text, size)
    st.rerun()


def _choose_role(user: SignedInUser, scheme: Scheme) -> None:
    with database.reading() as s:
        roles = {role.id: role for role in own_roles(s, user.user_id)}
    said = {i: _role_and_place(role.role, role.unit_name, scheme) for i, role in roles.items()}
    worn = st.selectbox(
        plain(user.name), list(roles), index=list(roles).index(user.role_id) if user.role_id in roles else None,
        format_func=said.__getitem__, key=f"worn-{user.role_id}",
    )  # fmt: skip
    if worn and worn != user.role_id:
        with database.session() as s:
            wear_role(s, current_user.token_in_use(), role_id=worn)
        moves.go(moves.HOME)
