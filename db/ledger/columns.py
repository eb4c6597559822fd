"""Columns of a household as they are kept in a change: JSON, with their types found again."""

import json
from datetime import date
from enum import Enum
from typing import Any

from db.ledger.models.households import HouseholdStatus, MemberStatus
from db.vocabulary import Sex

# Beside the columns of a household that left its place: which assignments ended with that.
ENDED_CARE = "ended_care"

_ENUMS = {"status": HouseholdStatus, "sex": Sex}
_DATES = ("confirmed_on", "birth_date")


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def as_json(columns: dict[str, Any]) -> str:
    """Columns as they are kept in a change; sealed there, since names and numbers are among them."""
    return json.dumps({column: _plain(value) for column, value in columns.items()}, ensure_ascii=False)


def from_json(text: str | None, *, of_member: bool = False) -> dict[str, Any]:
    """The columns again, with their types."""
    columns: dict[str, Any] = json.loads(text or "{}")
    for column, value in columns.items():
        kind = MemberStatus if of_member and column == "status" else _ENUMS.get(column)
        if value is not None and kind:
            columns[column] = kind(value)
        elif value is not None and column in _DATES:
            columns[column] = date.fromisoformat(value)
    return columns
