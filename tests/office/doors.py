"""Ways in: by name and password as the page does it, or straight to an open session."""

from sqlalchemy.engine import Engine
from sqlmodel import Session

from db.actor import Actor
from db.engine import reading
from db.engine import session as write_block
from db.office.commands.sign_in import PasswordCheck, SignIn, check_password, sign_in
from db.office.guards import THE_MACHINE, Place
from db.office.sessions import signed_in_user
from tests.cast import PASSWORD


def knock(engine: Engine, login: str, password: str = PASSWORD, place: Place = THE_MACHINE) -> SignIn:
    """Signs in as the page does: the password is checked first, then the outcome is written."""
    with reading(engine) as block:
        check = check_password(block, login, password, place)
    with write_block(engine) as block:
        return sign_in(block, check, device="办公室电脑")


def stumble(session: Session, login: str, times: int = 5, user_id: int | None = None, place: Place = THE_MACHINE) -> SignIn:
    """Wrong passwords, without the quarter of a second that each hash takes. Returns the last answer."""
    for _ in range(times):
        answer = sign_in(session, PasswordCheck(login, user_id, False, None, place=place), device="办公室电脑")
    return answer


def fail(engine: Engine, login: str, times: int = 5, place: Place = THE_MACHINE) -> SignIn:
    """The same, each in a block of its own as the page does it."""
    for _ in range(times):
        with write_block(engine) as block:
            answer = stumble(block, login, 1, place=place)
    return answer


def enter(session: Session, actor: Actor, device: str = "办公室电脑") -> str:
    """The token of a new session of somebody whose password was right."""
    token = sign_in(session, PasswordCheck("-", actor.user_id, True, None), device=device).token
    assert token
    return token


def is_open(session, token):
    """Whether somebody is signed in by this cookie."""
    return signed_in_user(session, token) is not None
