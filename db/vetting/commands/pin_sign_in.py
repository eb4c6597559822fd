"""Coming in by a name on the wall and a PIN. A refusal is returned, not raised, as with passwords."""

from sqlmodel import Session, col, select

from db.actor import Role, end_of_path
from db.office import guards
from db.office.commands.sign_in import PasswordCheck, SignIn, sign_in
from db.office.devices import DeviceRow
from db.office.models import Unit, User
from db.office.passwords import matches, nobodys_hash
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.queries.name_wall import account_of, pin_text


def _account_on(session: Session, device: DeviceRow, steward_id: int) -> User | None:
    """Of a steward in service under the tablet's unit, if a PIN is set."""
    steward = session.exec(
        select(Steward)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(
            Steward.id == steward_id,
            Steward.status == StewardStatus.ACTIVE,
            col(Unit.path) >= device.path,
            col(Unit.path) < end_of_path(device.path),
        )
    ).one_or_none()
    user = account_of(session, steward) if steward else None
    return user if user and not user.is_closed and user.pin_hash else None


def check_pin(session: Session, device: DeviceRow, *, steward_id: int, pin: str) -> PasswordCheck:
    """Takes as long for nobody as for a steward with a PIN. Only reads."""
    user = _account_on(session, device, steward_id)
    login, user_id, known_hash = (user.login, user.id, user.pin_hash) if user else (f"#{steward_id}", None, None)
    locked_until = guards.locked_until(session, guards.device_key(device.id)) or guards.lock_for(session, login, guards.TABLETS)
    # Hashing takes long: the database is let go before.
    session.rollback()
    is_right = locked_until is None and matches(pin_text(user_id or 0, pin), known_hash or nobodys_hash()) and user_id is not None
    return PasswordCheck(login, user_id, is_right, locked_until, Role.STEWARD, guards.TABLETS)


def sign_in_by_pin(session: Session, device: DeviceRow, check: PasswordCheck) -> SignIn:
    """Opens a short session in the role of a steward, or counts the failure for the person and for the tablet."""
    return sign_in(session, check, device=device.name, shared_device_id=device.id)
