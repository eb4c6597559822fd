"""The people on file who may be the same person, shown in full, and the reason why they are not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from components.ui import database, layout, state
from components.ui.forms import Form
from components.wording.labels import label
from components.wording.markdown import marked
from components.wording.words import day, full_day, t
from db.actor import Actor
from db.errors import Conflict
from db.office.permissions import OfficePermission
from db.permissions import allows
from db.privacy import mask_id, mask_phone
from db.vetting.commands.disclosures import note_lookalikes_shown
from db.vetting.queries.lookalikes import Lookalike, find_lookalikes
from db.vetting.queries.registration_rounds import open_round_id


def _show(actor: Actor, alike: Sequence[Lookalike]) -> None:
    is_full = allows(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    for other in alike:
        with st.container(border=True):
            st.markdown(marked(":orange-badge[:material/group: {how}]", how=label(other.likeness)))
            layout.facts({
                t("Name"): f"{other.name}　{label(other.sex)}",
                t("Born"): full_day(other.birth_date),
                t("ID number"): other.id_number if is_full else mask_id(other.id_number),
                t("Telephone"): other.phone if is_full else mask_phone(other.phone),
                t("Place"): other.unit_name,
                t("Where it stands"): f"{label(other.status)} · {day(other.registered_on)}",
            })  # fmt: skip


def reason(form: Form, actor: Actor) -> str:
    """Inside the form: nothing before a look-alike was found; then the people and the field for the reason."""
    checked = state.noted(form.name)
    if checked is None:
        return ""
    with database.reading() as s:
        alike = find_lookalikes(s, actor, checked, round_id=open_round_id(s))
    st.warning(t("Please compare: is it one of these people?"), icon=":material/group:")
    _show(actor, alike)
    return form.text("override", t("If it is somebody else: how do you know?"), placeholder=t("e.g. met in person"))


@contextmanager
def asked(form: Form, actor: Actor) -> Iterator[None]:
    """Around the command: when it finds look-alikes, the form asks about them. That they were shown is recorded."""
    try:
        yield
    except Conflict as refusal:
        if refusal.code != "lookalikes":
            raise
        with database.session() as s:
            note_lookalikes_shown(s, actor, application_ids=refusal.params["ids"])
        state.note(form.name, refusal.params["applicant"])
        st.rerun()
