"""Visits so far: found newest first, one of them whole, taken along with the numbers of people masked; hostile words."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.errors import Invalid, NotAllowed, NotFound
from db.ledger.commands.assign import give
from db.ledger.commands.reshape import merge, move_household
from db.office.queries import current_scheme
from db.redaction import has_number, without_numbers
from db.visits.commands.correct import correct_visit, may_correct, withdraw_visit
from db.visits.commands.disclosures import exported_visits
from db.visits.commands.write import write_visit
from db.visits.models.visits import Outcome, Promise, PromiseStatus, RaisedIn, VisitIn, VisitSource, VisitStatus
from db.visits.queries.visits import VisitFilter, count_visits, find_visit, find_visits, visit_facts, visits_of_household
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, household, seen, written
from tests.vetting.states import as_stored, in_office, journal, new_scheme
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases

ID, PHONE = "61072919600101001X", "13800001111"
SCRIPT = "<script>alert('走访')</script> **粗** =1+1"


@pytest.fixture
def street(session, cast):
    """Dora is the steward of three households."""
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    return steward_id, households


def _ids(session, actor, **wanted):
    rows = find_visits(session, actor, VisitFilter(**wanted))
    assert len(rows) == count_visits(session, actor, VisitFilter(**wanted))
    return [row.id for row in rows]


def test_the_newest_visit_comes_first_and_pages_follow_each_other(session, cast, street):
    _, households = street
    days = [MONDAY - timedelta(days=n) for n in (3, 0, 9, 3)]
    ids = [met(session, cast.dora, households[n % 3], on=on)[0] for n, on in enumerate(days)]
    newest = [ids[1], ids[3], ids[0], ids[2]]
    assert _ids(session, cast.bob) == newest
    assert [row.id for row in find_visits(session, cast.bob, VisitFilter(), offset=1, limit=2)] == newest[1:3]


def test_each_filter_finds_what_it_says_and_nothing_more(session, cast, street):
    steward_id, households = street
    [health] = met(session, cast.dora, households[0], topics=["health"])
    [old] = met(session, cast.bob, households[1], on=date(2026, 10, 5), topics=["health", "policy"])
    [vain] = write_visit(session, cast.dora, visit=VisitIn(household_ids=[households[2]], outcome=Outcome.NOBODY_HOME))
    find = lambda **wanted: set(_ids(session, cast.bob, **wanted))  # noqa: E731
    assert find(topic="health") == {health, old}
    assert find(topic="heal") == find(topic="%") == set()
    assert find(outcome=Outcome.NOBODY_HOME) == {vain}
    assert find(steward_id=steward_id) == {health, vain}
    assert find(household_id=households[1]) == {old}
    assert find(first_day=date(2026, 10, 5), last_day=date(2026, 10, 5)) == {old}
    assert find(first_day=date(2026, 10, 6)) == {health, vain}
    assert find(unit_path=f"{cast.grace.unit_path}{cast.places.buildings[0]}/") == {health, old, vain}
    assert find(unit_path=f"{cast.grace.unit_path}{cast.places.buildings[1]}/") == set()


def test_what_was_withdrawn_is_listed_only_when_asked_for(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0])
    withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="不是这户")
    assert _ids(session, cast.bob) == []
    [row] = find_visits(session, cast.bob, VisitFilter(with_withdrawn=True))
    assert (row.id, row.status, row.was_corrected) == (visit_id, VisitStatus.WITHDRAWN, True)


def test_a_steward_reads_the_family_name_only_unless_the_scheme_shows_it_whole(session, cast, street):
    _, households = street
    met(session, cast.dora, households[0])
    name = household(session, households[0]).name
    shown = lambda actor: find_visits(session, actor, VisitFilter())[0].name  # noqa: E731
    assert (shown(cast.dora), shown(cast.grace)) == (name[0] + "**", name)
    full = lambda scheme: {"visiting": scheme.visiting.model_copy(update={"shows_full_names": True})}  # noqa: E731
    new_scheme(session, cast, lambda scheme: scheme.model_copy(update=full(scheme)))
    assert shown(cast.dora) == name


def test_a_household_that_is_somebody_elses_now_is_not_named_to_the_one_before(session, cast, street):
    steward_id, households = street
    met(session, cast.dora, households[0])
    other = in_office(session, cast, FIRST_YOUNG + 7)
    give(session, cast.bob, household_id=households[0], steward_id=other, seen=steward_id)
    [row] = find_visits(session, cast.dora, VisitFilter())
    assert (row.door, row.name, row.household_id) == ("", "", households[0])
    assert find_visits(session, cast.grace, VisitFilter())[0].door == household(session, households[0]).door


def test_a_visit_stays_with_the_unit_in_which_it_was_made(session, cast, street):
    """The grid worker keeps it after the household went to another community, and reads no door there."""
    _, households = street
    met(session, cast.dora, households[0])
    willow, version = cast.places.willow_building, seen(session, households[0])
    move_household(session, cast.bob, household_id=households[0], seen=version, unit_id=willow, door="9单元901", reason="换房")
    [row] = find_visits(session, cast.grace, VisitFilter())
    assert (row.door, row.name) == ("", "")
    assert find_visits(session, cast.charlie, VisitFilter()) == []


def test_one_visit_tells_everything_that_was_said_promised_and_raised(session, cast, street):
    steward_id, households = street
    [before] = met(session, cast.dora, households[0], on=MONDAY - timedelta(days=9), promise="帮问大病救助")
    promise = visit_facts(session, cast.dora, before).promises[0]
    assert (promise.text, promise.status, promise.is_of_this_visit) == ("帮问大病救助", PromiseStatus.OPEN, True)
    kept = {_promise_id(session, before): PromiseStatus.KEPT}
    told = [RaisedIn(topic="hazard", text="楼道灯不亮")]
    [visit_id] = met(session, cast.dora, households[0], note="住院刚回家", promises=kept, raised=told)
    facts = visit_facts(session, cast.grace, visit_id)
    assert (facts.note, facts.raised, facts.source, facts.user_name) == (
        "住院刚回家", (("hazard", "楼道灯不亮"),), VisitSource.SCREEN, cast.dora.name,
    )  # fmt: skip
    [settled] = facts.promises
    assert (settled.status, settled.settled_on, settled.is_of_this_visit) == (PromiseStatus.KEPT, MONDAY, False)
    assert (facts.row.steward_id, facts.row.has_note, facts.n_together, facts.versions) == (steward_id, True, 1, ())


def _promise_id(session, visit_id):
    return session.scalar(sa.select(Promise.id).where(col(Promise.visit_id) == visit_id))


def test_households_visited_at_once_know_how_many_they_were(session, cast, street):
    _, households = street
    ids = met(session, cast.dora, *households, form="forum")
    met(session, cast.dora, households[0])
    assert [visit_facts(session, cast.dora, visit_id).n_together for visit_id in ids] == [3, 3, 3]


def test_earlier_versions_are_read_from_first_to_last_with_who_changed_them_and_why(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0], note="写错了", topics=["health"])
    vain = VisitIn(household_ids=[], outcome=Outcome.NOBODY_HOME)
    correct_visit(session, cast.dora, visit_id=visit_id, seen=1, visit=vain, reason="点错了")
    with clock.at(MONDAY + timedelta(days=20)):
        withdraw_visit(session, cast.grace, visit_id=visit_id, seen=2, reason="不是这户")
    facts = visit_facts(session, cast.grace, visit_id)
    assert [(v.user_name, v.reason, v.outcome, v.note, v.topics) for v in facts.versions] == [
        (cast.dora.name, "点错了", Outcome.MET, "写错了", ("health",)),
        (cast.grace.name, "不是这户", Outcome.NOBODY_HOME, "", ()),
    ]
    assert facts.row.status is VisitStatus.WITHDRAWN


def test_the_screen_asks_the_same_question_about_correcting_as_the_command(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0])
    may = lambda actor: may_correct(actor, current_scheme(session), find_visit(session, actor, visit_id))  # noqa: E731
    assert (may(cast.dora), may(cast.grace), may(cast.ben)) == (True, True, False)
    with clock.at(MONDAY + timedelta(days=8)):
        assert (may(cast.dora), may(cast.grace)) == (False, True)


def test_a_visit_of_another_community_is_not_found(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0])
    for ask in (visit_facts, find_visit):
        for who in (cast.charlie, cast.leo, cast.percy, cast.ada):
            with pytest.raises(NotFound, match="visit_not_found"):
                ask(session, who, visit_id)
    assert visits_of_household(session, cast.charlie, households[0]) == ([], 0)


def test_the_last_visits_of_a_household_are_its_own_and_are_counted(session, cast, street):
    _, households = street
    ids = [met(session, cast.dora, households[0], on=MONDAY - timedelta(days=n))[0] for n in range(4)]
    met(session, cast.dora, households[1])
    rows, n_rows = visits_of_household(session, cast.dora, households[0], limit=3)
    assert ([row.id for row in rows], n_rows) == (ids[:3], 4)


TYPED = [
    (f"身份证{ID}", "身份证610729********001X"),
    ("证号 610729 19600101 001x。", "证号 610729********001X。"),
    ("６１０７２９１９６００１０１００１Ｘ", "610729********001X"),
    (f"电话{PHONE},白天", "电话138****1111,白天"),
    ("138-0000-1111", "138****1111"),
    (f"{ID}和{PHONE}", "610729********001X和138****1111"),
]


@pytest.mark.parametrize(("typed", "masked"), TYPED)
def test_a_number_of_a_person_in_the_words_is_masked(typed, masked):
    assert (without_numbers(typed), has_number(typed)) == (masked, True)


@pytest.mark.parametrize("plain", ["2026年11月22日", "3单元402", "0916-2212345", "编号6222021234567890123", "1234567890", ""])
def test_days_doors_and_other_numbers_stay(plain):
    assert (without_numbers(plain), has_number(plain)) == (plain, False)


def test_what_is_taken_along_has_masked_numbers_everywhere_and_is_recorded(session, cast, street):
    _, households = street
    [visit_id] = met(
        session,
        cast.dora,
        households[0],
        note=f"身份证{ID}",
        promise=f"明天打{PHONE}",
        raised=[RaisedIn(topic="work", text=f"{PHONE}找")],
    )
    [line] = exported_visits(session, cast.bob, VisitFilter())
    assert (line.row.id, line.note, line.promised, line.raised) == (
        visit_id, "身份证610729********001X", "明天打138****1111", "138****1111找",
    )  # fmt: skip
    assert journal(session, "visits_exported") == [{"unit": cast.bob.unit_id, "n_visits": 1}]
    for who in (cast.dora, cast.grace, cast.ben, cast.leo, cast.percy, cast.ada):
        with pytest.raises(NotAllowed):
            exported_visits(session, who, VisitFilter())


def test_words_that_look_like_a_program_stay_words(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0], note=SCRIPT)
    assert visit_facts(session, cast.dora, visit_id).note == SCRIPT
    assert exported_visits(session, cast.bob, VisitFilter())[0].note == SCRIPT
    assert b"alert" not in as_stored(session)


def test_a_name_of_a_thousand_characters_never_comes_into_the_list_and_the_longest_is_masked_whole(session, cast, street):
    _, households = street
    with pytest.raises(Invalid):
        written(session, cast, 40, name="赵" * 1000)
    row = household(session, households[0])
    row.name = "赵" * 50
    session.flush()
    met(session, cast.dora, households[0])
    assert find_visits(session, cast.dora, VisitFilter())[0].name == "赵" + "*" * 49


def test_visits_of_an_entry_that_was_merged_stand_with_the_one_that_stays(session, cast):
    _, households = a_steward_with_households(session, cast, 2)
    met(session, cast.bob, households[0])
    met(session, cast.bob, households[1], on=MONDAY - timedelta(days=3))
    versions = {"keep_seen": seen(session, households[0]), "other_seen": seen(session, households[1])}
    merge(session, cast.bob, keep_id=households[0], other_id=households[1], **versions, reason="同一户")
    rows, n_rows = visits_of_household(session, cast.bob, households[0])
    assert ([row.visited_on for row in rows], n_rows) == ([MONDAY, MONDAY - timedelta(days=3)], 2)
