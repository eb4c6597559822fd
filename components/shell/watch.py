"""Looks after the database file beside the program: its signatures at the start, all of it once a day. Nobody waits for it; what
it finds is in the log and on the administrator's home page."""

import logging
from datetime import date
from threading import Event, Thread

from db import clock
from db.settings import settings
from db.soundness import look

log = logging.getLogger("red_steward")
_PAUSE_SECONDS = 3600.0


def in_background() -> None:
    Thread(target=_watch, name="watch", daemon=True).start()


def _watch() -> None:
    looked_on: date | None = None
    look_at_file(is_quick=True)
    while not Event().wait(_PAUSE_SECONDS):
        if looked_on != (today := clock.today()):
            look_at_file(is_quick=False)
            looked_on = today


def look_at_file(*, is_quick: bool) -> None:
    if (file := settings().database_file) is None:
        return
    for line in look(file, is_quick=is_quick):
        log.error("damage in the database file: %s", line)
