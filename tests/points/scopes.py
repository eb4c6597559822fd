"""Every query and command about service points, and who may: each part of the subject has its table beside this one."""

from types import SimpleNamespace

from db.points import queries
from tests.points import scopes_hours, scopes_life, scopes_partners, scopes_services, scopes_staff
from tests.scoping import Scopes

PARTS = (scopes_life, scopes_hours, scopes_staff, scopes_services, scopes_partners)


def _make(session, cast):
    """`who` is Dora, a steward of Building 1; `point` is open there."""
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
