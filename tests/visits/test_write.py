"""A visit is written down: what it keeps, whose it is, what is refused, and that it counts once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db import clock
from db.errors import Invalid, NotAllowed, NotFound
from db.ledger.commands.assign import give, hand_over
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.write import keep_draft, write_visit
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Raised, RaisedIn, Visit, VisitIn, VisitSource, VisitVersion
from db.visits.queries.drafts import draft_of
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, written
from tests.tallies import wrong_counts
from tests.vetting.states import as_stored, codes, in_office, journal
from tests.visits.households import a_steward_with_households, dora_is, met


@pytest.fixture
def street(session, cast):
    """Dora is the steward of three households."""
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    return steward_id, households


def _visit(session, visit_id):
    return session.scalars(sa.select(Visit).where(col(Visit.id) == visit_id).execution_options(populate_existing=True)).one()


def test_a_plain_visit_is_the_household_and_nothing_more(session, cast, street):
    steward_id, households = street
    [visit_id] = write_visit(session, cast.dora, visit=VisitIn(household_ids=[households[0]]))
    row = _visit(session, visit_id)
    assert (row.household_id, row.steward_id, row.user_id, row.unit_id) == (
        households[0], steward_id, cast.dora.user_id, cast.places.buildings[0],
    )  # fmt: skip
    assert (row.visited_on, row.written_at, row.outcome, row.form, row.occasion, row.topics, row.note) == (
        clock.today(), clock.now(), Outcome.MET, "door", "routine", "", None,
    )  # fmt: skip


def test_everything_that_can_be_said_is_kept_and_words_are_sealed(session, cast, street):
    _, households = street
    given = VisitIn(
        household_ids=[households[0]], visited_on=MONDAY - timedelta(days=2), form="talk", occasion="return_visit",
        topics=["health", "policy"], note=" 住院刚回家 ", promise="帮问大病救助", promise_due=MONDAY + timedelta(days=7),
        raised=[RaisedIn(topic="hazard", text="楼道灯不亮"), RaisedIn(topic="work", text=" ")],
    )  # fmt: skip
    [visit_id] = write_visit(session, cast.dora, visit=given)
    row = _visit(session, visit_id)
    promise, raised = session.exec(select(Promise)).one(), session.exec(select(Raised)).one()
    assert (row.topics, row.note) == (" hazard health policy ", "住院刚回家")
    assert (promise.text, promise.due_on, promise.status) == ("帮问大病救助", given.promise_due, PromiseStatus.OPEN)
    assert (raised.topic, raised.text) == ("hazard", "楼道灯不亮")
    stored = as_stored(session)
    assert [word for word in ("刚回家", "大病", "楼道灯") if word.encode() in stored] == []


def test_the_same_press_twice_is_one_visit(session, cast, street):
    _, households = street
    press = uuid4()
    first, second = (
        write_visit(session, cast.dora, visit=VisitIn(household_ids=households[:1]), request_id=press) for _ in range(2)
    )
    assert first == second
    assert len(session.exec(select(Visit)).all()) == 1


def test_several_households_at_once_are_a_visit_each_in_one_group(session, cast, street):
    _, households = street
    ids = met(session, cast.dora, *households, form="forum")
    rows = [_visit(session, i) for i in ids]
    assert [row.household_id for row in rows] == households
    assert len({row.group_id for row in rows}) == 1
    assert rows[0].group_id is not None
    assert journal(session, "visit_written") == [{"visits": ids, "source": "screen"}]


def test_nothing_is_written_of_a_household_that_is_not_ones_own(session, cast, street):
    _, households = street
    foreign = written(session, cast, 40)
    for ids in ([foreign], [households[0], foreign], [999]):
        with pytest.raises(NotFound):
            met(session, cast.dora, *ids)
    with pytest.raises(NotFound):
        met(session, cast.charlie, households[0])
    assert session.exec(select(Visit)).all() == []


def test_who_has_no_households_to_visit_is_refused(session, cast, street):
    _, households = street
    for actor in (cast.ada, cast.ben, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            met(session, actor, households[0])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"visited_on": MONDAY + timedelta(days=1)}, "visit_in_future", "visited_on"),
        ({"form": "flying"}, "visit_word_unknown", "form"),
        ({"occasion": "party"}, "visit_word_unknown", "occasion"),
        ({"topics": ["policy", "<script>"]}, "visit_word_unknown", "topics"),
        ({"note": "长" * 501}, "too_long", "note"),
        ({"raised": [RaisedIn(topic="work", text="长" * 501)]}, "too_long", "raised"),
        ({"promise": "明天来", "promise_due": date(2026, 1, 1)}, "promise_past", "promise_due"),
        ({"household_ids": []}, "visit_nobody", "household"),
        ({"household_ids": list(range(1, 62))}, "visit_too_many", "household"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(session, cast, street, changes, code, field):
    _, households = street
    with pytest.raises(Invalid) as refusal:
        write_visit(session, cast.dora, visit=VisitIn(household_ids=households[:1]).model_copy(update=changes))
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_desk_says_whose_visit_it_was_and_that_must_have_been_the_steward(session, cast, street):
    steward_id, households = street
    other = in_office(session, cast, FIRST_YOUNG + 7)
    paper = VisitIn(household_ids=households[:1], steward_id=steward_id)
    [visit_id] = write_visit(session, cast.bob, visit=paper, source=VisitSource.PAPER)
    assert (_visit(session, visit_id).steward_id, _visit(session, visit_id).user_id) == (steward_id, cast.bob.user_id)
    with pytest.raises(Invalid, match="not_this_stewards"):
        write_visit(session, cast.bob, visit=paper.model_copy(update={"steward_id": other}))
    hand_over(session, cast.bob, from_id=steward_id, given={households[0]: other})
    write_visit(session, cast.bob, visit=paper)


def test_a_promise_is_kept_at_a_later_visit_or_stays_open_or_goes_to_somebody_else(session, cast, street):
    _, households = street
    [first] = met(session, cast.dora, households[0], promise="帮问大病救助")
    promise = session.exec(select(Promise)).one()
    met(session, cast.dora, households[0], promises={promise.id: PromiseStatus.OPEN})
    assert (promise.status, promise.settled_on) == (PromiseStatus.OPEN, None)
    [third] = met(session, cast.dora, households[0], promises={promise.id: PromiseStatus.KEPT})
    assert (promise.status, promise.visit_id, promise.settled_visit_id) == (PromiseStatus.KEPT, first, third)
    met(session, cast.dora, households[0], promises={promise.id: PromiseStatus.PASSED_ON})
    assert promise.status is PromiseStatus.KEPT
    with pytest.raises(NotFound, match="promise_not_found"):
        met(session, cast.dora, households[1], promises={promise.id: PromiseStatus.KEPT})


def _must(session, cast, household_id, kind="hardship", arose_on=MONDAY):
    row = MustVisit(
        household_id=household_id, unit_id=cast.places.buildings[0], kind=kind, source=MustSource.BY_HAND, mark=str(uuid4()),
        arose_on=arose_on, due_on=arose_on + timedelta(days=3),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def test_a_must_visit_is_done_when_somebody_was_met_since_it_arose(session, cast, street):
    _, households = street
    row = _must(session, cast, households[0])
    met(session, cast.dora, households[0], on=MONDAY - timedelta(days=1))
    write_visit(session, cast.dora, visit=VisitIn(household_ids=households[:1], outcome=Outcome.NOBODY_HOME))
    session.refresh(row)
    assert row.status is MustStatus.OPEN
    [visit_id] = met(session, cast.dora, households[0])
    session.refresh(row)
    assert (row.status, row.settled_on, row.settled_visit_id) == (MustStatus.DONE, MONDAY, visit_id)


def test_a_draft_is_ones_own_and_goes_with_the_visit(session, cast, street):
    _, households = street
    press = uuid4()
    begun = VisitIn(household_ids=households[:1], topics=["health"], note="住院")
    keep_draft(session, cast.dora, visit=begun, request_id=press)
    keep_draft(session, cast.dora, visit=begun.model_copy(update={"note": "住院回家"}), request_id=press)
    assert draft_of(session, cast.dora, households[0]) == (begun.model_copy(update={"note": "住院回家"}), press)
    assert draft_of(session, cast.grace, households[0]) is None
    assert "住院回家".encode() not in as_stored(session)
    write_visit(session, cast.dora, visit=begun, request_id=press)
    assert draft_of(session, cast.dora, households[0]) is None


def test_a_mistake_is_corrected_by_oneself_within_the_days_and_the_first_version_stays(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0], note="写错了")
    new = VisitIn(household_ids=[], outcome=Outcome.NOBODY_HOME, note="没有人")
    correct_visit(session, cast.dora, visit_id=visit_id, seen=1, visit=new, reason="点错了")
    row, [first] = _visit(session, visit_id), session.exec(select(VisitVersion)).all()
    assert (row.outcome, row.note, row.version) == (Outcome.NOBODY_HOME, "没有人", 2)
    assert ("写错了" in first.body, first.version, first.user_id) == (True, 1, cast.dora.user_id)
    with clock.at(MONDAY + timedelta(days=8)):
        with pytest.raises(NotAllowed, match="correct_too_late"):
            correct_visit(session, cast.dora, visit_id=visit_id, seen=2, visit=new)
        correct_visit(session, cast.grace, visit_id=visit_id, seen=2, visit=new)


def test_whoever_saw_an_older_state_corrects_nothing_and_nobody_elsewhere_does(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0])
    new = VisitIn(household_ids=[])
    act = lambda actor, seen: correct_visit(session, actor, visit_id=visit_id, seen=seen, visit=new)  # noqa: E731
    assert codes(lambda args: act(*args), (cast.dora, 0), (cast.charlie, 1)) == ["visit_moved", "visit_not_found"]
    withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="不是这户")
    assert codes(lambda args: act(*args), (cast.dora, 2)) == ["visit_not_found"]
    assert wrong_counts(session) == {}


def test_a_household_that_a_list_brought_and_that_was_visited_is_built_on(session, cast):
    """Undoing the list would take the visit with it."""
    from db.errors import Conflict
    from db.ledger.commands.batches import undo_list
    from tests.ledger.lists import family, household, take

    batch_id = take(session, cast.bob, family(0))
    met(session, cast.bob, household(session, "赵平").id)
    with pytest.raises(Conflict, match="batch_built_on"):
        undo_list(session, cast.bob, batch_id=batch_id)


def test_giving_to_another_leaves_earlier_visits_where_they_were(session, cast, street):
    steward_id, households = street
    [visit_id] = met(session, cast.dora, households[0])
    other = in_office(session, cast, FIRST_YOUNG + 7)
    give(session, cast.bob, household_id=households[0], steward_id=other, seen=steward_id)
    assert _visit(session, visit_id).steward_id == steward_id


def test_what_was_promised_and_answered_among_several_households_is_the_firsts(session, cast, street):
    _, households = street
    met(session, cast.dora, *households, promise="问大病救助", raised=[RaisedIn(topic="work", text="想找工作")])
    assert [row.household_id for row in session.exec(select(Promise)).all()] == households[:1]
    assert [row.household_id for row in session.exec(select(Raised)).all()] == households[:1]


def test_a_draft_of_a_press_that_is_written_already_is_not_kept_and_drafts_of_others_stay(session, cast, street):
    """Another tablet still has the entry open; and a forum's visit leaves what was begun of the others."""
    _, households = street
    press, other = uuid4(), uuid4()
    begun = VisitIn(household_ids=households[:1], note="住院")
    keep_draft(session, cast.dora, visit=VisitIn(household_ids=households[1:2], note="别的事"), request_id=other)
    write_visit(session, cast.dora, visit=begun.model_copy(update={"household_ids": households}), request_id=press)
    keep_draft(session, cast.dora, visit=begun, request_id=press)
    assert draft_of(session, cast.dora, households[0]) is None
    assert draft_of(session, cast.dora, households[1]) is not None
