"""The lists of a whole street, as its office brought them."""

import pytest

from db.engine import engine, reading
from db.ledger.queries.counts import counted_anew
from db.office import tallies
from seed.__main__ import main

FILES = {"units": 3040, "households": 46445, "merchants": 12000, "stewards": 2887}


@pytest.fixture
def office(shared, tmp_path, monkeypatch):
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    password = tmp_path / "password"
    password.write_text("a-good-password\n")
    words = ["office", "--preset", "jili", "--name", "示范街道", "--admin", "admin", "--password-file", str(password)]
    assert main(words) == 0
    yield
    engine().dispose()


def _last_line(capsys, shared, kind):
    assert main(["import", kind, str(shared / f"{kind}_jili.xlsx")]) == 0
    return capsys.readouterr().out.splitlines()[-1]


@pytest.mark.usefixtures("office")
def test_every_row_of_the_streets_own_files_is_accepted_and_counted(capsys, shared):
    for kind, n in FILES.items():
        assert _last_line(capsys, shared, kind) == f"rows {n} · accepted {n} · problems 0"
    with reading() as s:
        kept = {key: n for key, n in tallies.stored(s).items() if key[1].startswith(("household.", "merchant."))}
        assert kept == dict(counted_anew(s))
        totals = tallies.totals(s, "/1/")
    assert (totals["household.here"], totals["merchant.here"], totals["steward.active"]) == (46445, 12000, 2887)
