"""Old or infirm party members looked after by name: their form, their list, and what can be done with one of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from sqlmodel import Session

from components.ledger.steward_picker import pick_steward
from components.ledger.write_down import number_kept
from components.ui import database, full_numbers, layout, moves, state
from components.ui.cells import Cell
from components.ui.forms import Form, press
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import marked, md
from components.wording.scheme_terms import members_by_name
from components.wording.words import day, t
from db.actor import Actor
from db.ledger.commands.named import correct_named, end_named, give_named, show_named_phone, take_up_named
from db.ledger.models.households import HouseholdKind
from db.ledger.models.named import NamedMemberIn, NamedStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFacts
from db.ledger.queries.named import CareRow, NamedFacts, NamedFilter, NamedRow, find_named
from db.permissions import allows
from db.scheme import Scheme
from db.vetting.models.stewards import StewardStatus
from db.vetting.queries.stewards import StewardFacts

LIST, ONE = "ledger/named_members.py", "ledger/named_member.py"
MOST_OF_ONE = 50
STATES = {"": "All", "uncovered": "Nobody looks after them", "ended": "No longer looked after"}


def table_row(row: NamedRow) -> dict[str, str | Cell]:
    return {
        t("Name"): row.name,
        t("Door"): Cell(row.door),
        t("Belongs to"): Cell(row.unit_name),
        t("Telephone"): Cell(row.phone),
        t("What they need"): Cell(row.need),
        t("Steward"): Cell(steward_said(row)),
    }


def steward_said(row: NamedRow) -> str:
    if row.steward_id is None:
        return t("nobody")
    return row.steward_name if row.is_served else t("{name} (not in service)", name=row.steward_name)


def fields(form: Form, given: NamedMemberIn, *, is_of_household: bool, kept: str = "") -> NamedMemberIn:
    """Draws the form and returns what is written, unchecked. `kept` is the mask of a telephone that stays when left empty."""
    name = form.text("name", t("Name"), given.name, max_chars=50)
    door = "" if is_of_household else form.text("door", t("Door"), given.door, max_chars=80)
    phone = number_kept(form, "phone", t("Telephone"), kept)
    need = form.lines("need", t("What they need (kept sealed)"), given.need, max_chars=300, height=90)
    return given.model_copy(update={"name": name, "door": door, "phone": phone, "need": need})


def particulars(facts: NamedFacts) -> None:
    row = facts.row
    layout.facts({
        t("Door"): row.door, t("Belongs to"): row.unit_name, t("Telephone"): row.phone, t("What they need"): row.need,
        t("No longer looked after since"): day(row.ended_on) if row.ended_on else "",
    })  # fmt: skip
    if row.household_id:
        moves.link("ledger/household.py", t("The household"), "home", {"household": str(row.household_id)})


def care(rows: Sequence[CareRow]) -> None:
    """Who looks and looked after the person, the present one first."""
    if not rows:
        st.text(t("Nobody has looked after this person so far."))
    for row in rows:
        first = day(row.from_on)
        span = t("{first} to {last}", first=first, last=day(row.ended_on)) if row.ended_on else t("since {day}", day=first)
        st.markdown(marked("**{name}** :gray[{span}]", name=row.steward_name, span=span))


def acts(actor: Actor, scheme: Scheme, facts: NamedFacts) -> None:
    """Only those that the present state and the role allow."""
    if not allows(actor, LedgerPermission.EDIT_HOUSEHOLDS) or not members_by_name(scheme):
        return
    row = replace(facts.row, version=state.shown_before("named", facts.row.id, facts.row.version))
    facts = replace(facts, row=row)
    if row.status is not NamedStatus.HERE:
        form = Form(f"take-up-{row.id}")
        work = lambda s: take_up_named(s, actor, member_id=row.id, seen=row.version)  # noqa: E731
        press(form, t("Look after this person again"), work, t("Saved. Please give the person to a steward."))
        return
    with st.container(horizontal=True):
        for title, icon, draw in _POPOVERS:
            with st.popover(t(title), icon=icon):
                draw(actor, scheme, facts)


def _steward(actor: Actor, scheme: Scheme, facts: NamedFacts) -> None:
    row, form = facts.row, Form(f"give-named-{facts.row.id}")
    but = row.steward_id or 0
    chosen = pick_steward(actor, scheme, HouseholdKind.FAMILY, facts.unit_path, key=form.key("steward"), but=but)
    if chosen:
        work = lambda s: give_named(s, actor, member_id=row.id, seen=row.version, steward_id=chosen)  # noqa: E731
        press(form, t("Give into this steward's care"), work, t("The person is given."))


def _correct(actor: Actor, scheme: Scheme, facts: NamedFacts) -> None:
    row, form = facts.row, Form(f"correct-named-{facts.row.id}")
    stays = bool(row.household_id) and not st.toggle(t("No longer lives with the household"), key=form.key("elsewhere"))
    unit_id = row.unit_id
    if not stays:
        unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True, chosen_path=facts.unit_path)
        form.slot("unit_id")
        unit_id = unit.id if unit else 0
    home = row.household_id if stays else None
    known = NamedMemberIn(name=row.name, door=row.door, need=row.need, unit_id=unit_id, household_id=home)
    with form.box(border=False):
        written = fields(form, known, is_of_household=stays, kept=row.phone)
        pressed = form.submit(t("Save"))
    if pressed:
        form.save(lambda s: correct_named(s, actor, member_id=row.id, seen=row.version, member=written), t("Saved."))


def _end(actor: Actor, _scheme: Scheme, facts: NamedFacts) -> None:
    row, form = facts.row, Form(f"end-named-{facts.row.id}")
    options = [status for status in NamedStatus if status is not NamedStatus.HERE]
    why = form.choose("status", t("Why?"), options, shown=label)
    if why:
        work = lambda s: end_named(s, actor, member_id=row.id, seen=row.version, status=why)  # noqa: E731
        press(form, t("No longer looked after"), work, t("Saved. The entry and its visits stay on file."))


def _phone(actor: Actor, _scheme: Scheme, facts: NamedFacts) -> None:
    def opened(s: Session, reason: str) -> list[str]:
        return [show_named_phone(s, actor, member_id=facts.row.id, reason=reason) or t("no telephone on file")]

    full_numbers.form(actor, f"named-{facts.row.id}", opened, with_reason=True)


_POPOVERS: tuple[tuple[str, str, Callable[[Actor, Scheme, NamedFacts], None]], ...] = (
    ("Choose who looks after them", ":material/badge:", _steward),
    ("Correct", ":material/edit:", _correct),
    ("No longer looked after", ":material/logout:", _end),
    ("Full telephone", ":material/visibility:", _phone),
)


def of_household(actor: Actor, scheme: Scheme, facts: HouseholdFacts) -> None:
    """Those who live in the household, and putting one of it down."""
    if not members_by_name(scheme) or facts.row.kind is not HouseholdKind.FAMILY:
        return
    with database.reading() as s:
        rows, _ = find_named(s, actor, NamedFilter(household_id=facts.row.id), limit=MOST_OF_ONE)
    _links(rows)
    if facts.status == "here" and allows(actor, LedgerPermission.EDIT_HOUSEHOLDS):
        moves.link(ONE, t("Put down: {word}", word=members_by_name(scheme)), "elderly", {"household": str(facts.row.id)})


def of_steward(actor: Actor, facts: StewardFacts) -> None:
    """Whom the steward looks after by name; and, when out of service, that somebody else has to."""
    scheme, steward = database.scheme(), facts.row
    if not members_by_name(scheme) or not allows(actor, LedgerPermission.SEE_HOUSEHOLDS):
        return
    with database.reading() as s:
        rows, n_rows = find_named(s, actor, NamedFilter(steward_id=steward.id), limit=MOST_OF_ONE)
    if not rows:
        return
    people = md("**{n}** {word}", n=n_rows, word=members_by_name(scheme))
    st.markdown(md("Looks after by name: {people}", people=people))
    if steward.status is not StewardStatus.ACTIVE:
        st.warning(md("Not in service: nobody sees to these {n} people. Please hand them over.", n=n_rows))
        if allows(actor, LedgerPermission.ASSIGN):
            moves.link("ledger/hand_over.py", t("Hand over to others"), "swap_horiz", {"steward": str(steward.id)})
    _links(rows)


def _links(rows: Sequence[NamedRow]) -> None:
    for row in rows:
        moves.link(ONE, f"{row.name} · {row.door}", "elderly", {"member": str(row.id)})
