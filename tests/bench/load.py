"""An office at work: 200 tabs that think ten seconds, a tenth of their presses writing, beside one tab at a time.

`python -m tests.bench.load [TABS] [SECONDS]`. A real server on a demo, spoken to over its websocket. Four tabs of five are
stewards', the rest the clerk's, the grid worker's and the community's. Exits 1 when a press went wrong or a visit is
missing. The server's memory is read from /proc: on Linux only.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from websockets.exceptions import ConnectionClosed

from components.wording.words import t
from tests.bench.reruns import ROOT, free_port, start
from tests.bench.visits import steward_account
from tests.tab import Answer, Tab

THINKING, PATIENCE = 10.0, 30.0
STEWARDS, OFFICE = 12, ("clerk", "grid", "community")
STEWARDS_PAGES = ("", "visits-today", "visits-visits", "ledger-households")
OFFICE_PAGES = ("", "visits-overview", "visits-must-visits", "ledger-households", "ledger-coverage", "vetting-queue")


@dataclass(frozen=True)
class Person:
    """Who sits at a tab: their session, what they read, whom they may visit."""

    token: str
    pages: tuple[str, ...]
    households: list[int]


@dataclass
class Presses:
    """Milliseconds of every press, and what went wrong."""

    opened: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    def p95(self) -> float:
        return statistics.quantiles(self.read + self.written, n=20)[-1]

    def __str__(self) -> str:
        both = self.read + self.written
        if not self.written:
            return f"nothing was written: {dict(self.wrong) or 'no error'}"
        return (
            f"{len(both):>5} presses, {len(self.written)} of them writing: p50 {statistics.median(both):4.0f}, "
            f"p95 {self.p95():4.0f} ms (writing p50 {statistics.median(self.written):4.0f} ms); "
            f"opening p50 {statistics.median(self.opened):4.0f} ms; {self.wrong.total()} errors"
        )


def people(n_tabs: int) -> list[Person]:
    """Stewards of the demo with households, and its office; a person may sit at several tabs."""
    from db.engine import session
    from db.ledger.models.care import Assignment
    from db.vetting.models.stewards import Steward

    with session() as s:
        for steward_id in s.scalars(sa.select(Assignment.steward_id).distinct().limit(STEWARDS)).all():
            steward_account(s, s.get_one(Steward, steward_id), f"bench{steward_id}")
        stewards = s.scalars(sa.text("SELECT login FROM app_user WHERE login LIKE 'bench%'")).all()
    logins = [OFFICE[n // 5 % len(OFFICE)] if n % 5 == 4 else stewards[n % len(stewards)] for n in range(n_tabs)]
    return [person(login) for login in logins]


def person(login: str) -> Person:
    from db.engine import session
    from db.office.commands.sign_in import PasswordCheck, sign_in
    from db.office.models import User
    from db.office.sessions import signed_in_user
    from db.visits.queries.day_list import day_list

    with session() as s:
        user_id = s.scalars(sa.select(User.id).where(User.login == login)).one()
        token = sign_in(s, PasswordCheck(login, user_id, True, None), device="bench").token
        assert token
        found = signed_in_user(s, token)
        assert found
        assert found.actor
        households = [card.household_id for card in day_list(s, found.actor)]
    return Person(token, OFFICE_PAGES if login in OFFICE else STEWARDS_PAGES, households)


class Sitting:
    """One person at one tab. Of ten presses eight read, the ninth opens the entry of a visit, the tenth saves it."""

    def __init__(self, port: int, who: Person, n: int, presses: Presses) -> None:
        self.port, self.who, self.presses = port, who, presses
        self.chance = random.Random(n)
        self.step, self.query = self.chance.randrange(8), ""

    async def work(self, thinking: float, goes_on: Callable[[], bool]) -> None:
        try:
            await asyncio.sleep(self.chance.uniform(0, thinking))
            async with Tab(self.port, self.who.token) as tab:
                await self._timed(tab.open(""), self.presses.opened)
                while goes_on():
                    await asyncio.sleep(self.chance.uniform(0.5, 1.5) * thinking)
                    await self._press(tab)
        except (OSError, TimeoutError, KeyError, ConnectionClosed) as error:
            self.presses.wrong[repr(error)] += 1

    async def _press(self, tab: Tab) -> None:
        if self.step < 8:
            await self._timed(tab.open(self.chance.choice(self.who.pages)), self.presses.read)
        elif self.step == 8:
            self.query = f"household={self.chance.choice(self.who.households)}"
            await self._timed(tab.open("visits-write", self.query), self.presses.read)
        else:
            await self._timed(tab.press(t("Save"), self.query), self.presses.written)
        self.step = (self.step + 1) % 10

    async def _timed(self, asked: Awaitable[Answer], taken: list[float]) -> None:
        async with asyncio.timeout(PATIENCE):
            answer = await asked
        taken.append(answer.ms)
        self.presses.wrong.update(answer.wrong)


async def alone(port: int, everybody: list[Person]) -> Presses:
    """One tab at a time, without thinking: ten people, twelve presses each."""
    presses = Presses()
    for n, who in enumerate(everybody[: len(everybody) // 10 * 10 : len(everybody) // 10]):
        left = iter(range(12))
        await Sitting(port, who, n, presses).work(0, lambda left=left: next(left, None) is not None)
    return presses


async def together(port: int, everybody: list[Person], seconds: float, memory: Callable[[str], None]) -> Presses:
    presses, until = Presses(), time.monotonic() + THINKING + seconds
    sitting = [
        asyncio.create_task(Sitting(port, who, n, presses).work(THINKING, lambda: time.monotonic() < until))
        for n, who in enumerate(everybody)
    ]
    # Everybody has come after the first time of thinking.
    for when, wait in (("at the start", THINKING), ("in the middle", seconds / 2), ("at the end", seconds / 2)):
        await asyncio.sleep(wait)
        memory(when)
    await asyncio.gather(*sitting)
    return presses


def resident_mb(server: subprocess.Popen[bytes]) -> int:
    status = Path(f"/proc/{server.pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def cpu_seconds(server: subprocess.Popen[bytes]) -> float:
    fields = Path(f"/proc/{server.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def n_visits() -> int:
    from db.engine import reading
    from db.visits.models.visits import Visit

    with reading() as s:
        return s.scalars(sa.select(sa.func.count(Visit.id))).one()


def measure(n_tabs: int, seconds: float) -> bool:
    """Whether nothing went wrong."""
    everybody, before, port = people(n_tabs), n_visits(), free_port()
    server = start(ROOT, port)
    try:
        first = asyncio.run(alone(port, everybody))  # what is read for the first time
        one = asyncio.run(alone(port, everybody))
        print(f"one tab at a time   {one}")
        print(f"memory of the server with one tab: {resident_mb(server)} MB")
        memory = lambda when: print(f"memory of the server {when}: {resident_mb(server)} MB")  # noqa: E731
        used, began = cpu_seconds(server), time.monotonic()
        many = asyncio.run(together(port, everybody, seconds, memory))
        share = (cpu_seconds(server) - used) / (time.monotonic() - began)
        print(f"{n_tabs} tabs at a time  {many}")
        print(f"the server was at work for {share:.0%} of the time (one processor is all that it can use)")
        print(f"p95 of {n_tabs} tabs: {many.p95() / one.p95():.1f} x that of one")
    finally:
        server.terminate()
        server.wait()
    n_kept, n_written = n_visits() - before, sum(len(presses.written) for presses in (first, one, many))
    wrong = first.wrong + one.wrong + many.wrong
    print(f"{n_kept} visits kept of {n_written} written; errors: {dict(wrong) or 'none'}")
    return n_kept == n_written and not wrong


def main() -> None:
    n_tabs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RED_STEWARD_HOME"] = folder
        from db.engine import engine
        from db.migrate import prepare
        from seed.demo import fill_demo

        prepare()
        fill_demo("jili")
        is_well = measure(n_tabs, seconds)
        engine().dispose()
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
