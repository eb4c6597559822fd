"""The way to the database for pages: the blocks to read and write in, and the scheme, which is worth keeping."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlmodel import Session

from components.ui import state
from db.engine import in_passing, reading
from db.engine import session as door_session
from db.errors import NotAllowed
from db.office.models import Office
from db.office.queries import current_version_id, the_office
from db.office.queries import scheme_of as read_scheme_of
from db.office.sessions import SignedInUser, user_of_session
from db.scheme import Scheme
from db.settings import settings

__all__ = ["door_session", "in_passing", "office", "reading", "require_still", "scheme", "scheme_of", "session"]


@contextmanager
def session() -> Iterator[Session]:
    """A block that writes, for whoever the page was drawn for. `door_session` is the one for coming and going."""
    with door_session() as s:
        _require_still(s, state.user())
        yield s


def require_still(who: SignedInUser | None) -> None:
    with reading() as s:
        _require_still(s, who)


def _require_still(s: Session, who: SignedInUser | None) -> None:
    """A drawer's press and a download come without the hall: the session may have ended since, or the role be gone."""
    if who is None:
        return
    now = user_of_session(s, who.session_id)
    if now is None or now.actor != who.actor:
        raise NotAllowed("no_longer_yours")


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
