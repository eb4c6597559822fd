"""The way to the database for pages: the blocks to read and write in, and the scheme, which is worth keeping."""

from functools import lru_cache

from db.engine import reading, session
from db.office.models import Office
from db.office.queries import current_version_id, find_office, the_office
from db.office.queries import scheme_of as read_scheme_of
from db.scheme import Scheme
from db.settings import settings

__all__ = ["office", "office_or_none", "reading", "scheme", "scheme_of", "session"]


def office_or_none() -> Office | None:
    with reading() as s:
        return find_office(s)


def office() -> Office:
    with reading() as s:
        return the_office(s)


def scheme() -> Scheme:
    """The scheme in force."""
    with reading() as s:
        return scheme_of(current_version_id(s))


def scheme_of(version_id: int) -> Scheme:
    """A version never changes: read and parsed once for each database."""
    return _scheme_of(settings().database_url, version_id)


@lru_cache(maxsize=64)
def _scheme_of(_database_url: str, version_id: int) -> Scheme:
    with reading() as s:
        return read_scheme_of(s, version_id)
