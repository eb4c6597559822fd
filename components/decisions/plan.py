"""A meeting is planned or corrected: what kind, whose, when and where."""

import streamlit as st

from components.decisions.texts import kind_text, time_text
from components.ui import layout
from components.ui.forms import Form, pick_day
from components.ui.unit_picker import pick_unit
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.day_bounds import Bounds
from db.decisions.checks import MOST_NAME, MOST_PLACE, MOST_TITLE, first_day, last_day
from db.decisions.models.meetings import MeetingIn
from db.scheme import Scheme

# Every half hour from seven in the morning to half past nine in the evening; most meet at half past two.
_TIMES = list(range(7 * 60, 22 * 60, 30))
_USUAL = 14 * 60 + 30


def fields(form: Form, actor: Actor, scheme: Scheme, known: MeetingIn | None = None) -> MeetingIn:
    """`known`: as it stands on file; its unit and its kind stay."""
    given = known or MeetingIn(kind=scheme.meetings[0].key if scheme.meetings else "", on_day=clock.today(), starts=_USUAL)
    if known is None:
        given = _kind_and_unit(form, actor, scheme, given)
    title = form.text("title", t("What is it called?"), given.title or kind_text(scheme, given.kind), max_chars=MOST_TITLE)
    left, right = layout.halves()
    with left:
        within = Bounds(first_day(), last_day(), "meeting_day", "meeting_day")
        on_day = pick_day(t("On which day?"), within, given.on_day, key=form.key("on_day"))
        form.slot("on_day")
    with right:
        times = sorted({*_TIMES, given.starts or _USUAL})
        starts = form.choose("starts", t("Begins at"), times, shown=time_text, value=given.starts)
    place = form.text("place", t("Where?"), given.place, max_chars=MOST_PLACE)
    chair = form.text("chair", t("Who leads it? (may stay empty)"), given.chair, max_chars=MOST_NAME)
    recorder = form.text("recorder", t("Who writes the minutes? (may stay empty)"), given.recorder, max_chars=MOST_NAME)
    more = {"title": title, "on_day": on_day, "starts": starts, "place": place, "chair": chair, "recorder": recorder}
    return given.model_copy(update=more)


def _kind_and_unit(form: Form, actor: Actor, scheme: Scheme, given: MeetingIn) -> MeetingIn:
    kinds = [kind.key for kind in scheme.meetings]
    kind = form.choose("kind", t("What kind?"), kinds, shown=lambda key: kind_text(scheme, key), value=given.kind)
    with st.container():
        unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True)
        form.slot("unit")
    return given.model_copy(update={"kind": kind or "", "unit_id": unit.id if unit else None})
