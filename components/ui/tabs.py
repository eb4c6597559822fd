"""Which signed-in session stands in which tab, as the hall says at every run."""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.ui import uploads

_MOST = 5000
_lock = Lock()
# The framework's name of a tab -> the session; the tab that was used longest ago is forgotten first.
_session_in: OrderedDict[str, UUID] = OrderedDict()


def note(session_id: UUID | None) -> None:
    """Whoever stands in the tab of this run. What somebody brought up who stood in it before goes with them."""
    if context := get_script_run_ctx():
        _note(context.session_id, session_id)


def _note(tab: str, session_id: UUID | None) -> None:
    with _lock:
        before = _session_in.pop(tab, None)
        if session_id:
            _session_in[tab] = session_id
        while len(_session_in) > _MOST:
            _session_in.popitem(last=False)
    if before not in (None, session_id):
        uploads.forget(tab)


def session_here() -> UUID | None:
    """Of the tab whose run this is; also in a drawer, which runs without the hall."""
    context = get_script_run_ctx()
    return _session_in.get(context.session_id) if context else None


def is_of(tab: str, session_id: UUID) -> bool:
    return _session_in.get(tab) == session_id


def tabs_of(session_id: UUID) -> list[str]:
    with _lock:
        return [tab for tab, standing in _session_in.items() if standing == session_id]
