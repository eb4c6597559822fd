"""The language of a block. Afterwards the program asks whoever it asked before: a page its reader, a command nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

from components.wording import words


@contextmanager
def speaking(language: str) -> Iterator[None]:
    before = words._language
    words.speak_through(lambda: language)
    try:
        yield
    finally:
        words.speak_through(before)
