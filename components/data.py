"""The way to the database for pages: the blocks to read and write in, and the few reads that are worth keeping."""

from db.engine import reading, session
from db.office.models import Office
from db.office.queries import find_office, the_office
from db.office.queries import scheme_of as _scheme_of
from db.scheme import Scheme

__all__ = ["office", "office_or_none", "reading", "scheme", "scheme_of", "session"]


def office_or_none() -> Office | None:
    with reading() as s:
        return find_office(s)


def office() -> Office:
    with reading() as s:
        return the_office(s)


def scheme() -> Scheme:
    """The scheme in force. Parsed once per version: versions never change."""
    with reading() as s:
        return _scheme_of(s, the_office(s).scheme_version_id or 0)


def scheme_of(version_id: int) -> Scheme:
    with reading() as s:
        return _scheme_of(s, version_id)
