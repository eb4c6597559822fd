"""The sums beside the visits: kept with every visit, counted anew to prove them, and months that were handed in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.sql import insert_into, pick, table_of
from db.visits.checks import month_of
from db.visits.models.summaries import HouseholdContact, HouseholdMonth, VisitTally
from db.visits.models.visits import Outcome, Visit, VisitStatus

_STANDS = col(Visit.status) == VisitStatus.STANDS


def add(session: Session, visit: Visit, sign: int = 1) -> None:
    """Counts a visit that stands, or with -1 takes it out again. The row itself has been written before."""
    month, n_met = month_of(visit.visited_on), sign * (visit.outcome is Outcome.MET)
    before = _n_met(session, visit, month)
    key = {"household_id": visit.household_id, "month": month, "steward_id": visit.steward_id or 0, "unit_id": visit.unit_id}
    _count(session, HouseholdMonth, key, {"n_all": sign, "n_met": n_met})
    n_homes = (before + n_met > 0) - (before > 0)
    _count(session, VisitTally, {"unit_id": visit.unit_id, "month": month}, {"n_all": sign, "n_met": n_met, "n_homes": n_homes})
    (_meet if sign > 0 else _unmeet)(session, visit)


def _count(session: Session, model: Any, key: dict[str, int], counts: dict[str, int]) -> None:
    """Adds to one row, which is made when it is missing."""
    table = table_of(model)
    added = {name: table.c[name] + n for name, n in counts.items()}
    insert = insert_into(session, table).values(**key, **counts)
    session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=added))


def _n_met(session: Session, visit: Visit, month: int) -> int:
    """Of the household in this month and unit, by anybody."""
    this = sa.and_(
        col(HouseholdMonth.household_id) == visit.household_id, col(HouseholdMonth.month) == month,
        col(HouseholdMonth.unit_id) == visit.unit_id,
    )  # fmt: skip
    return session.scalar(pick(sa.func.coalesce(sa.func.sum(HouseholdMonth.n_met), 0)).where(this)) or 0


_CONTACT = table_of(HouseholdContact)


def _meet(session: Session, visit: Visit) -> None:
    met_on, c = visit.visited_on if visit.outcome is Outcome.MET else None, _CONTACT.c
    insert = insert_into(session, _CONTACT).values(
        household_id=visit.household_id, last_met_on=met_on, last_tried_on=visit.visited_on, n_visits=1
    )
    later = {"last_tried_on": _later(c.last_tried_on, insert.excluded.last_tried_on), "n_visits": c.n_visits + 1}
    if met_on:
        later["last_met_on"] = _later(sa.func.coalesce(c.last_met_on, met_on), insert.excluded.last_met_on)
    session.execute(insert.on_conflict_do_update(index_elements=["household_id"], set_=later))


def _later(one: Any, other: Any) -> Any:
    return sa.case((one > other, one), else_=other)


def _unmeet(session: Session, visit: Visit) -> None:
    """The visit has been taken out: the last one before it counts again."""
    this, left = _CONTACT.c.household_id == visit.household_id, _last(session, visit)
    if left is None:
        session.execute(sa.delete(_CONTACT).where(this))
        return
    values = {"last_tried_on": left[0], "last_met_on": left[1], "n_visits": _CONTACT.c.n_visits - 1}
    session.execute(sa.update(_CONTACT).where(this).values(**values))


def _last(session: Session, but: Visit) -> tuple[date, date | None] | None:
    this = sa.and_(col(Visit.household_id) == but.household_id, _STANDS, col(Visit.id) != but.id)
    tried = session.scalars(pick(sa.func.max(Visit.visited_on)).where(this)).one()
    met = session.scalars(pick(sa.func.max(Visit.visited_on)).where(this, col(Visit.outcome) == Outcome.MET)).one()
    return (tried, met) if tried else None


def _month() -> Any:
    day = col(Visit.visited_on)
    return sa.extract("year", day) * 100 + sa.extract("month", day)


_IS_MET = sa.case((col(Visit.outcome) == Outcome.MET, 1), else_=0)
Sums = dict[str, set[tuple[Any, ...]]]


def counted_anew(session: Session) -> Sums:
    """Table -> its rows as the visits have them."""
    month, steward = sa.cast(_month(), sa.Integer), sa.func.coalesce(Visit.steward_id, 0)
    met_household = sa.case((col(Visit.outcome) == Outcome.MET, col(Visit.household_id)))
    met_day = sa.case((col(Visit.outcome) == Outcome.MET, col(Visit.visited_on)))
    n_all, n_met = sa.func.count(), sa.func.sum(_IS_MET)
    households = pick(Visit.household_id, month, steward, Visit.unit_id, n_all, n_met).where(_STANDS)
    units = pick(Visit.unit_id, month, n_all, n_met, sa.func.count(met_household.distinct())).where(_STANDS)
    contacts = pick(Visit.household_id, sa.func.max(met_day), sa.func.max(Visit.visited_on), n_all).where(_STANDS)
    return {
        "household_month": _rows(session, households.group_by(col(Visit.household_id), month, steward, col(Visit.unit_id))),
        "visit_tally": _rows(session, units.group_by(col(Visit.unit_id), month)),
        "household_contact": _rows(session, contacts.group_by(col(Visit.household_id))),
    }


def _rows(session: Session, statement: Any) -> set[tuple[Any, ...]]:
    return {tuple(_plain(value) for value in row) for row in session.execute(statement)}


def _plain(value: Any) -> Any:
    """SQLite gives the greatest of days as text, PostgreSQL sums as decimals."""
    if isinstance(value, date) or value is None:
        return value and value.isoformat()
    return value if isinstance(value, str) else int(value)


_KEPT: dict[str, Any] = {"household_month": HouseholdMonth, "visit_tally": VisitTally, "household_contact": HouseholdContact}


def stored(session: Session) -> Sums:
    """The same, as kept. Rows that have come down to nothing do not count."""
    kept = {name: _rows(session, sa.select(*table_of(table).columns)) for name, table in _KEPT.items()}
    return {
        "household_month": {row for row in kept["household_month"] if row[4]},
        "visit_tally": {row for row in kept["visit_tally"] if row[2]},
        "household_contact": kept["household_contact"],
    }


def rebuild(session: Session) -> None:
    """Writes the sums anew from the visits."""
    for name, rows in counted_anew(session).items():
        table = table_of(_KEPT[name])
        session.execute(sa.delete(table))
        _put(session, table, sorted(rows, key=repr))
    session.expire_all()


def _put(session: Session, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    names = [column.name for column in table.columns]
    dates = {column.name for column in table.columns if isinstance(column.type, sa.Date)}
    for start in range(0, len(rows), 2000):
        chunk = [
            {n: date.fromisoformat(v) if n in dates and v else v for n, v in zip(names, row, strict=True)}
            for row in rows[start : start + 2000]
        ]
        session.execute(sa.insert(table), chunk)
