"""Running numbers without gaps: of stewards, letters, announcements, by year."""

from sqlmodel import Field, Session, select

from db.base import Base


class Counter(Base, table=True):
    __tablename__ = "counter"
    name: str = Field(primary_key=True, max_length=40)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int = 0


def next_number(session: Session, name: str, year: int) -> int:
    """The next number of the series, taken in the caller's transaction: rolled back, it is free again."""
    row = session.exec(select(Counter).where(Counter.name == name, Counter.year == year).with_for_update()).one_or_none()
    if row is None:
        row = Counter(name=name, year=year)
    row.last += 1
    session.add(row)
    session.flush()
    return row.last
