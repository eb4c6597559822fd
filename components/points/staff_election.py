"""An election of who serves at a point, keyed in from the list of votes: as many names as stood, who was elected is ticked."""

from typing import Any

import streamlit as st

from components.ui.forms import Form, pick_day, press
from components.wording.words import t
from db import clock, day_bounds
from db.actor import Actor
from db.points.commands.staff import note_election
from db.points.models.staff import CandidateIn, ElectionIn
from db.points.queries.points import PointRow
from db.text import clean


def election(actor: Actor, row: PointRow) -> None:
    form, today = Form(f"election-{row.id}"), clock.today()
    on_day = pick_day(t("On which day?"), day_bounds.election(today), today, key=form.key("day"))
    form.slot("on_day")
    n_came = st.number_input(t("How many residents came?"), 0, 99_999, 0, key=form.key("came"))
    form.slot("n_came")
    st.caption(t("A telephone is needed only of those who were elected. A steward is known by name and telephone."))
    names = [one for one in map(_candidate, _table(form)) if one.name or one.n_votes]
    for field in ("names", "name", "phone"):
        form.slot(field)
    given = ElectionIn(on_day=on_day, n_came=n_came, names=names)
    work = lambda s: note_election(s, actor, point_id=row.id, election=given, request_id=form.id)  # noqa: E731
    press(form, t("Note it"), work, t("Noted. Who was elected serves from today."))


def _table(form: Form) -> list[dict[str, Any]]:
    empty = {"name": "", "phone": "", "votes": None, "elected": False}
    shown = st.data_editor(
        [dict(empty) for _ in range(3)],
        column_config={
            "name": st.column_config.TextColumn(t("Name"), max_chars=50),
            "phone": st.column_config.TextColumn(t("Telephone"), max_chars=30),
            "votes": st.column_config.NumberColumn(t("Votes"), min_value=0, step=1),
            "elected": st.column_config.CheckboxColumn(t("Elected"), default=False),
        },
        num_rows="dynamic", hide_index=True, key=form.key("names"),
    )  # fmt: skip
    return [dict(row) for row in shown]


def _candidate(row: dict[str, Any]) -> CandidateIn:
    return CandidateIn(
        name=clean(str(row.get("name") or "")), phone=clean(str(row.get("phone") or "")), n_votes=int(row.get("votes") or 0),
        is_elected=bool(row.get("elected")),
    )  # fmt: skip
