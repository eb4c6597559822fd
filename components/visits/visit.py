"""One visit: what was found, said, promised and raised, and how it came to say what it says now."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database, layout
from components.ui.errors import rule_errors
from components.visits import texts
from components.wording.labels import badge, label
from components.wording.markdown import Markdown, joined, marked
from components.wording.scheme_terms import named
from components.wording.words import day as day_text
from components.wording.words import full_day, language, listed, moment, t
from db.actor import Actor
from db.scheme import Scheme
from db.visits.commands.photos import show_photos
from db.visits.models.visits import VisitStatus
from db.visits.queries.visits import PromiseRow, VersionRow, VisitFacts


def title(facts: VisitFacts) -> str:
    row = facts.row
    return f"{row.door} · {row.name}" if row.door and row.name else texts.door_of(row)


def aside(facts: VisitFacts) -> Markdown:
    """The outcome, and that it was withdrawn."""
    withdrawn = "" if facts.row.status is VisitStatus.STANDS else badge(facts.row.status)
    return joined(" ", [badge(facts.row.outcome), withdrawn])


def facts_of(scheme: Scheme, facts: VisitFacts) -> None:
    row = facts.row
    together = t("{n} households at once", n=facts.n_together) if facts.n_together > 1 else ""
    layout.facts({
        t("Day"): full_day(row.visited_on),
        t("Belongs to"): row.unit_name,
        t("Steward"): row.steward_name or t("the office"),
        t("Form"): listed([text for text in (named(scheme.visiting.forms, row.form), together) if text]),
        t("Occasion"): texts.occasion(scheme, row.occasion),
        t("Topics"): texts.topics(scheme, row.topics),
        t("In the visitor's words"): facts.note,
    })  # fmt: skip


def raised(scheme: Scheme, facts: VisitFacts) -> None:
    if not facts.raised:
        return
    st.subheader(t("What was raised"), anchor=False)
    layout.facts(_by_topic(scheme, facts.raised))


def _by_topic(scheme: Scheme, told: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for topic, text in told:
        found.setdefault(named(scheme.visiting.topics, topic), []).append(text)
    return {name: "\n".join(said) for name, said in found.items()}


def promises(facts: VisitFacts) -> None:
    """What was promised at this visit, and what was kept at it."""
    for promise in facts.promises:
        st.subheader(t("Promised") if promise.is_of_this_visit else t("Promised before"), anchor=False)
        st.markdown(joined(" ", [badge(promise.status), _when(promise)]))
        st.text(promise.text)


def _when(promise: PromiseRow) -> str:
    if promise.settled_on:
        return t("on {day}", day=promise.settled_on)
    return t("until {day}", day=promise.due_on) if promise.due_on else ""


def story(scheme: Scheme, facts: VisitFacts) -> None:
    """From the first writing to the last correction; each says what had been there before."""
    st.subheader(t("How it was written"), anchor=False)
    said, how = t("the visit was written down"), f"{facts.user_name} · {label(facts.source)}"
    st.markdown(marked(":material/edit_note: **{said}** {how} :gray[{at}]", said=said, how=how, at=moment(facts.written_at)))
    for number, version in enumerate(facts.versions, 1):
        is_last = number == len(facts.versions)
        is_end = is_last and facts.row.status is VisitStatus.WITHDRAWN
        sign, said = ("cancel", t("withdrawn")) if is_end else ("edit", t("corrected"))
        who, at = version.user_name, moment(version.at)
        st.markdown(marked(":material/{sign}: **{said}** {who} :gray[{at}]", sign=sign, said=said, who=who, at=at))
        if version.reason:
            st.text(f"　　{t('Why')}：{version.reason}")
        if not is_end:
            st.text(f"　　{t('Before it said')}：{_said(scheme, version)}")


def _said(scheme: Scheme, version: VersionRow) -> str:
    parts = [
        day_text(version.visited_on), label(version.outcome), named(scheme.visiting.forms, version.form),
        texts.occasion(scheme, version.occasion), texts.topics(scheme, version.topics), version.note,
    ]  # fmt: skip
    return (" · " if language() == "en" else "，").join(part for part in parts if part)


def photos(actor: Actor, facts: VisitFacts) -> None:
    """Drawn on a press only, and that is recorded."""
    if facts.n_photos and st.button(t("Show the pictures (recorded)"), icon=":material/image:"):
        with rule_errors():
            with database.session() as s:
                images = show_photos(s, actor, visit_id=facts.row.id)
            st.image(images, width=480)
