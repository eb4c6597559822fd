"""Every query and command about meetings and decisions, and who may: each part of the subject has its table beside this one."""

from types import SimpleNamespace

from db.decisions import queries
from tests.decisions import scopes_agenda, scopes_meetings, scopes_parties
from tests.scoping import Scopes

PARTS = (scopes_meetings, scopes_agenda, scopes_parties)


def _make(session, cast):
    """`who` is Dora, a steward of Building 1."""
    things = SimpleNamespace(who=cast.dora)
    for part in PARTS:
        part.make(session, cast, things)
    return things


def _all(name):
    return {key: value for part in PARTS for key, value in getattr(part, name, {}).items()}


SCOPES = Scopes(
    queries,
    _make,
    _all("QUERIES"),
    {name for part in PARTS for name in getattr(part, "WITHOUT_ACTOR", ())},
    elsewhere={name for part in PARTS for name in getattr(part, "ELSEWHERE", ())},
    unseen={cell for part in PARTS for cell in getattr(part, "UNSEEN", ())},
    commands=_all("COMMANDS"),
    inner={name for part in PARTS for name in getattr(part, "INNER", ())},
    of_oneself={name for part in PARTS for name in getattr(part, "OF_ONESELF", ())},
)
