"""Stewards who were in office before: their list looked at and taken in."""

import streamlit as st

from components.ui import column_titles, database, spreadsheets
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.words import t
from db.actor import Actor
from db.office.models import ListKind
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.steward_import import preview_stewards, steward_columns


def draw(actor: Actor, form: Form) -> None:
    with rule_errors():
        uploaded = spreadsheets.uploaded(form)
        if not uploaded:
            st.info(t("For those who serve already: no vetting is invented for them, and each gets a number and a card."))
            return
        with column_titles.asked(actor, ListKind.STEWARDS, uploaded, steward_columns), database.reading() as s:
            preview = preview_stewards(s, actor, uploaded)
        n_new, n_wrong = len(preview.accepted), len(preview.problem_rows)
        st.markdown(
            t(
                "{n} rows: **{new}** can be taken in, {known} are on file already, **{wrong}** need correcting",
                n=preview.n_rows, new=n_new, known=len(preview.known), wrong=n_wrong,
            )
        )  # fmt: skip
        spreadsheets.problems(preview.table, preview.problems[:500], named_by="name")
        if n_wrong:
            spreadsheets.report_button(preview.table, preview.problem_rows, preview.problems, key=form.key("report"))
        if n_new and st.button(t("Take {n} stewards in", n=n_new), type="primary", key=form.key("take")):
            with database.session() as s:
                n_taken = import_stewards(s, actor, preview=preview, request_id=form.id)
            form.done(t("{n} stewards are taken in.", n=n_taken))
