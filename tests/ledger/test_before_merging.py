"""Two entries side by side before they become one: what is shown is what will be."""

import pytest

from db.errors import NotAllowed
from db.ledger.commands.reshape import merge
from db.ledger.queries.coverage import clearness
from db.ledger.queries.merge_preview import merge_preview
from db.office.queries import current_scheme
from tests.conftest import MONDAY
from tests.ledger.households import household, looked_after, seen, steward_at, written


def _two(session, cast):
    """The first has no telephone and says four people, the second has one and says three."""
    first = written(session, cast, 0, phone="", n_people="4", note="")
    return first, written(session, cast, 1)


def test_what_is_shown_is_what_stands_afterwards(session, cast):
    first, second = _two(session, cast)
    shown = {row.field: row.after for row in merge_preview(session, cast.bob, keep_id=first, other_id=second)}
    merge(
        session, cast.bob, keep_id=first, keep_seen=seen(session, first), other_id=second, other_seen=seen(session, second),
        reason="户口簿是一本",
    )  # fmt: skip
    row = household(session, first)
    assert (shown["n_people"], shown["note"]) == (row.n_people, row.note) == (4, "有一条狗")
    assert shown["phone"] == f"{row.phone[:3]}****{row.phone[-4:]}"


def test_numbers_are_masked_side_by_side(session, cast):
    first, second = _two(session, cast)
    shown = str(merge_preview(session, cast.bob, keep_id=first, other_id=second))
    for number in (household(session, second).phone, household(session, first).id_number):
        assert number not in shown


def test_only_those_who_may_merge_look(session, cast):
    first, second = _two(session, cast)
    with pytest.raises(NotAllowed):
        merge_preview(session, cast.leo, keep_id=first, other_id=second)


def test_what_is_clear_is_told_for_one_steward_alone(session, cast):
    known, unknown = written(session, cast, 0), written(session, cast, 1, n_people="", n_party="")
    scheme, ids = current_scheme(session), {}
    for n, household_id in enumerate((known, unknown), 5):
        ids[household_id] = steward_at(session, cast, n, cast.places.buildings[0])
        looked_after(session, household_id, ids[household_id], cast.bob)
    clear = {
        household_id: [row.n_known for row in clearness(session, cast.bob, scheme, MONDAY, steward_id=steward_id)]
        for household_id, steward_id in ids.items()
    }
    assert (clear[known], clear[unknown]) == ([1, 1, 1], [0, 0, 1])
