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
    taken = (
        insert_into(session, Counter)
        .values(name=name, year=year, last=1)
        .on_conflict_do_update(index_elements=["name", "year"], set_={"last": col(Counter.last) + 1})
        .returning(col(Counter.last))
    )
    return int(session.execute(taken).scalar_one())
