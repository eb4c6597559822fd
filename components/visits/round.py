"""What a round brought: numbers, what was raised, what was answered, units and stewards."""

import streamlit as st

from components.ui import paged_list, tables
from components.wording.markdown import md, plain, plainly
from components.wording.words import language, share, t
from db.actor import Actor
from db.scheme import Scheme
from db.visits.models.rounds import RoundKind, RoundStatus
from db.visits.queries.round_facts import Answers, RoundFacts, Share, round_stewards
from db.visits.queries.rounds import RoundRow


def numbers(row: RoundRow) -> None:
    p = row.progress
    shown = (
        (t("Households"), p.n_households),
        (f"{t('Met')} · {share(p.n_met, p.n_households)}", p.n_met),
        (t("Tried, not met"), p.n_tried),
        (t("Not met") if row.status is RoundStatus.CLOSED else t("Still to meet"), p.n_due),
    )
    for column, (name, n) in zip(st.columns(4), shown, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(plain(name), plain(f"{n:,}"))


def raised(scheme: Scheme, facts: RoundFacts) -> None:
    st.subheader(t("What was raised"), anchor=False)
    names = {topic.key: topic.text(language()) for topic in scheme.visiting.topics}
    rows = [{t("Topic"): names.get(key, key), t("Households"): str(n)} for key, n in facts.raised]
    tables.listing(rows, key="round-raised", empty=t("Nothing was raised so far."))


def answers(facts: RoundFacts) -> None:
    for told in facts.answers:
        st.subheader(plain(told.question.text), anchor=False)
        st.caption(md("{n} households answered", n=told.n))
        _DRAW[told.question.kind](told)


def _choices(told: Answers) -> None:
    rows = [{t("Answer"): option, t("Households"): str(n), t("Share"): share(n, told.n)} for option, n in told.counts]
    tables.listing(rows, key=f"round-{told.question.key}", empty="")


def _numbers(told: Answers) -> None:
    if told.n:
        st.markdown(md("**{total}** in all, **{average}** on average", total=f"{told.total:,g}", average=f"{told.average:,.1f}"))


def _texts(told: Answers) -> None:
    rows = [{t("Door"): door, t("Answer"): text} for door, text in told.texts]
    tables.listing(rows, key=f"round-{told.question.key}", empty=t("Nothing was said yet."))


_DRAW = {"choice": _choices, "number": _numbers, "text": _texts}


def shares(actor: Actor, facts: RoundFacts) -> None:
    """How far each unit below is, or each steward; a knock-on-doors day begins with whom it gathers."""
    views = ({"units": t("Unit by unit")} if facts.units else {}) | {"stewards": t("Steward by steward")}
    first = "stewards" if facts.row.kind is RoundKind.KNOCK_DAY else next(iter(views))
    view = st.segmented_control(
        t("View"), list(views), default=first, required=True, format_func=plainly(views.__getitem__), key="round-view"
    )
    empty = t("No household of the round is here.")
    if view == "units":
        tables.listing([_line(share, t("Unit")) for share in facts.units], key="round-units", empty=empty)
        return
    found = paged_list.read("round-stewards", lambda s, **page: round_stewards(s, actor, facts.row.id, **page))
    found.listing(lambda share: _line(share, t("Steward")), empty=empty)


def _line(share: Share, title: str) -> dict[str, str]:
    n = share.progress
    return {
        title: share.name or t("nobody"),
        t("Households"): f"{n.n_households:,}",
        t("Met"): f"{n.n_met:,}",
        t("Tried, not met"): f"{n.n_tried:,}",
        t("Still to meet"): f"{n.n_due:,}",
    }
