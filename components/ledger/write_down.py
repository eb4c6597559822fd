"""The form of a household or a shop, one column; and those on file who look alike."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from components.ledger.field_names import NAMES
from components.ui import state
from components.ui.forms import Form
from components.wording.labels import label
from components.wording.markdown import marked, plainly
from components.wording.words import language, t
from db.errors import Conflict
from db.ledger.models.households import HouseholdIn, HouseholdKind
from db.ledger.queries.lookalikes import Alike
from db.scheme import Scheme


def fields(form: Form, scheme: Scheme, given: HouseholdIn, *, kept: tuple[str, str] = ("", "")) -> HouseholdIn:
    """Draws the form and returns what is written, unchecked. `kept` are masks of numbers that stay when left empty."""
    hidden, is_shop = set(scheme.ledger.hidden), given.kind is HouseholdKind.MERCHANT
    written: dict[str, Any] = {"door": form.text("door", t("Address") if is_shop else t("Door"), given.door, max_chars=80)}
    if is_shop:
        written["title"] = form.text("title", t("Name of the shop"), given.title, max_chars=80)
    written["name"] = form.text("name", t("Keeper") if is_shop else t("Head of the household"), given.name, max_chars=50)
    written["phone"] = number_kept(form, "phone", t("Telephone"), kept[1]) or given.phone
    written["id_number"] = number_kept(form, "id_number", t("ID number"), kept[0]) or given.id_number
    for name, draw in (_OF_SHOPS if is_shop else _OF_FAMILIES).items():
        if name not in hidden:
            written[name] = draw(form, scheme, given)
    if "contact" not in hidden:
        written["contact"] = form.text("contact", t("When and how to reach them best"), given.contact, max_chars=80)
    if "note" not in hidden:
        written["note"] = form.lines("note", t("Notes (kept sealed)"), given.note, max_chars=500, height=90)
    return given.model_copy(update=written)


def number_kept(form: Form, field: str, name: str, kept: str) -> str:
    hint = t("stays {masked} unless you write another", masked=kept) if kept else None
    return form.text(field, name, max_chars=24, placeholder=hint)


def _care(form: Form, scheme: Scheme, given: HouseholdIn) -> list[str]:
    names = {group.key: group.text(language()) for group in scheme.special_groups}
    chosen = st.pills(
        t("Special groups"), list(names), default=[key for key in given.care or () if key in names], selection_mode="multi",
        format_func=plainly(names.__getitem__), key=form.key("care"),
    )  # fmt: skip
    form.slot("care")
    return list(chosen or [])


def _plain(field: str, **options: Any) -> Callable[[Form, Scheme, HouseholdIn], str]:
    return lambda form, _scheme, given: form.text(field, t(NAMES[field]), getattr(given, field), **options)


_OF_FAMILIES: dict[str, Callable[[Form, Scheme, HouseholdIn], Any]] = {
    "n_people": _plain("n_people", max_chars=3),
    "n_party": _plain("n_party", max_chars=3),
    "care": _care,
    "needs": _plain("needs", max_chars=80),
}
_OF_SHOPS: dict[str, Callable[[Form, Scheme, HouseholdIn], Any]] = {
    "trade": _plain("trade", max_chars=40),
    "n_staff": _plain("n_staff", max_chars=5),
}


def reason(form: Form) -> str:
    """Inside the form: nothing before a look-alike was found; then who it is, and the field for the reason."""
    alike: Sequence[Alike] | None = state.noted(form.name)
    if not alike:
        return ""
    st.warning(t("Please compare: is it one of these?"), icon=":material/group:")
    for other in alike:
        whom = f"{other.unit_name} {other.door} {other.name}"
        st.markdown(marked(":orange-badge[{how}] {whom}", how=label(other.likeness), whom=whom))
    return form.text("override", t("If it is another one: how do you know?"), max_chars=200)


@contextmanager
def asked(form: Form) -> Iterator[None]:
    """Around the command: when it finds look-alikes, the form asks about them."""
    try:
        yield
    except Conflict as refusal:
        if refusal.code != "household_alike":
            raise
        state.note(form.name, refusal.params["alike"])
        st.rerun()
