"""5,000 applications under way: what a rerun of the queue, the applicants and the directory costs beside an empty page.

`python -m tests.bench.reruns [N]`. A real server, spoken to over its websocket; medians of 60 reruns each.
"""

import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from sqlmodel import select

from tests.tab import Tab

ROOT = Path(__file__).resolve().parents[2]
RERUNS = 60
EMPTY = '''"""Nothing."""\n\nfrom components.shell import auth\n\nauth.public_page()\n'''


def copy_of_the_program(folder: Path) -> Path:
    left_out = shutil.ignore_patterns("var", ".git", "tests", "*.egg-info", "__pycache__")
    return Path(shutil.copytree(ROOT, folder / "program", ignore=left_out))


def program_with_an_empty_page(folder: Path) -> Path:
    """A copy of the program whose menu has one page more, with nothing on it."""
    copy = copy_of_the_program(folder)
    (copy / "pages" / "public" / "empty.py").write_text(EMPTY, "utf-8")
    menu = copy / "components" / "vetting" / "menu.py"
    text = menu.read_text("utf-8")
    last = text.index("\n)\n", text.index("MENU:"))
    menu.write_text(text[:last] + '\n    Entry("Public", "public/empty.py", "Home", "home", None),' + text[last:], "utf-8")
    return copy


def fill(n_applications: int) -> str:
    """The largest preset's demo, then n more applications that wait; returns the clerk's session."""
    from db import clock
    from db.engine import engine, session
    from db.migrate import prepare
    from db.office.commands.set_up import first_administrator
    from db.office.commands.sign_in import PasswordCheck, sign_in
    from db.office.models import User
    from db.office.queries import current_scheme, units_under
    from db.vetting.applicants import check_applicant
    from db.vetting.commands.register import put_application
    from db.vetting.models.applications import Source
    from seed.demo import fill_demo
    from seed.demo.people import People

    prepare()
    fill_demo("nanzheng")
    with session() as s:
        actor, scheme = first_administrator(s), current_scheme(s)
        leaves = [unit for unit in units_under(s, actor.unit_path) if unit.depth == 3]
        people = People(seed=7, today=clock.today(), counties=("500101", "500102", "500103", "500104", "500105"))
        for n in range(n_applications):
            given = people.applicant(scheme, leaves[n % len(leaves)].id, "网格员")
            put_application(s, actor, check_applicant(scheme, given, clock.today()), Source.DESK)
        user = s.exec(select(User.id).where(User.login == "grid")).one()
        token = sign_in(s, PasswordCheck("grid", user, True, None), device="bench").token
    with session() as s:
        from db.office.models import UserRole

        role = s.exec(select(UserRole).where(UserRole.user_id == user)).one()
        role.unit_id = actor.unit_id  # the grid worker of the whole town: the longest queue there can be
    engine().dispose()
    assert token
    return token


async def measure(port: int, token: str, page: str, typed: str = "") -> tuple[float, int]:
    """Median milliseconds and bytes of a rerun; with `typed` in the page's first text field."""
    async with Tab(port, token) as tab:
        await tab.open(page)
        answers = [await tab.rerun(typed) for _ in range(RERUNS + 4)][4:]
        assert not any(answer.wrong for answer in answers), answers[-1].wrong
        return statistics.median(answer.ms for answer in answers), answers[-1].n_bytes


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start(program: Path, port: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {"RED_STEWARD_PORT": str(port)}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=program, env=environment, stdout=subprocess.DEVNULL)
    wait_for(f"http://127.0.0.1:{port}/healthz")
    return server


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> None:
    n_applications = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RED_STEWARD_HOME"] = str(Path(folder) / "home")
        started = time.perf_counter()
        token = fill(n_applications)
        print(f"{n_applications} applications more than the demo, made in {time.perf_counter() - started:.0f} s")
        port = free_port()
        server = start(program_with_an_empty_page(Path(folder)), port)
        try:
            floor = None
            for page in ("empty", "vetting-queue", "vetting-applications", "vetting-stewards", "empty"):
                median, n_bytes = asyncio.run(measure(port, token, page))
                floor = floor or median
                print(f"{page:<24} {median:7.1f} ms  {n_bytes:>8,} bytes  {median / floor:5.1f} x an empty page")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
