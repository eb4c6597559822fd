"""A lived-in office (the smallest demo) and a way to open a page as one of its people."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

from components import state, words
from db.engine import reading, session
from db.office.commands.sign_in import PasswordCheck, sign_in
from db.office.models import User
from db.settings import SQLITE_NAME

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]


@pytest.fixture
def lived_in(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the demo of this test's own."""
    for name in (SQLITE_NAME, "red_steward.key"):
        shutil.copy(demo_home / name, tmp_path / name)
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield tmp_path
    state.speak(words.CHINESE)


def token_of(s: Session, login: str) -> str:
    """A session as signing in would open it; the password itself is tested elsewhere."""
    user_id = s.exec(select(User.id).where(User.login == login)).one()
    token = sign_in(s, PasswordCheck(login, user_id, True, None), device="test").token
    assert token
    return token


@pytest.fixture
def open_page(lived_in: Path) -> Open:
    def opened(page: str, login: str | None, *, language: str = "zh_CN", large: bool = False, **query: str) -> AppTest:
        # What is chosen in a list of words is handed back by the test's own thread: it speaks as the page does.
        state.speak(language)
        test = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
        if login:
            with session() as s:
                user = s.exec(select(User).where(User.login == login)).one()
                user.language, user.has_large_text = language, large
                s.add(user)
                test.session_state["rs_token"] = token_of(s, login)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        return test.switch_page(page).run()

    return opened


def written_on(test: AppTest) -> str:
    """Everything the page says, as one text."""
    kinds = ("title", "subheader", "markdown", "text", "info", "warning", "error", "success", "caption")
    said = [str(element.value) for kind in kinds for element in getattr(test, kind)]
    labels = [element.label for element in [*test.button, *test.text_input, *test.selectbox]]
    return "\n".join([*said, *labels])


__all__ = ["reading", "token_of", "written_on"]
