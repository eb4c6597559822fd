"""The public page of service points: open or not comes first, then where, when, and what one finds there."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.points.kinds import finds_text
from components.points.public_known import Known, Now
from components.points.texts import hours_text, other_days_text, state_text
from components.ui import database, state
from components.ui.unit_picker import level_name
from components.wording.markdown import md, plain, plainly
from components.wording.scheme_terms import named
from components.wording.words import full_day, listed, t
from db.points.checks import kind_of
from db.points.queries.public import PublicPoint, public_picture
from db.scheme import Scheme

# Of three columns.
_PER_PAGE = 24
_PAGE, _WHICH, _AREA = "public-points-page", "public-points-which", "public-points-area"
_OPEN, _ALL = "open", "all"
# Streamlit gives lists and paragraphs margins and sizes of its own: these come after them by naming the class twice.
_STYLE = """<style>
.stMainBlockContainer{max-width:1400px;padding-left:max(18px,6vw);padding-right:max(18px,6vw)}
.rs-points.rs-points{list-style:none;margin:0;padding:0;display:grid;gap:16px;
grid-template-columns:repeat(auto-fill,minmax(min(100%,max(320px,16rem)),1fr))}
.rs-point.rs-point{margin:0;padding:16px;border:1px solid #D9D2C7;border-radius:10px;line-height:1.5;overflow-wrap:anywhere}
.rs-point.rs-point,.rs-point.rs-point *{font-size:max(18px,.8rem)}
.rs-point.rs-whole{border:0;padding:0}
.rs-point-head{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;justify-content:space-between;margin-bottom:8px}
.rs-point.rs-point h2,.rs-point.rs-point h2 a{font-size:max(21px,.95rem);line-height:1.35;font-weight:700;margin:0;padding:0}
.rs-point h2 a{color:#1F1B16;text-decoration:underline;text-decoration-color:#D9D2C7;text-underline-offset:5px}
.rs-point a:focus-visible{outline:3px solid #1F5FA8;outline-offset:2px}
.rs-point.rs-point .rs-point-state{margin:0;padding:2px 12px;border-radius:20px;font-weight:700;white-space:nowrap}
.rs-open{background:#1B7F4B;color:#fff;border:1px solid #1B7F4B}
.rs-shut{border:1px dashed #5B534B;color:#1F1B16}
.rs-point.rs-point dl{margin:0;padding:0;display:grid;grid-template-columns:auto 1fr;gap:2px 14px}
.rs-point.rs-point dt{margin:0;padding:0;color:#5B534B;white-space:nowrap;font-weight:400}
.rs-point.rs-point dd{margin:0;padding:0}
.rs-point.rs-point dd a{color:#1F5FA8}
</style>"""


def headline(place: DeltaGenerator, known: Known, here: Sequence[Now]) -> None:
    """What time it is, and how many are open."""
    n_open = sum(now.state.is_open for now in here)
    day, time = full_day(known.moment.date(), with_year=False), f"{known.moment:%H:%M}"
    shut = len(here) - n_open
    place.markdown(md("It is {day} {time}: :green[**{n} open**], {shut} closed.", day=day, time=time, n=n_open, shut=shut))


def choose_area(scheme: Scheme, known: Known) -> list[Now]:
    """The points of the unit that is chosen, and those for everybody; all where there is nothing to choose."""
    here = {now.point.area_id for now in known.points}
    names = {area: name for area, name in known.areas.items() if area in here}
    if len(names) < 2:
        return list(known.points)
    chosen = st.selectbox(
        plain(level_name(scheme, 1)),
        [0, *names],
        format_func=lambda area: names.get(area) or t("Everywhere"),
        key=_AREA,
        on_change=_begin_again,
        label_visibility="collapsed",
        width=280,
    )
    return [now for now in known.points if not chosen or now.point.area_id in (0, chosen)]


def choose_which(scheme: Scheme, here: list[Now]) -> list[Now]:
    """Those that are open, those of a kind, or all."""
    kinds = {f"kind-{kind.key}": kind for kind in scheme.point_kinds if any(now.point.kind == kind.key for now in here)}
    names = {_OPEN: t("Open now")} | {key: named(scheme.point_kinds, kind.key) for key, kind in kinds.items()} | {_ALL: t("All")}
    chosen = st.segmented_control(
        t("Which ones?"), list(names), default=_ALL, required=True, format_func=plainly(names.__getitem__), key=_WHICH,
        label_visibility="collapsed", on_change=_begin_again,
    )  # fmt: skip
    if chosen == _OPEN:
        return [now for now in here if now.state.is_open]
    return [now for now in here if chosen == _ALL or now.point.kind == kinds[chosen].key]


def _begin_again() -> None:
    state.forget(_PAGE)


def cards(scheme: Scheme, known: Known, shown: list[Now]) -> None:
    """Three beside each other on a PC, one on a phone; a page of them at a time."""
    if not shown:
        st.info(t("None of these is open at the moment. Please choose “All” to see when they open."))
        return
    n_pages = -(-len(shown) // _PER_PAGE)
    first = (min(state.widget(_PAGE) or 1, n_pages) - 1) * _PER_PAGE
    drawn = "".join(f"<li class='rs-point'>{_card(scheme, known, now)}</li>" for now in shown[first : first + _PER_PAGE])
    st.html(f"{_STYLE}<ul class='rs-points'>{drawn}</ul>")
    if n_pages > 1:
        st.pagination(n_pages, key=_PAGE)


def own_card(scheme: Scheme, known: Known, now: Now) -> None:
    """What the code on the door opens: this one on top, with its picture and all that is known."""
    with st.container(border=True):
        with database.reading() as s:
            picture = public_picture(s, now.point.id) if now.point.has_picture else None
        if picture:
            # In the page itself: a file of its own would be served to those who are signed in only.
            data = b64encode(picture).decode()
            st.html(
                f"<img style='width:100%;border-radius:8px' alt='{escape(now.point.name)}' src='data:image/jpeg;base64,{data}'>"
            )
        st.html(f"{_STYLE}<div class='rs-point rs-whole'>{_card(scheme, known, now, is_whole=True)}</div>")


def _card(scheme: Scheme, known: Known, now: Now, *, is_whole: bool = False) -> str:
    point = now.point
    name = escape(point.name) if is_whole else f"<a href='/points?p={point.id}'>{escape(point.name)}</a>"
    rows = _facts(scheme, known, now) | (_more(known, point) if is_whole else {})
    facts = "".join(f"<dt>{escape(title)}</dt><dd>{said}</dd>" for title, said in rows.items() if said)
    return f"<div class='rs-point-head'><h2>{name}</h2>{_chip(scheme, now)}</div><dl>{facts}</dl>"


def _chip(scheme: Scheme, now: Now) -> str:
    """Sign, colour and words say the same."""
    kind = kind_of(scheme, now.point.kind)
    said = state_text(now.state, somebody_is_there=kind is not None and kind.offers == "posts")
    sign, look = ("●", "rs-open") if now.state.is_open else ("○", "rs-shut")
    return f"<p class='rs-point-state {look}'><span aria-hidden='true'>{sign}</span> {escape(said)}</p>"


def _facts(scheme: Scheme, known: Known, now: Now) -> dict[str, str]:
    point = now.point
    return {
        t("Where"): escape(_where(known, point)),
        t("Hours"): escape(_when(now)),
        t("There is"): escape(finds_text(scheme, point.kind, point.offers, point.finds)),
        t("Who is there"): escape(listed(known.on_duty.get(point.id, []))),
        t("Phone"): f"<a href='tel:{escape(point.phone)}'>{escape(point.phone)}</a>" if point.phone else "",
    }


def _more(known: Known, point: PublicPoint) -> dict[str, str]:
    coming = [other for other in point.opening.others if other.until >= known.moment.date()]
    room = t("for {n} people", n=point.capacity) if point.capacity else ""
    return {t("Room"): escape(room), t("Changes"): "<br>".join(escape(other_days_text(other)) for other in coming)}


def _where(known: Known, point: PublicPoint) -> str:
    """The community before the place, unless the place names it."""
    area = known.areas.get(point.area_id, "")
    if not point.place:
        return point.unit_name
    return point.place if not area or area in point.place else t("{area}, {place}", area=area, place=point.place)


def _when(now: Now) -> str:
    if now.state.last_day:
        return t("{why}; closed for now", why=now.state.why) if now.state.why else t("Closed for now")
    return hours_text(now.point.opening)
