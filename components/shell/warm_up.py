"""What pages import, imported ahead: the first page while its visitor's browser still loads, all else once that page is drawn.
Nobody waits for it, then or later."""

import gc
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Event, Thread

from components.shell import daily_run
from components.ui import database
from db.office.queries import office_at_a_glance
from db.office.sessions import signed_in_user

log = logging.getLogger("red_steward")
_FIRST_PAGE = (
    "components.shell.auth", "components.shell.menu", "components.shell.frame",
    "components.home.home", "components.ui.tables",
)  # fmt: skip
# In the order in which people come to need it: tables and charts, names, papers.
_LATER = (
    "pandas", "altair", "lunar_python", "pypinyin", "phonenumbers", "PIL.Image", "segno", "docx", "xlsxwriter", "typst",
)  # fmt: skip


# Nobody may come for a while: then all of it is read before anybody does.
_PATIENCE_SECONDS = 15.0
# Between the run of a page and the page in the browser.
_DRAWN_AFTER_SECONDS = 1.5
# What answers the browser gets its turn after so long, and not after the usual ten times that.
_TURN_SECONDS = 0.0005

_somebody_came = Event()


def in_background() -> None:
    Thread(target=warm_up, name="warm-up", daemon=True).start()


def note_visit() -> None:
    """Said by the hall when a page is about to run."""
    _somebody_came.set()


def warm_up() -> None:
    """Then freezes all of it: the collections of each rerun would else walk it."""
    # Importing what pages import is no page run; Streamlit would say so in a line for each.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    try:
        with _short_turns():
            _import_all(_FIRST_PAGE)
            _ask_ahead()
        if _somebody_came.wait(_PATIENCE_SECONDS):
            time.sleep(_DRAWN_AFTER_SECONDS)
        with _short_turns():
            _import_all(_LATER)
    except Exception:  # Whoever needs it imports it again, and is told there.
        log.exception("not everything could be imported ahead")
    gc.collect()
    gc.freeze()
    gc.enable()


def _import_all(names: tuple[str, ...]) -> None:
    for name in names:
        import_module(name)


def _ask_ahead() -> None:
    """What the hall asks first, for nobody: the questions are put together, the scheme is read, the day is looked at."""
    try:
        with database.reading() as s:
            office, _ = office_at_a_glance(s), signed_in_user(s, "")
        if office:
            database.scheme_of(office.scheme_version_id)
            daily_run.run_once_a_day()
    except Exception as error:  # Whoever comes asks again, and is told. The kind alone: the text may hold a row's content.
        log.error("nothing could be asked ahead: %s", type(error).__name__)


@contextmanager
def _short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
