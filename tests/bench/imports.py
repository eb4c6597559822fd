"""What bringing a file of applicants in costs beside reading it alone. `python -m tests.bench.imports [ROWS]`."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from db.id_numbers import check_character
from tests.browser.office_files import TITLES, write_person

RUNS = 5


def make_file(path: Path, n_rows: int) -> bytes:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, TITLES)
        for n in range(n_rows):
            born = date(1945, 1, 1) + timedelta(days=n)
            first = f"610721{born:%Y%m%d}000"
            write_person(sheet, n + 1, n + 1, "江" + "一二三四五六七八九十"[n % 10], born, first + check_character(first))
            sheet.write(n + 1, 2, "松风苑")
            sheet.write(n + 1, 3, "1号楼")
    return path.read_bytes()


def median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def main() -> None:
    n_rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RED_STEWARD_HOME"] = folder
        measure(make_file(Path(folder) / "people.xlsx", n_rows), n_rows)


def measure(content: bytes, n_rows: int) -> None:
    from db.engine import engine, reading, session
    from db.migrate import prepare
    from db.spreadsheets import read_sheets
    from db.vetting.applicant_import import preview_applicants
    from db.vetting.commands.import_applicants import import_applicants
    from tests.cast import set_the_stage

    prepare()
    with session() as s:
        bob = set_the_stage(s).bob
    sheets = read_sheets(content)

    def look() -> None:
        with reading() as s:
            preview_applicants(s, bob, sheets)

    floor = median_ms(lambda: read_sheets(content))
    print(f"{n_rows} rows: reading the file alone      {floor:8.0f} ms   1.0 x")
    seen = median_ms(look)
    print(f"{n_rows} rows: checking every row          {seen:8.0f} ms   {seen / floor:.1f} x reading")
    started = time.perf_counter()
    with session() as s:
        n_taken = import_applicants(s, bob, preview=preview_applicants(s, bob, sheets))
    taken = (time.perf_counter() - started) * 1000
    print(f"{n_taken} people registered, with step, story and journal {taken:8.0f} ms   {taken / floor:.1f} x reading")
    engine().dispose()


if __name__ == "__main__":
    main()
