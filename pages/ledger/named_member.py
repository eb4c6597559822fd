"""One old or infirm party member looked after by name: put down, or shown with who looks after them and what can be done."""

import streamlit as st

from components.ledger import named
from components.shell import auth
from components.ui import database, layout, pieces
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.pieces import Place
from components.ui.query_params import asked, is_given
from components.ui.unit_picker import pick_unit
from components.wording.labels import badge
from components.wording.markdown import joined, md
from components.wording.scheme_terms import members_by_name
from components.wording.words import t
from db.errors import NotAllowed
from db.ledger.commands.named import put_down
from db.ledger.models.named import NamedMemberIn
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import household_facts
from db.ledger.queries.named import named_facts
from db.permissions import allows

actor = auth.require_page(LedgerPermission.SEE_HOUSEHOLDS)
scheme = database.scheme()
word = members_by_name(scheme)
layout.back(named.LIST, word or t("Households and shops"))


def new(household_id: int) -> None:
    form, home = Form(f"put-down-{household_id}"), None
    with rule_errors(), database.reading() as s:
        if not allows(actor, LedgerPermission.EDIT_HOUSEHOLDS):
            raise NotAllowed()
        home = household_facts(s, actor, household_id).row if household_id else None
    layout.head(t("Put down: {word}", word=word))
    if home:
        st.text(t("Lives with the household at {place} {door}, and moves with it.", place=home.unit_name, door=home.door))
    unit = None if home else pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True)
    form.slot("unit_id")
    begun = NamedMemberIn(household_id=home.id if home else None, unit_id=unit.id if unit and unit.depth else None)
    with form.box():
        written = named.fields(form, begun, is_of_household=home is not None)
        pressed = form.submit(t("Save"))
    if pressed:
        with rule_errors(form.slots):
            with database.session() as s:
                member_id = put_down(s, actor, member=written, request_id=form.id)
            form.forget()
            said = t("{name} is written down. Please give the person to a steward.", name=written.name)
            layout.flash_and_go(said, named.ONE, member=str(member_id))


def show(member_id: int) -> None:
    facts = None
    with rule_errors(), database.reading() as s:
        facts = named_facts(s, actor, member_id)
    if facts is None:
        return
    steward = md("Looked after by **{name}**", name=named.steward_said(facts.row))
    layout.head(facts.row.name, joined(" ", [badge(facts.row.status), steward]))
    named.acts(actor, scheme, facts)
    left, right = layout.halves(2, 3)
    with left:
        st.subheader(t("Particulars"), anchor=False)
        named.particulars(facts)
        st.subheader(t("Looked after by"), anchor=False)
        named.care(facts.care)
    with right:
        pieces.draw(Place.NAMED_MEMBER_BESIDE, actor, facts)


if is_given("member"):
    show(asked("member"))
elif word:
    with layout.halves(3, 1)[0]:
        new(asked("household"))
