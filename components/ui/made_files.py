"""Files that a run or a press has made, under `/media`: each belongs to the signed-in session that it was made for."""

from collections import OrderedDict
from contextvars import ContextVar
from threading import Lock
from typing import Any
from uuid import UUID

from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.ui import tabs
from db.office.sessions import SignedInUser

_MOST = 5000

# A download is made by a press that arrives outside the page's run: there the session cannot be asked who is here.
_maker: ContextVar[UUID | None] = ContextVar("maker", default=None)
_lock = Lock()
# Mark of the content -> the sessions that made it: the same list may have been made by two people.
_owners: OrderedDict[str, set[UUID]] = OrderedDict()


def made_by(user: SignedInUser | None) -> None:
    """Said by what makes a file outside a page's run."""
    _maker.set(user.session_id if user else None)


def _note(mark: str, session_id: UUID) -> None:
    with _lock:
        _owners.setdefault(mark, set()).add(session_id)
        _owners.move_to_end(mark)
        while len(_owners) > _MOST:
            _owners.popitem(last=False)


def is_of(path: str, session_id: UUID) -> bool:
    """Whether the file of this address was made for this session."""
    mark = path.rsplit("/", 1)[-1].split(".")[0]
    return session_id in _owners.get(mark, ())


def remember_owners() -> None:
    """Once, before the server starts: the framework serves a file to whoever knows its address."""
    load = MemoryMediaFileStorage.load_and_get_id

    def load_for_owner(self: MemoryMediaFileStorage, *given: Any, **named: Any) -> str:
        mark = load(self, *given, **named)
        if owner := _maker.get() or tabs.session_here():
            _note(mark, owner)
        return mark

    MemoryMediaFileStorage.load_and_get_id = load_for_owner  # type: ignore[method-assign]
