"""Old or infirm party members looked after by name: put down, corrected, given, handed over, let go; by whom, and once."""

from uuid import uuid4

import pytest
from sqlmodel import func, select

from db import clock
from db.actor import Role
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.ledger.commands.assign import hand_over
from db.ledger.commands.named import (
    correct_named,
    end_named,
    give_named,
    put_down,
    show_named_phone,
    take_up_named,
)
from db.ledger.models.named import NamedMember, NamedStatus
from db.ledger.queries.named import NamedFilter, count_named_uncovered, find_named
from db.vetting.commands.stewards import suspend
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, household, looked_after, seen, steward_of, written
from tests.ledger.named import NAME, NEED, PHONE, given_to, person, row_of, somebody, stewards_ever, with_named
from tests.vetting.states import a_steward, as_stored, codes, everything, journal, steward, wearing

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def programme(session, cast):
    with_named(session, cast)


@pytest.fixture
def stewards(session, cast):
    return [a_steward(session, cast, FIRST_YOUNG + n) for n in range(2)]


def n_members(session):
    return session.scalar(select(func.count()).select_from(NamedMember))


def test_a_person_is_put_down_with_telephone_and_need_sealed(session, cast):
    row = row_of(session, person(session, cast))
    assert (row.name, row.pinyin, row.unit_id, row.door, row.phone, row.need, row.status) == (
        NAME, "luochangchun", cast.places.buildings[0], "2单元301", PHONE, NEED, NamedStatus.HERE,
    )  # fmt: skip
    stored = as_stored(session)
    assert [text for text in (PHONE, NEED) if text.encode() in stored] == []
    assert journal(session, "named_member_changed")[0]["deed"] == "put_down"


def test_the_same_press_twice_puts_one_person_down(session, cast):
    press = uuid4()
    first, second = (put_down(session, cast.bob, member=somebody(cast), request_id=press) for _ in range(2))
    assert (first, n_members(session)) == (second, 1)


def test_everything_that_is_wrong_is_said_at_once(session, cast):
    with pytest.raises(Invalid) as caught:
        put_down(session, cast.bob, member=somebody(cast, name="", unit_id=None, door="", phone="123", need="多" * 301))
    assert [problem.field for problem in caught.value.all] == ["name", "door", "unit_id", "need", "phone"]


def test_the_same_person_at_the_same_door_is_not_put_down_twice_and_a_namesake_next_door_is(session, cast):
    person(session, cast)
    assert codes(lambda door: person(session, cast, door=door), "二单元301", "2单元302") == ["named_known", "done"]


def test_a_programme_without_such_persons_takes_none(session, cast, stewards):
    member_id = person(session, cast)
    with_named(session, cast, None)
    before = everything(session)
    acts = (
        lambda: person(session, cast, door="3单元101"),
        lambda: given_to(session, cast, member_id, stewards[0]),
        lambda: correct_named(session, cast.bob, member_id=member_id, seen=1, member=somebody(cast)),
    )
    assert codes(lambda act: act(), *acts) == ["no_named_members"] * 3
    assert everything(session) == before


def test_a_person_of_a_household_on_file_lives_where_it_lives_and_keeps_the_steward_when_it_moves(session, cast, stewards):
    from db.ledger.commands.reshape import move_household, undo

    home = written(session, cast)
    member_id = person(session, cast, household_id=home, unit_id=None, door="")
    given_to(session, cast, member_id, stewards[0])
    assert row_of(session, member_id).door == household(session, home).door
    within = move_household(
        session, cast.bob, household_id=home, seen=seen(session, home), unit_id=cast.places.buildings[0], door="9单元901"
    )
    assert (row_of(session, member_id).door, stewards_ever(session, member_id)) == ("9单元901", [(stewards[0], True)])
    undo(session, cast.bob, deed_id=within)
    assert row_of(session, member_id).door == household(session, home).door != "9单元901"
    move_household(
        session, cast.bob, household_id=home, seen=seen(session, home), unit_id=cast.places.buildings[1], door="1单元101"
    )
    row = row_of(session, member_id)
    assert (row.unit_id, row.door, stewards_ever(session, member_id)) == (
        cast.places.buildings[1], "1单元101", [(stewards[0], True)],
    )  # fmt: skip


def test_two_entries_of_one_household_that_are_merged_keep_its_person(session, cast):
    from db.ledger.commands.reshape import merge

    keep, other = written(session, cast), written(session, cast, 1)
    member_id = person(session, cast, household_id=other, unit_id=None, door="")
    merge(session, cast.bob, keep_id=keep, keep_seen=1, other_id=other, other_seen=1, reason="同一户")
    [row], _ = find_named(session, cast.bob, NamedFilter(household_id=keep))
    assert (row.id, row.door) == (member_id, household(session, keep).door)


def test_a_list_whose_household_has_such_a_person_is_no_longer_undone(session, cast):
    from db.ledger.commands.batches import undo_list
    from tests.ledger.lists import family, take
    from tests.ledger.lists import household as of_name

    batch_id = take(session, cast.bob, family(0))
    person(session, cast, household_id=of_name(session, "赵平").id, unit_id=None, door="")
    with pytest.raises(Conflict, match="batch_built_on"):
        undo_list(session, cast.bob, batch_id=batch_id)


def test_a_correction_keeps_the_telephone_that_is_left_empty(session, cast):
    member_id = person(session, cast)
    correct_named(session, cast.bob, member_id=member_id, seen=1, member=somebody(cast, phone="", need="双目失明"))
    row = row_of(session, member_id)
    assert (row.phone, row.need, row.version) == (PHONE, "双目失明", 2)
    assert journal(session, "named_member_changed")[0]["fields"] == ["need"]


def test_whoever_saw_an_older_state_changes_nothing(session, cast, stewards):
    member_id = person(session, cast)
    correct_named(session, cast.bob, member_id=member_id, seen=1, member=somebody(cast, need="双目失明"))
    before = everything(session)
    acts = (
        lambda: correct_named(session, cast.bob, member_id=member_id, seen=1, member=somebody(cast)),
        lambda: give_named(session, cast.bob, member_id=member_id, seen=1, steward_id=stewards[0]),
        lambda: end_named(session, cast.bob, member_id=member_id, seen=1, status=NamedStatus.DIED),
        lambda: take_up_named(session, cast.bob, member_id=member_id, seen=2),
    )
    assert codes(lambda act: act(), *acts) == ["named_moved"] * 4
    assert everything(session) == before


def test_giving_to_another_keeps_who_looked_after_the_person_before(session, cast, stewards):
    member_id = person(session, cast)
    for steward_id in stewards:
        given_to(session, cast, member_id, steward_id)
    assert stewards_ever(session, member_id) == [(stewards[0], False), (stewards[1], True)]


def test_a_steward_has_no_more_of_them_than_the_scheme_says_and_the_same_one_again_is_not_one_more(session, cast, stewards):
    members = [person(session, cast, door=f"{n}单元101") for n in (1, 2, 3)]
    for member_id in members[:2]:
        given_to(session, cast, member_id, stewards[0])
    assert codes(lambda i: given_to(session, cast, i, stewards[0]), members[1], members[2]) == ["done", "named_most"]
    assert stewards_ever(session, members[2]) == []


def test_only_a_steward_in_service_is_given_anybody(session, cast, stewards):
    member_id, chosen = person(session, cast), steward(session, stewards[0])
    suspend(session, cast.bob, steward_id=stewards[0], seen=chosen.version, reason="住院")
    with pytest.raises(Conflict, match="steward_not_active"):
        given_to(session, cast, member_id, stewards[0])


def test_persons_of_a_steward_who_is_suspended_count_as_without_a_steward(session, cast, stewards):
    member_id = person(session, cast)
    given_to(session, cast, member_id, stewards[0])
    assert count_named_uncovered(session, cast.bob) == 0
    suspend(session, cast.bob, steward_id=stewards[0], seen=steward(session, stewards[0]).version, reason="住院")
    [row], n = find_named(session, cast.bob, NamedFilter(is_uncovered=True))
    assert (row.id, row.is_served, n, count_named_uncovered(session, cast.bob)) == (member_id, False, 1, 1)


def test_a_hand_over_takes_the_persons_along_with_the_households(session, cast, stewards):
    home, member_id = written(session, cast), person(session, cast)
    looked_after(session, home, stewards[0], cast.bob)
    given_to(session, cast, member_id, stewards[0])
    press, to = uuid4(), stewards[1]
    for _ in range(2):
        hand_over(session, cast.bob, from_id=stewards[0], given={home: to}, members={member_id: to}, request_id=press)
    assert (steward_of(session, home), stewards_ever(session, member_id)) == (to, [(stewards[0], False), (to, True)])
    assert journal(session, "named_members_handed_over") == [{"steward": stewards[0], "n_members": 1, "to": [to]}]


def test_a_steward_with_persons_and_no_household_hands_these_over(session, cast, stewards):
    member_id = person(session, cast)
    given_to(session, cast, member_id, stewards[0])
    assert hand_over(session, cast.bob, from_id=stewards[0], given={}, members={member_id: stewards[1]}) == 0
    assert stewards_ever(session, member_id)[-1] == (stewards[1], True)


def test_a_hand_over_is_refused_whole_when_persons_do_not_fit_stay_meanwhile_or_are_somebody_elses(session, cast, stewards):
    home, mine, theirs = written(session, cast), person(session, cast), person(session, cast, door="1单元101")
    looked_after(session, home, stewards[0], cast.bob)
    given_to(session, cast, mine, stewards[0])
    given_to(session, cast, theirs, stewards[1])
    given_to(session, cast, person(session, cast, door="1单元102"), stewards[1])

    def over(members, **ways):
        to = dict.fromkeys(members, stewards[1])
        hand_over(session, cast.bob, from_id=stewards[0], given={home: stewards[1]}, members=to, **ways)

    with session.begin_nested() as point:
        assert codes(lambda case: over(case[0], **case[1]), ([theirs], {}), ([mine], {"until": MONDAY.replace(day=30)})) == [
            "named_given", "named_for_good",
        ]  # fmt: skip
        point.rollback()
    with pytest.raises(Conflict, match="named_most"):
        over([mine])


def test_whoever_is_no_longer_here_is_nobodys_and_can_be_taken_up_again(session, cast, stewards):
    member_id = person(session, cast)
    given_to(session, cast, member_id, stewards[0])
    end_named(session, cast.bob, member_id=member_id, seen=2, status=NamedStatus.MOVED)
    row = row_of(session, member_id)
    assert (row.status, row.ended_on, stewards_ever(session, member_id)) == (
        NamedStatus.MOVED, clock.today(), [(stewards[0], False)],
    )  # fmt: skip
    assert find_named(session, cast.bob, NamedFilter())[1] == 0
    take_up_named(session, cast.bob, member_id=member_id, seen=3)
    row = row_of(session, member_id)
    assert (row.status, row.ended_on, count_named_uncovered(session, cast.bob)) == (NamedStatus.HERE, None, 1)


def test_to_let_somebody_go_one_says_why(session, cast):
    member_id = person(session, cast)
    with pytest.raises(Invalid, match="reason_missing"):
        end_named(session, cast.bob, member_id=member_id, seen=1, status=NamedStatus.HERE)


def test_another_community_finds_nobody_and_other_roles_may_not(session, cast, stewards):
    member_id = person(session, cast)
    acts = (
        lambda who: put_down(session, who, member=somebody(cast, door="8单元801")),
        lambda who: correct_named(session, who, member_id=member_id, seen=1, member=somebody(cast)),
        lambda who: give_named(session, who, member_id=member_id, seen=1, steward_id=stewards[0]),
        lambda who: end_named(session, who, member_id=member_id, seen=1, status=NamedStatus.DIED),
        lambda who: take_up_named(session, who, member_id=member_id, seen=1),
    )
    before = everything(session)
    for act in acts:
        with pytest.raises(NotFound):
            act(cast.charlie)
        for who in (cast.ada, cast.ben, cast.dora, cast.leo, cast.percy, wearing(session, cast.grace, Role.DEPARTMENT, 1)):
            with pytest.raises(NotAllowed):
                act(who)
    assert everything(session) == before


def test_a_household_of_another_community_is_no_home_for_a_person(session, cast):
    home = written(session, cast)
    with pytest.raises(NotFound, match="household_not_found"):
        put_down(session, cast.charlie, member=somebody(cast, household_id=home))


def test_a_steward_of_another_community_is_given_nobody(session, cast, stewards):
    member_id = person(session, cast, unit_id=cast.places.willow_building)
    with pytest.raises(NotFound, match="steward_not_found"):
        give_named(session, cast.charlie, member_id=member_id, seen=1, steward_id=stewards[0])


def test_the_full_telephone_is_shown_to_the_two_offices_with_a_reason_and_recorded(session, cast):
    member_id = person(session, cast)
    assert show_named_phone(session, cast.bob, member_id=member_id, reason="约上门时间") == PHONE
    assert journal(session, "named_phone_shown") == [{"named_member": member_id, "reason": "约上门时间"}]
    refused = [
        lambda: show_named_phone(session, cast.grace, member_id=member_id, reason="约时间"),
        lambda: show_named_phone(session, cast.bob, member_id=member_id, reason=""),
        lambda: show_named_phone(session, cast.charlie, member_id=member_id, reason="约时间"),
    ]
    assert codes(lambda act: act(), *refused) == ["not_allowed", "reason_missing", "named_not_found"]


@pytest.mark.parametrize("typed", ["骆长春", "长春", "luoch", "lcc", "LCC", "301"])
def test_a_person_is_found_by_name_sound_or_door(session, cast, typed):
    member_id = person(session, cast)
    person(session, cast, name="戚建国", door="8单元802")
    assert [row.id for row in find_named(session, cast.bob, NamedFilter(search=typed))[0]] == [member_id]


def test_a_percent_sign_finds_itself_only(session, cast):
    person(session, cast)
    assert find_named(session, cast.bob, NamedFilter(search="%"))[0] == []
