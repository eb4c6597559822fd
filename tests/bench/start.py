"""From `python app.py` to the sign-in page in a browser, beside `streamlit hello` in the same run.

`python -m tests.bench.start [RUNS]`. Each start is a new process and a browser window without a cache; the system's Chromium
runs already. The first start of each is not counted: it writes the bytecode that a second start reads.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from components.wording.words import t
from tests.bench.reruns import copy_of_the_program, free_port
from tests.browser.conftest import ARGUMENTS, CHROMIUM

PATIENCE = 60.0
HELLO = ["-m", "streamlit", "hello", "--server.headless=true", "--browser.gatherUsageStats=false"]


@contextmanager
def started(command: list[str], program: Path, port: int) -> Iterator[None]:
    # Without this the machine's own setting would have every start compile the program anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"RED_STEWARD_PORT": str(port), "STREAMLIT_SERVER_PORT": str(port)}
    server = subprocess.Popen([sys.executable, *command], cwd=program, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for_answer(port: int, until: float) -> None:
    """The port alone is open before the program listens to it."""
    while time.perf_counter() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.01)
    raise SystemExit("the server did not start")


def one_start(browser: Browser, command: list[str], program: Path, seen: str) -> tuple[float, float]:
    """Seconds until the program answers, and until `seen` stands on the page."""
    port, began = free_port(), time.perf_counter()
    with started(command, program, port):
        wait_for_answer(port, began + PATIENCE)
        answered = time.perf_counter() - began
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
        page.get_by_text(seen).locator("visible=true").first.wait_for(timeout=PATIENCE * 1000)
        visible = time.perf_counter() - began
        context.close()
    return answered, visible


def main() -> None:
    n_runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if CHROMIUM is None:
        raise SystemExit("no Chromium: install the system's package, as in apt-get install chromium")
    with tempfile.TemporaryDirectory() as name:
        program = copy_of_the_program(Path(name))
        set_up(Path(name) / "home")
        ways = {"streamlit hello": (HELLO, "Welcome to Streamlit"), "python app.py": (["app.py"], t("User name"))}
        taken: dict[str, list[tuple[float, float]]] = {what: [] for what in ways}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for _ in range(n_runs + 1):
                for what, (command, seen) in ways.items():
                    taken[what].append(one_start(browser, command, program, seen))
            browser.close()
    say(taken)


def say(taken: dict[str, list[tuple[float, float]]]) -> None:
    visible = {}
    for what, starts in taken.items():
        answered, visible[what] = (statistics.median(part) for part in zip(*starts[1:], strict=True))
        print(f"{what:<16} first answer after {answered:5.2f} s, page visible after {visible[what]:5.2f} s")
    print(f"ours is {visible['python app.py'] / visible['streamlit hello']:.2f} x streamlit hello")


def set_up(home: Path) -> None:
    """An office, so that a stranger sees the sign-in page."""
    from db.engine import engine, session
    from db.migrate import prepare
    from db.office.commands.set_up import set_up_office
    from db.office.models import OfficeIn

    os.environ["RED_STEWARD_HOME"] = str(home)
    prepare()
    given = OfficeIn(name="测试街道", preset="jili", login="admin", admin_name="管理员", password="bench-2026")
    with session() as s:
        set_up_office(s, office=given)
    engine().dispose()


if __name__ == "__main__":
    main()
