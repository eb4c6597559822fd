"""A service point is written down: few fields, what kind first; the same fields correct one."""

import streamlit as st

from components.points.kinds import kind_text
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import pick_unit
from components.wording.markdown import plain, plainly
from components.wording.words import language, t
from db.actor import Actor, Role
from db.office.queries import unit_at
from db.permissions import allows
from db.points.checks import MOST_CAPACITY, MOST_FINDS, MOST_NAME, MOST_PLACE, MOST_REASON, offered
from db.points.commands.points import propose_point, set_up_point
from db.points.models.points import PointIn, PointSource
from db.points.permissions import PointsPermission
from db.scheme import Scheme

DECISION = "decision"


def new(actor: Actor, scheme: Scheme) -> None:
    """A steward's wish; or for others whose it is, a resident's slip first; or the office's own decision."""
    form = Form("point")
    whose = _whose(actor, form)
    unit_id = _where(actor, scheme, form)
    given = fields(form, scheme, PointIn(unit_id=unit_id), is_short=actor.role is Role.STEWARD)
    title = t("Why does the office set it up?") if whose == DECISION else t("Why is it wanted? (may stay empty)")
    given = given.model_copy(update={"reason": form.lines("reason", title, max_chars=MOST_REASON)})
    if whose == PointSource.RESIDENT:
        given = _resident(form, given)
    if st.button(t("Save"), type="primary", key=form.key("press")):
        _save(actor, form, given, whose)


def _whose(actor: Actor, form: Form) -> str:
    if actor.role is Role.STEWARD:
        return PointSource.STEWARD
    choices: dict[str, str] = {PointSource.RESIDENT: t("A resident's slip"), PointSource.OFFICE: t("Our own proposal")}
    choices |= {DECISION: t("Set up by decision")} if allows(actor, PointsPermission.MANAGE_POINTS) else {}
    return str(
        st.segmented_control(
            t("Whose wish is it?"), list(choices), default=PointSource.RESIDENT, required=True, key=form.key("whose"),
            format_func=plainly(choices.__getitem__),
        )
    )  # fmt: skip


def _where(actor: Actor, scheme: Scheme, form: Form) -> int | None:
    """A steward's own building, or what lies above it; for others a unit under their own."""
    if actor.role is not Role.STEWARD:
        unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True)
        form.slot("unit")
        return unit.id if unit else None
    parts = actor.unit_path.strip("/").split("/")
    with database.reading() as s:
        units = {unit.id: unit for n in range(len(parts), 1, -1) for unit in [unit_at(s, f"/{'/'.join(parts[:n])}/")]}
    return form.choose("unit", t("For whom?"), list(units), shown=lambda i: units[i].name, value=actor.unit_id)


def fields(form: Form, scheme: Scheme, known: PointIn, *, is_short: bool = False) -> PointIn:
    """What it is, where, and what one finds there. `is_short`: for somebody who wishes for one, not for who runs it."""
    kinds = [kind.key for kind in scheme.point_kinds]
    kind = form.choose("kind", t("What kind?"), kinds, shown=lambda key: kind_text(scheme, key), value=known.kind or kinds[0])
    name = form.text("name", t("What is it to be called?"), known.name, max_chars=MOST_NAME)
    hint = t("For example: ground floor of No. 3")
    place = form.text("place", t("Where is it?"), known.place, max_chars=MOST_PLACE, placeholder=hint)
    given = known.model_copy(update={"kind": kind or "", "name": name, "place": place})
    return given if is_short else _more(form, scheme, given)


def _more(form: Form, scheme: Scheme, known: PointIn) -> PointIn:
    words = offered(scheme, known.kind)
    offers: list[str] = []
    if words:
        offers = list(
            st.pills(
                t("What does one find there?"), list(words), selection_mode="multi", wrap=True,
                key=form.key(f"offers-{known.kind}"),
                default=[key for key in known.offers if key in words],
                format_func=plainly(lambda key: words[key].text(language())),
            )
        )  # fmt: skip
        form.slot("offers")
    finds = form.text("finds", t("And what else? (may stay empty)"), known.finds, max_chars=MOST_FINDS)
    phone = form.text("phone", t("Telephone for everybody (may stay empty)"), known.phone, max_chars=30)
    room = t("Room for how many? (may stay empty)")
    capacity = st.number_input(plain(room), 1, MOST_CAPACITY, known.capacity, key=form.key("capacity"))
    form.slot("capacity")
    return known.model_copy(update={"offers": offers, "finds": finds, "phone": phone, "capacity": capacity})


def _resident(form: Form, given: PointIn) -> PointIn:
    with st.expander(t("Who wished for it (may stay empty)"), expanded=True):
        name = form.text("proposer", t("Name"), max_chars=50)
        phone = form.text("proposer_phone", t("Telephone"), max_chars=30)
    return given.model_copy(update={"proposer": name, "proposer_phone": phone})


def _save(actor: Actor, form: Form, given: PointIn, whose: str) -> None:
    with rule_errors(form.slots):
        with database.session() as s:
            if whose == DECISION:
                point_id = set_up_point(s, actor, point=given, request_id=form.id)
            else:
                point_id = propose_point(s, actor, point=given, source=PointSource(whose), request_id=form.id)
        form.forget()
        said = t("It is set up. Now it needs somebody who serves there.") if whose == DECISION else _thanks(whose)
        layout.flash_and_go(said, "points/points.py" if actor.role is Role.STEWARD else "points/point.py", point=str(point_id))


def _thanks(whose: str) -> str:
    return t("Your wish is saved. The community talks it over.") if whose == PointSource.STEWARD else t("The wish is saved.")
