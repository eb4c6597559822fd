"""A writer that is killed at any moment has kept what it said it had kept, and has left nothing half."""

import json
import os
import select
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from sqlmodel import select as pick

from db import audit
from db.engine import engine, reading
from db.engine import session as write_block
from db.visits.models.visits import Promise, Visit
from tests.ledger.households import written
from tests.tallies import wrong_counts

ROOT = Path(__file__).resolve().parents[2]
N_KILLS, MOST_KEPT, LONGEST = 50, 3, 0.02

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork: a start for each kill would take minutes")


class Writers:
    """The process that begins writers, and what all of them have said."""

    def __init__(self, *told: object) -> None:
        command = [sys.executable, "-m", "tests.visits.writer_to_kill", json.dumps(told)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.kept: dict[str, int] = {}
        self.open, self.n_interrupted = "", 0
        # The first visit, by which the process warms itself.
        while not self.kept:
            self.hear()

    def hear(self) -> list[str]:
        words = self.process.stdout.readline().split()
        assert words, "the process is gone"
        if words[0] == "try":
            self.open = words[1]
        elif words[0] == "kept":
            self.kept[words[1]], self.open = int(words[2]), ""
        return words

    def kill_one(self, dice: Random) -> None:
        """After a few visits, in the midst of the next."""
        print(self.open, file=self.process.stdin, flush=True)
        pid, n_before = int(self.hear()[1]), len(self.kept) + dice.randrange(MOST_KEPT)
        while len(self.kept) < n_before:
            assert self.hear() != ["ended"]
        select.select([], [], [], dice.uniform(0, LONGEST))
        os.kill(pid, signal.SIGKILL)
        while self.hear() != ["ended"]:
            pass
        self.n_interrupted += bool(self.open)


@pytest.fixture
def writers(home, cast) -> Iterator[Writers]:
    with write_block() as session:
        households = [written(session, cast, n) for n in range(3)]
    engine().dispose()
    made = Writers(cast.bob.user_id, cast.bob.unit_id, cast.bob.unit_path, households)
    yield made
    made.process.stdin.close()
    made.process.wait(timeout=30)
    made.process.stdout.close()
    engine().dispose()


def test_after_fifty_kills_every_visit_that_was_answered_is_whole_on_file_once_and_sums_and_journal_agree(writers, checked):
    dice = Random(20261123)
    for _ in range(N_KILLS):
        writers.kill_one(dice)
    checked("visits answered by writers that were killed", len(writers.kept))
    with reading() as session:
        on_file = set(session.exec(pick(Visit.id)))
        lost, unanswered = set(writers.kept.values()) - on_file, on_file - set(writers.kept.values())
        assert (lost, len(on_file)) == (set(), len(writers.kept) + len(unanswered))
        # The last one killed may have kept the visit that it did not come to answer; all before were sent again.
        assert len(unanswered) <= 1
        promised = Counter(session.exec(pick(Promise.visit_id)))
        assert promised == Counter(on_file)
        noted = [entry.detail["visits"] for entry in session.exec(pick(audit.AuditEvent)) if entry.action == "visit_written"]
        assert sorted(noted) == sorted([visit_id] for visit_id in on_file)
        assert (wrong_counts(session), audit.verify(session).broken_at) == ({}, None)
        assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    assert (len(writers.kept) > N_KILLS // 2, writers.n_interrupted > N_KILLS // 2) == (True, True)
