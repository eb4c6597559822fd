"""The sums beside the visits: kept with every visit, counted anew to prove them, and months that were handed in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.sql import pick, table_of
from db.visits.checks import month_of
from db.visits.models.summaries import HouseholdContact, HouseholdMonth, VisitTally
from db.visits.models.visits import Outcome, Visit, VisitStatus

_STANDS = col(Visit.status) == VisitStatus.STANDS


def add(session: Session, visit: Visit, sign: int = 1) -> None:
    """Counts a visit that stands, or with -1 takes it out again. The row itself has been written before."""
    month, n_met = month_of(visit.visited_on), sign * (visit.outcome is Outcome.MET)
    before = _n_met(session, visit, month)
    home = _row(
        session, HouseholdMonth, household_id=visit.household_id, month=month, steward_id=visit.steward_id or 0,
        unit_id=visit.unit_id,
    )  # fmt: skip
    home.n_all, home.n_met = home.n_all + sign, home.n_met + n_met
    unit = _row(session, VisitTally, unit_id=visit.unit_id, month=month)
    unit.n_all, unit.n_met = unit.n_all + sign, unit.n_met + n_met
    unit.n_homes += (before + n_met > 0) - (before > 0)
    _contact(session, visit, sign)
    session.flush()


def _row(session: Session, table: Any, **key: int) -> Any:
    row = session.get(table, tuple(key.values()))
    if row is None:
        row = table(**key, n_all=0, n_met=0)
        session.add(row)
    return row


def _n_met(session: Session, visit: Visit, month: int) -> int:
    """Of the household in this month and unit, by anybody."""
    this = sa.and_(
        col(HouseholdMonth.household_id) == visit.household_id, col(HouseholdMonth.month) == month,
        col(HouseholdMonth.unit_id) == visit.unit_id,
    )  # fmt: skip
    return session.scalar(pick(sa.func.coalesce(sa.func.sum(HouseholdMonth.n_met), 0)).where(this)) or 0


def _contact(session: Session, visit: Visit, sign: int) -> None:
    row = session.get(HouseholdContact, visit.household_id)
    if row is None:
        row = HouseholdContact(household_id=visit.household_id, last_tried_on=visit.visited_on)
        session.add(row)
    row.n_visits += sign
    if sign > 0:
        row.last_tried_on = max(row.last_tried_on, visit.visited_on)
        if visit.outcome is Outcome.MET:
            row.last_met_on = max(row.last_met_on or visit.visited_on, visit.visited_on)
    elif row.n_visits == 0:
        session.delete(row)
    else:
        row.last_tried_on, row.last_met_on = _last(session, visit)


def _last(session: Session, but: Visit) -> tuple[date, date | None]:
    this = sa.and_(col(Visit.household_id) == but.household_id, _STANDS, col(Visit.id) != but.id)
    tried = session.scalars(pick(sa.func.max(Visit.visited_on)).where(this)).one()
    met = session.scalars(pick(sa.func.max(Visit.visited_on)).where(this, col(Visit.outcome) == Outcome.MET)).one()
    return tried, met


def _month() -> Any:
    day = col(Visit.visited_on)
    return sa.extract("year", day) * 100 + sa.extract("month", day)


_IS_MET = sa.case((col(Visit.outcome) == Outcome.MET, 1), else_=0)
Sums = dict[str, set[tuple[Any, ...]]]


def counted_anew(session: Session) -> Sums:
    """Table -> its rows as the visits have them."""
    month, steward = sa.cast(_month(), sa.Integer), sa.func.coalesce(Visit.steward_id, 0)
    met_home = sa.case((col(Visit.outcome) == Outcome.MET, col(Visit.household_id)))
    met_day = sa.case((col(Visit.outcome) == Outcome.MET, col(Visit.visited_on)))
    n_all, n_met = sa.func.count(), sa.func.sum(_IS_MET)
    homes = pick(Visit.household_id, month, steward, Visit.unit_id, n_all, n_met).where(_STANDS)
    units = pick(Visit.unit_id, month, n_all, n_met, sa.func.count(met_home.distinct())).where(_STANDS)
    contacts = pick(Visit.household_id, sa.func.max(met_day), sa.func.max(Visit.visited_on), n_all).where(_STANDS)
    return {
        "household_month": _rows(session, homes.group_by(col(Visit.household_id), month, steward, col(Visit.unit_id))),
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
