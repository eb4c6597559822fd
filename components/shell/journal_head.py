"""Keeps the journal's head outside the database: in a file of the data folder and in the program's own log."""

import logging
import sys

from db import journal_heads
from db.engine import reading
from db.settings import settings

log = logging.getLogger("red_steward")


def keep() -> None:
    """Whether it can be written or not, nobody is kept waiting for it."""
    try:
        with reading() as s:
            line = journal_heads.keep(s, settings().heads_file)
    except OSError as error:
        log.error("the journal's head could not be kept: %s", type(error).__name__)
        return
    if line:
        sys.stdout.write(f"journal {line}\n")
        sys.stdout.flush()
