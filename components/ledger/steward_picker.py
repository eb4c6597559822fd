"""Choosing a steward for a household: those nearby first, with how many they have."""

import streamlit as st

from components.ui import database
from components.wording.words import t
from db.actor import Actor
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.nearby import nearby_stewards
from db.scheme import Scheme


def pick_steward(actor: Actor, scheme: Scheme, kind: HouseholdKind, path: str, *, key: str, but: int = 0) -> int | None:
    """Returns the steward's id."""
    with database.reading() as s:
        found = {row.steward_id: row for row in nearby_stewards(s, actor, scheme, kind, path) if row.steward_id != but}
    if not found:
        st.info(t("No steward in service nearby."))
        return None

    def shown(steward_id: int) -> str:
        row = found[steward_id]
        return t("{name} · {place} · looks after {n}", name=row.name, place=row.unit_name, n=row.n_households)

    chosen: int | None = st.selectbox(
        t("Steward"), list(found), index=None, format_func=shown, key=key, placeholder=t("Please choose")
    )
    return chosen
