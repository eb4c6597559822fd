"""What a meeting decides, by whom and until when; how it goes on; shows of hands."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db import clock
from db.decisions.commands.agenda import mark_personal, set_outcome
from db.decisions.commands.decisions import count_hands, decide, go_on
from db.decisions.commands.parties import came_named
from db.decisions.models.decisions import DecisionIn, DecisionStatus
from db.decisions.models.meetings import ItemSource, MeetingStatus, Outcome
from db.decisions.queries.agenda import agenda_of, proposed_items
from db.decisions.queries.decisions import (
    count_decisions,
    decision_steps,
    find_decision,
    find_decisions,
    hands_of,
    possible_owners,
    public_decisions,
    public_hands,
)
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from tests.conftest import MONDAY
from tests.decisions.places import a_meeting, an_item, signed, some_hands

pytestmark = pytest.mark.both_databases
WEEK = MONDAY + timedelta(days=7)


@pytest.fixture
def meeting(session, cast):
    """Over, at Building 1; its minutes are not signed."""
    return a_meeting(session, cast, MeetingStatus.HELD)


@pytest.fixture
def item(session, cast, meeting):
    return an_item(session, cast, meeting)


def _decided(session, cast, item, *, owner=None, **more):
    given = {"text": "周六清楼道", "owner": "裴物业", "due_on": WEEK, "owner_id": owner.user_id if owner else None}
    return decide(session, cast.grace, item_id=item, decision=DecisionIn(**(given | more)))


def test_a_decision_has_an_owner_and_a_day_and_decides_its_item(session, cast, meeting, item):
    row = find_decision(session, cast.grace, _decided(session, cast, item, owner=cast.dora))
    assert (row.text, row.owner, row.due_on, row.status) == ("周六清楼道", "窦管家", WEEK, DecisionStatus.OPEN)
    assert agenda_of(session, cast.grace, meeting)[0].outcome is Outcome.DECIDED


def test_owners_are_those_who_work_for_the_unit_or_above_or_below_it(session, cast, meeting):
    # Whoever set the office up is a clerk too.
    expected = {one.user_id for one in (cast.ada, cast.bob, cast.grace, cast.ben, cast.alice, cast.dora, cast.percy)}
    assert set(possible_owners(session, cast.grace, meeting)) == expected


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"text": "清", "owner_id": 998}, {"decision_text", "decision_owner"}),
        ({"owner_id": 999, "due_on": None}, {"decision_owner", "decision_due"}),
        ({"text": "长" * 301}, {"decision_text"}),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_all_that_is_wrong(session, cast, item, given, codes):
    with pytest.raises(Invalid) as refused:
        _decided(session, cast, item, **given)
    assert {problem.code for problem in refused.value.all} == codes


def test_a_press_that_arrives_twice_decides_once_and_steps_once(session, cast, item):
    press, given = uuid4(), DecisionIn(text="周六清楼道", owner="裴物业", due_on=WEEK)
    ids = {decide(session, cast.grace, item_id=item, decision=given, request_id=press) for _ in range(2)}
    for _ in range(2):
        go_on(session, cast.grace, decision_id=min(ids), said="清完了", status=DecisionStatus.DONE, request_id=press)
    assert (len(ids), len(decision_steps(session, cast.grace, min(ids)))) == (1, 1)


def test_its_owner_says_how_it_goes_on_until_it_is_done(session, cast, item):
    decision_id = _decided(session, cast, item, owner=cast.dora)
    for more in ({"due_on": WEEK + timedelta(days=7)}, {"status": DecisionStatus.DROPPED}):
        with pytest.raises(NotAllowed):
            go_on(session, cast.dora, decision_id=decision_id, said="约了物业", **more)
    go_on(session, cast.dora, decision_id=decision_id, said="约了物业")
    go_on(session, cast.grace, decision_id=decision_id, said="物业下周才来", due_on=WEEK + timedelta(days=7))
    go_on(session, cast.dora, decision_id=decision_id, said="", status=DecisionStatus.DONE)
    row = find_decision(session, cast.dora, decision_id)
    assert (row.status, row.due_on) == (DecisionStatus.DONE, WEEK + timedelta(days=7))
    assert [(one.said, one.new) for one in decision_steps(session, cast.grace, decision_id)] == [
        ("约了物业", DecisionStatus.OPEN), ("物业下周才来", DecisionStatus.OPEN), ("", DecisionStatus.DONE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"said": " "}, "reason_missing"),
        ({"said": "", "status": DecisionStatus.DROPPED}, "reason_missing"),
        ({"said": "长" * 501}, "too_long"),
        ({"said": "改天", "due_on": MONDAY - timedelta(days=1)}, "due_past"),
    ],
)
def test_a_step_that_says_nothing_is_refused(session, cast, item, more, code):
    with pytest.raises(Invalid, match=code):
        go_on(session, cast.grace, decision_id=_decided(session, cast, item), **more)


def test_of_two_who_end_it_the_second_is_told_and_with_a_reason_it_is_opened_again(session, cast, item):
    decision_id = _decided(session, cast, item)
    go_on(session, cast.ben, decision_id=decision_id, said="清完了", status=DecisionStatus.DONE)
    with pytest.raises(Stale, match="decision_moved"):
        go_on(session, cast.grace, decision_id=decision_id, said="不办了", status=DecisionStatus.DROPPED)
    go_on(session, cast.grace, decision_id=decision_id, said="又堆上了")
    assert find_decision(session, cast.grace, decision_id).status is DecisionStatus.OPEN


def test_who_only_reads_it_does_not_lead_it_on_and_another_steward_does_not_see_it(session, cast, item):
    decision_id = _decided(session, cast, item)
    for who, refused in ((cast.leo, NotAllowed), (cast.dora, NotFound), (cast.percy, NotFound), (cast.charlie, NotFound)):
        with pytest.raises(refused):
            go_on(session, who, decision_id=decision_id, said="清完了")


def test_what_is_overdue_and_ones_own_stand_on_top(session, cast, item):
    late, mine = _decided(session, cast, item), _decided(session, cast, item, owner=cast.ben, due_on=WEEK)
    soon = _decided(session, cast, item, due_on=WEEK - timedelta(days=2))
    with clock.at(WEEK + timedelta(days=1)):
        rows = find_decisions(session, cast.ben)
        assert [row.id for row in rows] == [mine, soon, late]
        assert all(row.is_overdue for row in rows)
    assert count_decisions(session, cast.ben, mine=True) == count_decisions(session, cast.dora) + 1


def test_what_is_open_is_proposed_to_the_next_meeting_of_the_unit_until_it_is_done(session, cast, item):
    decision_id = _decided(session, cast, item)
    coming = a_meeting(session, cast, MeetingStatus.PLANNED, kind="community")
    assert [(one.source, one.decision_id) for one in proposed_items(session, cast.grace, coming)] == [
        (ItemSource.DECISION, decision_id)
    ]
    go_on(session, cast.grace, decision_id=decision_id, said="", status=DecisionStatus.DONE)
    assert proposed_items(session, cast.grace, coming) == []


def test_a_show_of_hands_is_kept_as_what_it_was_and_a_wrong_count_is_followed_by_another(session, cast, meeting, item):
    wrong = count_hands(session, cast.grace, item_id=item, hands=some_hands(1, 0, 0))
    count_hands(session, cast.grace, item_id=item, hands=some_hands(), replaces_id=wrong)
    assert [(row.n_for, row.was_replaced) for row in hands_of(session, cast.leo, meeting)] == [(1, True), (12, False)]
    assert [row.n_for for row in public_hands(session, cast.grace, meeting)] == [12]
    assert agenda_of(session, cast.grace, meeting)[0].outcome is Outcome.HANDS
    set_outcome(session, cast.grace, item_id=item, outcome=Outcome.HANDS)
    with pytest.raises(Conflict, match="item_decided"):
        set_outcome(session, cast.grace, item_id=item, outcome=Outcome.OPEN)
    with pytest.raises(Stale, match="hands_replaced"):
        count_hands(session, cast.grace, item_id=item, hands=some_hands(), replaces_id=wrong)


@pytest.mark.parametrize("statement", ["UPDATE hand_count SET n_for = 99", "DELETE FROM hand_count"])
def test_no_count_can_be_changed_afterwards(session, cast, item, statement):
    count_hands(session, cast.grace, item_id=item, hands=some_hands())
    with pytest.raises(sa.exc.DatabaseError, match="hand_count is append-only"):
        session.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"n_for": None, "n_against": -1}, {"hands_number"}),
        ({"n_for": 0, "n_against": 0, "n_abstained": 0}, {"hands_none"}),
        ({"n_for": 3}, {"hands_too_many"}),
        ({"n_for": 1, "question": "", "counter_1": "", "counter_2": "3号"}, {"item_title", "name_missing", "name_form"}),
        ({"n_for": 1, "counter_2": "葛 网 格"}, {"counters_same"}),
    ],
)
def test_a_count_that_cannot_be_is_refused_with_all_that_is_wrong(session, cast, meeting, item, given, codes):
    came_named(session, cast.grace, meeting_id=meeting, names=["王小明", "李小红"])
    with pytest.raises(Invalid) as refused:
        count_hands(session, cast.grace, item_id=item, hands=some_hands(**({"n_against": 0, "n_abstained": 0} | given)))
    assert {problem.code for problem in refused.value.all} == codes


def test_nothing_is_decided_or_counted_before_it_begins(session, cast):
    item = an_item(session, cast, a_meeting(session, cast, MeetingStatus.PLANNED))
    for act in (lambda: _decided(session, cast, item),
                lambda: count_hands(session, cast.grace, item_id=item, hands=some_hands())):  # fmt: skip
        with pytest.raises(Conflict, match="meeting_not_begun"):
            act()


def test_decisions_and_hands_about_a_personal_matter_stay_out_of_the_public_version(session, cast, meeting, item):
    _decided(session, cast, item)
    count_hands(session, cast.grace, item_id=item, hands=some_hands())
    other = an_item(session, cast, meeting, "楼下的灯")
    _decided(session, cast, other)
    mark_personal(session, cast.grace, item_id=item, is_personal=True)
    signed(session, cast, meeting)
    decided, counted = public_decisions(session, cast.dora, meeting), public_hands(session, cast.dora, meeting)
    assert ([item_id for item_id, *_ in decided], counted) == ([other], [])
    assert len(hands_of(session, cast.leo, meeting)) == 1
