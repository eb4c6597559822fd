"""Bring lists of households, shops and stewards in office in: looked at first, taken whole, undone while nothing builds on it."""

import streamlit as st

from components import auth, data, jobs, layout, ledger_batches, ledger_import, sheets, state, steward_import, title_map
from components.errors import rule_errors
from components.forms import Form
from components.labels import label
from components.list_compared import decide
from components.words import t
from db.errors import Invalid
from db.ledger.household_sheet import columns_for
from db.office.models import ListKind
from db.permissions import Permission, allows
from db.sheets import read_sheets

actor = auth.require_page(Permission.IMPORT_HOUSEHOLDS)
scheme = data.scheme()
layout.back("ledger/households.py", t("Households and shops"))
layout.head(t("Bring lists in"))
kinds = [ListKind.HOUSEHOLDS, *([ListKind.MERCHANTS] if scheme.coverage.merchants_max else [])]
if allows(actor, Permission.IMPORT_STEWARDS):
    kinds.append(ListKind.STEWARDS)
kind = st.segmented_control(t("What is in the list?"), kinds, default=kinds[0], required=True, format_func=label, key="list-kind")
form = Form(f"list-{kind}")
key = f"list-{actor.user_id}-{kind}"


def finish(message: str) -> None:
    for name in (key, f"{key}-take"):
        jobs.forget(name)
    form.done(message)


def looked_at(job: jobs.Job, file_name: str) -> None:
    preview = job.outcome
    ledger_import.summary(preview)
    ledger_import.problems(preview)
    decided = decide(scheme, preview)
    if decided.n and st.button(t("Take {n} into the ledger", n=decided.n), type="primary", key=form.key("take")):
        with rule_errors():
            data.require_still(state.user())
            work = ledger_import.take(actor, preview, file_name, decided)
            jobs.start(f"{key}-take", t("Writing"), work)
            st.rerun()
    if not decided.n:
        st.info(t("There is nothing in this list that the ledger does not have."))
    if st.button(t("Put this list away"), key=form.key("away")):
        finish(t("Nothing was changed."))


if kind is ListKind.STEWARDS:
    steward_import.draw(actor, form)
    st.stop()
if jobs.find(f"{key}-take"):
    done = jobs.show(f"{key}-take")
    if done and done.error is None:
        finish(t("The list is in the ledger. Propose stewards for it next."))
    if done and st.button(t("Back to the list")):
        jobs.forget(f"{key}-take")
        st.rerun()
    st.stop()
file = sheets.chosen_file(form)
known = jobs.find(key)
if file and (known is None or known.mark != file.file_id):
    jobs.start(key, t("Reading the file"), ledger_import.look(actor, kind, file.getvalue(), {}), file.file_id)
job = jobs.show(key)
if job and job.error is None:
    looked_at(job, file.name if file else "")
elif job and isinstance(job.error, Invalid) and job.error.code == "sheet_no_header" and file:
    if title_map.ask(actor, kind, read_sheets(file.getvalue()), lambda s, scheme: columns_for(s, scheme, kind)):
        jobs.forget(key)
        st.rerun()
elif not file:
    jobs.forget(key) if job else None
    ledger_batches.empty_form(scheme, kind)
    ledger_batches.so_far(actor)
