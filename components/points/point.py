"""One service point: what it is, how it came about, and what can be done about it now."""

from collections.abc import Callable

import streamlit as st

from components.points import hours
from components.points.kinds import kind_text, offers_text
from components.ui import database, layout, moves, state
from components.ui.forms import Form, press
from components.wording.labels import icon, label, role_title
from components.wording.markdown import Markdown, md, plain
from components.wording.words import full_day, language, listed, t
from db.actor import Actor
from db.permissions import allows
from db.points.commands import life
from db.points.models.points import PointMove, PointStatus
from db.points.permissions import PointsPermission
from db.points.queries.pictures import picture_of
from db.points.queries.points import PointFacts, PointRow, StepRow
from db.scheme import Scheme

_M = PointMove
# The first that is possible is the main one.
_TITLES = {
    _M.OPEN: "Open it", _M.TALK_OVER: "Was talked over", _M.ADOPT: "Adopt it", _M.TAKE_OFF_BALLOT: "Take off the ballot",
    _M.TAKE_UP: "Look at it again", _M.DECLINE: "Do not set up", _M.CLOSE: "Give up for good",
}  # fmt: skip
_DONE = {
    _M.OPEN: "It is on the public page now.", _M.ADOPT: "Adopted. Now it needs somebody who serves there.",
    _M.TALK_OVER: "Recorded.", _M.TAKE_OFF_BALLOT: "Recorded.", _M.TAKE_UP: "It is taken up again.",
    _M.DECLINE: "Recorded. Please tell whoever wished for it.", _M.CLOSE: "It is given up, and off the public page.",
}  # fmt: skip
_VERBS: dict[PointMove, Callable[..., None]] = {
    _M.OPEN: life.open_point, _M.ADOPT: life.adopt, _M.TALK_OVER: life.talk_over, _M.TAKE_OFF_BALLOT: life.take_off_ballot,
    _M.TAKE_UP: life.take_up, _M.DECLINE: life.decline, _M.CLOSE: life.close_point,
}  # fmt: skip
# What nobody has decided to set up, or no longer stands, has no hours and nobody who serves.
ADOPTED = (PointStatus.ADOPTED, PointStatus.STAFFED, PointStatus.OPEN)
_FORWARD = {_M.OPEN, _M.TALK_OVER, _M.ADOPT}
_HINTS = {
    _M.OPEN: "A remark (may stay empty)", _M.ADOPT: "What led to it? Of one that was not talked over: why the office decides",
    _M.TALK_OVER: "Where and when?", _M.TAKE_OFF_BALLOT: "Why?", _M.TAKE_UP: "Why?", _M.DECLINE: "Why?", _M.CLOSE: "Why?",
}  # fmt: skip


def acts(actor: Actor, row: PointRow) -> None:
    """Only what its state and the role allow; each with a place for its reason."""
    seen = state.shown_before("point", row.id, row.version)
    if not row.is_own or not allows(actor, PointsPermission.MANAGE_POINTS):
        return
    possible = [move for move in _TITLES if move in life.moves_from(row.status)]
    with st.container(horizontal=True):
        for place, move in enumerate(possible):
            _act(actor, row, seen, move, is_main=place == 0 and move in _FORWARD)
        is_alive = row.status not in (PointStatus.CLOSED, PointStatus.DECLINED)
        if is_alive and st.button(t("Correct"), icon=":material/edit:"):
            moves.go("points/change.py", {"point": str(row.id)})
    if row.status is PointStatus.ADOPTED:
        st.info(t("Next: somebody who serves there, and opening hours. Then it can be opened."), icon=":material/badge:")


def _act(actor: Actor, row: PointRow, seen: int, move: PointMove, *, is_main: bool) -> None:
    form = Form(f"point-{row.id}-{move.value}")
    with st.popover(t(_TITLES[move]), type="primary" if is_main else "secondary"):
        why = form.lines("why", t(_HINTS[move]), max_chars=500)
        work = lambda s: _VERBS[move](s, actor, point_id=row.id, seen=seen, why=why)  # noqa: E731
        press(form, t(_TITLES[move]), work, t(_DONE[move]))


def particulars(actor: Actor, scheme: Scheme, facts: PointFacts) -> None:
    row = facts.row
    with database.reading() as s:
        picture = picture_of(s, actor, row.id)
    if picture:
        st.image(picture, width=420)
    decided = t("Set up by decision of the office") if row.is_by_decision else ""
    layout.facts({
        t("Kind"): kind_text(scheme, row.kind),
        t("Belongs to"): row.unit_name,
        t("Where"): row.place,
        t("There is"): listed([*offers_text(scheme, row.kind, row.offers), *([row.finds] if row.finds else [])]),
        t("Room"): t("for {n} people", n=row.capacity) if row.capacity else "",
        t("Phone"): row.phone,
        t("Wished for by"): "" if decided else facts.proposer or label(row.source),
        t("Why"): facts.reason,
        t("Decided how"): decided,
        t("In use since"): full_day(row.opened_on) if row.opened_on else "",
    })  # fmt: skip


def opening(actor: Actor, row: PointRow) -> None:
    """When it is open, now and in the coming days; closed for a day from here."""
    st.subheader(t("Opening hours"), anchor=False)
    hours.section(actor, row)


def course(scheme: Scheme, facts: PointFacts) -> None:
    """From first to last, in sentences."""
    layout.course([(step.at, icon(step.after), _sentence(scheme, step), step.why) for step in facts.steps])


def _sentence(scheme: Scheme, step: StepRow) -> Markdown:
    if not step.by:
        return plain(label(step.move))
    role = role_title(step.role, scheme, language()) if step.role else ""
    return md("{what}, by {name} ({role})", what=label(step.move), name=step.by, role=role)
