"""Rounds and knock-on-doors days: who makes them, whom they go to, what counts for them, and what they say at their end."""

from collections import Counter
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db import clock
from db.engine import session as write_block
from db.errors import Invalid, NotAllowed, NotFound, Stale
from db.ledger.commands.reshape import leave, undo
from db.ledger.models.households import HouseholdKind
from db.office.queries import current_scheme
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.rounds import close_round, exported_due_households, make_round
from db.visits.commands.write import write_visit
from db.visits.models.rounds import RoundHousehold, RoundIn, RoundStatus, VisitRound
from db.visits.models.visits import Outcome, RaisedIn, Visit, VisitIn, VisitStatus
from db.visits.queries.round_facts import due_households, round_facts, round_stewards
from db.visits.queries.rounds import count_meant, find_round, find_rounds
from tests.conftest import MONDAY
from tests.ledger.changes import last_change, merge_pair
from tests.ledger.households import FIRST_YOUNG, seen, shop, written
from tests.vetting.at_once import overtaken
from tests.vetting.states import codes, journal
from tests.visits.households import a_steward_with_households, dora_is, met

WEEK = MONDAY + timedelta(days=7)


@pytest.fixture
def street(session, cast):
    """Dora is the steward of three households; a fourth has nobody."""
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    return steward_id, [*households, written(session, cast, 30, care=["living_alone"])]


def gas(unit_id: int | None, **changes) -> RoundIn:
    return RoundIn(name="燃气安全入户", unit_id=unit_id, until=WEEK).model_copy(update=changes)


def made(session, cast, actor=None, **changes) -> int:
    actor = actor or cast.bob
    return make_round(session, actor, round=gas(**{"unit_id": actor.unit_id, **changes}))


def households_of(session, round_id: int) -> set[int]:
    return set(session.scalars(sa.select(RoundHousehold.household_id).where(col(RoundHousehold.round_id) == round_id)))


def figures(session, actor, round_id: int) -> tuple[int, int, int, int]:
    p = find_round(session, actor, round_id).progress
    return p.n_households, p.n_met, p.n_tried, p.n_due


def tried(session, actor, household_id: int, outcome: Outcome = Outcome.NOBODY_HOME, **more) -> int:
    return write_visit(session, actor, visit=VisitIn(household_ids=[household_id], outcome=outcome, **more))[0]


def test_a_round_goes_to_every_household_under_its_unit_and_no_other(session, cast, street):
    _, households = street
    elsewhere = written(session, cast, 40, unit_id=cast.places.garden_building)
    round_id = made(session, cast, unit_id=cast.places.pine_court)
    assert households_of(session, round_id) == set(households)
    assert households_of(session, made(session, cast)) == {*households, elsewhere}
    assert journal(session, "round_made")[1] == {"round": round_id, "n_households": 4}


@pytest.mark.parametrize("which", ["shops", "elderly", "uncovered", "several"])
def test_a_round_goes_only_to_those_that_are_meant_and_the_count_beforehand_is_the_same(session, cast, street, which):
    _, households = street
    given = shop(cast, 31)
    shop_id = written(session, cast, 31, **given.model_dump(exclude={"unit_id", "door"}))
    changes, wanted = {
        "shops": ({"kinds": [HouseholdKind.MERCHANT]}, {shop_id}),
        "elderly": ({"care": ["living_alone"]}, {households[3]}),
        "uncovered": ({"is_uncovered": True}, {households[3], shop_id}),
        "several": ({"care": ["living_alone", "disabled"], "kinds": [HouseholdKind.FAMILY]}, set(households)),
    }[which]
    assert count_meant(session, cast.bob, RoundIn(**changes), cast.bob.unit_path) == len(wanted)
    assert households_of(session, made(session, cast, **changes)) == wanted


def test_a_household_that_left_is_in_no_round_and_one_that_leaves_is_no_longer_due(session, cast, street):
    _, households = street
    leave(session, cast.bob, household_id=households[3], seen=seen(session, households[3]), reason="搬到外省")
    round_id = made(session, cast)
    leave(session, cast.bob, household_id=households[2], seen=seen(session, households[2]), reason="搬到外省")
    assert figures(session, cast.bob, round_id) == (3, 0, 0, 2)


def test_only_those_who_plan_visits_make_rounds_and_only_in_their_own_area(session, cast, street):
    make = lambda actor: made(session, cast, actor)  # noqa: E731
    others = [cast.ada, cast.ben, cast.dora, cast.leo, cast.percy, *cast.departments.values()]
    assert codes(make, cast.bob, cast.grace, cast.alice) == ["done"] * 3
    assert codes(make, *others) == ["not_allowed"] * len(others)
    with pytest.raises(NotFound, match="unit_not_found"):
        made(session, cast, cast.grace, unit_id=cast.places.pine)
    with pytest.raises(Invalid, match="round_nobody"):
        made(session, cast, cast.charlie)


def test_the_same_press_twice_makes_one_round(session, cast, street):
    press = uuid4()
    first, second = (make_round(session, cast.bob, round=gas(cast.bob.unit_id), request_id=press) for _ in range(2))
    assert first == second
    assert len(session.exec(select(VisitRound)).all()) == 1


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": " 燃 "}, "round_name", "name"),
        ({"name": "长" * 61}, "round_name", "name"),
        ({"name": "李建国 139 1234 5678"}, "number_in_text", "name"),
        ({"unit_id": None}, "round_unit", "unit"),
        ({"until": None}, "round_until_missing", "until"),
        ({"until": MONDAY - timedelta(days=1)}, "round_until_past", "until"),
        ({"from_on": WEEK, "until": WEEK - timedelta(days=1)}, "round_until_past", "until"),
        ({"care": ["x' OR 1=1 --"]}, "round_nobody", "households"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(session, cast, street, changes, code, field):
    with pytest.raises(Invalid) as refusal:
        make_round(session, cast.bob, round=gas(cast.bob.unit_id).model_copy(update=changes))
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert session.exec(select(VisitRound)).all() == []


def test_a_hostile_name_is_kept_as_it_is_and_stands_in_no_journal(session, cast, street):
    name = "<script>alert(1)</script>'; DROP TABLE visit;--"
    round_id = made(session, cast, name=name)
    assert find_round(session, cast.bob, round_id).name == name
    assert "script" not in str(journal(session, "round_made"))


def test_of_a_round_of_the_town_each_community_sees_its_own_households_and_the_town_closes_it(session, cast, street):
    _, households = street
    far = written(session, cast, 40, unit_id=cast.places.willow_building)
    round_id = made(session, cast)
    met(session, cast.charlie, far)
    assert figures(session, cast.charlie, round_id) == (1, 1, 0, 0)
    assert figures(session, cast.grace, round_id) == (4, 0, 0, 4)
    assert figures(session, cast.bob, round_id) == (5, 1, 0, 4)
    assert {household.household_id for household in due_households(session, cast.alice, round_id)} == set(households)
    with pytest.raises(NotAllowed, match="round_of_above"):
        close_round(session, cast.alice, round_id=round_id)


def test_whoever_is_met_is_done_and_whoever_is_not_stays(session, cast, street):
    _, households = street
    round_id = made(session, cast)
    met(session, cast.dora, households[0])
    tried(session, cast.dora, households[1])
    assert figures(session, cast.bob, round_id) == (4, 1, 1, 3)
    left = due_households(session, cast.bob, round_id)
    assert [(household.household_id, household.outcome) for household in left] == [
        (households[1], Outcome.NOBODY_HOME), (households[2], None), (households[3], None),
    ]  # fmt: skip
    tried(session, cast.dora, households[0])
    met(session, cast.dora, households[1])
    assert figures(session, cast.bob, round_id) == (4, 2, 0, 2)


def test_a_visit_before_the_round_begins_and_one_after_it_is_closed_do_not_count(session, cast, street):
    _, households = street
    round_id = made(session, cast)
    met(session, cast.dora, households[0], on=MONDAY - timedelta(days=1))
    assert figures(session, cast.bob, round_id) == (4, 0, 0, 4)
    met(session, cast.dora, households[1])
    close_round(session, cast.bob, round_id=round_id)
    with clock.at(clock.now() + timedelta(minutes=1)):
        met(session, cast.dora, households[2])
    assert figures(session, cast.bob, round_id) == (4, 1, 0, 3)
    assert [row.id for row in find_rounds(session, cast.bob, RoundStatus.CLOSED)] == [round_id]
    assert journal(session, "round_closed") == [{"round": round_id}]
    with pytest.raises(Stale, match="round_closed"):
        close_round(session, cast.bob, round_id=round_id)


def test_a_household_stays_in_a_round_when_its_entry_is_merged_into_one_that_was_not_in_it(session, cast, street):
    """And once: the one that stays stands for it, until the merge is undone."""
    _, households = street
    round_id = made(session, cast)
    met(session, cast.dora, households[0])
    late = written(session, cast, FIRST_YOUNG + 40)
    deed_id = merge_pair(session, cast, late, households[0])
    assert figures(session, cast.bob, round_id) == (4, 1, 0, 3)
    merge_pair(session, cast, late, households[1])
    assert figures(session, cast.bob, round_id) == (3, 1, 0, 2)
    undo(session, cast.bob, deed_id=last_change(session, late))
    undo(session, cast.bob, deed_id=deed_id)
    assert figures(session, cast.bob, round_id) == (4, 1, 0, 3)
    rows = session.exec(select(RoundHousehold.household_id).where(RoundHousehold.round_id == round_id)).all()
    assert late not in rows


def test_a_visit_that_comes_late_still_counts(session, cast, street):
    """Nothing overdue is ever locked."""
    _, households = street
    round_id = made(session, cast)
    with clock.at(WEEK + timedelta(days=5)):
        met(session, cast.dora, households[0])
        assert figures(session, cast.bob, round_id) == (4, 1, 0, 3)


def test_a_corrected_or_withdrawn_visit_is_corrected_in_its_round_and_the_next_visit_counts(session, cast, street):
    _, households = street
    round_id = made(session, cast)
    [wrong], [none] = met(session, cast.dora, households[0]), met(session, cast.dora, households[1])
    correct_visit(session, cast.dora, visit_id=wrong, seen=1, visit=VisitIn(household_ids=[], outcome=Outcome.NOBODY_HOME))
    withdraw_visit(session, cast.dora, visit_id=none, seen=1, reason="不是这户")
    assert figures(session, cast.bob, round_id) == (4, 0, 1, 4)
    met(session, cast.dora, households[0], households[1])
    assert figures(session, cast.bob, round_id) == (4, 2, 0, 2)


def test_the_figures_of_a_round_are_those_of_a_slow_count_after_any_visits(session, cast, street):
    _, households = street
    scheme, chance, round_id = current_scheme(session), Random(6442), made(session, cast)
    for _ in range(40):
        raised = [RaisedIn(topic=chance.choice(["hazard", "dispute", "health"]), text="楼道灯")] if chance.random() < 0.5 else []
        visit = VisitIn(household_ids=[chance.choice(households[:3])], outcome=chance.choice(list(Outcome)), raised=raised)
        [visit_id] = write_visit(session, cast.dora, visit=visit)
        if chance.random() < 0.3:
            withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="写错了")
        last = _last_that_count(session, round_id)
        facts = round_facts(session, cast.bob, scheme, round_id)
        outcomes = [visit.outcome for visit in last.values()]
        n_met = outcomes.count(Outcome.MET)
        assert figures(session, cast.bob, round_id) == (4, n_met, len(outcomes) - n_met, 4 - n_met)
        topics = Counter(topic for visit in last.values() for topic in visit.topics.split() if topic in ("hazard", "dispute"))
        assert dict(facts.raised) == topics
        assert [share.progress for share in facts.units] == [facts.row.progress]
        if len(last) == 3 and n_met == 3:
            break


def _last_that_count(session, round_id):
    """Household -> the visit at which it was met, else the last try that was not withdrawn."""
    found = {}
    begun = session.get_one(VisitRound, round_id).from_on
    for visit in session.exec(select(Visit).order_by(col(Visit.id))).all():
        before = found.get(visit.household_id)
        counts = visit.status is VisitStatus.STANDS and visit.visited_on >= begun
        if counts and not (before and before.outcome is Outcome.MET):
            found[visit.household_id] = visit
    return found


def test_every_steward_of_a_round_is_listed_with_what_is_left(session, cast, street):
    steward_id, households = street
    round_id = made(session, cast)
    met(session, cast.dora, households[0])
    shares, n_rows = round_stewards(session, cast.bob, round_id)
    told = [(share.id, share.progress.n_households, share.progress.n_met, share.progress.n_due) for share in shares]
    assert (told, n_rows) == ([(steward_id, 3, 1, 2), (0, 1, 0, 1)], 2)
    assert round_stewards(session, cast.bob, round_id, offset=1, limit=1) == (shares[1:], 2)


def test_the_list_of_a_round_is_taken_along_masked_and_recorded(session, cast, street):
    round_id = made(session, cast)
    masked = exported_due_households(session, cast.alice, round_id=round_id, with_full_data=False)
    full = exported_due_households(session, cast.alice, round_id=round_id, with_full_data=True)
    assert (masked[0].phone[3:7], "*" in full[0].phone, len(full)) == ("****", False, 4)
    assert [entry["is_full"] for entry in journal(session, "ledger_exported")] == [True, False]
    for actor in (cast.grace, cast.dora, cast.leo):
        with pytest.raises(NotAllowed):
            exported_due_households(session, actor, round_id=round_id, with_full_data=False)


def test_two_who_close_a_round_at_once_close_it_once(engine, cast):
    with write_block(engine) as s:
        written(s, cast)
        round_id = made(s, cast)
    close = lambda s: close_round(s, cast.bob, round_id=round_id)  # noqa: E731
    assert isinstance(overtaken(engine, close, close), Stale)
