"""A shared tablet in the administrator's list, and the form that makes this very browser one."""

import streamlit as st

from components.shell import current_user
from components.shell.routes import DEVICE_COOKIE, issue_ticket
from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form, act
from components.ui.unit_picker import pick_unit
from components.wording.markdown import md, plain
from components.wording.words import moment, t
from db import clock
from db.actor import Actor
from db.errors import Invalid
from db.office.commands.devices import register_device, revoke_device, unlock_device
from db.office.devices import DeviceRow


def shown(actor: Actor, tablet: DeviceRow) -> None:
    """One line: where it is, when it was last in use, and what can be done."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        seen = t("{name} · {unit}, last in use {moment}", name=tablet.name, unit=tablet.unit_name, moment=moment(tablet.seen_at))
        st.text(seen, width="stretch")
        if tablet.locked_until:
            until = f"{clock.local(tablet.locked_until):%H:%M}"
            st.markdown(md(":red-badge[:material/lock: locked until {until}]", until=until), width="content")
            act(t("Lift the lock"), lambda s: unlock_device(s, actor, device_id=tablet.id),
                t("{name} can be used again.", name=tablet.name), key=f"unlock-{tablet.id}",
                icon=":material/lock_open:")  # fmt: skip
        with st.popover(t("Take it back"), icon=":material/link_off:"):
            _take_back(actor, tablet)


def _take_back(actor: Actor, tablet: DeviceRow) -> None:
    st.markdown(t("It shows no names any more, and whoever is signed in there is signed out. Do this at once when it is lost."))
    act(t("Take {name} back", name=tablet.name), lambda s: revoke_device(s, actor, device_id=tablet.id),
        t("{name} is no shared tablet any more.", name=tablet.name), key=f"revoke-{tablet.id}", kind="primary")  # fmt: skip


def make_shared(actor: Actor) -> None:
    """Signs the administrator out: from the press on the tablet shows the names."""
    form = Form("make-shared")
    with st.container(border=True):
        st.subheader(t("Make this machine a shared tablet"), anchor=False)
        st.markdown(
            t("Please do this on the tablet itself. Afterwards you are signed out here, and it shows the names of the stewards.")
        )
        name = form.text("name", t("Name of the tablet, as on its label"), max_chars=40)
        unit = pick_unit(actor.unit_path, database.scheme(), key=form.key("unit"), optional=True)
        form.slot("unit")
        title = t("This is a shared tablet of {unit}", unit=unit.name) if unit else t("This is a shared tablet")
        if not st.button(plain(title), type="primary", key=form.key("go")):
            return
    with rule_errors(form.slots):
        if unit is None:
            raise Invalid("unit_missing", "unit")
        with database.session() as s:
            _, token = register_device(s, actor, name=name, unit_id=unit.id)
        current_user.become_shared(issue_ticket(token, DEVICE_COOKIE))
        st.rerun()
