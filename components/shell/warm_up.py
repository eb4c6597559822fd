"""What pages import, imported while the first visitor's browser still loads: nobody waits for it, then or later."""

import gc
import logging
from importlib import import_module
from threading import Thread

log = logging.getLogger("red_steward")
# In the order in which people come to need it: the sign-in page, a first page, tables and charts, names, papers.
_WANTED = (
    "components.shell.auth", "components.shell.daily_run", "components.shell.menu", "components.shell.frame",
    "components.home.home", "components.ui.tables",
    "pandas", "altair", "lunar_python", "pypinyin", "phonenumbers", "PIL.Image", "segno", "docx", "xlsxwriter", "typst",
)  # fmt: skip


def in_background() -> None:
    Thread(target=warm_up, name="warm-up", daemon=True).start()


def warm_up() -> None:
    """Then freezes all of it: the collections of each rerun would else walk it."""
    # Importing what pages import is no page run; Streamlit would say so in a line for each.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    try:
        for name in _WANTED:
            import_module(name)
    except Exception:  # Whoever needs it imports it again, and is told there.
        log.exception("not everything could be imported ahead")
    gc.collect()
    gc.freeze()
    gc.enable()
