"""How much may lie in the server's memory of what people bring up: of one tab, of one session, of everybody together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MEGABYTE = 1024 * 1024
# A page takes one file of at most ten: the one before still lies there while it is replaced.
MOST_OF_TAB = 22 * MEGABYTE
MOST_OF_SESSION = 66 * MEGABYTE
MOST = 256 * MEGABYTE

_lock = Lock()
# Tab -> what is on its way.
_coming: Counter[str] = Counter()


def _files() -> MemoryUploadedFileManager | None:
    files = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    return files if isinstance(files, MemoryUploadedFileManager) else None


def forget(tab: str) -> None:
    if files := _files():
        files.remove_session_files(tab)


def _held(files: MemoryUploadedFileManager, tab: str) -> int:
    return sum(len(file.data) for file in list(files.file_storage.get(tab, {}).values()))


def _drop_older(files: MemoryUploadedFileManager, tab: str, n_bytes: int) -> None:
    """The framework keeps every file until its tab is closed; a page needs the last one only."""
    for file in list(files.file_storage.get(tab, {}).values()):
        if _held(files, tab) + _coming[tab] + n_bytes <= MOST_OF_TAB:
            return
        files.remove_file(tab, file.file_id)


def has_room(files: MemoryUploadedFileManager, tab: str, tabs: Sequence[str], n_bytes: int) -> bool:
    """Whether `n_bytes` more may come into the tab; what it held before makes way. `tabs` are all of the session."""
    _drop_older(files, tab, n_bytes)
    of_tab = _held(files, tab) + _coming[tab]
    of_session = sum(_held(files, one) + _coming[one] for one in {tab, *tabs})
    of_all = sum(_held(files, one) for one in list(files.file_storage)) + _coming.total()
    return of_tab + n_bytes <= MOST_OF_TAB and of_session + n_bytes <= MOST_OF_SESSION and of_all + n_bytes <= MOST


@contextmanager
def room_for(tab: str, tabs: Sequence[str], n_bytes: int) -> Iterator[bool]:
    """`has_room`, kept free until the end of the block."""
    files = _files()
    with _lock:
        is_free = files is not None and has_room(files, tab, tabs, n_bytes)
        if is_free:
            _coming[tab] += n_bytes
    try:
        yield is_free
    finally:
        if is_free:
            with _lock:
                _coming[tab] -= n_bytes
                if not _coming[tab]:
                    del _coming[tab]
