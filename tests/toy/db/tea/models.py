"""Cups of tea that were drunk with households, how many each household has had, and the days that were looked at."""

from datetime import date

from sqlmodel import Field

from db.base import Base, enum
from db.vocabulary import Growing


class Leaf(Growing):
    GREEN = "green"
    BLACK = "black"


class Cup(Base, table=True):
    """Never changed: what was drunk was drunk."""

    __tablename__ = "tea_cup"
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    leaf: Leaf = enum(Leaf)
    drunk_on: date


class TeaSum(Base, table=True):
    """Of a household and of the entries that were merged into it."""

    __tablename__ = "tea_sum"
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    n_cups: int


class TeaDay(Base, table=True):
    __tablename__ = "tea_day"
    day: date = Field(primary_key=True)
    n_thirsty: int
