"""Visits to old or infirm party members looked after by name: written once, by whom, and what they count for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import func, select

from db import clock
from db.actor import Role
from db.errors import Invalid, NotAllowed, NotFound
from db.ledger.commands.named import end_named
from db.ledger.models.named import NamedStatus
from db.vetting.queries.in_office import in_office_since
from db.visits.commands.named import keep_named_draft, withdraw_named_visit, write_named_visit
from db.visits.models.named import NamedVisit, NamedVisitIn
from db.visits.models.visits import Outcome, VisitStatus
from db.visits.queries import named as q
from db.visits.queries.day_list import day_list
from db.visits.queries.progress import month_progress
from db.visits.queries.stewards_in_need import needs_help
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG
from tests.ledger.named import NEED, given_to, person, row_of, with_named
from tests.tallies import wrong_counts
from tests.vetting.states import a_steward, as_stored, codes, journal, new_scheme, wearing
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases
NOVEMBER = 202611
DAY = timedelta(days=1)


@pytest.fixture
def who(session, cast):
    """Dora as the steward of two households and one person: her id, the households, the person."""
    with_named(session, cast)
    steward_id, households = a_steward_with_households(session, cast, 2)
    dora_is(session, cast, steward_id)
    member_id = person(session, cast)
    given_to(session, cast, member_id, steward_id)
    return steward_id, households, member_id


def visited(session, actor, member_id, **said):
    return write_named_visit(session, actor, member_id=member_id, visit=NamedVisitIn(**said))


def n_visits(session):
    return session.scalar(select(func.count()).select_from(NamedVisit))


def test_a_plain_visit_is_the_person_today_and_met(session, cast, who):
    steward_id, _, member_id = who
    row = session.get_one(NamedVisit, visited(session, cast.dora, member_id, note=" 精神还好 "))
    assert (row.member_id, row.steward_id, row.user_id, row.unit_id) == (
        member_id, steward_id, cast.dora.user_id, cast.places.buildings[0],
    )  # fmt: skip
    assert (row.visited_on, row.outcome, row.note) == (clock.today(), Outcome.MET, "精神还好")
    assert "精神还好".encode() not in as_stored(session)
    assert journal(session, "named_visit_written") == [{"named_visit": row.id, "source": "screen"}]


def test_the_same_press_twice_is_one_visit(session, cast, who):
    press, member_id = uuid4(), who[2]
    ids = {write_named_visit(session, cast.dora, member_id=member_id, visit=NamedVisitIn(), request_id=press) for _ in range(2)}
    assert (len(ids), n_visits(session)) == (1, 1)


def test_a_visit_to_come_and_a_note_without_end_are_refused_at_once(session, cast, who):
    with pytest.raises(Invalid) as caught:
        visited(session, cast.dora, who[2], visited_on=MONDAY + DAY, note="长" * 501)
    assert [problem.field for problem in caught.value.all] == ["visited_on", "note"]


def test_a_visit_before_its_steward_took_office_is_refused_and_one_of_nobodys_is_not(session, cast, who):
    steward_id, _, member_id = who
    first = in_office_since(session, [steward_id])[steward_id]
    told = {"visited_on": first - DAY, "steward_id": steward_id}
    acts = (
        lambda: visited(session, cast.dora, member_id, visited_on=first - DAY),
        lambda: visited(session, cast.bob, member_id, **told),
    )
    assert codes(lambda act: act(), *acts) == ["visit_before_steward"] * 2
    assert codes(lambda day: visited(session, cast.bob, member_id, visited_on=day), first - DAY, MONDAY.replace(year=1900)) == [
        "done", "visit_too_early",
    ]  # fmt: skip


def test_at_a_desk_it_is_the_visit_of_whoever_looked_after_the_person_or_nobodys(session, cast, who):
    steward_id, _, member_id = who
    stranger = a_steward(session, cast, FIRST_YOUNG + 7)
    ids = [visited(session, cast.bob, member_id, **said) for said in ({}, {"steward_id": steward_id})]
    assert [session.get_one(NamedVisit, i).steward_id for i in ids] == [None, steward_id]
    with pytest.raises(Invalid, match="not_this_stewards_person"):
        visited(session, cast.bob, member_id, steward_id=stranger)
    other = a_steward(session, cast, FIRST_YOUNG + 8)
    given_to(session, cast, member_id, other)
    assert [steward for steward, _ in q.stewards_ever_of(session, cast.bob, member_id)] == [other, steward_id]


def test_neither_another_steward_nor_another_community_nor_a_leader_writes_a_visit(session, cast, who):
    member_id = who[2]
    other = wearing(session, cast.percy, Role.STEWARD, cast.places.buildings[0])
    assert codes(lambda actor: visited(session, actor, member_id), other, cast.charlie, cast.leo, cast.ben) == [
        "named_not_found", "named_not_found", "not_allowed", "not_allowed",
    ]  # fmt: skip
    assert n_visits(session) == 0


def test_whoever_is_no_longer_here_is_not_visited(session, cast, who):
    member_id = who[2]
    end_named(session, cast.bob, member_id=member_id, seen=row_of(session, member_id).version, status=NamedStatus.DIED)
    with pytest.raises(NotFound):
        visited(session, cast.bob, member_id)


def test_a_visit_to_a_person_is_no_visit_to_a_household(session, cast, who):
    """The month's quota counts households met; a comrade seen ten times is none of them."""
    steward_id, households, member_id = who
    for _ in range(10):
        visited(session, cast.dora, member_id)
    assert month_progress(session, steward_id, NOVEMBER, MONDAY).n_met == 0
    met(session, cast.dora, households[0])
    assert month_progress(session, steward_id, NOVEMBER, MONDAY).n_met == 1
    assert q.own_named_progress(session, cast.dora, NOVEMBER) == q.NamedProgress(1, 1)
    assert wrong_counts(session) == {}


def test_of_the_month_those_count_who_were_met_in_it_by_their_steward(session, cast, who):
    steward_id, _, member_id = who
    visited(session, cast.dora, member_id, visited_on=MONDAY - 30 * DAY)
    visited(session, cast.dora, member_id, outcome=Outcome.NOBODY_HOME)
    visited(session, cast.bob, member_id)
    assert q.named_progress(session, steward_id, NOVEMBER) == q.NamedProgress(0, 1)
    visited(session, cast.bob, member_id, steward_id=steward_id)
    assert q.named_progress(session, steward_id, NOVEMBER) == q.NamedProgress(1, 1)


def test_a_steward_who_only_saw_persons_is_not_said_to_be_silent(session, cast, who):
    later = MONDAY + 70 * DAY
    with clock.at(later):
        assert [row.quiet_days for row in needs_help(session, cast.bob, 202702)[0]] == [70]
        visited(session, cast.dora, who[2])
        assert needs_help(session, cast.bob, 202702)[0] == []


def test_an_office_reads_how_many_anybody_met_in_a_month_unit_by_unit(session, cast, who):
    """Whoever is gone is not asked for any more."""
    gone = person(session, cast, name="戚建国", unit_id=cast.places.buildings[1])
    visited(session, cast.bob, who[2])
    visited(session, cast.bob, who[2])
    visited(session, cast.bob, gone, visited_on=MONDAY - 30 * DAY)
    path = cast.grace.unit_path
    assert [q.named_overview(session, cast.leo, month, path) for month in (202610, NOVEMBER)] == [
        q.NamedProgress(1, 2), q.NamedProgress(1, 2),
    ]  # fmt: skip
    assert q.named_overview(session, cast.charlie, NOVEMBER) == q.NamedProgress(0, 0)
    end_named(session, cast.bob, member_id=gone, seen=1, status=NamedStatus.MOVED)
    assert q.named_overview(session, cast.leo, 202610, path) == q.NamedProgress(0, 1)


def test_the_day_list_has_the_person_with_need_and_last_meeting_and_a_masked_name(session, cast, who):
    member_id = who[2]
    visited(session, cast.dora, member_id, visited_on=MONDAY - 9 * DAY)
    visited(session, cast.dora, member_id, outcome=Outcome.NOBODY_HOME)
    [card] = q.named_list(session, cast.dora)
    assert (card.member_id, card.door, card.name, card.need_said, card.days_since(MONDAY)) == (
        member_id, "2单元301", "骆**", NEED, 9,
    )  # fmt: skip
    new_scheme(
        session, cast, lambda old: old.model_copy(update={"visiting": old.visiting.model_copy(update={"shows_full_names": True})})
    )
    assert q.named_list(session, cast.dora)[0].name == "骆长春"


def test_persons_stand_among_the_households_by_how_long_nobody_met_them(session, cast, who):
    _, households, member_id = who
    met(session, cast.dora, households[0], on=MONDAY - 20 * DAY)
    met(session, cast.dora, households[1], on=MONDAY - DAY)
    visited(session, cast.dora, member_id, visited_on=MONDAY - 9 * DAY)
    cards = sorted([*day_list(session, cast.dora), *q.named_list(session, cast.dora)], key=lambda card: card.need)
    assert [card.days_since(MONDAY) for card in cards] == [20, 9, 1]


def test_a_scheme_without_such_persons_has_none_on_the_day_list(session, cast, who):
    with_named(session, cast, None)
    assert q.named_list(session, cast.dora) == []
    assert q.own_named_progress(session, cast.dora, NOVEMBER) is None


def test_a_draft_is_ones_own_stands_first_and_goes_with_the_visit(session, cast, who):
    member_id, press = who[2], uuid4()
    begun = NamedVisitIn(outcome=Outcome.NOBODY_HOME, note="去了儿子家")
    keep_named_draft(session, cast.dora, member_id=member_id, visit=begun, request_id=press)
    assert (q.named_draft_of(session, cast.dora, member_id), q.named_draft_of(session, cast.grace, member_id)) == (begun, None)
    assert [card.draft_id for card in q.named_list(session, cast.dora)] == [press]
    assert "儿子家".encode() not in as_stored(session)
    write_named_visit(session, cast.dora, member_id=member_id, visit=begun, request_id=press)
    keep_named_draft(session, cast.dora, member_id=member_id, visit=begun, request_id=press)
    assert q.named_draft_of(session, cast.dora, member_id) is None


def test_a_visit_that_was_none_is_taken_back_by_whoever_wrote_it_or_the_office(session, cast, who):
    member_id = who[2]
    mine, old, later = (visited(session, cast.dora, member_id) for _ in range(3))
    withdraw_named_visit(session, cast.dora, visit_id=mine)
    assert codes(lambda i: withdraw_named_visit(session, cast.dora, visit_id=i), mine) == ["visit_not_found"]
    with clock.at(MONDAY + 8 * DAY):
        with pytest.raises(NotAllowed, match="correct_too_late"):
            withdraw_named_visit(session, cast.dora, visit_id=old)
        withdraw_named_visit(session, cast.grace, visit_id=old)
    with pytest.raises(NotFound):
        withdraw_named_visit(session, cast.charlie, visit_id=later)
    rows, n = q.visits_of_named(session, cast.dora, member_id)
    assert ([row.status for row in rows], n) == ([VisitStatus.STANDS, VisitStatus.WITHDRAWN, VisitStatus.WITHDRAWN], 3)
