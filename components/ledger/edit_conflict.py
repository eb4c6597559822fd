"""Two people changed the same household: the second sees both values of each field and chooses."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.ledger.field_names import NAMES
from components.ui import state
from components.ui.forms import Form
from components.wording.markdown import marked
from components.wording.words import language, listed, t
from db.ledger.models.households import HouseholdIn
from db.privacy import mask_id, mask_phone
from db.scheme import Scheme

_MASKS = {"phone": mask_phone, "id_number": mask_id}


def begin(form: Form, version: int, known: HouseholdIn) -> tuple[int, HouseholdIn]:
    """The version and content that the form was first drawn with: what is compared when somebody was faster."""
    key = f"{form.name}-base"
    if state.noted(key) is None:
        state.note(key, (version, known))
    base: tuple[int, HouseholdIn] = state.noted(key)
    return base


def forget(form: Form) -> None:
    state.finish(f"{form.name}-base")
    state.finish(f"{form.name}-mine")


def keep_mine(form: Form, mine: HouseholdIn) -> None:
    """Somebody was faster: what was written here is kept while both are compared."""
    state.note(f"{form.name}-mine", mine)


def mine(form: Form) -> HouseholdIn | None:
    kept: HouseholdIn | None = state.noted(f"{form.name}-mine")
    return kept


def said(scheme: Scheme, field: str, value: Any) -> str:
    if field == "care":
        names = {group.key: group.text(language()) for group in scheme.special_groups}
        return listed([names.get(key, key) for key in value or ()]) or t("nothing")
    return str(_MASKS[field](value) if field in _MASKS else value) or t("nothing")


def choose(form: Form, scheme: Scheme, base: HouseholdIn, theirs: HouseholdIn, own: HouseholdIn) -> HouseholdIn | None:
    """Draws each field in which the two differ. What only one of them changed is taken; None while a choice is open."""
    taken: dict[str, Any] = {}
    is_open = False
    st.warning(t("Somebody else has changed this household meanwhile. Please choose; nothing of yours is lost."))
    for field, name in NAMES.items():
        was, is_now, wanted = (getattr(one, field) for one in (base, theirs, own))
        taken[field] = is_now if wanted == was else wanted
        if wanted != was and is_now != was and wanted != is_now:
            options = {"theirs": said(scheme, field, is_now), "own": said(scheme, field, wanted)}
            before = t("was: {value}", value=said(scheme, field, was))
            st.markdown(marked("**{name}** · {before}", name=t(name), before=before))
            picked = form.choose(f"whose-{field}", t("Which one?"), list(options), shown=_shown_by(options))
            is_open = is_open or picked is None
            taken[field] = is_now if picked == "theirs" else wanted
    return None if is_open else own.model_copy(update=taken)


def _shown_by(options: dict[str, str]) -> Callable[[str], str]:
    whose = {"theirs": t("theirs"), "own": t("mine")}
    return lambda key: f"{whose[key]}：{options[key]}"
