"""A resident wishes for a service point, on the public page: what kind, near where, and why; the name may stay empty."""

import streamlit as st

from components.points.kinds import kind_text
from components.shell.browser import address
from components.ui import database, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import pick_unit
from components.wording.words import t
from db.errors import Conflict
from db.office.queries import UnitRow, root_unit
from db.points.checks import MOST_NAME, MOST_PLACE, MOST_REASON
from db.points.commands.points import put_wish
from db.points.models.points import PointIn
from db.scheme import Scheme

_WISHING = "public-wishing"


def button() -> None:
    """Whoever only reads is spared the form and its lists."""
    if not state.noted(_WISHING) and st.button(
        t("I wish for a service point near me"), icon=":material/lightbulb:", key=_WISHING
    ):
        state.note(_WISHING, True)
        st.rerun()


def form(scheme: Scheme) -> None:
    """Once the button was pressed."""
    if not state.noted(_WISHING):
        return
    with st.container(border=True):
        st.subheader(t("I wish for a service point near me"), anchor=False)
        st.text(t("What you write is talked over at the community. It is not shown here before it is decided."))
        _fill_in(scheme)


def _fill_in(scheme: Scheme) -> None:
    form = Form("public-wish")
    unit = _near(scheme, form)
    with form.box(border=False):
        kinds = [kind.key for kind in scheme.point_kinds]
        kind = form.choose("kind", t("What kind?"), kinds, shown=lambda key: kind_text(scheme, key), value=kinds[0])
        hint = t("For example: ground floor of No. 3")
        place = form.text("place", t("Where would it be good? (may stay empty)"), max_chars=MOST_PLACE, placeholder=hint)
        reason = form.lines("reason", t("Why is it wanted? (may stay empty)"), max_chars=MOST_REASON)
        proposer = form.text("proposer", t("Your name (may stay empty)"), max_chars=50)
        phone = form.text("proposer_phone", t("Telephone (may stay empty)"), max_chars=30)
        pressed = form.submit(t("Send"))
    if st.button(t("Leave it"), key=form.key("leave")):
        state.finish(_WISHING)
        st.rerun()
    # What is wrong in the place is wrong in the name that is made of it.
    form.slots["name"] = form.slots["place"]
    if pressed:
        given = PointIn(
            unit_id=unit.id if unit else None, kind=kind or "", place=place, reason=reason, proposer=proposer,
            proposer_phone=phone, name=_name(scheme, unit, kind or "", place),
        )  # fmt: skip
        _send(form, given)


def _near(scheme: Scheme, form: Form) -> UnitRow | None:
    """One or two lists: houses are said in words. Not the whole office."""
    with database.reading() as s:
        top = root_unit(s)
    depth = max(1, scheme.level_depth(scheme.steward.covers) - 1)
    unit = pick_unit(top.path, scheme, key=form.key("unit"), to_depth=depth, optional=True)
    form.slot("unit")
    return unit if unit and unit.id != top.id else None


def _name(scheme: Scheme, unit: UnitRow | None, kind: str, place: str) -> str:
    """Nobody who wishes has to think of one; the office corrects it."""
    what = kind_text(scheme, kind)
    where = place or (unit.name if unit else "")
    return t("{where}: {what}", where=where[: MOST_NAME - len(what) - 2], what=what)


def _send(form: Form, given: PointIn) -> None:
    with rule_errors(form.slots):
        with database.session() as s:
            point_id = put_wish(s, point=given, address=address(), request_id=form.id)
        if not point_id:
            raise Conflict("wish_known", "place")
        state.finish(_WISHING)
        form.done(t("Thank you. Your wish has been received; the community talks it over."))
