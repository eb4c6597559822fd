"""What one entry of a household learns from another when the two become one. No database."""

from typing import Any

from db.ledger.checks import missing_bits
from db.ledger.models.households import Household

# What belongs together: the first says whether it is known.
LEARNED = (
    ("name", "pinyin", "initials"), ("id_number", "id_index"), ("phone", "phone_tail"), ("n_people",), ("n_party",),
    ("care", "care_marks"), ("needs",), ("contact",), ("trade",), ("n_staff",), ("note",),
)  # fmt: skip
_NOTHING = (None, "")


def learned(keep: Household, other: Household) -> dict[str, Any]:
    """The columns that `keep` did not know. Where both know, what is kept stands."""
    groups = [g for g in LEARNED if getattr(keep, g[0]) in _NOTHING and getattr(other, g[0]) not in _NOTHING]
    after = {column: getattr(other, column) for group in groups for column in group}
    known = {c: after.get(c, getattr(keep, c)) for c in ("kind", "name", "phone", "n_people", "n_party", "care")}
    return after | {"missing": missing_bits(known)}
