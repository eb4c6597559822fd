"""Ninety pages in the menu: what a rerun of an empty page costs beside one of a bare Streamlit program, in the same run.

`python -m tests.bench.menu`. Real servers, spoken to in turn over their websockets; medians of 80 reruns each. Aim: at most 1.3.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlmodel import select

from tests.bench.reruns import copy_of_the_program, free_port, start, wait_for
from tests.tab import Tab

N_PAGES, RERUNS = 90, 80
# After the first page the program still reads what later pages need: it is measured at rest.
REST_SECONDS = 10
EMPTY = '''"""Nothing."""

from components.shell import auth
from db.results.permissions import ResultsPermission

actor = auth.require_page(ResultsPermission.SEE_FIGURES)
'''
MENU = """

MENU += tuple(
    Entry(f"Section {n %% 8}", f"results/p{n}.py", f"Page {n}", "inbox", ResultsPermission.SEE_FIGURES) for n in range(%d)
)
"""
BARE = """import gc

import streamlit as st

from app import send_small_packets_at_once

send_small_packets_at_once()
gc.collect()
gc.freeze()
st.App("bare_main.py").run(config={"server.port": %d})
"""


def with_many_pages(folder: Path) -> Path:
    copy = copy_of_the_program(folder)
    for n in range(N_PAGES):
        (copy / "pages" / "results" / f"p{n}.py").write_text(EMPTY, "utf-8")
    menu = copy / "components" / "results" / "menu.py"
    menu.write_text(menu.read_text("utf-8") + MENU % N_PAGES, "utf-8")
    return copy


def start_bare(program: Path, port: int) -> subprocess.Popen[bytes]:
    (program / "bare_main.py").write_text("", "utf-8")
    (program / "bare.py").write_text(BARE % port, "utf-8")
    server = subprocess.Popen([sys.executable, "bare.py"], cwd=program, stdout=subprocess.DEVNULL)
    wait_for(f"http://127.0.0.1:{port}/_stcore/health")
    return server


def a_leader() -> str:
    """An office with its demo; returns the session of somebody who finds every page in the menu."""
    from db.engine import engine, session
    from db.migrate import prepare
    from db.office.commands.sign_in import PasswordCheck, sign_in
    from db.office.models import User
    from seed.demo import fill_demo

    prepare()
    fill_demo("qianxi")
    with session() as s:
        user = s.exec(select(User.id).where(User.login == "leader")).one()
        token = sign_in(s, PasswordCheck("leader", user, True, None), device="bench").token
    engine().dispose()
    assert token
    return token


async def measure(ports: dict[str, int], token: str) -> None:
    async with Tab(ports["bare"], "") as bare, Tab(ports["ours"], token) as ours:
        tabs = {"bare": bare, "ours": ours}
        await bare.open("")
        await ours.open("results-p1")
        await asyncio.sleep(REST_SECONDS)
        took: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(RERUNS + 10):
            for name, tab in tabs.items():
                answer = await tab.rerun()
                assert not answer.wrong, answer.wrong
                took[name].append(answer.ms)
        floor = statistics.median(took["bare"][10:])
        for name, tab in tabs.items():
            median = statistics.median(took[name][10:])
            print(f"{name:<6} {median:6.1f} ms  {tab.last.n_bytes:>7,} bytes  {median / floor:4.2f} x a bare page")


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        os.environ["RED_STEWARD_HOME"] = str(Path(name) / "home")
        token, program = a_leader(), with_many_pages(Path(name))
        ports = {"bare": free_port(), "ours": free_port()}
        servers = [start(program, ports["ours"]), start_bare(program, ports["bare"])]
        try:
            asyncio.run(measure(ports, token))
        finally:
            for server in servers:
                server.terminate()
                server.wait()


if __name__ == "__main__":
    main()
