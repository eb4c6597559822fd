"""A street's ledger: import, proposal, search and list beside their floors. `python -m tests.bench.ledger [HOUSEHOLDS]`.

The floor of the import is reading the same file and inserting the same rows into the same table with nothing encrypted; of
the pages, the same pages over 500 households on the same machine.
"""

import asyncio
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import xlsxwriter

from db.id_numbers import check_character
from tests.bench.reruns import free_port, measure, program_with_an_empty_page, start

PER_UNIT, N_COMMUNITIES, N_GRIDS = 15, 13, 10
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "建国秀英文明永福兰芝平安和顺德海燕小红志强军"
TITLES = (
    "社区（村）",
    "网格（片区）",
    "微网格",
    "门牌",
    "户主姓名",
    "户主身份证号",
    "联系电话",
    "家庭人口",
    "党员人数",
    "重点对象",
)
GROUPS = ("", "", "", "低保户", "独居", "残疾人", "党员户", "优抚对象")


NAME, DOOR, TAIL = "赵建", "1栋1单元103", "0012"
PAGES = (
    ("empty", ""), ("ledger-households", ""), ("ledger-households", NAME), ("ledger-households", DOOR),
    ("ledger-households", TAIL), ("ledger-coverage", ""),
)  # fmt: skip


def places(n_households: int) -> list[tuple[str, str, str]]:
    n_units = -(-n_households // PER_UNIT)
    return [
        (f"第{n % N_COMMUNITIES + 1}社区", f"第{n // N_COMMUNITIES % N_GRIDS + 1}网格",
         f"{n // (N_COMMUNITIES * N_GRIDS) + 1}号微网格")
        for n in range(n_units)
    ]  # fmt: skip


def a_family(n: int, place: tuple[str, str, str]) -> tuple[Any, ...]:
    born = date(1940, 1, 1) + timedelta(days=n % 22_000)
    first = f"{430100 + n // 22_000}{born:%Y%m%d}000"
    name = SURNAMES[n % 16] + GIVEN[n % 22] + GIVEN[n // 22 % 22]
    door = f"{n % PER_UNIT // 6 + 1}栋1单元{n % PER_UNIT + 101}室"
    return (*place, door, name, first + check_character(first), f"199{n:08d}", 1 + n % 6, n % 3 // 2, GROUPS[n % 8])


def make_file(path: Path, n_households: int) -> bytes:
    units = places(n_households)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, TITLES)
        for n in range(n_households):
            sheet.write_row(n + 1, 0, a_family(n, units[n // PER_UNIT]))
    return path.read_bytes()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def set_up(folder: Path, n_households: int) -> Any:
    """An office of the preset with five levels, its units, and a steward for nine units in ten; returns the clerk."""
    from db.engine import session
    from db.migrate import prepare
    from db.office.commands.set_up import set_up_office
    from db.office.commands.units import import_units
    from db.office.models import OfficeIn
    from db.office.queries import units_under
    from db.office.unit_import import UnitsPreview
    from db.spreadsheets import Table
    from db.vetting.commands.import_stewards import import_stewards
    from db.vetting.steward_import import StewardsPreview

    os.environ["RED_STEWARD_HOME"] = str(folder)
    prepare()
    given = OfficeIn(name="测试街道", preset="jili", login="admin", admin_name="管理员", password="bench-2026")
    paths = dict.fromkeys(path[: depth + 1] for depth in range(3) for path in places(n_households))
    with session() as s:
        clerk = set_up_office(s, office=given)
        import_units(s, clerk, preview=UnitsPreview(Table([], {}, []), 0, 0, tuple(paths), ()))
        leaves = [unit.id for unit in units_under(s, clerk.unit_path) if unit.depth == 3]
        people = tuple(steward(n, unit) for n, unit in enumerate(leaves) if n % 10)
        import_stewards(s, clerk, preview=StewardsPreview(Table([], {}, []), people, (), ()))
    return clerk


def steward(n: int, unit_id: int) -> Any:
    from db.names import initials, pinyin
    from db.privacy import blind_index
    from db.vetting.steward_import import InOffice
    from db.vocabulary import Sex

    born = date(1945, 1, 1) + timedelta(days=n * 7 % 15_000)
    first = f"430199{born:%Y%m%d}{n % 900 + 100}"
    number, name, phone = first + check_character(first), SURNAMES[n % 16] + GIVEN[n % 22], f"198{n:08d}"
    values = {
        "unit_id": unit_id, "name": name, "pinyin": pinyin(name), "initials": initials(name), "sex": Sex.FEMALE,
        "birth_date": born, "id_number": number, "id_index": blind_index("id", f"{number}{n}"), "phone": phone,
        "phone_index": blind_index("phone", phone), "category": "household_steward", "speciality": "",
    }  # fmt: skip
    return InOffice(n, values, date.today())


def floor_of_import(folder: Path, content: bytes, added: Any) -> float:
    """Reading the file, and the same rows into a table of the same columns and indexes, nothing encrypted."""
    from db.engine import _sqlite_engine
    from db.ledger.models.households import Household
    from db.spreadsheets import read_sheets
    from db.sql import table_of

    plain = sa.MetaData()
    source = table_of(Household)
    texts = [sa.Column(c.name, sa.Text() if c.name != "id" else sa.Integer(), primary_key=c.primary_key) for c in source.columns]
    table = sa.Table("plain", plain, *texts)
    for index in source.indexes:
        sa.Index(f"plain_{index.name}", *(table.c[c.name] for c in index.columns))
    engine = _sqlite_engine(f"sqlite:///{(folder / 'floor.sqlite3').as_posix()}")
    plain.create_all(engine)
    rows = [{key: None if value is None else str(value) for key, value in one.values.items()} for one in added]

    def work() -> None:
        read_sheets(content)
        with engine.begin() as connection:
            for begin in range(0, len(rows), 2000):
                connection.execute(sa.insert(table), rows[begin : begin + 2000])

    return timed(work)[0]


def bring_in(folder: Path, clerk: Any, content: bytes) -> None:
    from db.engine import reading, session
    from db.ledger.commands.batches import take_list
    from db.ledger.household_import import preview_households
    from db.office.models import ListKind
    from db.spreadsheets import read_sheets

    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def work() -> Any:
        with reading() as s:
            preview = preview_households(s, clerk, ListKind.HOUSEHOLDS, read_sheets(content))
        with session() as s:
            take_list(s, clerk, preview=preview)
        return preview

    taken, preview = timed(work)
    above = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
    floor = floor_of_import(folder, content, preview.added)
    print(
        f"import of {preview.n_rows} households   {taken:6.2f} s   {taken / floor:4.1f} x its floor ({floor:.2f} s)   +{above} MB"
    )


def propose_all(clerk: Any) -> None:
    from db.engine import reading, session
    from db.ledger.commands.proposals import adopt, make_proposal
    from db.ledger.models.care import Assignment
    from db.ledger.models.households import HouseholdKind

    def make() -> int:
        with session() as s:
            return make_proposal(s, clerk, unit_id=clerk.unit_id, kind=HouseholdKind.FAMILY)

    seconds, proposal_id = timed(make)
    with session() as s:
        adopting, (n_done, n_left) = timed(lambda: adopt(s, clerk, proposal_id=proposal_id))
    with reading() as s:
        loads = Counter(Counter(s.scalars(sa.select(Assignment.steward_id)).all()).values())
    spread = ", ".join(f"{load}: {n}" for load, n in sorted(loads.items()))
    print(f"proposal {seconds:.2f} s, adopting {adopting:.2f} s, {n_done} given, {n_left} left; stewards by load {{{spread}}}")


def pages(folder: Path, homes: dict[int, Path]) -> None:
    """Reruns of the list and of the coverage over few and over many, each beside an empty page on the same server."""
    program = program_with_an_empty_page(folder)
    floors: dict[str, float] = {}
    for n_households, place in homes.items():
        os.environ["RED_STEWARD_HOME"] = str(place)
        port = free_port()
        server = start(program, port)
        try:
            token = signed_in()
            for page, typed in PAGES:
                median, n_bytes = asyncio.run(measure(port, token, page, typed))
                what = f"{page} {typed}"
                ratio = median / floors.setdefault(what, median)
                print(f"{n_households:>6} households  {what:<25} {median:7.1f} ms {n_bytes:>8,} bytes  {ratio:4.1f} x the first")
        finally:
            server.terminate()
            server.wait()


def signed_in() -> str:
    from db.engine import session
    from db.office.commands.sign_in import PasswordCheck, sign_in
    from db.office.models import User

    with session() as s:
        user_id = s.scalars(sa.select(User.id)).first()
        token = sign_in(s, PasswordCheck("admin", user_id, True, None), device="bench").token
    assert token
    return token


def searches(clerk: Any, n_households: int) -> None:
    from db.engine import reading
    from db.ledger.queries.households import HouseholdFilter, count_households, find_households

    for text in ("", "赵建", "zjg", "0012", "1栋1单元101", a_family(7, ("", "", ""))[5]):
        wanted = HouseholdFilter(search=text)
        with reading() as s:
            seconds, n_found = timed(lambda w=wanted: (find_households(s, clerk, w), count_households(s, clerk, w))[1])
        print(f"{n_households:>6} households  search {text or '(the list)':<20} {seconds * 1000:7.1f} ms   {n_found} found")


def main() -> None:
    n_households = int(sys.argv[1]) if len(sys.argv) > 1 else 46_445
    with tempfile.TemporaryDirectory() as name:
        folder, homes = Path(name), {}
        for n in (500, n_households):
            homes[n] = folder / f"home{n}"
            clerk = set_up(homes[n], n)
            bring_in(folder / f"home{n}", clerk, make_file(folder / f"{n}.xlsx", n))
            searches(clerk, n)
        propose_all(clerk)
        pages(folder, homes)


if __name__ == "__main__":
    main()
