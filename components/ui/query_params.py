"""The one place where the address bar is read and written: what stands there comes from anybody, and what is not understood is
as if it were not there."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

import streamlit as st

from components.ui import database
from db.actor import Actor
from db.office.queries import path_or_own

E = TypeVar("E", bound=Enum)
_LONGEST_CODE = 64


def _given(name: str) -> str:
    return str(st.query_params.get(name, ""))


def asked(kind: str) -> int:
    """The number of the record that the address names by its kind: 30 of `?household=30`. 0 for everything that is no number of
    a row: other scripts' digits, and more digits than a database holds. A number of another kind is never taken for one."""
    return _number(_given(kind))


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def key(name: str, keys: Iterable[str]) -> str:
    """One of `keys`; empty for everything else."""
    given = _given(name)
    return given if given in keys else ""


def member(name: str, default: E) -> E:
    """A member of the default's enum by its value."""
    known = {str(one.value): one for one in type(default)}
    return known.get(_given(name), default)


def month(name: str = "month") -> int | None:
    """202611; None for what is no month."""
    given = _given(name)
    return _number(given) if re.fullmatch("[12][0-9]{3}(0[1-9]|1[0-2])", given) else None


def place(actor: Actor, name: str = "unit") -> str:
    """The path of a unit that the person may see: the own one where the address names none."""
    with database.reading() as s:
        return path_or_own(s, actor, _given(name))


def code(name: str) -> str:
    """Letters and digits as they stand on a paper: of a card, of a sheet."""
    return "".join(re.findall(r"[\w-]", _given(name)))[:_LONGEST_CODE]


def is_given(name: str) -> bool:
    return name in st.query_params


def put(name: str, value: object) -> None:
    st.query_params[name] = str(value)


def clear() -> None:
    st.query_params.clear()
