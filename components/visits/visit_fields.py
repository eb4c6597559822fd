"""The fields of a visit, for its entry and its correction: the day, promises kept and made, what was raised, who was there."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from components.ui.forms import Form, pick_day
from components.wording.labels import label
from components.wording.markdown import md, plain, plainly
from components.wording.scheme_terms import named
from components.wording.words import day, language, t
from db import clock, day_bounds
from db.day_bounds import Bounds
from db.scheme import About, Named, Scheme, Suits
from db.visits.models.visits import PromiseStatus, RaisedIn, VisitIn
from db.visits.queries.day_list import HouseholdCard

_OTHER = "other"


def segments(form: Form, field: str, title: str, options: Sequence[Any], value: Any, shown: Any, **more: Any) -> Any:
    return st.segmented_control(
        plain(title), options, default=value, format_func=plainly(shown), key=form.key(field), width="stretch", **more
    )  # fmt: skip


def choices(options: Sequence[Named]) -> tuple[list[str], Any]:
    """Keys to choose from, and how each is shown."""
    return [one.key for one in options], lambda key: named(options, key)


def which_day(form: Form, given: date | None, within: Bounds) -> date:
    """One tap for the last three days, the calendar for another."""
    today = clock.today()
    near = {str(n): today - timedelta(days=n) for n in range(3)}
    names = {"0": t("today"), "1": t("yesterday"), "2": t("the day before"), _OTHER: t("another day")}
    before = next((key for key, value in near.items() if value == given), _OTHER if given else "0")
    chosen = segments(form, "visited_on", t("Which day?"), list(names), before, names.__getitem__, required=True)
    form.slot("visited_on")
    if chosen != _OTHER:
        return near[chosen]
    value = given or today
    return pick_day(t("Day of the visit"), within, value, key=form.key("other_day")) or value


def promises(form: Form, card: HouseholdCard, given: VisitIn) -> dict[int, PromiseStatus]:
    """What was promised last time, in one large sentence each, and what became of it."""
    told: dict[int, PromiseStatus] = {}
    options = [PromiseStatus.KEPT, PromiseStatus.OPEN, PromiseStatus.PASSED_ON]
    for promise in card.promises:
        st.info(md("You promised on {day}: **{text}**", day=day(promise.made_on), text=promise.text), icon=":material/chat:")
        chosen = segments(form, f"promise-{promise.id}", t("What became of it?"), options, given.promises.get(promise.id), label)
        if chosen:
            told[promise.id] = chosen
    return told


def likely(scheme: Scheme, card: HouseholdCard) -> str:
    """The occasion by what is due: the must-visit, a return visit after a promise, the round, else the usual one."""
    v, suits = scheme.visiting, [Suits.PROMISE] if card.promises else []
    suits += [Suits.ROUND] if card.round else []
    due = [rule.key for rule in v.must_visits if card.must and rule.key == card.must.kind]
    fitting = [one.key for suit in suits for one in v.occasions if one.suits is suit]
    return [*due, *fitting, v.usual_occasion][0]


def _raised(form: Form, scheme: Scheme, topics: Sequence[str], given: VisitIn) -> list[RaisedIn]:
    """A line for each topic that is chosen, for what was said about it."""
    before = {one.topic: one.text for one in given.raised}
    asked = [topic for topic in scheme.visiting.topics if topic.key in topics and topic.about is not About.NOTHING]
    told = [
        (topic.key, form.text(f"raised-{topic.key}", t("“{topic}”: what exactly? (may stay empty)",
                              topic=topic.text(language())), before.get(topic.key, ""), max_chars=500))
        for topic in asked
    ]  # fmt: skip
    return [RaisedIn(topic=key, text=text) for key, text in told if text]


def _together(form: Form, names: dict[int, str], given: VisitIn) -> list[int]:
    return st.pills(
        t("Who else was there? (a forum, a talk in the yard)"), list(names), selection_mode="multi",
        default=[i for i in given.household_ids[1:] if i in names], key=form.key("others"),
        format_func=plainly(names.__getitem__),
    )  # fmt: skip


def more(
    form: Form, scheme: Scheme, card: HouseholdCard, given: VisitIn, written: VisitIn, others: Sequence[HouseholdCard]
) -> VisitIn:  # fmt: skip
    raised = _raised(form, scheme, written.topics, given)
    promise = form.text("promise", t("What did you promise?"), given.promise, max_chars=500)
    within = day_bounds.promise(written.visited_on or clock.today())
    due = form.day("promise_due", t("Until when?"), within, given.promise_due) if promise else None
    forms, form_name = choices(scheme.visiting.forms)
    occasions, occasion_name = choices((*scheme.visiting.occasions, *scheme.visiting.must_visits))
    way = segments(form, "form", t("In which way?"), forms, given.form or forms[0], form_name, required=True)
    occasion = form.choose(
        "occasion", t("On which occasion?"), occasions, shown=occasion_name, value=given.occasion or likely(scheme, card)
    )
    names = {other.household_id: f"{other.door} {other.name}" for other in others if other.household_id != card.household_id}
    together = _together(form, names, given) if names else []
    return written.model_copy(
        update={
            "household_ids": [card.household_id, *together], "promise": promise,
            "promise_due": due, "form": way, "occasion": occasion or "",
            "raised": raised,
        }
    )  # fmt: skip
