"""Names inside other people's libraries that the program leans on. When a version moves one, its test says which version."""

import inspect
import socket
from importlib.metadata import version

import streamlit_authenticator as stauth
from streamlit.web.server.starlette import starlette_server
from streamlit_authenticator.models import cookie_model

import app
from tests.pages.conftest import start_program


def _no_longer(library: str, name: str, where: str) -> str:
    return f"{library} {version(library)} no longer has {name}, on which {where} leans"


def _uses(function: object, name: str) -> bool:
    return inspect.isfunction(function) and name in function.__code__.co_names


def test_streamlit_binds_its_socket_where_small_packets_are_let_go_at_once(monkeypatch):
    gone = _no_longer("streamlit", "starlette_server._bind_socket(address, port, backlog)", "app.send_small_packets_at_once")
    bind = getattr(starlette_server, "_bind_socket", None)
    assert bind, gone
    assert list(inspect.signature(bind).parameters) == ["address", "port", "backlog"], gone
    assert any(_uses(one, "_bind_socket") for one in vars(starlette_server).values()), gone
    monkeypatch.setattr(starlette_server, "_bind_socket", bind)
    app.send_small_packets_at_once()
    with starlette_server._bind_socket("127.0.0.1", 0, 1) as listening:
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_button_of_the_sign_in_form_is_known_by_its_key(home):
    keys = [button.key for button in start_program(None).button]
    assert "FormSubmitter:sign_in-登录" in keys, _no_longer(
        "streamlit", f"this key of a form's button (of {keys})", "sign_in_form"
    )


def test_the_form_asks_the_database_and_no_user_store_of_its_own(home):
    form = stauth.Authenticate({"usernames": {}}, "unused", "unused", cookie_expiry_days=0, auto_hash=False, login_sleep_time=0)
    gone = _no_longer(
        "streamlit-authenticator", "authentication_controller.authentication_model.check_credentials", "sign_in_form"
    )  # fmt: skip
    model = getattr(getattr(form, "authentication_controller", None), "authentication_model", None)
    assert list(inspect.signature(getattr(model, "check_credentials", lambda: None)).parameters) == ["username", "password"], gone
    assert _uses(type(model).login, "check_credentials"), gone
    assert model.credentials == {"usernames": {}}, gone


def test_its_cookie_manager_is_taken_from_where_ours_is_put():
    gone = _no_longer("streamlit-authenticator", "cookie_model.stx.CookieManager", "_NoCookies")
    assert hasattr(cookie_model, "stx"), gone
    assert _uses(cookie_model.CookieModel.__init__, "stx"), gone
