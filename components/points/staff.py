"""Who serves at a point: named for those who keep its roster, each way of finding somebody, and how service ends."""

import streamlit as st

from components.points.kinds import way_text
from components.points.staff_election import election
from components.ui import database, moves
from components.ui.forms import Form, act, press
from components.wording.labels import badge
from components.wording.markdown import joined, marked, plain
from components.wording.words import day, full_day, t
from db.actor import Actor
from db.permissions import allows
from db.points.commands.staff import MOST_WHY, accept, end_service, leave, not_take, put_oneself_forward, take_on
from db.points.models.staff import StaffIn, StaffStatus
from db.points.permissions import PointsPermission
from db.points.queries.points import PointRow
from db.points.queries.scope import TAKES_STAFF
from db.points.queries.staff import StaffRow, elections_of, own_places, points_to_serve_at, staff_of, stewards_near
from db.scheme import Scheme

_P = PointsPermission


def section(actor: Actor, scheme: Scheme, row: PointRow) -> None:
    """For the point's page; nothing for whoever neither keeps the roster there nor could serve."""
    if allows(actor, _P.KEEP_ROSTER) and row.is_own:
        st.subheader(t("Who serves here"), anchor=False)
        _people(actor, scheme, row)
    elif allows(actor, _P.SERVE_AT_POINTS):
        st.subheader(t("Serving here"), anchor=False)
        oneself(actor, row)


def _people(actor: Actor, scheme: Scheme, row: PointRow) -> None:
    with database.reading() as s:
        people, over = staff_of(s, actor, row.id), staff_of(s, actor, row.id, is_over=True)
    if not people:
        st.info(t("Nobody serves here yet."))
    may_manage = allows(actor, _P.MANAGE_POINTS)
    for one in people:
        _card(actor, scheme, one, may_manage=may_manage)
    if row.status in TAKES_STAFF:
        with st.container(horizontal=True):
            if people and st.button(t("Duty roster"), icon=":material/calendar_month:", key="to-roster"):
                moves.go("points/roster.py", {"point": str(row.id)})
            if may_manage:
                with st.popover(t("Take somebody on"), icon=":material/person_add:"):
                    _take_on(actor, scheme, row)
                with st.popover(t("Note an election"), icon=":material/how_to_vote:"):
                    election(actor, row)
    _elections(actor, row)
    _earlier(over)


def _card(actor: Actor, scheme: Scheme, one: StaffRow, *, may_manage: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"staff-{one.id}"):
        with st.container():
            away = "" if one.is_here or one.status is StaffStatus.PUT_FORWARD else t("Not in service as a steward now")
            st.markdown(joined("　", [marked("**{name}** {phone}", name=one.name, phone=one.phone), badge(one.status), away]))
            since = t("since {day}", day=day(one.since)) if one.status is StaffStatus.SERVES else ""
            st.caption(joined(" · ", [way_text(scheme, one.way), since, one.why]))
        if may_manage and one.status is StaffStatus.PUT_FORWARD:
            decide(actor, one)
        elif may_manage:
            _end(actor, one)


def decide(actor: Actor, one: StaffRow) -> None:
    """Taken, or not and why."""
    work = lambda s: accept(s, actor, staff_id=one.id, seen=one.status)  # noqa: E731
    said = t("{name} serves here from today.", name=one.name)
    act(t("Take {name}", name=one.name), work, said, key=f"take-{one.id}", kind="primary")
    form = Form(f"not-take-{one.id}")
    with st.popover(t("Do not take")):
        why = form.text("why", t("Why? Please tell the person too."), max_chars=MOST_WHY)
        press(form, t("Do not take"), lambda s: not_take(s, actor, staff_id=one.id, seen=one.status, why=why), t("Recorded."))


def _end(actor: Actor, one: StaffRow) -> None:
    form = Form(f"end-{one.id}")
    with st.popover(t("No longer serves")):
        why = form.text("why", t("Why?"), max_chars=MOST_WHY)
        st.caption(t("The coming turns go from the roster; the gaps stand there in red."))
        work = lambda s: end_service(s, actor, staff_id=one.id, seen=one.status, why=why)  # noqa: E731
        press(form, t("End the service"), work, t("{name} no longer serves here.", name=one.name))


def _take_on(actor: Actor, scheme: Scheme, row: PointRow) -> None:
    """A steward of the list first; somebody else by name and telephone."""
    form = Form(f"take-on-{row.id}")
    with database.reading() as s:
        near = {one.id: one for one in stewards_near(s, actor, row.id)}
    steward_id = st.selectbox(
        t("A steward near the point"), list(near), index=None, key=form.key("steward"), placeholder=t("Please choose"),
        format_func=lambda i: f"{near[i].name}　{near[i].unit_name}",
    )  # fmt: skip
    given = StaffIn(steward_id=steward_id)
    if steward_id is None:
        st.caption(t("Or a resident or party member who is no steward:"))
        given = StaffIn(name=form.text("name", t("Name"), max_chars=50), phone=form.text("phone", t("Telephone"), max_chars=30))
    why = form.text("why", t("A remark (may stay empty)"), max_chars=MOST_WHY)
    work = lambda s: take_on(  # noqa: E731
        s, actor, point_id=row.id, staff=given.model_copy(update={"why": why}), request_id=form.id
    )
    press(form, t("Take on"), work, t("Taken on. Now the roster can be made."))


def _elections(actor: Actor, row: PointRow) -> None:
    with database.reading() as s:
        held = elections_of(s, actor, row.id)
    for one in held:
        title = t("Elected on {day}: {n} residents came", day=full_day(one.on_day), n=one.n_came)
        with st.expander(plain(title), icon=":material/how_to_vote:"):
            for name in one.names:
                st.text(t("{name}: {n} votes", name=name.name, n=name.n_votes) + (t(" · elected") if name.is_elected else ""))


def _earlier(over: list[StaffRow]) -> None:
    if over:
        with st.expander(t("Earlier")):
            for one in over:
                when = day(one.ended_on) if one.ended_on else ""
                st.markdown(joined(" · ", [one.name, badge(one.status), when, one.why]))


def oneself(actor: Actor, row: PointRow) -> None:
    """A steward's own part: puts themselves forward, waits, or leaves."""
    with database.reading() as s:
        mine = next((place for place in own_places(s, actor) if place.point_id == row.id), None)
        may = mine is None and any(point.id == row.id for point in points_to_serve_at(s, actor))
    if mine:
        st.markdown(badge(mine.status))
        leaving(actor, mine.staff_id, mine.status)
    elif may:
        forward(actor, row)
    else:
        st.caption(t("Please ask the community if you would like to serve here."))


def forward(actor: Actor, row: PointRow) -> None:
    form = Form(f"forward-{row.id}")
    with st.popover(t("I would like to serve here"), icon=":material/front_hand:"):
        why = form.text("why", t("When do you have time? (may stay empty)"), max_chars=MOST_WHY)
        work = lambda s: put_oneself_forward(s, actor, point_id=row.id, why=why, request_id=form.id)  # noqa: E731
        press(form, t("Tell the community"), work, t("The community has been told. It answers you here."))


def leaving(actor: Actor, staff_id: int, status: StaffStatus) -> None:
    form, waits = Form(f"leave-{staff_id}"), status is StaffStatus.PUT_FORWARD
    with st.popover(t("Take it back") if waits else t("I can no longer serve here")):
        why = "" if waits else form.text("why", t("Why? (may stay empty)"), max_chars=MOST_WHY)
        if not waits:
            st.caption(t("Your coming turns go from the roster, and the community looks for somebody else."))
        press(form, t("Yes"), lambda s: leave(s, actor, staff_id=staff_id, seen=status, why=why), t("Recorded. Thank you."))
