"""At the desk, with the steward present: set a PIN, take it away, lift its lock."""

import streamlit as st
from sqlmodel import Session

from components.ui import database
from components.ui.forms import Form, act, press
from components.wording.words import t
from db.actor import Actor
from db.errors import Invalid
from db.permissions import allows
from db.vetting.commands.pins import clear_pin, set_pin, unlock_pin
from db.vetting.models.stewards import StewardStatus
from db.vetting.permissions import VettingPermission
from db.vetting.pin_rules import MOST
from db.vetting.queries.name_wall import pin_state
from db.vetting.queries.stewards import StewardRow


def pin_acts(actor: Actor, row: StewardRow) -> None:
    """For roles that may set PINs, of a steward in service."""
    if not allows(actor, VettingPermission.SET_PIN) or row.status is not StewardStatus.ACTIVE:
        return
    with database.reading() as s:
        present = pin_state(s, actor, row.id)
    with st.container(horizontal=True):
        with st.popover(t("Set another PIN") if present.has_pin else t("Set a PIN"), icon=":material/pin:"):
            _set(actor, row)
            if present.has_pin:
                form = Form(f"no-pin-{row.id}")
                press(form, t("Take the PIN away"), lambda s: clear_pin(s, actor, steward_id=row.id), t("The PIN is taken away."))
        if present.is_locked:
            act(t("Lift the lock of the PIN"), lambda s: unlock_pin(s, actor, steward_id=row.id),
                t("{name} can try again.", name=row.name), key="unlock-pin", icon=":material/lock_open:")  # fmt: skip


def _set(actor: Actor, row: StewardRow) -> None:
    form = Form(f"set-pin-{row.id}")
    st.markdown(t("The steward chooses it and types it: 4 to 6 digits, no birthday, no telephone number."))
    # In a form each digit counts at once; outside one, Streamlit forgets what stands in a password field that Tab leaves.
    with form.box(border=False):
        pin = form.password("pin", t("New PIN"), max_chars=MOST)
        again = form.password("again", t("The new PIN once more"), max_chars=MOST)
        is_pressed = form.submit(t("Save the PIN"))

    def work(s: Session) -> None:
        if pin != again:
            raise Invalid("pins_differ", "again")
        set_pin(s, actor, steward_id=row.id, pin=pin)

    if is_pressed:
        form.save(work, t("{name} can now sign in on shared tablets with this PIN.", name=row.name))
