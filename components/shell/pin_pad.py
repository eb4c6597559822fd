"""The pad of large digits. `page.js` counts the taps in the browser: none is lost or waits for the program."""

from typing import NoReturn

import streamlit as st

from components.shell.routes import issue_ticket
from components.ui import database, moves, state
from components.ui.forms import Form
from components.wording.markdown import md, plain
from components.wording.words import minute_from, t
from db.office.commands.sign_in import SignIn
from db.office.devices import DeviceRow
from db.vetting.commands.pin_sign_in import check_pin, sign_in_by_pin
from db.vetting.pin_rules import MOST
from db.vetting.queries.name_wall import Tile

_STYLE = """<style>
.st-key-pin_field{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);pointer-events:none}
.rs-pad{max-width:460px;margin:0 auto;display:grid;grid-template-columns:repeat(3,1fr);gap:14px}
.rs-pad button{min-height:84px;font-size:34px !important;border-radius:10px;border:1px solid #7A6F63;background:#F6F3EE;
color:#1F1B16;font-family:inherit;cursor:pointer;touch-action:manipulation}
.rs-pad button:active{background:#D9D2C7}
.rs-pad button.rs-word{font-size:24px !important}
.rs-pad button.rs-enter{background:#1B7F4B;border-color:#1B7F4B;color:#fff}
.rs-dots{display:flex;justify-content:center;gap:16px;margin:8px 0 22px}
.rs-dots i{width:26px;height:26px;border-radius:50%;border:2px solid #7A6F63}
.rs-dots i.rs-on{background:#1F1B16;border-color:#1F1B16}
</style>"""


def show(tablet: DeviceRow, tile: Tile) -> None:
    """One field that is not seen, the pad that fills it, and what came of it."""
    st.title(md("{name}, please tap your PIN", name=tile.name), anchor=False)
    form = Form(f"pin-{tile.steward_id}")
    if not tile.has_pin:
        st.info(t("No PIN is set for you yet. Please have the staff set one at the desk; until then paper sheets do as well."))
    else:
        said = state.noted("wall-said")
        if said:
            st.error(plain(said))
        with st.container(key="pin_field"):
            pin = st.text_input(t("PIN"), key=form.key("pin"), type="password", autocomplete="off", max_chars=MOST)
        if pin:
            _try(tablet, tile, form, pin)
        st.html(_STYLE + _pad(form.id.hex[:8]))
    if st.button(t("This is not me: back to the names"), key="pin-back", icon=":material/arrow_back:", width="stretch"):
        _forget(form)
        state.note("wall-name", None)
        st.rerun()


def _pad(mark: str) -> str:
    """A new mark draws it anew, with no dot filled."""
    digits = "".join(f'<button type="button" data-pin="{n}">{n}</button>' for n in (*range(1, 10), 0))
    delete, enter = t("Delete digit"), t("Enter PIN")
    dots = '<div class="rs-dots" aria-hidden="true">' + "<i></i>" * MOST + "</div>"
    rest = digits[: digits.rindex("<button")], digits[digits.rindex("<button") :]
    return (
        f'{dots}<div class="rs-pad" id="pad-{mark}">{rest[0]}<button type="button" class="rs-word" data-pin="delete">{delete}'
        f'</button>{rest[1]}<button type="button" class="rs-word rs-enter" data-pin="enter">{enter}</button></div>'
    )


def _forget(form: Form) -> None:
    form.forget()
    state.note("wall-said", None)


def _try(tablet: DeviceRow, tile: Tile, form: Form, pin: str) -> NoReturn:
    with database.reading() as s:
        check = check_pin(s, tablet, steward_id=tile.steward_id, pin=pin)
    with database.door_session() as s:
        outcome = sign_in_by_pin(s, tablet, check)
    _forget(form)
    if outcome.token is None:
        state.note("wall-said", _why_not(outcome))
        st.rerun()
    state.note("wall-name", None)
    state.begin(outcome.token, issue_ticket(outcome.token))
    moves.go("visits/today.py")


def _why_not(outcome: SignIn) -> str:
    if outcome.locked_until:
        return t(
            "Too many wrong attempts. Please wait until {until}, or ask the administrator to lift the lock.",
            until=minute_from(outcome.locked_until),
        )
    return t("This PIN is not right. You can try {n} more times.", n=outcome.n_left)
