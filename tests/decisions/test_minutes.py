"""The agenda, the minutes that are kept at every pause, what came of each point, and hands that were counted."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db.decisions.commands import agenda, life, minutes, people
from db.decisions.models.meetings import AgendaItem, HandCount, HandsIn, ItemIn, ItemSource, Outcome
from db.decisions.queries.agenda import meetings_about, propose_agenda
from db.decisions.queries.facts import public_facts
from db.errors import Conflict, Invalid, NotFound, Stale
from db.points.models.points import PointStatus
from db.visits.models.visits import RaisedIn
from tests.conftest import MONDAY
from tests.decisions.held import (
    PERSONAL,
    PERSONAL_TITLE,
    TEXT,
    decided,
    facts,
    item,
    noted,
    planned,
    running,
    signed,
    step,
    with_minutes,
)
from tests.points.places import a_point, status_of
from tests.vetting.states import as_stored
from tests.visits.households import a_steward_with_households, met

pytestmark = pytest.mark.both_databases
HANDS = HandsIn(question="先修灯还是先修路？", n_for=12, n_against=3, n_abstained=1, counter_1="王一", counter_2="李二")


def _titles(session, cast, meeting_id):
    return [one.title for one in facts(session, cast.bob, meeting_id).items]


def _kept(session, cast, item_id, text, seen):
    return minutes.keep_minutes(session, cast.bob, item_id=item_id, text=text, seen=seen)


def test_the_agenda_is_put_in_order_and_what_is_not_wanted_is_taken_out(session, cast):
    meeting_id = planned(session, cast.bob)
    ids = [item(session, cast.bob, meeting_id, title) for title in ("第一件", "第二件", "第三件")]
    agenda.move_item(session, cast.bob, item_id=ids[2], up=True)
    agenda.move_item(session, cast.bob, item_id=ids[0], up=True)
    assert _titles(session, cast, meeting_id) == ["第一件", "第三件", "第二件"]
    agenda.take_out(session, cast.bob, item_id=ids[0])
    agenda.change_item(session, cast.bob, item_id=ids[1], title="第二件（改）", talk_over="", is_personal=True)
    assert _titles(session, cast, meeting_id) == ["第三件", "第二件（改）"]
    assert facts(session, cast.bob, meeting_id).items[1].is_personal


def test_a_point_of_which_something_was_written_stays_on_the_agenda(session, cast):
    meeting_id = running(session, cast.bob)
    with_text, with_decision, with_outcome = (item(session, cast.bob, meeting_id, f"第{n}件事") for n in "一二三")
    _kept(session, cast, with_text, TEXT, 0)
    decided(session, cast.bob, with_decision)
    noted(session, cast.bob, with_outcome)
    for item_id in (with_text, with_decision, with_outcome):
        with pytest.raises(Conflict) as refused:
            agenda.take_out(session, cast.bob, item_id=item_id)
        assert refused.value.code == "item_in_use"


def test_the_same_press_puts_points_on_once_and_a_known_one_is_left_out(session, cast):
    meeting_id, press = planned(session, cast.bob), uuid4()
    items = [ItemIn(title="民情", source=ItemSource.VISITS, topic="opinion"), ItemIn(title="楼道灯")]
    for _ in "ab":
        agenda.put_items(session, cast.bob, meeting_id=meeting_id, items=items, request_id=press)
    assert len(_titles(session, cast, meeting_id)) == 2
    assert agenda.put_items(session, cast.bob, meeting_id=meeting_id, items=items[:1]) == []
    with pytest.raises(Conflict) as refused:
        agenda.add_item(session, cast.bob, meeting_id=meeting_id, item=items[0])
    assert refused.value.code == "item_known"


def test_the_agenda_is_proposed_from_points_visits_and_earlier_decisions(session, cast):
    _, households = a_steward_with_households(session, cast)
    for household_id in households:
        met(session, cast.bob, household_id, raised=[RaisedIn(topic="opinion", text="门禁坏了")])
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    earlier = running(session, cast.bob, cast.places.pine_court)
    late = decided(session, cast.bob, item(session, cast.bob, earlier), due_on=MONDAY)
    meeting_id = planned(session, cast.bob, cast.places.pine_court, on_day=MONDAY + timedelta(days=7))
    found = propose_agenda(session, cast.bob, meeting_id)
    assert [(one.source, one.decision_id, one.topic, one.n, one.point_id) for one in found] == [
        (ItemSource.DECISION, late, "", 0, None), (ItemSource.VISITS, None, "opinion", 3, None),
        (ItemSource.PROPOSAL, None, "", 0, point_id),
    ]  # fmt: skip
    wanted = [
        ItemIn(title="一", source=one.source, point_id=one.point_id, topic=one.topic, decision_id=one.decision_id)
        for one in found
    ]
    wanted = [one.model_copy(update={"title": f"第{n}件"}) for n, one in enumerate(wanted)]
    agenda.put_items(session, cast.bob, meeting_id=meeting_id, items=wanted)
    assert propose_agenda(session, cast.bob, meeting_id) == []
    assert [one.meeting_id for one in meetings_about(session, cast.bob, point_id)] == [meeting_id]


def test_visits_before_the_last_meeting_of_the_kind_are_not_proposed_again(session, cast):
    _, households = a_steward_with_households(session, cast)
    met(session, cast.bob, households[0], topics=["opinion"], on=MONDAY - timedelta(days=3))
    last = running(session, cast.bob, cast.places.pine, on_day=MONDAY - timedelta(days=2))
    step(session, cast.bob, life.close, last)
    assert propose_agenda(session, cast.bob, planned(session, cast.bob, cast.places.pine)) == []
    assert propose_agenda(session, cast.bob, planned(session, cast.bob, cast.places.pine_court)) != []


def test_no_point_and_no_decision_of_another_place_comes_on_an_agenda(session, cast):
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    theirs = running(session, cast.charlie)
    decision = decided(session, cast.charlie, item(session, cast.charlie, theirs))
    meeting_id = planned(session, cast.charlie)
    with pytest.raises(NotFound):
        agenda.add_item(session, cast.charlie, meeting_id=meeting_id, item=ItemIn(title="驿站", point_id=point_id))
    with pytest.raises(NotFound):
        item(session, cast.alice, planned(session, cast.alice), decision_id=decision)


def test_minutes_are_kept_at_every_pause_and_sealed(session, cast):
    item_id = item(session, cast.bob, running(session, cast.bob))
    assert [_kept(session, cast, item_id, text, seen) for seen, text in enumerate(("大家", TEXT))] == [1, 2]
    assert facts(session, cast.bob, 1).items[0].minutes == TEXT
    assert TEXT.encode() not in as_stored(session)


def test_a_text_that_arrives_again_after_a_cut_connection_is_kept_once(session, cast):
    item_id = item(session, cast.bob, running(session, cast.bob))
    assert [_kept(session, cast, item_id, TEXT, 0) for _ in "abc"] == [1, 1, 1]


def test_of_two_who_write_the_same_point_the_second_is_told_and_nothing_is_written_over(session, cast):
    item_id = item(session, cast.bob, running(session, cast.bob))
    _kept(session, cast, item_id, "艾书记写的", 0)
    with pytest.raises(Stale) as refused:
        _kept(session, cast, item_id, "鲍文书写的", 0)
    assert refused.value.code == "minutes_moved"
    assert session.get_one(AgendaItem, item_id).minutes == "艾书记写的"
    assert _kept(session, cast, item_id, "艾书记写的\n鲍文书写的", 1) == 2


def test_minutes_begin_with_the_meeting_and_end_with_the_signature(session, cast):
    meeting_id = planned(session, cast.bob)
    item_id = item(session, cast.bob, meeting_id)
    with pytest.raises(Conflict) as refused:
        _kept(session, cast, item_id, TEXT, 0)
    assert refused.value.code == "meeting_not_begun"
    step(session, cast.bob, life.begin, meeting_id)
    noted(session, cast.bob, item_id)
    step(session, cast.bob, life.close, meeting_id)
    assert _kept(session, cast, item_id, TEXT, 0) == 1
    step(session, cast.bob, life.sign, meeting_id)
    with pytest.raises(Conflict) as refused:
        _kept(session, cast, item_id, "后来又改", 1)
    assert refused.value.code == "meeting_signed"


def test_personal_matters_are_in_the_minutes_and_not_in_the_public_version(session, cast):
    meeting_id = signed(session, cast.bob, with_minutes(session, cast.bob))
    whole, public = facts(session, cast.bob, meeting_id), public_facts(session, cast.bob, meeting_id)
    assert (whole.items[1].minutes, whole.n_decisions, public.n_decisions) == (PERSONAL, 2, 1)
    assert (public.items[0].minutes, public.items[1].is_hidden) == (TEXT, True)
    assert [word for word in (PERSONAL, PERSONAL_TITLE) if word in repr(public)] == []


def test_hands_are_a_count_with_two_names_and_settle_the_point(session, cast):
    item_id, press = item(session, cast.bob, running(session, cast.bob)), uuid4()
    ids = {minutes.count_hands(session, cast.bob, item_id=item_id, hands=HANDS, request_id=press) for _ in "ab"}
    row = facts(session, cast.bob, 1).items[0]
    assert (len(ids), row.outcome) == (1, Outcome.HANDS)
    [hands] = row.hands
    assert (hands.n_for, hands.n_against, hands.n_abstained, hands.counters) == (12, 3, 1, ("王一", "李二"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"counter_2": "王 一"}, "counters_same"),
        ({"counter_2": ""}, "counter_missing"),
        ({"n_for": -1}, "hands_number"),
        ({"n_against": None}, "hands_number"),
        ({"n_for": 0, "n_against": 0, "n_abstained": 0}, "hands_nobody"),
        ({"question": ""}, "hands_question"),
        ({"n_for": 100}, "hands_too_many"),
    ],
)
def test_a_count_that_cannot_be_is_refused(session, cast, changes, code):
    meeting_id = running(session, cast.bob)
    item_id = item(session, cast.bob, meeting_id)
    people.count_paper_list(session, cast.bob, meeting_id=meeting_id, n=16)
    with pytest.raises(Invalid) as refused:
        minutes.count_hands(session, cast.bob, item_id=item_id, hands=HANDS.model_copy(update=changes))
    assert refused.value.code == code


def test_a_wrong_count_is_followed_by_another_and_both_are_kept(session, cast):
    item_id = item(session, cast.bob, running(session, cast.bob))
    first = minutes.count_hands(session, cast.bob, item_id=item_id, hands=HANDS)
    again = HANDS.model_copy(update={"n_for": 11})
    minutes.count_hands(session, cast.bob, item_id=item_id, hands=again, replaces_id=first)
    row = facts(session, cast.bob, 1).items[0]
    assert ([one.n_for for one in row.hands], row.n_replaced) == ([11], 1)
    with pytest.raises(Conflict):
        minutes.count_hands(session, cast.bob, item_id=item_id, hands=again, replaces_id=first)
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        session.execute(sa.update(HandCount).where(col(HandCount.id) == first).values(n_for=1))


def test_a_point_is_decided_by_hands_only_when_they_were_counted(session, cast):
    item_id = item(session, cast.bob, running(session, cast.bob))
    with pytest.raises(Conflict) as refused:
        noted(session, cast.bob, item_id, Outcome.HANDS)
    assert refused.value.code == "outcome_no_hands"
    minutes.count_hands(session, cast.bob, item_id=item_id, hands=HANDS)
    with pytest.raises(Conflict) as refused:
        noted(session, cast.bob, item_id, Outcome.OPEN)
    assert refused.value.code == "outcome_counted"


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        (Outcome.NOTED, PointStatus.TALKED_OVER),
        (Outcome.BALLOT, PointStatus.ON_BALLOT),
        (Outcome.PUT_OFF, PointStatus.PROPOSED),
    ],
)
def test_a_wished_for_point_moves_when_the_minutes_are_signed(session, cast, outcome, after):
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    meeting_id = running(session, cast.alice, cast.places.pine_court)
    noted(session, cast.alice, item(session, cast.alice, meeting_id, "驿站", point_id=point_id), outcome)
    signed(session, cast.alice, meeting_id)
    assert status_of(session, point_id) is after


def test_a_meeting_of_those_who_look_after_no_points_leaves_them_to_the_office(session, cast):
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    meeting_id = running(session, cast.grace)
    noted(session, cast.grace, item(session, cast.grace, meeting_id, "驿站", point_id=point_id))
    signed(session, cast.grace, meeting_id)
    assert status_of(session, point_id) is PointStatus.PROPOSED
