"""A lived-in office (the smallest demo) and a way to open a page as one of its people."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select
from streamlit.testing.v1 import AppTest

from components.shell.navigation import mark_of
from components.ui import state
from components.wording import words
from db.actor import Actor
from db.engine import reading, session
from db.office.commands.sign_in import PasswordCheck, sign_in
from db.office.models import User, UserRole
from db.office.queries import office_at_a_glance, roles_of, scheme_of
from tests.conftest import copy_home

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]
# What an address may name: the first row of each kind.
_NAMED = ("application", "steward", "household", "visit", "round", "candidate", "member", "point", "p", "partner", "meeting")
FIRST_OF_EACH = dict.fromkeys(_NAMED, "1")


@pytest.fixture
def lived_in(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the demo of this test's own."""
    copy_home(demo_home, tmp_path)
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield tmp_path
    state.speak(words.CHINESE)
    state.call_stewards(words.STEWARD)


def token_of(s: Session, login: str) -> str:
    """A session as signing in would open it; the password itself is tested elsewhere."""
    user_id = s.exec(select(User.id).where(User.login == login)).one()
    token = sign_in(s, PasswordCheck(login, user_id, True, None), device="test").token
    assert token
    return token


def actor_of(s: Session, login: str) -> Actor:
    """An account of the demo, for commands."""
    user = s.exec(select(User).where(User.login == login)).one()
    role = roles_of(s, user.id)[0]
    return Actor(user.id, user.name, role.role, role.unit_id, role.unit_path)


def prove_who_is_here(test: AppTest, login: str | None) -> None:
    """Whatever is claimed of a page, first this: it was drawn for this person in a role of theirs, or for nobody."""
    kept = test.session_state
    user = kept["rs_user"] if "rs_user" in kept else None  # noqa: SIM401 (it has no `get`)
    asks_for_password = [field.label for field in test.text_input if field.label in ("密码", "Password")]
    if login is None:
        assert user is None, f"{user} is signed in"
        return
    assert not asks_for_password, f"{login} is asked to sign in"
    assert user, f"nobody is signed in, {login} should be"
    with reading() as s:
        held = s.exec(select(UserRole.role).join(User, col(User.id) == UserRole.user_id).where(User.login == login)).all()
    assert (user.login, bool(user.actor and user.actor.role in held)) == (login, True), f"{user} is here, not {login}"
    assert "sign_out" in {button.key for button in test.button}, f"the page does not know {login}"


def turn_to(test: AppTest, page: str, login: str | None, **query: str) -> AppTest:
    """Opens another page within the same sign-in, as a press in the menu does."""
    # Its `switch_page` knows only what the last run told the browser, which is home and the page itself.
    test._page_hash = mark_of(page)
    test.query_params.clear()
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    prove_who_is_here(test, login)
    return test


def drawn(lines: Callable[[], None]) -> AppTest:
    """A few lines of a test's own, drawn as a page; they know nobody."""
    return AppTest.from_function(lines).run()


def start_program(login: str | None, *, language: str = words.CHINESE, large: bool = False, timeout: int = 30) -> AppTest:
    """The program as a browser opens it, for this person."""
    # What is chosen in a list of words is handed back by the test's own thread: it speaks as the page does.
    state.speak(language)
    with reading() as s:
        if office := office_at_a_glance(s):
            state.call_stewards(scheme_of(s, office.scheme_version_id).steward.zh)
    test = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=timeout)
    if login:
        with session() as s:
            user = s.exec(select(User).where(User.login == login)).one()
            user.language, user.has_large_text = language, large
            s.add(user)
            test.session_state["rs_token"] = token_of(s, login)
    return test.run()


@pytest.fixture
def open_page(lived_in: Path) -> Open:
    def opened(page: str, login: str | None, *, language: str = words.CHINESE, large: bool = False, **query: str) -> AppTest:
        return turn_to(start_program(login, language=language, large=large), page, login, **query)

    return opened


def written_on(test: AppTest) -> str:
    """Everything the page says, as one text."""
    kinds = ("title", "subheader", "markdown", "text", "info", "warning", "error", "success", "caption")
    said = [str(element.value) for kind in kinds for element in getattr(test, kind)]
    labels = [element.label for element in [*test.button, *test.text_input, *test.selectbox]]
    return "\n".join([*said, *labels])
