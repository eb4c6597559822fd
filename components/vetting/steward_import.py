"""Stewards who were in office before: their list looked at and taken in."""

import streamlit as st

from components.ui.forms import Form
from components.ui.import_flow import Flow
from components.wording.markdown import md, plain
from components.wording.words import t
from db.actor import Actor
from db.office.models import ListKind
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.steward_import import preview_stewards, steward_columns


def draw(actor: Actor) -> None:
    form = Form(f"list-{ListKind.STEWARDS}")
    hint = t("For those who serve already: no vetting is invented for them, and each gets a number and a card.")
    flow = Flow(
        actor,
        form,
        before=lambda: st.info(plain(hint)),
        done=lambda n: t("{n} stewards are taken in.", n=n),
        titles=(ListKind.STEWARDS, steward_columns),
    )
    preview = flow.read(lambda s, sheets, _: preview_stewards(s, actor, sheets))
    if preview is None:
        return
    n_new, n_wrong = len(preview.accepted), len(preview.problem_rows)
    st.markdown(
        md("{n} rows: **{new}** can be taken in, {known} are on file already, **{wrong}** need correcting",
          n=preview.n_rows, new=n_new, known=len(preview.known), wrong=n_wrong)
    )  # fmt: skip
    flow.problems(preview, named_by="name")
    take = lambda s, _: import_stewards(s, actor, preview=preview, request_id=form.id)  # noqa: E731
    flow.offer(preview, n_new, t("Take {n} stewards in", n=n_new), take)
