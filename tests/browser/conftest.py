"""A real server and a real browser: `python app.py` on a free port, the system's Chromium, a clock that tests move."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from db.sealed_file import open_file
from db.settings import KEY_NAME, SQLITE_NAME
from tests.browser.seat import Seat
from tests.conftest import MONDAY, copy_home
from tests.inside import inside

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=zh-CN",
]  # fmt: skip


# A browser at an office's desk, and one of a tablet held upright.
DESK = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN", "accept_downloads": True}
TABLET = DESK | {"viewport": {"width": 800, "height": 1280}}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_until_answered(address: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(log.read_text())


class Server:
    """The product as an office starts it, with a clock file beside its data."""

    def __init__(self, home: Path, day: date) -> None:
        self.home, self.clock = home, home / "clock"
        self.set_day(day)
        self.port, self.wire_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = (home / "server.log").open("w")
        self.n_said = 0
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        environment = os.environ | {
            "RED_STEWARD_HOME": str(self.home), "RED_STEWARD_PORT": str(self.port), "RED_STEWARD_CLOCK": str(self.clock),
            "RED_STEWARD_HOSTS": f"127.0.0.1:{self.wire_port}",
        }  # fmt: skip
        environment.pop("DATABASE_URL", None)
        return subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=self.log, stderr=self.log)

    def restart(self) -> None:
        """As after a power cut: at the same address, with an empty memory."""
        self.process.kill()
        self.process.wait(timeout=20)
        self.process = self._start()
        self.wait_until_well()

    def set_day(self, day: date) -> None:
        """To ten in the morning of a day in China: what a demo holds was written at nine at the latest."""
        self.clock.write_text(f"{day.isoformat()}T10:00:00+08:00", "utf-8")

    def wait_until_well(self, seconds: float = 180) -> None:
        wait_until_answered(f"{self.address}/healthz", self.process, self.home / "server.log", seconds)

    def keep(self, file: Path) -> None:
        """The office as it is now, also what is still in the log of the database."""
        with inside(self.home) as now, closing(open_file(file, create=True, key_file=self.home / KEY_NAME)) as kept:
            now.backup(kept)

    def put_back(self, kept: Path) -> None:
        """The office is again what it was in this file; the log and the clock begin anew."""
        with closing(open_file(kept, key_file=self.home / KEY_NAME)) as before, inside(self.home) as now:
            before.backup(now)
        self.set_day(MONDAY)
        self.n_said = len(self._log())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()

    def name_of(self, login: str) -> str:
        """Whose login it is."""
        with inside(self.home) as database:
            return database.execute("SELECT name FROM app_user WHERE login = ?", (login,)).fetchone()[0]

    def _log(self) -> str:
        return (self.home / "server.log").read_text("utf-8")

    def said(self) -> str:
        return self._log()[self.n_said :]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: install the system's package, as in apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts a server on a data folder (a new one, or a given one), its clock set to a day; stops it at the end."""
    started: list[Server] = []

    def start(home: Path | None = None, day: date = MONDAY) -> Server:
        folder = home or tmp_path / f"home{len(started)}"
        folder.mkdir(parents=True, exist_ok=True)
        server = Server(folder, day)
        started.append(server)
        server.wait_until_well()
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def seat(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Seat]]:
    """A browser of its own at a desk (1366 x 768) or on a tablet held upright (800 x 1280).

    When the test fails, a picture of each screen is left in its temporary folder.
    """
    contexts = []

    def sit(server: Server, *, is_tablet: bool = False, storage_state: Any = None) -> Seat:
        context = browser.new_context(**(TABLET if is_tablet else DESK), storage_state=storage_state)  # type: ignore[arg-type]
        contexts.append(context)
        page: Page = context.new_page()
        return Seat(page, server)

    n_failed = request.session.testsfailed
    yield sit
    for number, context in enumerate(contexts):
        if request.session.testsfailed > n_failed:
            context.pages[0].screenshot(path=tmp_path / f"screen{number}.png")
        context.close()


@pytest.fixture(scope="session")
def running_server(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One process for all tests on the smallest demo: starting one costs more than most of them."""
    home = tmp_path_factory.mktemp("running")
    copy_home(demo_home, home)
    server = Server(home, MONDAY)
    server.wait_until_well()
    yield server
    server.stop()


@pytest.fixture
def demo_server(running_server: Server, demo_home: Path) -> Server:
    """The smallest demo, as if nobody had ever opened it, on the Monday. Who changes the scheme starts a server instead:
    a process reads each version once."""
    running_server.put_back(demo_home / SQLITE_NAME)
    return running_server
