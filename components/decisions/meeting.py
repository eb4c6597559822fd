"""One meeting: what it is, what can be done about it now, and its version for everybody."""

import streamlit as st

from components.decisions.hands import hands_said
from components.decisions.texts import kind_text, when_text
from components.ui import database, layout, moves
from components.ui.forms import Form, act, press
from components.wording.labels import icon, label, role_title
from components.wording.markdown import marked, md, plain
from components.wording.words import day, full_day, language, t
from db.actor import Actor
from db.decisions.commands import life
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.models.meetings import MeetingMove, MeetingStatus
from db.decisions.queries.agenda import public_items
from db.decisions.queries.decisions import public_decisions, public_hands
from db.decisions.queries.meetings import MeetingRow, MeetingStepRow, meeting_steps
from db.scheme import Scheme

PARTS = {"agenda": "Agenda and minutes", "people": "Who is asked, who came", "papers": "Papers and course"}
_M = MeetingMove
_TITLES = {
    _M.BEGIN: "Begin", _M.CLOSE: "Close the meeting", _M.SIGN: "Minutes are signed", _M.KEY_IN: "Was held: enter it from paper",
    _M.CALL_OFF: "Call off", _M.REOPEN: "Open again",
}  # fmt: skip
_VERBS = {_M.BEGIN: life.begin, _M.KEY_IN: life.key_in, _M.CLOSE: close_meeting}
_WITH_REASON = {_M.CALL_OFF: life.call_off, _M.REOPEN: life.reopen}


def acts(actor: Actor, row: MeetingRow) -> None:
    """Only what its state allows; the first is the main one."""
    if not row.is_own:
        return
    with st.container(horizontal=True):
        possible = [move for move in _TITLES if move in life.moves_from(row)]
        for place, move in enumerate(possible):
            _act(actor, row, move, is_main=place == 0)
        if row.is_prepared and st.button(t("Correct"), icon=":material/edit:"):
            moves.go("decisions/plan.py", {"meeting": str(row.id)})


def _act(actor: Actor, row: MeetingRow, move: MeetingMove, *, is_main: bool) -> None:
    if move in _VERBS:
        verb = _VERBS[move]
        work = lambda s: verb(s, actor, meeting_id=row.id, seen=row.version) or []  # noqa: E731
        act(t(_TITLES[move]), work, _said, key=f"{move.value}-{row.id}", kind="primary" if is_main else "secondary")
        return
    form = Form(f"meeting-{row.id}-{move.value}")
    with st.popover(t(_TITLES[move]), type="primary" if is_main else "secondary"):
        if move is _M.SIGN:
            # It cannot be taken back: asked once more.
            st.caption(t("Once they are signed, nothing in the minutes changes any more."))
            done = lambda s: sign_minutes(s, actor, meeting_id=row.id, seen=row.version)  # noqa: E731
            press(form, t("They are signed"), done, _said)
            return
        why = form.lines("why", t("Why?"), max_chars=500)
        stop = lambda s: _WITH_REASON[move](s, actor, meeting_id=row.id, seen=row.version, why=why)  # noqa: E731
        press(form, t(_TITLES[move]), stop, t("Recorded."))


def _said(waiting: list[str]) -> str:
    """Names of service points that somebody else leads on."""
    if not waiting:
        return t("Recorded.")
    return t("Recorded. That “{name}” was talked over is recorded by the community on the page of the service point.",
             name="”、“".join(waiting))  # fmt: skip


def particulars(scheme: Scheme, row: MeetingRow) -> None:
    is_over = row.status is MeetingStatus.HELD
    signed = day(row.signed_at.date()) if row.signed_at else t("not yet") if is_over else ""
    layout.facts({
        t("Kind"): kind_text(scheme, row.kind),
        t("Called by"): row.unit_name,
        t("When"): when_text(row),
        t("Venue"): row.place,
        t("Minutes signed"): signed,
    })  # fmt: skip


def course(actor: Actor, scheme: Scheme, row: MeetingRow) -> None:
    with database.reading() as s:
        steps = meeting_steps(s, actor, row.id)
    layout.course([(step.at, icon(step.after), plain(_sentence(scheme, step)), step.why) for step in steps])


def _sentence(scheme: Scheme, step: MeetingStepRow) -> str:
    role = role_title(step.role, scheme, language()) if step.role else ""
    return t("{what}, by {name} ({role})", what=label(step.move), name=step.by, role=role)


def public(actor: Actor, row: MeetingRow) -> None:
    """What everybody of the unit reads: no personal matter, no numbers."""
    with database.reading() as s:
        items = public_items(s, actor, row.id)
        decided, counted = public_decisions(s, actor, row.id), public_hands(s, actor, row.id)
    for n, item in enumerate(items, 1):
        st.markdown(marked("**{n}. {title}**", n=n, title=item.title))
        st.markdown(plain(item.minutes))
        st.caption(plain(label(item.outcome)))
        for _, text, due_on in (one for one in decided if one[0] == item.id):
            st.markdown(md(":material/task_alt: {text} (by {day})", text=text, day=full_day(due_on)))
        for one in (one for one in counted if one.item_id == item.id):
            st.markdown(plain(hands_said(one)))
