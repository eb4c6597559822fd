"""The facts of a household, what is missing among them, and its story with the way back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from components.ledger.field_names import NAMES, OF_PERSON
from components.ui import layout
from components.ui.forms import act
from components.wording.labels import icon, label, role_title
from components.wording.markdown import marked, md
from components.wording.words import day, language, listed, moment, number_text, t
from db import clock
from db.actor import Actor
from db.ledger.checks import bits_of
from db.ledger.commands.reshape import undo
from db.ledger.household_import import shown_care
from db.ledger.models.households import ChangeKind, Fact
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFacts
from db.ledger.queries.story import Origin, StoryLine
from db.permissions import allows
from db.scheme import Scheme


def particulars(scheme: Scheme, facts: HouseholdFacts) -> None:
    row = facts.row
    layout.facts({
        t("Belongs to"): row.unit_name,
        t("Door"): row.door,
        t("Head or keeper"): row.name,
        t("Telephone"): row.phone,
        t("ID number"): facts.id_number,
        t("People"): number_text(row.n_people),
        t("Party members"): number_text(facts.n_party),
        t("Special groups"): shown_care(scheme, row.care, language()),
        t("Needs"): facts.needs,
        t("To reach them"): facts.contact,
        t("Trade"): facts.trade,
        t("Staff"): number_text(facts.n_staff),
        t("Notes"): facts.note,
        t("Checked on"): day(row.confirmed_on),
    })  # fmt: skip
    if facts.buddy:
        _, name, until = facts.buddy
        st.info(md("{name} stands in until {day}.", name=name, day=until or ""))
    _missing(scheme, facts)


def _missing(scheme: Scheme, facts: HouseholdFacts) -> None:
    """Which of the facts that the scheme wants to have clear are not known, or no longer fresh."""
    missing = [label(fact) for fact in Fact if facts.row.missing & bits_of([fact])]
    if missing:
        st.warning(md("Not known yet: {facts}", facts=listed(missing)), icon=":material/help:")
    stale = clock.today() - timedelta(days=scheme.ledger.stale_after_days)
    if facts.row.confirmed_on < stale:
        st.warning(md("Not confirmed for more than {n} days.", n=scheme.ledger.stale_after_days), icon=":material/schedule:")


def _value(scheme: Scheme, field: str, value: Any) -> str:
    if value in (None, ""):
        return t("nothing")
    return shown_care(scheme, value, language()) or t("nothing") if field == "care" else str(value)


def _said(scheme: Scheme, line: StoryLine) -> str:
    """`telephone: 199****0001 → 199****0002`, one field after the other."""
    names = OF_PERSON if line.member else NAMES
    named = [d for d in line.differences if d.field in names and not (line.kind is ChangeKind.ADD_MEMBER and d.field == "name")]
    said = [(t(names[d.field]), _value(scheme, d.field, d.before), _value(scheme, d.field, d.after)) for d in named]
    return listed([f"{name}：{before} → {after}" for name, before, after in said if before != after])


def story(actor: Actor, scheme: Scheme, lines: Sequence[StoryLine], came: Origin | None) -> None:
    """From first to last, in sentences; the last change can be undone."""
    if came:
        said = t("brought in with a list")
        st.markdown(
            marked(":material/upload_file: **{said}** {file} :gray[{at}]", said=said, file=came.file_name, at=moment(came.at))
        )
    if not lines and not came:
        st.text(t("Nothing has been changed yet."))
    for line in lines:
        who = f"{role_title(line.role, scheme, language())} {line.user_name}" if line.role else line.user_name
        said = f"{who}：{label(line.kind)}"
        st.markdown(
            marked("{icon} **{said}** {whom} :gray[{at}]", icon=icon(line.kind), said=said, whom=line.member, at=moment(line.at))
        )
        for below in filter(None, (_said(scheme, line), line.reason)):
            st.text(f"　　{below}")
        if line.can_undo and allows(actor, LedgerPermission.RESHAPE_HOUSEHOLDS):
            _undo(actor, line)


def _undo(actor: Actor, line: StoryLine) -> None:
    act(t("Undo"), lambda s: undo(s, actor, deed_id=line.deed_id), t("Undone."), key=f"undo-{line.deed_id}-{line.at}",
        icon=":material/undo:")  # fmt: skip
