"""Self-registrations: meet the person, then confirm; only then is it an application."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, paged_list
from components.ui.forms import Form, press
from components.ui.unit_picker import pick_for
from components.vetting import applicant_form, lookalikes
from components.wording.markdown import md
from components.wording.words import moment, t
from db.privacy import mask_id, mask_phone
from db.vetting.commands.entries import confirm_entry, decline_entry
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import EntryRow, count_entries, entry_as_written, waiting_entries

actor = auth.require_page(VettingPermission.CONFIRM_ENTRY)
layout.back("vetting/applications.py", t("Applicants"))


def confirm(entry: EntryRow) -> None:
    scheme, form = database.scheme(), Form(f"entry-{entry.id}")
    with database.reading() as s:
        written = entry_as_written(s, actor, entry.id)
    st.subheader(md("Confirm {name}", name=entry.name), anchor=False)
    unit = pick_for(actor, scheme, key=form.key("unit"), chosen_path=entry.unit_path)
    form.slot("unit_id")
    id_number = applicant_form.id_field(form, kept=mask_id(written.id_number))
    with form.box():
        given = applicant_form.fields(form, scheme, id_number, written, kept_phone=mask_phone(written.phone))
        override = lookalikes.reason(form, actor)
        pressed = form.submit(t("I have met the person: confirm"))
    if pressed:
        applicant = given.model_copy(update={"unit_id": unit.id if unit else None})
        work = lambda s: confirm_entry(s, actor, entry_id=entry.id, applicant=applicant, override=override)  # noqa: E731
        said = t("{name} is registered and waits for the first step.", name=entry.name)
        form.save(work, said, asking=lookalikes.asked(form, actor))
    with st.popover(t("Do not take up"), icon=":material/block:"):
        reason = form.text("reason", t("Why? The person reads this."))
        work = lambda s: decline_entry(s, actor, entry_id=entry.id, reason=reason)  # noqa: E731
        said = t("Recorded. The person finds the reason under the receipt number.")
        press(form, t("Do not take up"), work, said, kind="secondary")


found = paged_list.read("entries", lambda s, **page: (waiting_entries(s, actor, **page), count_entries(s, actor)))
layout.head(t("Self-registrations"), md("**{n}** people", n=found.n_rows))
ticked = found.table(
    lambda entry: {t("Name"): entry.name, t("Place"): entry.unit_name, t("Received"): moment(entry.received_at)},
    mark=lambda entry: entry.id,
    mode="single-row",
    empty=t("Nobody has registered by themselves. New entries appear here."),
)
if ticked:
    confirm(ticked[0])
elif found.rows:
    st.caption(t("Tick a person to confirm."))
