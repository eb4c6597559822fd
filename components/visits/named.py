"""Visits to somebody looked after by name: the entry on the tablet, and those so far on the person's page."""

import streamlit as st

from components.ui import database, moves, state
from components.ui.forms import Form, act
from components.visits.visit_fields import segments, which_day
from components.wording.labels import badge, label
from components.wording.markdown import joined, marked, md, plain
from components.wording.words import day, t
from db.actor import Actor, Role
from db.day_bounds import Bounds
from db.ledger.models.named import NamedStatus
from db.ledger.queries.named import NamedFacts
from db.permissions import allows
from db.redaction import has_number
from db.visits.commands.correct import may_correct
from db.visits.commands.named import keep_named_draft, withdraw_named_visit
from db.visits.models.named import NamedVisitIn
from db.visits.models.visits import Outcome, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.named import NamedCard, NamedVisitRow, stewards_ever_of, visits_of_named


def resume(card: NamedCard) -> Form:
    """The form of this person, with the press of what had been begun on whatever tablet."""
    name = f"visit-named-{card.member_id}"
    if card.draft_id:
        state.resume(name, card.draft_id)
    return Form(name)


def as_begun(form: Form, begun: NamedVisitIn | None) -> NamedVisitIn:
    """What the widgets begin with; a tap does not move it."""
    key = f"{form.name}-begun"
    if state.noted(key) is None or state.widget(form.key("outcome")) is None:
        state.note(key, begun or NamedVisitIn())
        state.note(f"{form.name}-kept", begun)
    given: NamedVisitIn = state.noted(key)
    return given


def fields(form: Form, actor: Actor, member_id: int, given: NamedVisitIn, within: Bounds) -> NamedVisitIn:
    """Draws the entry and returns what is chosen and written, unchecked. A desk says whose visit it was."""
    outcome = segments(
        form, "outcome", t("Did you meet them?"), list(Outcome), given.outcome or Outcome.MET, label, required=True
    )  # fmt: skip
    visited_on = which_day(form, given.visited_on, within)
    steward_id = None if actor.role is Role.STEWARD else _whose(form, actor, member_id, given)
    note = form.text("note", t("One sentence more (may stay empty)"), given.note, max_chars=500,
                     placeholder=t("Tap here to write, or speak into the keyboard's microphone"))  # fmt: skip
    if has_number(note):
        st.warning(t("There is an ID number or a telephone in this sentence. Please take it out unless it is needed."))
    return NamedVisitIn(visited_on=visited_on, outcome=outcome, note=note, steward_id=steward_id)


def _whose(form: Form, actor: Actor, member_id: int, given: NamedVisitIn) -> int | None:
    with database.reading() as s:
        names = dict(stewards_ever_of(s, actor, member_id))
    first = given.steward_id or next(iter(names), 0)
    names[0] = t("the office")
    chosen = form.choose("steward_id", t("Whose visit was it?"), list(names), shown=names.__getitem__, value=first)
    return chosen or None


def keep(actor: Actor, form: Form, member_id: int, written: NamedVisitIn) -> None:
    """Every tap that changes the entry is kept in the database; opening it is no tap."""
    before = state.noted(f"{form.name}-kept")
    if before is not None and written != before:
        with database.session() as s:
            keep_named_draft(s, actor, member_id=member_id, visit=written, request_id=form.id)
    state.note(f"{form.name}-kept", written)


def forget(form: Form) -> None:
    """Saved, or begun anew: the next entry is empty."""
    form.forget()
    for key in ("kept", "begun"):
        state.finish(f"{form.name}-{key}")


def draw(actor: Actor, facts: NamedFacts) -> None:
    """On the person's page: the last visits, newest first, and the way to write the next one."""
    if not allows(actor, VisitsPermission.SEE_VISITS):
        return
    member_id, scheme = facts.row.id, database.scheme()
    with database.reading() as s:
        rows, n_rows = visits_of_named(s, actor, member_id)
    st.subheader(t("Visits"), anchor=False)
    may_write = facts.row.status is NamedStatus.HERE and allows(actor, VisitsPermission.WRITE_VISITS)
    if scheme.coverage.named and may_write and st.button(t("Write a visit"), icon=":material/edit_note:"):
        moves.go("visits/write_named.py", {"member": str(member_id)})
    if not rows:
        st.text(t("No visit has been written down yet."))
    for row in rows:
        _line(actor, row, may_withdraw=may_write and row.status is VisitStatus.STANDS and may_correct(actor, scheme, row))
    if n_rows > len(rows):
        st.caption(md("The last {shown} of {n} visits.", shown=len(rows), n=n_rows))


def _line(actor: Actor, row: NamedVisitRow, *, may_withdraw: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        withdrawn = "" if row.status is VisitStatus.STANDS else badge(row.status)
        said = joined(" ", [badge(row.outcome), withdrawn])
        line = marked("**{day}** {said} {who}", day=day(row.visited_on), said=said, who=row.steward_name or t("the office"))
        with st.container():
            st.markdown(plain(line))
            if row.note:
                st.text(row.note)
        if may_withdraw:
            work = lambda s: withdraw_named_visit(s, actor, visit_id=row.id)  # noqa: E731
            done = t("Withdrawn. It counts no more.")
            act(t("Withdraw this visit"), work, done, key=f"withdraw-named-{row.id}", kind="tertiary")
