"""Finding households by what somebody types; each way of it answers from an index."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db.id_numbers import tidy
from db.ledger.checks import door_beginning, phone_tail
from db.ledger.models.households import Household, Member, MemberStatus
from db.ledger.queries.scope import Condition
from db.privacy import blind_index
from db.sql import pick
from db.text import clean


def _beginning(column: Any, text: str) -> Condition:
    """A range of the column's index: what begins with the text."""
    return sa.and_(col(column) >= text, col(column) < text[:-1] + chr(ord(text[-1]) + 1))


def _of_person(text: str, table: Any) -> Iterator[Condition]:
    """By what the text looks like: an ID number, the end of a telephone, pinyin or initials, else a name."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[0-9]{17}[0-9Xx]", plain):
        yield col(table.id_index) == blind_index("id", tidy(plain))
    elif re.fullmatch(r"[0-9]{4}|1[0-9]{10}", plain):
        yield col(table.phone_tail) == phone_tail(plain)
    elif plain.isascii() and plain.isalpha():
        yield _beginning(table.initials, plain.lower())
        yield _beginning(table.pinyin, plain.lower())
    else:
        yield _beginning(table.name, plain)


def found_by(text: str) -> Condition:
    """The household, somebody living there, or its door. A union, not an OR: the database would read every row for that."""
    if not clean(text):
        return sa.true()
    here = col(Member.status) == MemberStatus.HERE
    ways = [pick(Household.id).where(condition) for condition in _of_person(text, Household)]
    ways += [pick(Member.household_id).where(condition, here) for condition in _of_person(text, Member)]
    if key := door_beginning(text):
        ways.append(pick(Household.id).where(_beginning(Household.door_key, key)))
    return col(Household.id).in_(sa.union(*ways))
