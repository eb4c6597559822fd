"""416 service points and their log: what the pages cost beside an empty one. `python -m tests.bench.points [LINES...]`.

The floor is an empty page on the same server. Sizes grow in one installation: 2,000 lines, then 200,000 over two years.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.bench.ledger import set_up, signed_in
from tests.bench.reruns import free_port, measure, program_with_an_empty_page, start

N_POINTS, DAYS = 416, 730
PAGES = ("points-points", "points-services", "points-log", "points-sheets", "points")


def make_points(clerk: Any) -> None:
    """Open, at every unit in turn; of them only what the pages read."""
    import sqlalchemy as sa

    from db import clock
    from db.engine import session
    from db.natural_order import sort_key
    from db.office.queries import current_scheme, units_under
    from db.points.models.points import PointHours, PointSource, PointStatus, ServicePoint
    from db.sql import table_of

    with session() as s:
        units, kind, opened = (
            units_under(s, clerk.unit_path),
            current_scheme(s).point_kinds[0].key,
            clock.today() - timedelta(DAYS),
        )
        common = {
            "status": PointStatus.OPEN, "version": 1, "kind": kind, "place": "", "finds": "", "offers": [], "phone": "",
            "is_closed_on_holidays": False, "source": PointSource.OFFICE, "is_by_decision": True, "proposed_on": opened,
            "opened_on": opened,
        }  # fmt: skip
        names = [f"第{n}服务点" for n in range(N_POINTS)]
        rows = [
            common | {"unit_id": units[n % len(units)].id, "name": one, "sort_key": sort_key(one)} for n, one in enumerate(names)
        ]
        s.execute(sa.insert(table_of(ServicePoint)), rows)
        hours = [
            {"point_id": p, "weekday": day, "opens": 480, "closes": 1200} for p in range(1, N_POINTS + 1) for day in range(1, 8)
        ]
        s.execute(sa.insert(table_of(PointHours)), hours)


def fill(n_lines: int, clerk: Any) -> None:
    import sqlalchemy as sa

    from db import clock
    from db.engine import session
    from db.office.queries import current_scheme
    from db.points.demo_services import put_services
    from db.points.models.points import ServicePoint

    chance, today = random.Random(n_lines), clock.today()
    with session() as s:
        points, groups = s.execute(sa.select(ServicePoint.id, ServicePoint.unit_id)).all(), current_scheme(s).served_groups
        rows = []
        for _ in range(n_lines):
            point_id, unit_id = chance.choice(points)
            rows.append({
                "point_id": point_id, "unit_id": unit_id, "on_day": today - timedelta(days=chance.randrange(DAYS)),
                "what": "other", "whom": chance.choice(groups).key, "n_people": chance.randint(1, 9),
            })  # fmt: skip
        put_services(s, clerk, rows=rows)


def pages(program: Path, n_lines: int, token: str, firsts: dict[str, float]) -> None:
    port = free_port()
    server = start(program, port)
    try:
        floor, _ = asyncio.run(measure(port, token, "empty"))
        print(f"{n_lines:>9} lines  {'an empty page':<20} {floor:7.1f} ms")
        for page in PAGES:
            median, n_bytes = asyncio.run(measure(port, token, page))
            growth = median / firsts.setdefault(page, median)
            told = f"{median:7.1f} ms {n_bytes:>8,} bytes  {median / floor:4.1f} x an empty page  {growth:4.1f} x the first"
            print(f"{n_lines:>9} lines  {page:<20} {told}")
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [2_000, 200_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clerk = set_up(folder / "home", 1_000)
        make_points(clerk)
        token, program, firsts, n_before = signed_in(), program_with_an_empty_page(folder), {}, 0
        os.environ["RED_STEWARD_HOME"] = str(folder / "home")
        for n_lines in sizes:
            started = time.perf_counter()
            fill(n_lines - n_before, clerk)
            print(f"{n_lines:>9} lines on file after {time.perf_counter() - started:.0f} s")
            pages(program, n_lines, token, firsts)
            n_before = n_lines


if __name__ == "__main__":
    main()
