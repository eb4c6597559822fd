"""The buttons under a queue and on a story, and the drawer in which a decision is confirmed once for all that are ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from components.ui import database, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.markdown import plain
from components.wording.refusals import say_code
from components.wording.scheme_terms import step_name
from components.wording.words import listed, t
from db.actor import Actor
from db.scheme import APPLICANT, Scheme, Step
from db.vetting.commands.decide import decide_many
from db.vetting.models.applications import Decision


@dataclass(frozen=True)
class Chosen:
    """One person that is decided on: the version is the state that the screen showed."""

    application_id: int
    version: int
    name: str


def say_outcome(outcome: Mapping[str, Sequence[int]], names: Mapping[int, str], done: str) -> None:
    """Flashes how many went through, and for the others why not, by name."""
    if n := len(outcome["done"]):
        state.flash(t(done, n=n))
    for code, ids in outcome.items():
        if code != "done":
            who = listed([names.get(i, "") for i in ids])
            said = say_code(code, name=who, ends_on="")
            state.flash(said if who in said else f"{who}：{said}", "warning")


def bar(actor: Actor, scheme: Scheme, step_key: str, chosen: Sequence[Chosen]) -> None:
    """Pass, return, refuse. Nothing is drawn while nobody is chosen."""
    if not chosen:
        return
    step = scheme.step(step_key) if step_key else None
    passing = (step.pass_zh if state.language().startswith("zh") else step.pass_en) if step else ""
    with st.container(horizontal=True):
        if st.button(plain(passing or t("Agree, on to the next step")), type="primary", key="decide-pass"):
            _drawer(t("Agree"), actor, scheme, Decision.PASS, step, chosen)
        if st.button(t("Return for changes"), key="decide-return"):
            _drawer(t("Return for changes"), actor, scheme, Decision.RETURN, step, chosen)
        if st.button(t("Refuse"), key="decide-refuse"):
            _drawer(t("Refuse"), actor, scheme, Decision.REFUSE, step, chosen)


def _drawer(title: str, actor: Actor, scheme: Scheme, decision: Decision, step: Step | None, chosen: Sequence[Chosen]) -> None:
    st.dialog(plain(title), width="medium")(_confirm)(actor, scheme, decision, step, chosen)


_ASKS = {
    Decision.PASS: "Something to add (may stay empty)",
    Decision.RETURN: "What should be changed? The applicant reads this.",
    Decision.REFUSE: "Why? The applicant reads this.",
}


def _confirm(actor: Actor, scheme: Scheme, decision: Decision, step: Step | None, chosen: Sequence[Chosen]) -> None:
    form = Form("decide")
    names = {one.application_id: one.name for one in chosen}
    st.text(t("{n} people: {names}", n=len(chosen), names=listed(list(names.values())[:12])) + ("…" if len(names) > 12 else ""))
    target = _target(form, scheme, step) if decision is Decision.RETURN and step else APPLICANT
    note = form.lines("note", t(_ASKS[decision]), max_chars=500, height=100)
    if not st.button(t("Confirm"), type="primary", key=form.key("confirm"), width="stretch"):
        return
    seen = {one.application_id: one.version for one in chosen}
    with rule_errors(form.slots):
        with database.session() as s:
            outcome = decide_many(s, actor, decision=decision, seen=seen, note=note, target=target, request_id=form.id)
        form.forget()
        say_outcome(outcome, names, "{n} decided and recorded")
        st.rerun()


def _target(form: Form, scheme: Scheme, step: Step) -> str:
    targets = list(step.may_return_to)
    if len(targets) < 2:
        return targets[0] if targets else APPLICANT
    shown = {key: t("To the applicant") if key == APPLICANT else step_name(scheme, key) for key in targets}
    return form.choose("target", t("Back to whom?"), targets, shown=shown.__getitem__, value=targets[0]) or targets[0]


def why_not(reason: str, name: str) -> None:
    """Instead of the buttons: the sentence that tells why this person's case is not the actor's to decide."""
    st.info(plain(say_code(reason, name=name)), icon=":material/info:")
