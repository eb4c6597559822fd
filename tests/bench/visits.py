"""A million visits: what saving one costs beside its five writes alone, and what the pages cost beside an empty one.

`python -m tests.bench.visits [HOUSEHOLDS] [VISITS...]`. The floor of saving is its five writes, unchecked, through the same
library, into tables of its own as large as the product's; the floor of the pages is an empty page on the same server. Sizes
grow in one installation: 10,000, then 1,000,000.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.bench.ledger import bring_in, make_file, set_up
from tests.bench.reruns import free_port, measure, program_with_an_empty_page, start

CHUNK = 20_000
SAVES = 200


def give_everybody(clerk: Any) -> None:
    from db.engine import session
    from db.ledger.commands.proposals import adopt, make_proposal
    from db.ledger.models.households import HouseholdKind

    with session() as s:
        adopt(s, clerk, proposal_id=make_proposal(s, clerk, unit_id=clerk.unit_id, kind=HouseholdKind.FAMILY))


def steward_account(s: Any, steward: Any, login: str) -> tuple[str, Any]:
    """A session and the actor of an account that belongs to the steward: it has the ID number on file."""
    from db.actor import Actor, Role
    from db.office.commands.set_up import first_administrator
    from db.office.commands.sign_in import PasswordCheck, sign_in
    from db.office.commands.users import add_user
    from db.office.models import RoleIn, Unit, User, UserIn

    given = UserIn(
        login=login, name=steward.name, password="warm-tea-2026", roles=[RoleIn(role=Role.STEWARD, unit_id=steward.unit_id)]
    )  # fmt: skip
    user_id = add_user(s, replace(first_administrator(s), role=Role.ADMINISTRATOR), user=given)
    s.execute(sa.update(User).where(User.id == user_id).values(id_index=steward.id_index, must_change_password=False))
    token = sign_in(s, PasswordCheck(login, user_id, True, None), device="bench").token
    assert token
    path = s.get_one(Unit, steward.unit_id).path
    return token, Actor(user_id, steward.name, Role.STEWARD, steward.unit_id, path)


def a_steward_signed_in() -> tuple[str, Any]:
    """The session and the actor of a steward with households."""
    from db.engine import session
    from db.ledger.models.care import Assignment
    from db.vetting.models.stewards import Steward

    with session() as s:
        steward = s.get_one(Steward, s.scalars(sa.select(Assignment.steward_id).limit(1)).one())
        return steward_account(s, steward, "bench")


def fill(n_from: int, n_to: int, clerk: Any) -> None:
    """Rows of visits over three years, written in bulk; the sums are counted anew from them."""
    from db import clock
    from db.engine import session
    from db.ledger.models.care import Assignment
    from db.ledger.models.households import Household
    from db.sql import refresh_statistics, table_of
    from db.visits import summaries
    from db.visits.models.visits import Outcome, Visit, VisitSource, VisitStatus

    chance, today = random.Random(n_from), clock.today()
    with session() as s:
        households = s.execute(
            sa.select(Household.id, Household.unit_id, Assignment.steward_id).join(
                Assignment, Assignment.household_id == Household.id
            )
        ).all()
    common = {
        "status": VisitStatus.STANDS, "version": 1, "user_id": clerk.user_id, "source": VisitSource.SCREEN, "form": "door",
        "occasion": "routine", "written_at": clock.now(), "note": None, "topics": " nothing ",
    }  # fmt: skip
    for begin in range(n_from, n_to, CHUNK):
        rows = []
        for _ in range(min(CHUNK, n_to - begin)):
            household_id, unit_id, steward_id = chance.choice(households)
            outcome = Outcome.MET if chance.random() < 0.8 else Outcome.NOBODY_HOME
            place = {"household_id": household_id, "unit_id": unit_id, "steward_id": steward_id}
            rows.append(common | place | {"outcome": outcome, "visited_on": today - timedelta(days=chance.randrange(1095))})
        with session() as s:
            s.execute(sa.insert(table_of(Visit)), rows)
    with session() as s:
        summaries.rebuild(s)
        refresh_statistics(s, n_to)


def saving(actor: Any) -> float:
    """Median milliseconds of a visit through the command."""
    from uuid import uuid4

    from db.engine import reading, session
    from db.visits.commands.write import write_visit
    from db.visits.models.visits import VisitIn
    from db.visits.queries.day_list import day_list

    with reading() as s:
        households = [card.household_id for card in day_list(s, actor)]
    taken = []
    for n in range(SAVES):
        started = time.perf_counter()
        with session() as s:
            write_visit(
                s, actor, visit=VisitIn(household_ids=[households[n % len(households)]], topics=["health"]), request_id=uuid4()
            )
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


FLOORS = ("visit", "household_month", "visit_tally", "household_contact", "audit_event")


def floor_tables() -> list[sa.Table]:
    """Tables like the product's five, with their keys and indexes and as many rows: the product's own are never touched."""
    from db.base import Base
    from db.engine import session

    known, made = Base.metadata.tables, []
    for name in FLOORS:
        copy = known[name].to_metadata(Base.metadata, name=f"floor_{name}")
        for index in copy.indexes:
            index.name = f"floor_{index.name}"
        made.append(copy)
    with session() as s:
        for name, copy in zip(FLOORS, made, strict=True):
            copy.create(s.connection())
            s.execute(sa.insert(copy).from_select(list(copy.columns), sa.select(*known[name].columns)))
    return made


def drop(tables: list[sa.Table]) -> None:
    from db.base import Base
    from db.engine import session

    with session() as s:
        for table in tables:
            table.drop(s.connection())
            Base.metadata.remove(table)


def bare(actor: Any) -> float:
    """Median milliseconds of the five writes alone: visit, three sums, journal line, in one block of the same library."""
    from db.audit import AuditEvent
    from db.engine import reading, session
    from db.visits.queries.day_list import day_list

    tables, taken = floor_tables(), []
    with reading() as s:
        household_id, last = day_list(s, actor)[0].household_id, s.scalars(sa.select(sa.func.max(AuditEvent.id))).one()
    for n in range(SAVES):
        started = time.perf_counter()
        with session() as s:
            five_writes(s, tables, actor, household_id, last + 1 + n)
        taken.append((time.perf_counter() - started) * 1000)
    drop(tables)
    return statistics.median(taken)


def five_writes(s: Any, tables: list[sa.Table], actor: Any, household_id: int, line_id: int) -> None:
    from sqlalchemy.dialects.sqlite import insert

    from db import clock
    from db.visits.checks import month_of
    from db.visits.models.visits import Outcome, VisitSource, VisitStatus

    (visit, month, tally, contact, journal), day = tables, clock.today()
    row = {
        "household_id": household_id, "unit_id": actor.unit_id, "steward_id": 1, "user_id": actor.user_id, "visited_on": day,
        "source": VisitSource.SCREEN, "written_at": clock.now(), "outcome": Outcome.MET, "form": "door", "occasion": "routine",
        "status": VisitStatus.STANDS, "version": 1, "topics": " health ",
    }  # fmt: skip
    s.execute(sa.insert(visit).values(row))
    key = {"household_id": household_id, "month": month_of(day), "steward_id": 1, "unit_id": actor.unit_id}
    s.execute(insert(month).values(**key, n_all=1, n_met=1).on_conflict_do_update(
        index_elements=list(key), set_={"n_all": month.c.n_all + 1}))  # fmt: skip
    of_unit = {"unit_id": actor.unit_id, "month": month_of(day)}
    s.execute(insert(tally).values(**of_unit, n_all=1, n_met=1, n_households=1).on_conflict_do_update(
        index_elements=list(of_unit), set_={"n_all": tally.c.n_all + 1}))  # fmt: skip
    s.execute(insert(contact).values(household_id=household_id, last_tried_on=day, n_visits=1).on_conflict_do_update(
        index_elements=["household_id"], set_={"n_visits": contact.c.n_visits + 1}))  # fmt: skip
    s.execute(sa.insert(journal).values(id=line_id, at=clock.now(), action="bare", detail={}, hash=""))


PAGES = (("steward", "visits-today"), ("clerk", "visits-overview"), ("clerk", "visits-visits"), ("clerk", "visits-key-in"))


def pages(program: Path, n_visits: int, tokens: dict[str, str], firsts: dict[str, float]) -> None:
    port = free_port()
    server = start(program, port)
    try:
        floor, _ = asyncio.run(measure(port, tokens["clerk"], "empty"))
        print(f"{n_visits:>9} visits  {'an empty page':<20} {floor:7.1f} ms")
        for who, page in PAGES:
            median, n_bytes = asyncio.run(measure(port, tokens[who], page))
            growth = median / firsts.setdefault(page, median)
            print(
                f"{n_visits:>9} visits  {page:<20} {median:7.1f} ms {n_bytes:>8,} bytes  {median / floor:4.1f} x an empty page"
                f"  {growth:4.1f} x the first"
            )
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    n_households = int(sys.argv[1]) if len(sys.argv) > 1 else 46_445
    sizes = [int(text) for text in sys.argv[2:]] or [10_000, 1_000_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clerk = set_up(folder / "home", n_households)
        bring_in(folder / "home", clerk, make_file(folder / "homes.xlsx", n_households))
        give_everybody(clerk)
        steward, actor = a_steward_signed_in()
        from tests.bench.ledger import signed_in

        tokens, firsts, n_before = {"steward": steward, "clerk": signed_in()}, {}, 0
        program = program_with_an_empty_page(folder)
        os.environ["RED_STEWARD_HOME"] = str(folder / "home")
        for n_visits in sizes:
            started = time.perf_counter()
            fill(n_before, n_visits, clerk)
            print(f"{n_visits:>9} visits on file after {time.perf_counter() - started:.0f} s")
            taken, floor = saving(actor), bare(actor)
            ratio = taken / floor
            print(f"{n_visits:>9} visits  saving one {taken:5.2f} ms   {ratio:4.1f} x its five writes alone ({floor:.2f} ms)")
            pages(program, n_visits, tokens, firsts)
            n_before = n_visits


if __name__ == "__main__":
    main()
