"""What the program looks at once a day, when somebody first comes: nobody has to start it, and nothing runs at night."""

import logging
from datetime import date
from functools import partial

from components.shell import journal_head
from components.ui import database
from db import clock
from db.settings import settings
from db.subjects import look_at_the_day

log = logging.getLogger("red_steward")
_seen: dict[str, date] = {}
"""Database -> the day that this process has looked at."""


def run_once_a_day() -> None:
    """A comparison of two dates on every run but the first of a day. A database that is busy is asked at the next run; what
    is wrong with the day must not keep people from their pages: it goes to the log, and is tried again tomorrow."""
    today, url = clock.today(), settings().database_url
    if _seen.get(url) == today:
        return
    try:
        if not database.in_passing(partial(look_at_the_day, day=today)):
            return
    except Exception as error:  # The kind alone: an error's text may hold a row's content.
        log.error("the day could not be looked at: %s", type(error).__name__)
    journal_head.keep()
    _seen[url] = today
