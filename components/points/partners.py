"""Partner organisations: how many of each kind, filters, rows; the form of one."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database
from components.ui.cells import Cell
from components.ui.forms import Form, search_field
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import md, plain, plainly
from components.wording.words import document_day as day_text
from components.wording.words import t
from db import clock, day_bounds
from db.actor import Actor
from db.office.queries import unit_names, units_under
from db.points.models.partners import PartnerIn, PartnerKind, PartyOrganisation
from db.points.partner_checks import MOST_HELPS, MOST_NAME
from db.points.queries.partners import PartnerCount, PartnerFilter, PartnerRow
from db.scheme import Scheme


def say_counts(found: Sequence[PartnerCount]) -> None:
    """A sentence for each kind: how many, and with how many party organisations."""
    with st.container(horizontal=True):
        for one in found:
            n, m = one.n, one.n_with_party
            st.markdown(md("{kind}: **{n}**, {m} with a party organisation", kind=label(one.kind), n=n, m=m), width="content")


def ask(actor: Actor, scheme: Scheme) -> PartnerFilter:
    kinds = {"": None} | {kind.value: kind for kind in PartnerKind}
    kind = st.segmented_control(
        t("Kind"), list(kinds), default="", required=True, key="partners-kind", label_visibility="collapsed",
        format_func=plainly(lambda key: label(PartnerKind(key)) if key else t("All")),
    )  # fmt: skip
    search = search_field("partners", t("Name of the organisation"))
    with st.expander(t("More filters")):
        parties = {"": None} | {party.value: party for party in PartyOrganisation}
        party = st.segmented_control(
            t("Its party organisation"), list(parties), default="", required=True, key="partners-party",
            format_func=plainly(lambda key: label(PartyOrganisation(key)) if key else t("All")),
        )  # fmt: skip
        unit = pick_unit(actor.unit_path, scheme, key="partners-unit", optional=True)
        with_ended = st.toggle(t("With those that have ended"), key="partners-ended")
    path = unit.path if unit and unit.path != actor.unit_path else ""
    return PartnerFilter(kinds[kind], parties[party], search, path, with_ended)


def table_row(row: PartnerRow) -> dict[str, str | Cell]:
    members = t("{n}, {m} of the party", n=row.n_members, m=row.n_party_members) if row.n_members else ""
    ends = day_text(row.terms_end_on) if row.terms_end_on else ""
    if row.terms_end_on and row.terms_end_on < clock.today():
        ends = t("{day}, over", day=ends)
    return {
        t("Organisation"): row.name, t("Kind"): label(row.kind), t("Its party organisation"): label(row.party),
        t("Works in"): row.unit_name, t("Contact person"): Cell(row.contact), t("Phone"): Cell(row.phone),
        t("Members"): Cell(members), t("Next term ends"): Cell(ends),
        t("Remarks"): Cell(t("ended") if row.ended_on else "", t("ended") if row.ended_on else ""),
    }  # fmt: skip


def _places(actor: Actor, scheme: Scheme, chosen: Sequence[int]) -> dict[int, str]:
    """All units but the many of the lowest level, and those on file."""
    with database.reading() as s:
        units = units_under(s, actor.unit_path)
        names = unit_names(s, [unit.path for unit in units if unit.depth < len(scheme.levels) - 1 or unit.id in chosen])
    return {unit.id: names[unit.path] for unit in units if unit.path in names}


def fields(form: Form, actor: Actor, scheme: Scheme, known: PartnerIn) -> PartnerIn:
    """Of one on file a telephone stays as it is where the field is left empty."""
    kind = form.choose("kind", t("Kind"), list(PartnerKind), shown=label, value=known.kind)
    name = form.text("name", t("Name of the organisation"), known.name, max_chars=MOST_NAME)
    places = _places(actor, scheme, known.unit_ids)
    unit_ids = st.multiselect(
        plain(t("Where it works")), list(places), [i for i in known.unit_ids if i in places], format_func=places.__getitem__,
        key=form.key("unit_ids"), placeholder=t("Please choose"),
    )  # fmt: skip
    form.slot("unit_ids")
    party = form.choose("party", t("Its party organisation"), list(PartyOrganisation), shown=label, value=known.party)
    contact = form.text("contact", t("Contact (may stay empty)"), known.contact)
    hint = t("Telephone (empty: as it is on file)") if known.name else t("Telephone (may stay empty)")
    phone = form.text("phone", hint)
    helps = form.text("helps_with", t("What it helps with (may stay empty)"), known.helps_with, max_chars=MOST_HELPS)
    since = form.day("since", t("Since when? (may stay empty)"), day_bounds.partner_since(clock.today()), known.since)
    return PartnerIn(
        kind=kind, name=name, unit_ids=unit_ids, party=party or PartyOrganisation.NONE, contact=contact, phone=phone,
        helps_with=helps, since=since,
    )  # fmt: skip
