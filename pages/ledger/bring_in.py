"""Bring lists of households, shops and stewards in office in: looked at first, taken whole, undone while nothing builds on it."""

import streamlit as st

from components.ledger import bring_in, past_lists
from components.ledger.list_diff import decide
from components.shell import auth
from components.ui import background, column_titles, database, layout, spreadsheets, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.vetting import steward_import
from components.wording.labels import label
from components.wording.words import t
from db.errors import Invalid
from db.ledger.household_import import columns_for
from db.ledger.permissions import LedgerPermission
from db.office.models import ListKind
from db.permissions import allows
from db.spreadsheets import read_sheets
from db.vetting.permissions import VettingPermission

actor = auth.require_page(LedgerPermission.IMPORT_HOUSEHOLDS)
scheme = database.scheme()
layout.back("ledger/households.py", t("Households and shops"))
layout.head(t("Bring lists in"))
kinds = [ListKind.HOUSEHOLDS, *([ListKind.MERCHANTS] if scheme.coverage.merchants_max else [])]
kinds += [ListKind.STEWARDS] if allows(actor, VettingPermission.IMPORT_STEWARDS) else []
kind = st.segmented_control(t("What is in the list?"), kinds, default=kinds[0], required=True, format_func=label, key="list-kind")
form = Form(f"list-{kind}")
key = f"list-{actor.user_id}-{kind}"


def finish(message: str) -> None:
    background.forget(key, f"{key}-take")
    form.done(message)


def looked_at(job: background.Job, file_name: str) -> None:
    preview = job.outcome
    bring_in.summary(preview)
    bring_in.problems(preview)
    decided = decide(scheme, preview)
    if decided.n and st.button(t("Take {n} into the ledger", n=decided.n), type="primary", key=form.key("take")):
        with rule_errors():
            database.require_still(state.user())
            work = bring_in.take(actor, preview, file_name, decided)
            background.start(f"{key}-take", t("Writing"), work)
            st.rerun()
    if not decided.n:
        st.info(t("There is nothing in this list that the ledger does not have."))
    if st.button(t("Put this list away"), key=form.key("away")):
        finish(t("Nothing was changed."))


if kind is ListKind.STEWARDS:
    steward_import.draw(actor, form)
    st.stop()
if background.find(f"{key}-take"):
    done = background.show(f"{key}-take")
    if done and done.error is None:
        finish(t("The list is in the ledger. Propose stewards for it next."))
    if done and st.button(t("Back to the list")):
        background.forget(f"{key}-take")
        st.rerun()
    st.stop()
file = spreadsheets.chosen_file(form)
known = background.find(key)
if file and (known is None or known.mark != file.file_id):
    background.start(key, t("Reading the file"), bring_in.look(actor, kind, file.getvalue(), {}), file.file_id)
job = background.show(key)
if job and job.error is None:
    looked_at(job, file.name if file else "")
elif job and isinstance(job.error, Invalid) and job.error.code == "sheet_no_header" and file:
    if column_titles.ask(actor, kind, read_sheets(file.getvalue()), lambda s, scheme: columns_for(s, scheme, kind)):
        background.forget(key)
        st.rerun()
elif not file:
    background.forget(key)
    past_lists.empty_form(scheme, kind)
    past_lists.so_far(actor)
