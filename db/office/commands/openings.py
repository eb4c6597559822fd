"""Opening full numbers: recorded, so many an hour, and then only for the own password."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from db.actor import Actor
from db.audit import Event, record
from db.errors import Conflict
from db.office import events, guards
from db.office.commands.sign_in import PasswordCheck
from db.office.openings import OPENINGS, openings_left
from db.office.permissions import OfficePermission
from db.permissions import require

# Wrong passwords typed here are counted apart: they lock nobody out of the program.
AT_THE_NUMBERS = guards.Place("numbers", is_of_strangers=False)


def open_numbers(session: Session, actor: Actor, event: Event) -> None:
    """Called by whatever shows full numbers, with the event that records it. Raises `Conflict('openings_spent')`."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    if not openings_left(session, actor):
        raise Conflict("openings_spent", "password", most=OPENINGS)
    record(session, actor, event)


@dataclass(frozen=True)
class Confirmed:
    """`is_right`, or else how many attempts are left, or until when there are none."""

    is_right: bool
    n_left: int = 0
    locked_until: datetime | None = None


def allow_more(session: Session, actor: Actor, check: PasswordCheck) -> Confirmed:
    """Another hour's openings for the own password. A refusal is returned: the failed attempt must be written down."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    held = guards.hold(session, check.login, AT_THE_NUMBERS)
    if until := held.locked_until:
        return Confirmed(False, locked_until=until)
    if not check.is_right or check.user_id != actor.user_id:
        guards.count_failures(session, held)
        return Confirmed(False, guards.ATTEMPTS - held.here.n_failed, held.locked_until)
    session.delete(held.here)
    record(session, actor, events.OpeningsAllowed())
    return Confirmed(True)
