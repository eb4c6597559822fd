"""Decisions: who sees to them, until when, and what becomes of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.decisions.commands import decide
from db.decisions.models.decisions import DecisionIn, DecisionMove, DecisionStatus, DecisionStep
from db.decisions.models.meetings import Outcome
from db.decisions.queries.decisions import (
    DecisionFilter,
    count_decisions,
    decision_steps,
    earlier_decisions,
    find_decision,
    find_decisions,
)
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from tests.conftest import MONDAY
from tests.decisions.held import NEXT_MONTH, decided, facts, item, planned, running, with_minutes
from tests.vetting.states import as_stored

pytestmark = pytest.mark.both_databases
SAID = "物业已经报价"
WEEK = MONDAY + timedelta(days=7)

VERBS = {
    DecisionMove.SAY: lambda s, who, **at: decide.say(s, who, said=SAID, **at),
    DecisionMove.FINISH: lambda s, who, **at: decide.finish(s, who, said=SAID, **at),
    DecisionMove.DROP: lambda s, who, **at: decide.drop(s, who, reason=SAID, **at),
    DecisionMove.POSTPONE: lambda s, who, **at: decide.postpone(s, who, due_on=WEEK, reason=SAID, **at),
    DecisionMove.REOPEN: lambda s, who, **at: decide.reopen(s, who, reason=SAID, **at),
}
# Status -> the move that leads to it.
WAYS = {DecisionStatus.OPEN: None, DecisionStatus.DONE: DecisionMove.FINISH, DecisionStatus.DROPPED: DecisionMove.DROP}


def _seen(session, cast, decision_id):
    return find_decision(session, cast.bob, decision_id).version


def _step(session, cast, who, move, decision_id):
    VERBS[move](session, who, decision_id=decision_id, seen=_seen(session, cast, decision_id))


def _a_decision(session, cast, **more):
    return decided(session, cast.alice, item(session, cast.alice, running(session, cast.alice)), **more)


def _tried(session, cast, decision_id, move):
    point = session.begin_nested()
    try:
        _step(session, cast, cast.bob, move, decision_id)
        return find_decision(session, cast.bob, decision_id).status
    except Conflict as refused:
        return None if refused.code == "no_such_decision_move" else refused.code
    finally:
        point.rollback()
        session.expire_all()


def test_each_move_leads_where_the_table_says_and_each_other_one_is_refused(session, cast, checked):
    wrong = []
    for status, way in WAYS.items():
        decision_id = _a_decision(session, cast)
        if way:
            _step(session, cast, cast.bob, way, decision_id)
        for move in VERBS:
            if _tried(session, cast, decision_id, move) is not decide.TRANSITIONS.get((status, move)):
                wrong.append((status.value, move.value))
    checked("states x moves of a decision", len(WAYS) * len(VERBS))
    assert (wrong, set(VERBS), set(WAYS)) == ([], set(DecisionMove), set(DecisionStatus))


def test_a_decision_has_an_owner_and_a_day_and_settles_its_point(session, cast):
    decision_id = _a_decision(session, cast, owner="", owner_id=cast.grace.user_id)
    row = find_decision(session, cast.grace, decision_id)
    assert (row.owner, row.is_mine, row.due_on, row.status) == (cast.grace.name, True, NEXT_MONTH, DecisionStatus.OPEN)
    assert facts(session, cast.alice, row.meeting_id).items[0].outcome is Outcome.DECIDED
    assert "修好三单元的灯".encode() not in as_stored(session)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": ""}, "decision_text"),
        ({"text": "长" * 301}, "too_long"),
        ({"owner": ""}, "decision_owner"),
        ({"due_on": None}, "due_missing"),
        ({"due_on": MONDAY - timedelta(days=1)}, "due_before_meeting"),
        ({"due_on": MONDAY + timedelta(days=1000)}, "due_too_late"),
    ],
)
def test_a_decision_without_owner_or_day_is_none(session, cast, changes, code):
    with pytest.raises(Invalid) as refused:
        _a_decision(session, cast, **changes)
    assert refused.value.code == code


def test_only_somebody_of_the_place_is_given_a_decision(session, cast):
    for stranger in (cast.charlie, cast.leo, cast.departments["court"]):
        with pytest.raises(NotFound) as refused:
            _a_decision(session, cast, owner_id=stranger.user_id)
        assert refused.value.code == "owner_not_found"


def test_the_same_press_decides_once(session, cast):
    item_id, press = item(session, cast.bob, running(session, cast.bob)), uuid4()
    given = DecisionIn(text="修灯", owner="王师傅", due_on=WEEK)
    ids = {decide.decide(session, cast.bob, item_id=item_id, decision=given, request_id=press) for _ in "ab"}
    assert len(ids) == 1


def test_whoever_sees_to_it_says_how_far_it_is_and_that_it_is_done_and_no_more(session, cast):
    decision_id = _a_decision(session, cast, owner="", owner_id=cast.dora.user_id)
    for move in (DecisionMove.DROP, DecisionMove.POSTPONE):
        with pytest.raises(NotAllowed) as refused:
            _step(session, cast, cast.dora, move, decision_id)
        assert refused.value.code == "not_your_decision"
    for move in (DecisionMove.SAY, DecisionMove.FINISH):
        _step(session, cast, cast.dora, move, decision_id)
    with pytest.raises(NotAllowed):
        _step(session, cast, cast.dora, DecisionMove.REOPEN, decision_id)


def test_another_steward_of_the_place_knows_nothing_of_it(session, cast):
    decision_id = _a_decision(session, cast, owner="", owner_id=cast.percy.user_id)
    with pytest.raises(NotFound):
        _step(session, cast, cast.dora, DecisionMove.SAY, decision_id)


def test_what_was_done_is_kept_from_first_to_last_and_never_changed(session, cast):
    decision_id = _a_decision(session, cast)
    for move in (DecisionMove.SAY, DecisionMove.POSTPONE, DecisionMove.FINISH):
        _step(session, cast, cast.bob, move, decision_id)
    told = [(one.move, one.by, one.said, one.due_on) for one in decision_steps(session, cast.alice, decision_id)]
    assert told == [
        (DecisionMove.SAY, cast.bob.name, SAID, None),
        (DecisionMove.POSTPONE, cast.bob.name, SAID, WEEK),
        (DecisionMove.FINISH, cast.bob.name, SAID, None),
    ]
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        session.execute(sa.delete(DecisionStep))


def test_whoever_had_an_older_screen_is_told(session, cast):
    decision_id = _a_decision(session, cast)
    for move in (DecisionMove.SAY, DecisionMove.DROP, DecisionMove.POSTPONE, DecisionMove.FINISH):
        with pytest.raises(Stale):
            VERBS[move](session, cast.bob, decision_id=decision_id, seen=9)


def test_dropping_and_another_day_say_why(session, cast):
    decision_id = _a_decision(session, cast)
    with pytest.raises(Invalid) as refused:
        decide.drop(session, cast.bob, decision_id=decision_id, seen=1, reason=" ")
    assert refused.value.code == "said_missing"
    with pytest.raises(Invalid) as refused:
        decide.postpone(session, cast.bob, decision_id=decision_id, seen=1, due_on=None, reason=SAID)
    assert refused.value.code == "due_missing"


def test_ones_own_stand_first_and_then_the_longest_overdue(session, cast):
    meeting_id = running(session, cast.alice, on_day=MONDAY - timedelta(days=9))
    item_id = item(session, cast.alice, meeting_id)
    late, later = (decided(session, cast.alice, item_id, due_on=MONDAY - timedelta(days=n)) for n in (5, 2))
    mine = decided(session, cast.alice, item_id, owner_id=cast.alice.user_id, due_on=WEEK)
    assert [row.id for row in find_decisions(session, cast.alice)] == [mine, late, later]
    assert count_decisions(session, cast.alice, DecisionFilter(before=MONDAY)) == 2
    assert count_decisions(session, cast.alice, DecisionFilter(is_mine=True)) == 1


def test_the_next_meeting_hears_of_what_is_open_and_of_what_the_last_one_decided(session, cast):
    with_minutes(session, cast.alice, on_day=MONDAY - timedelta(days=7))
    [open_one, done] = find_decisions(session, cast.alice)
    _step(session, cast, cast.bob, DecisionMove.FINISH, done.id)
    long_ago = running(session, cast.alice, on_day=MONDAY - timedelta(days=30))
    old = decided(session, cast.alice, item(session, cast.alice, long_ago))
    heard = earlier_decisions(session, cast.alice, planned(session, cast.alice, on_day=WEEK))
    assert {row.id for row in heard} == {open_one.id, old}


def test_nobody_decides_before_the_meeting(session, cast):
    with pytest.raises(Conflict) as refused:
        decided(session, cast.bob, item(session, cast.bob, planned(session, cast.bob)))
    assert refused.value.code == "meeting_not_begun"
