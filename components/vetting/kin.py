"""Standing aside: a reviewer for their own kin, or the registrar for what the applicant says of relatives."""

from functools import partial

import streamlit as st

from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form, act
from components.wording.labels import label, role_title
from components.wording.words import language, listed, t
from db.actor import Actor
from db.permissions import allows
from db.vetting.commands.decide import declare_kin, take_back_kin
from db.vetting.models.applications import Relation
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import ApplicationFacts, kin_users
from db.vetting.queries.reviewers import reviewers_over


def own(actor: Actor, facts: ApplicationFacts) -> None:
    """The reviewer's own declaration."""
    form = Form(f"kin-{facts.id}")
    relation = form.choose("relation", t("How?"), list(Relation), shown=label)
    st.caption(t("Somebody else then decides. This is recorded."))
    if st.button(t("Stand aside"), key=form.key("press"), disabled=relation is None) and relation:
        _declare(form, actor, facts, relation, actor.user_id)


def of_applicant(actor: Actor, facts: ApplicationFacts, unit_path: str) -> None:
    """What the applicant says: who of those that decide is a relative."""
    form = Form(f"relative-{facts.id}")
    with database.reading() as s:
        people, known = reviewers_over(s, unit_path), kin_users(s, actor, facts.id)
    if known:
        st.text(t("Stand aside already: {names}", names=listed(list(known.values()))))
    _take_back(actor, facts, known)
    names = {p.user_id: f"{p.name} · {role_title(p.role, database.scheme(), language())}" for p in people}
    user_id = form.choose("user", t("Who?"), list(names), shown=lambda i: names[i])
    relation = form.choose("relation", t("How are they related?"), list(Relation), shown=label)
    if st.button(t("Record"), key=form.key("press"), disabled=not (user_id and relation)) and user_id and relation:
        _declare(form, actor, facts, relation, user_id)


def _take_back(actor: Actor, facts: ApplicationFacts, known: dict[int, str]) -> None:
    """Declared by mistake; the deciding offices may mend it, nobody for themselves."""
    if not allows(actor, VettingPermission.READ_OPINIONS):
        return
    for user_id, name in known.items():
        if user_id != actor.user_id:
            work = partial(take_back_kin, actor=actor, application_id=facts.id, user_id=user_id)
            title = t("{name} is no relative: take back", name=name)
            act(title, work, t("Taken back. This is recorded."), key=f"no-kin-{user_id}")


def _declare(form: Form, actor: Actor, facts: ApplicationFacts, relation: Relation, user_id: int) -> None:
    with rule_errors():
        with database.session() as s:
            declare_kin(s, actor, application_id=facts.id, relation=relation, user_id=user_id)
        form.done(t("Recorded. Somebody else decides on this application."))
