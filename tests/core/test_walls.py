"""What the walls go by: names and ports, where a browser is, room for what is brought up, how many files may be open."""

import asyncio
import subprocess
import sys

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from components.shell import strangers
from components.shell.addresses import is_own_host, place_of, trusted_proxies
from components.shell.security_headers import Walls
from components.ui import uploads
from db.engine import session as write_block
from db.office.commands.devices import register_device

LAN = "::ffff:192.168.1.5"


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("192.168.1.5:8501", True), ("localhost:8501", True), ("192.168.1.6:8501", False), ("192.168.1.5", False),
        ("192.168.1.5:80", False), ("steward.example", True), ("steward.example:443", True), ("Steward.Example.:8501", True),
        ("steward.example:9000", False), ("office.example:9000", True), ("office.example", False), ("office.example:8501", False),
        ("evil.example:8501", False), ("a@localhost:8501", False), ("localhost:x", False),
    ],
)  # fmt: skip
def test_a_host_is_ours_by_name_and_port(host, is_own, monkeypatch):
    monkeypatch.setenv("RED_STEWARD_HOSTS", "steward.example, office.example:9000")
    assert is_own_host(host, LAN, 8501) is is_own


def test_a_browser_is_counted_where_it_is():
    places = {"127.0.0.1": "", "::1": "", "::ffff:127.0.0.1": "", LAN: "192.168.1.5", "192.168.1.5": "192.168.1.5"}
    assert {address: place_of(address) for address in places} == places
    assert place_of("2001:db8:1:2::7") == place_of("2001:db8:1:2:ffff::9") != place_of("2001:db8:1:3::7")


@pytest.mark.parametrize(("proxy", "seen_as"), [("10.0.0.1", "192.0.2.7"), ("10.0.0.2", "10.0.0.2"), ("127.0.0.1", "")])
def test_only_a_proxy_that_is_named_says_for_whom_it_asks(proxy, seen_as, monkeypatch):
    monkeypatch.setenv("RED_STEWARD_PROXIES", "10.0.0.1")
    seen = []

    async def app(scope, _receive, _send):
        seen.append(place_of(scope["client"][0]))

    scope = {"type": "http", "client": (f"::ffff:{proxy}", 1), "headers": [(b"x-forwarded-for", b"203.0.113.9, 192.0.2.7")]}
    asyncio.run(ProxyHeadersMiddleware(app, trusted_proxies())(scope, None, None))
    assert seen == [seen_as]


async def _knock(cookie: str) -> list[str]:
    """What came of a connection from 192.0.2.7."""
    told = []

    async def app(_scope, _receive, _send):
        told.append("let in")

    async def send(message):
        told.append(message["type"])

    headers = [(b"host", b"192.168.1.5:8501"), (b"cookie", f"red_steward_device={cookie}".encode())]
    scope = {"type": "websocket", "client": ("192.0.2.7", 1), "server": ("192.168.1.5", 8501), "headers": headers, "path": "/"}
    await Walls(app)(scope, None, send)
    return told


def test_a_registered_tablet_counts_for_itself_in_a_crowd(engine, cast):
    with write_block(engine) as s:
        _, cookie = register_device(s, cast.ada, name="服务站", unit_id=cast.places.town)
    crowd = [strangers.come("192.0.2.7", is_signed_in=False) for _ in range(strangers.MOST_AT_A_PLACE)]
    try:
        assert None not in crowd
        assert asyncio.run(_knock("made.up")) == ["websocket.close"]
        assert asyncio.run(_knock(cookie)) == ["let in"]
    finally:
        for mark in crowd:
            strangers.go(mark)


def _put(files: MemoryUploadedFileManager, tab: str, name: str) -> bool:
    """A file of ten megabytes, where there is room."""
    n_bytes = 10 * uploads.MEGABYTE
    if has_room := uploads.has_room(files, tab, [tab], n_bytes):
        files.add_file(tab, UploadedFileRec(name, name, "text/csv", bytes(n_bytes)))
    return has_room


def test_a_tab_keeps_the_file_that_is_replaced_and_drops_what_was_there_before():
    files = MemoryUploadedFileManager("/upload")
    assert [_put(files, "tab", name) for name in "abc"] == [True] * 3
    assert list(files.file_storage["tab"]) == ["b", "c"]


def test_all_sessions_together_are_bounded():
    files = MemoryUploadedFileManager("/upload")
    taken = sum(_put(files, f"tab{n}", name) for n in range(20) for name in "ab")
    assert taken * 10 * uploads.MEGABYTE <= uploads.MOST < (taken + 1) * 10 * uploads.MEGABYTE


def test_the_server_raises_its_limit_of_open_files():
    pytest.importorskip("resource")
    script = (
        "import resource as r; _, hard = r.getrlimit(r.RLIMIT_NOFILE); r.setrlimit(r.RLIMIT_NOFILE, (256, hard))\n"
        "from components.shell.open_files import ENOUGH, raise_limit; raise_limit()\n"
        "assert r.getrlimit(r.RLIMIT_NOFILE)[0] == min(ENOUGH, hard if hard >= 0 else ENOUGH)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
