"""Must-visits by hand, dropped, listed, told; and days that a household agreed to."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from db import clock
from db.actor import Role
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.ledger.commands.assign import give
from db.ledger.commands.reshape import leave
from db.office.queries import current_scheme
from db.visits.commands.must_visits import agree_day, ask_must_visit, drop_must_visit, forget_day
from db.visits.models.duties import DayOfYear, HouseholdDay, MustSource, MustStatus, MustVisit
from db.visits.queries.must_visits import (
    MustCounts,
    MustFilter,
    Which,
    agreed_days,
    count_must_visits,
    must_visits,
    told_counts,
    told_kinds,
)
from tests.conftest import MONDAY
from tests.ledger.changes import merge_pair
from tests.ledger.households import FIRST_YOUNG, seen, written
from tests.vetting.states import as_stored, codes, in_office, journal, new_scheme
from tests.visits.households import a_steward_with_households, dora_is, met

OUTSIDERS = ("ada", "leo", "percy")
LATER = MONDAY + timedelta(days=7)


@pytest.fixture
def street(session, cast):
    """Dora is the steward of three households; a fourth nobody has, a fifth is in the other community."""
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    nobodys = written(session, cast, 30)
    return steward_id, households, nobodys, written(session, cast, 31, unit_id=cast.places.willow_building)


def ask(session, cast, household_id, actor=None, **changes):
    given = {"kind": "hardship", "why": "刚失业，孩子上学有困难"} | changes
    return ask_must_visit(session, actor or cast.bob, household_id=household_id, **given)


def listed(session, actor, which=Which.OPEN, today=MONDAY, **more):
    return [row.household_id for row in must_visits(session, actor, MustFilter(which, **more), today)]


def test_asked_for_by_hand_it_is_due_within_the_rules_working_days(session, cast, street):
    steward_id, households, *_ = street
    must_id = ask(session, cast, households[0])
    [row] = must_visits(session, cast.grace, MustFilter(), MONDAY)
    assert (row.id, row.household_id, row.kind, row.source, row.why) == (
        must_id, households[0], "hardship", MustSource.BY_HAND, "刚失业，孩子上学有困难",
    )  # fmt: skip
    assert (row.due_on, row.n_days_left, row.is_overdue) == (MONDAY + timedelta(days=3), 3, False)
    assert (row.steward_id, row.unit_name[-3:]) == (steward_id, "1号楼")
    assert "刚失业".encode() not in as_stored(session)
    assert journal(session, "must_visit_made") == [{"must_visit": must_id, "kind": "hardship", "source": "by_hand"}]


def test_due_days_are_working_days_and_what_is_overdue_says_for_how_many(session, cast, street):
    _, households, *_ = street
    with clock.at(date(2026, 11, 26)):
        ask(session, cast, households[0])
    [row] = must_visits(session, cast.bob, MustFilter(), date(2026, 11, 28))
    assert (row.due_on, row.n_days_left) == (date(2026, 12, 1), 2)
    [row] = must_visits(session, cast.bob, MustFilter(Which.OVERDUE), date(2026, 12, 7))
    assert (row.n_days_left, row.is_overdue) == (-4, True)
    assert listed(session, cast.bob, Which.OVERDUE, date(2026, 12, 1)) == []


def test_the_same_press_twice_asks_once_and_the_same_reason_is_not_asked_again_while_open(session, cast, street):
    _, households, *_ = street
    press = uuid4()
    assert ask(session, cast, households[0], request_id=press) == ask(session, cast, households[0], request_id=press)
    with pytest.raises(Conflict, match="must_open_already"):
        ask(session, cast, households[0])
    ask(session, cast, households[0], kind="disaster")
    met(session, cast.dora, households[0])
    ask(session, cast, households[0])
    assert listed(session, cast.bob) == [households[0]]
    assert listed(session, cast.bob, Which.DONE) == [households[0]] * 2


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"kind": "party"}, "must_kind_unknown", "kind"),
        ({"why": " "}, "reason_missing", "why"),
        ({"why": "长" * 1000}, "too_long", "why"),
        ({"n_days": 0}, "must_days", "n_days"),
        ({"n_days": 61}, "must_days", "n_days"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(session, cast, street, changes, code, field):
    with pytest.raises(Invalid) as refusal:
        ask(session, cast, street[1][0], **changes)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_nobody_is_sent_to_a_household_that_is_gone(session, cast, street):
    _, households, *_ = street
    leave(session, cast.bob, household_id=households[0], seen=seen(session, households[0]), reason="搬走")
    with pytest.raises(Conflict, match="household_gone"):
        ask(session, cast, households[0])


def test_a_must_visit_is_dropped_with_a_reason_once(session, cast, street):
    _, households, *_ = street
    must_id = ask(session, cast, households[0])
    with pytest.raises(Invalid, match="reason_missing"):
        drop_must_visit(session, cast.grace, must_visit_id=must_id, reason="")
    drop_must_visit(session, cast.grace, must_visit_id=must_id, reason="登记有误，没有失业")
    [row] = must_visits(session, cast.bob, MustFilter(Which.DONE), MONDAY)
    assert (row.status, row.reason, row.settled_on) == (MustStatus.DROPPED, "登记有误，没有失业", MONDAY)
    assert "登记有误".encode() not in as_stored(session)
    assert journal(session, "must_visit_dropped") == [{"must_visit": must_id}]
    with pytest.raises(Stale, match="must_visit_moved"):
        drop_must_visit(session, cast.bob, must_visit_id=must_id, reason="再来一次")


def test_what_was_visited_meanwhile_is_not_dropped(session, cast, street):
    _, households, *_ = street
    must_id = ask(session, cast, households[0])
    met(session, cast.dora, households[0])
    with pytest.raises(Stale):
        drop_must_visit(session, cast.bob, must_visit_id=must_id, reason="不用去了")
    assert session.get_one(MustVisit, must_id).status is MustStatus.DONE


def test_each_sees_their_own_unit_and_a_steward_only_the_households_of_now(session, cast, street):
    steward_id, households, nobodys, foreign = street
    for household_id in (households[0], nobodys, foreign):
        ask(session, cast, household_id)
    assert {name: listed(session, getattr(cast, name)) for name in ("bob", "alice", "charlie", "grace", "ben", "dora")} == {
        "bob": [households[0], nobodys, foreign], "alice": [households[0], nobodys], "charlie": [foreign],
        "grace": [households[0], nobodys], "ben": [households[0], nobodys], "dora": [households[0]],
    }  # fmt: skip
    give(session, cast.bob, household_id=households[0], steward_id=in_office(session, cast, FIRST_YOUNG + 20), seen=steward_id)
    assert listed(session, cast.dora) == []
    assert count_must_visits(session, cast.dora, MustFilter(), MONDAY) == 0


def test_who_has_nothing_to_do_with_visits_sees_none_and_asks_for_none(session, cast, street):
    _, households, _, foreign = street
    must_id = ask(session, cast, households[0])
    strangers = [*(getattr(cast, name) for name in OUTSIDERS), *cast.departments.values()]
    assert [listed(session, actor) for actor in strangers] == [[]] * len(strangers)
    for actor in (*strangers, cast.ben, cast.dora):
        with pytest.raises(NotAllowed):
            ask(session, cast, households[1], actor)
        with pytest.raises(NotAllowed):
            drop_must_visit(session, actor, must_visit_id=must_id, reason="不用去了")
    assert codes(lambda i: ask(session, cast, i, cast.charlie), households[1], 999) == ["household_not_found"] * 2
    assert codes(lambda i: drop_must_visit(session, cast.charlie, must_visit_id=i, reason="不用"), must_id, 999) == [
        "must_visit_not_found", "must_visit_not_found",
    ]  # fmt: skip
    ask(session, cast, foreign, cast.charlie)


def test_the_list_is_narrowed_by_kind_and_unit_in_the_order_of_due_days(session, cast, street):
    _, households, nobodys, foreign = street
    ask(session, cast, households[0], n_days=5)
    ask(session, cast, households[1], kind="disaster", n_days=4)
    ask(session, cast, foreign, n_days=1)
    assert listed(session, cast.bob) == [foreign, households[1], households[0]]
    assert listed(session, cast.bob, kinds=("disaster",)) == [households[1]]
    assert listed(session, cast.bob, unit_path=cast.alice.unit_path) == [households[1], households[0]]
    assert listed(session, cast.charlie, unit_path=cast.alice.unit_path) == [foreign]
    assert [row.household_id for row in must_visits(session, cast.bob, MustFilter(), MONDAY, offset=1, limit=1)] == [
        households[1]
    ]


def test_the_roles_that_the_rule_names_are_told_and_the_steward_of_all(session, cast, street):
    _, households, nobodys, _ = street

    def tell(scheme):
        rules = [r.model_copy(update={"tells": (Role.COMMUNITY_PARTY,)} if r.key == "disaster" else {})
                 for r in scheme.visiting.must_visits]  # fmt: skip
        return scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"must_visits": tuple(rules)})})

    new_scheme(session, cast, tell)
    ask(session, cast, households[0])
    ask(session, cast, nobodys, kind="disaster")
    scheme = current_scheme(session)
    told = {name: told_counts(session, getattr(cast, name), scheme, LATER) for name in ("grace", "alice", "dora", "bob")}
    assert told == {
        "grace": MustCounts(1, 1), "alice": MustCounts(1, 1), "dora": MustCounts(1, 1), "bob": MustCounts(0, 0),
    }  # fmt: skip
    assert told_kinds(scheme, Role.COMMUNITY_PARTY) == ("disaster",)


def agree(session, actor, household_id, **changes):
    given = {"kind": DayOfYear.BIRTHDAY, "month": 12, "day": 1, "whose": "唐大河"} | changes
    return agree_day(session, actor, household_id=household_id, **given)


def test_a_day_that_a_household_agreed_to_comes_round_and_is_forgotten_when_asked(session, cast, street):
    _, households, *_ = street
    first = agree(session, cast.grace, households[0])
    agree(session, cast.grace, households[0], kind=DayOfYear.MEMORIAL, month=10, day=15, is_lunar=True, whose="先父")
    rows = agreed_days(session, cast.dora, households, MONDAY)
    assert [(row.kind, row.whose, row.on) for row in rows] == [
        (DayOfYear.MEMORIAL, "先父", date(2026, 11, 23)), (DayOfYear.BIRTHDAY, "唐大河", date(2026, 12, 1)),
    ]  # fmt: skip
    assert "先父".encode() not in as_stored(session)
    forget_day(session, cast.grace, day_id=first)
    assert [row.whose for row in session.exec(select(HouseholdDay)).all()] == ["先父"]
    with pytest.raises(NotFound):
        forget_day(session, cast.grace, day_id=first)


def test_agreed_days_are_seen_and_written_only_where_the_household_is(session, cast, street):
    _, households, nobodys, _ = street
    day_id = agree(session, cast.bob, nobodys)
    people = (cast.bob, cast.grace, cast.charlie, cast.dora, cast.leo, cast.ada, cast.percy)
    assert [len(agreed_days(session, actor, [nobodys], MONDAY)) for actor in people] == [1, 1, 0, 0, 0, 0, 0]
    assert codes(lambda a: agree(session, a, households[0]), cast.charlie, cast.dora, cast.leo) == [
        "household_not_found", "not_allowed", "not_allowed",
    ]  # fmt: skip
    assert codes(lambda a: forget_day(session, a, day_id=day_id), cast.charlie, cast.ben) == [
        "household_not_found", "not_allowed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"month": 13}, "day_of_year"), ({"month": 2, "day": 30}, "day_of_year"), ({"day": 0}, "day_of_year"),
        ({"month": 1, "day": 31, "is_lunar": True}, "day_of_year"), ({"whose": " "}, "whose_missing"),
        ({"whose": "长" * 51}, "too_long"),
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_refused(session, cast, street, changes, code):
    with pytest.raises(Invalid, match=code):
        agree(session, cast.bob, street[1][0], **changes)


def test_what_was_asked_of_an_entry_that_was_merged_belongs_to_the_one_that_stayed(session, cast, street):
    _, households, nobodys, _ = street
    ask(session, cast, nobodys)
    agree(session, cast.bob, nobodys)
    merge_pair(session, cast, households[0], nobodys)
    assert listed(session, cast.dora) == listed(session, cast.grace) == [households[0]]
    assert told_counts(session, cast.dora, current_scheme(session), MONDAY) == MustCounts(1, 0)
    assert [row.household_id for row in agreed_days(session, cast.dora, [households[0]], MONDAY)] == [households[0]]
