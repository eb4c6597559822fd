"""Writing down at a service point, for fingers: what, for whom, and it is saved; taking back, trainings and leads beside it."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from components.points.services import done_text, what_text, whom_text
from components.ui import database, layout, query_params, state
from components.ui.errors import rule_errors
from components.ui.forms import Form, later
from components.wording.markdown import marked, md, plain
from components.wording.scheme_terms import named
from components.wording.words import full_day, listed, t
from db import clock
from db.actor import Actor
from db.points.commands.leads import leave_lead
from db.points.commands.services import log_service, log_training, service_days, take_back
from db.points.models.services import LeadIn, ServiceIn, TrainingIn
from db.points.queries.services import LogPoint, ServiceRow
from db.points.service_checks import MOST_CONTACT, MOST_LEAD, MOST_PEOPLE, MOST_TITLE
from db.scheme import Scheme


def choose(points: Sequence[LogPoint]) -> LogPoint:
    """The one of the address, or the only one; else a list."""
    by_id, given = {point.id: point for point in points}, query_params.asked("point")
    if len(by_id) == 1:
        return points[0]
    chosen = st.selectbox(
        t("Service point"), list(by_id), index=list(by_id).index(given) if given in by_id else 0,
        format_func=lambda i: by_id[i].name, key=f"log-point-{given}",
    )  # fmt: skip
    return by_id[chosen]


def _buttons(shown: Mapping[str, str], key: str) -> str:
    """Large ones, two or three in a row; the key of the one that is pressed, else nothing."""
    a_row, pressed, keys = (2 if layout.is_narrow() else 3), "", list(shown)
    for start in range(0, len(keys), a_row):
        for column, one in zip(st.columns(a_row), keys[start : start + a_row], strict=False):
            if column.button(plain(shown[one]), key=f"{key}-{one}", width="stretch"):
                pressed = one
    return pressed


def taps(actor: Actor, scheme: Scheme, point: LogPoint) -> None:
    """First what, then for whom: the second tap saves."""
    form, noted = Form(f"log-{point.id}"), f"log-what-{point.id}"
    what = point.what[0] if len(point.what) == 1 else state.noted(noted) or ""
    if what not in point.what:
        st.subheader(t("What was done?"), anchor=False)
        if pressed := _buttons({key: what_text(scheme, key) for key in point.what}, f"what-{point.id}"):
            state.note(noted, pressed)
            st.rerun()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(md("**{what}**: for whom?", what=what_text(scheme, what)), anchor=False, width="stretch")
        if len(point.what) > 1 and st.button(t("Something different"), icon=":material/arrow_back:", key=f"log-back-{point.id}"):
            state.finish(noted)
            st.rerun()
    n, day = _how_many(form, point)
    if whom := _buttons({group.key: whom_text(scheme, group.key) for group in scheme.served_groups}, f"whom-{point.id}"):
        service = ServiceIn(what=what, whom=whom, n_people=n, on_day=day)
        with rule_errors(form.slots):
            with database.session() as s:
                log_service(s, actor, point_id=point.id, service=service, request_id=form.id)
            state.finish(noted)
            form.done(_saved(scheme, service))


def _how_many(form: Form, point: LogPoint) -> tuple[int, date | None]:
    left, right = st.columns(2)
    with left:
        n = st.number_input(t("How many people?"), 1, MOST_PEOPLE, 1, key=form.key("n"))
        form.slot("n_people")
    with right:
        day = form.day("on_day", t("On which day?"), service_days(point), clock.today())
    return int(n), day


def _saved(scheme: Scheme, service: ServiceIn) -> str:
    what, whom, day = what_text(scheme, service.what), whom_text(scheme, service.whom), service.on_day or clock.today()
    return t("Saved: {what}, {whom}, {n} people, {day}.", what=what, whom=whom, n=service.n_people, day=full_day(day))


def last_lines(actor: Actor, scheme: Scheme, rows: Sequence[ServiceRow]) -> None:
    """What the person wrote there today, each to be taken back right there."""
    if not rows:
        return
    st.subheader(t("Written today"), anchor=False)
    for row in rows:
        said = listed([text for text in (done_text(scheme, row), whom_text(scheme, row.whom)) if text])
        with st.container(horizontal=True, vertical_alignment="center", key=f"line-{row.id}"):
            at = f"{clock.local(row.written_at):%H:%M}"
            st.markdown(marked("{at}　{said}　{n}", at=at, said=said, n=t("{n} people", n=row.n_people)), width="stretch")
            if st.button(t("Take this back"), icon=":material/undo:", key=f"back-{row.id}"):
                _take(actor, row)


def _take(actor: Actor, row: ServiceRow) -> None:
    with rule_errors():
        with database.session() as s:
            take_back(s, actor, service_id=row.id, request_id=Form(f"back-{row.id}").id)
        later(t("Taken back: it counts no more."))


def training(actor: Actor, scheme: Scheme, point: LogPoint) -> None:
    form = Form(f"training-{point.id}")
    with st.expander(t("Write a training down"), icon=":material/school:"), form.box(border=False):
        title = form.text("title", t("What was it about?"), max_chars=MOST_TITLE)
        n = st.number_input(t("How many came?"), 1, MOST_PEOPLE, None, key=form.key("n"))
        form.slot("n_people")
        groups = [group.key for group in scheme.served_groups]
        whom = form.choose("whom", t("For whom? (may stay open)"), groups, shown=lambda key: whom_text(scheme, key))
        day = form.day("on_day", t("On which day?"), service_days(point), clock.today())
        pressed = form.submit(t("Save"))
    if pressed:
        given = TrainingIn(title=title, whom=whom or "", n_people=int(n or 0), on_day=day)
        form.save(
            lambda s: log_training(s, actor, point_id=point.id, training=given, request_id=form.id),
            t("Saved: training “{title}”, {n} people.", title=title, n=given.n_people),
        )


def lead(actor: Actor, scheme: Scheme, point: LogPoint) -> None:
    """Words without telephones; who said it has a field of its own."""
    form = Form(f"lead-{point.id}")
    with st.expander(t("Somebody noticed something: leave a lead"), icon=":material/flag:"), form.box(border=False):
        text = form.lines("text", t("What, and where? For example: the lamp by the east gate is out"), max_chars=MOST_LEAD)
        kinds = [kind.key for kind in scheme.matter_kinds]
        kind = form.choose("kind", t("Kind (may stay open)"), kinds, shown=lambda key: named(scheme.matter_kinds, key))
        contact = form.text("contact", t("Name and telephone of whoever said it (may stay empty)"), max_chars=MOST_CONTACT)
        pressed = form.submit(t("Leave it"))
    if pressed:
        given = LeadIn(text=text, kind=kind or "", contact=contact)
        form.save(
            lambda s: leave_lead(s, actor, point_id=point.id, lead=given, request_id=form.id),
            t("Taken down. The community and the office find it on their home page."),
        )
