"""Each pair of a steward's status and a move, allowed or absent. ALLOWED is written down here a second time on purpose."""

from itertools import product

import pytest
from sqlmodel import Session

from db.errors import Conflict, Stale
from db.vetting.commands.steward_moves import move_steward
from db.vetting.models.stewards import Steward, StewardMove, StewardStatus
from db.vetting.queries.stewards import service_story
from tests.tallies import wrong_counts
from tests.vetting.states import everything, steward, steward_in

S, M = StewardStatus, StewardMove
ALLOWED = {
    (S.ACTIVE, M.SUSPEND): S.SUSPENDED,
    (S.SUSPENDED, M.RESUME): S.ACTIVE,
    (S.ACTIVE, M.RESIGN): S.ENDED,
    (S.SUSPENDED, M.RESIGN): S.ENDED,
    (S.ACTIVE, M.END_TERM): S.ENDED,
    (S.SUSPENDED, M.END_TERM): S.ENDED,
    (S.ACTIVE, M.DISMISS): S.ENDED,
    (S.SUSPENDED, M.DISMISS): S.ENDED,
    (S.ACTIVE, M.REAPPOINT): S.ACTIVE,
    (S.ENDED, M.REAPPOINT): S.ACTIVE,
}
ABSENT = [pair for pair in product(S, M) if pair not in ALLOWED]


def _name(pair):
    return f"{pair[0].value}-{pair[1].value}"


@pytest.mark.parametrize("pair", ALLOWED, ids=_name)
def test_an_allowed_move_ends_where_the_specification_says_and_is_told_and_counted_once(session, cast, pair):
    row = steward(session, steward_in(session, cast, pair[0]))
    before = row.version
    move_steward(session, cast.bob, row, pair[1], reason="记一笔")
    assert (steward(session, row.id).status, row.version) == (ALLOWED[pair], before + 1)
    assert [line.move for line in service_story(session, cast.bob, row.id) if line.reason == "记一笔"] == [pair[1]]
    assert wrong_counts(session) == {}


@pytest.mark.parametrize("pair", ABSENT, ids=_name)
def test_an_absent_move_is_refused_before_anything_is_read_or_written(cast, pair):
    """The session has no database: whatever touched it would end in another error."""
    with pytest.raises(Conflict) as refusal:
        move_steward(
            Session(), cast.bob, Steward(id=1, unit_id=7, name="赵", status=pair[0], version=1), pair[1], reason="记一笔"
        )
    assert refusal.value.code == "no_such_steward_move"


def test_a_move_from_an_old_look_at_the_steward_is_stale_and_writes_nothing(session, cast):
    row = steward(session, steward_in(session, cast, S.ACTIVE))
    move_steward(session, cast.alice, row, M.REAPPOINT)
    before = everything(session)
    with pytest.raises(Stale):
        move_steward(session, cast.bob, row, M.DISMISS, reason="记一笔", seen=1)
    assert everything(session) == before
