"""Running numbers without gaps: of stewards, letters, announcements, by year."""

from sqlmodel import Field, Session, col

from db.base import Base
from db.sql import insert_into


class Counter(Base, table=True):
    __tablename__ = "counter"
    name: str = Field(primary_key=True, max_length=40)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int = 0


def next_number(session: Session, name: str, year: int) -> int:
    """The next number of the series, taken in the caller's transaction: rolled back, it is free again."""
    return next_numbers(session, name, year, 1)


def next_numbers(session: Session, name: str, year: int, n: int) -> int:
    """Takes `n` numbers in a row and returns the first."""
    taken = (
        insert_into(session, Counter)
        .values(name=name, year=year, last=n)
        .on_conflict_do_update(index_elements=["name", "year"], set_={"last": col(Counter.last) + n})
        .returning(col(Counter.last))
    )
    return int(session.execute(taken).scalar_one()) - n + 1
