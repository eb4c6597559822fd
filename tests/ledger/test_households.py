"""One household: written down, changed, confirmed; its people; its numbers in full."""

from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.ledger.commands.households import (
    add_member,
    change_household,
    change_member,
    confirm_household,
    member_left,
    show_numbers,
    write_household,
)
from db.ledger.commands.reshape import leave
from db.ledger.models.households import Fact, HouseholdIn, Member, MemberIn, MemberStatus
from db.ledger.queries.households import household_facts
from db.ledger.queries.lookalikes import Likeness
from db.office.commands.units import close_unit
from db.office.models import Unit
from db.vocabulary import Sex
from tests.ledger.households import a_family, counts_agree, household, seen, shop, written
from tests.people import id_number
from tests.vetting.states import as_stored, codes, everything, journal

WIFE = MemberIn(
    name="柳如是", relation="妻子", id_number=id_number(date(1970, 1, 2), serial=2), phone="13700001111", is_party=True
)


def test_a_household_is_read_back_as_it_was_written(session, cast):
    facts = household_facts(session, cast.bob, written(session, cast))
    row = facts.row
    assert (row.unit_name, row.door, row.name) == ("松风社区 松风苑 1号楼", "1单元101", "唐大河")
    assert (row.n_people, facts.n_party) == (3, 1)
    assert (facts.needs, facts.contact, facts.note, row.care) == ("听力不便", "晚上在家", "有一条狗", '["disabled"]')


def test_a_shop_has_its_title_trade_and_staff(session, cast):
    facts = household_facts(session, cast.bob, write_household(session, cast.bob, household=shop(cast)))
    assert (facts.row.title, facts.trade, facts.n_staff, facts.row.missing) == ("老0面馆", "餐饮", 4, 0)


def test_what_is_sensitive_is_sealed_and_masked(session, cast):
    given = a_family(cast)
    facts = household_facts(session, cast.bob, write_household(session, cast.bob, household=given))
    stored = as_stored(session)
    assert [text for text in (given.id_number, given.phone, given.note, '["disabled"]') if text.encode() in stored] == []
    assert given.id_number not in str(facts)
    assert given.phone not in str(facts)


def test_every_problem_is_said_at_once(session, cast):
    wrong = HouseholdIn(name="张3", id_number="61072119680309000", phone="12345", n_people="许多", care=["rich"], n_staff="-1")
    with pytest.raises(Invalid) as refusal:
        write_household(session, cast.bob, household=wrong)
    fields = {problem.field for problem in refusal.value.all}
    assert fields == {"door", "unit_id", "name", "id_number", "phone", "n_people", "care", "n_staff"}


@pytest.mark.parametrize("number", ["610721196803090015", "139-1234-5678", "１３９１２３４５６７８"])
def test_a_number_of_a_person_is_refused_in_a_door_and_in_a_shops_name(session, cast, number):
    given = a_family(cast, door=f"3栋2单元 {number}"), shop(cast, title=f"便民店 {number}")
    assert codes(lambda one: write_household(session, cast.bob, household=one), *given) == ["number_in_text"] * 2


def test_what_is_not_known_is_missing_and_what_is_nothing_is_not(session, cast):
    unit, bits = cast.places.buildings[0], {fact: 1 << n for n, fact in enumerate(Fact)}
    bare = write_household(session, cast.bob, household=HouseholdIn(unit_id=unit, door="9"))
    nothing = HouseholdIn(unit_id=unit, door="8", name="赵六", phone="13700002222", n_people="0", n_party="0", care=[])
    assert household(session, bare).missing == sum(bits.values())
    assert household(session, write_household(session, cast.bob, household=nothing)).missing == 0


def test_a_household_is_counted_where_it_stands(session, cast):
    written(session, cast)
    write_household(session, cast.bob, household=shop(cast, 1))
    assert counts_agree(session)


def test_the_same_press_twice_writes_one(session, cast):
    press = uuid4()
    first, again = (write_household(session, cast.bob, household=a_family(cast), request_id=press) for _ in range(2))
    assert first == again
    assert counts_agree(session)


@pytest.mark.parametrize(
    ("changes", "likeness"),
    [
        ({"door": "１单元 101", "id_number": "", "phone": ""}, Likeness.SAME_DOOR),
        ({"door": "2单元1", "phone": ""}, Likeness.SAME_ID),
        ({"door": "2单元1", "id_number": ""}, Likeness.SAME_PHONE_AND_NAME),
    ],
)
def test_a_lookalike_warns_and_can_be_overridden_with_a_reason(session, cast, changes, likeness):
    first = written(session, cast)
    with pytest.raises(Conflict, match="household_alike") as refusal:
        write_household(session, cast.bob, household=a_family(cast, **changes))
    assert [(one.household_id, one.likeness) for one in refusal.value.params["alike"]] == [(first, likeness)]
    assert write_household(session, cast.bob, household=a_family(cast, **changes), override="分户") != first


def test_the_same_door_in_another_unit_and_the_same_shop_of_a_family_are_no_lookalikes(session, cast):
    written(session, cast)
    nobody = {"id_number": "", "phone": ""}
    write_household(session, cast.bob, household=a_family(cast, unit_id=cast.places.buildings[1], **nobody))
    write_household(session, cast.bob, household=shop(cast))


def test_a_household_that_is_gone_is_no_lookalike(session, cast):
    leave(session, cast.bob, household_id=written(session, cast), seen=1, reason="搬走")
    write_household(session, cast.bob, household=a_family(cast))


def test_in_a_closed_unit_nobody_is_written_down(session, cast):
    row = session.get_one(Unit, cast.places.garden_building)
    close_unit(session, cast.ada, unit_id=row.id, seen=row.version)
    with pytest.raises(Invalid, match="unit_closed"):
        written(session, cast, unit_id=row.id)


def test_a_role_without_the_right_changes_nothing(session, cast):
    household_id = written(session, cast)
    before = everything(session)
    for actor in (cast.ada, cast.ben, cast.dora, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            change_household(session, actor, household_id=household_id, seen=1, household=a_family(cast, door="9"))
        with pytest.raises(NotAllowed):
            confirm_household(session, actor, household_id=household_id, seen=1)
    assert everything(session) == before


def test_a_change_writes_what_differs_and_makes_it_fresh(session, cast):
    household_id = written(session, cast)
    with clock.at(date(2027, 3, 1)):
        change_household(session, cast.bob, household_id=household_id, seen=1, household=a_family(cast, phone="13700003333"))
    row = household(session, household_id)
    assert (row.phone, row.name, row.version, row.confirmed_on) == ("13700003333", "唐大河", 2, date(2027, 3, 1))


def test_whoever_saw_an_older_state_overwrites_nothing(session, cast):
    household_id = written(session, cast)
    change_household(session, cast.grace, household_id=household_id, seen=1, household=a_family(cast, phone="13700003333"))
    before = everything(session)
    with pytest.raises(Stale, match="household_moved"):
        change_household(session, cast.bob, household_id=household_id, seen=1, household=a_family(cast, note="没有狗"))
    assert everything(session) == before


def test_a_change_neither_moves_the_household_nor_makes_a_shop_of_it(session, cast):
    household_id = written(session, cast)
    given = shop(cast, unit_id=cast.places.willow_building)
    change_household(session, cast.bob, household_id=household_id, seen=1, household=given)
    row = household(session, household_id)
    assert (row.unit_id, row.kind.value, row.title) == (cast.places.buildings[0], "family", "")


def test_a_change_to_anothers_door_warns(session, cast):
    written(session, cast)
    other = written(session, cast, 1)
    given = a_family(cast, 1, door="1单元101")
    with pytest.raises(Conflict, match="household_alike"):
        change_household(session, cast.bob, household_id=other, seen=1, household=given)
    change_household(session, cast.bob, household_id=other, seen=1, household=given, override="两户合住")


def test_a_change_of_something_else_does_not_ask_again_whom_it_looks_like(session, cast):
    written(session, cast)
    twin = written(session, cast)
    change_household(session, cast.bob, household_id=twin, seen=1, household=a_family(cast, note="两户合住"))


def test_confirming_makes_it_fresh_and_changes_nothing_else(session, cast):
    household_id = written(session, cast)
    before = household(session, household_id).model_dump(exclude={"version", "confirmed_on"})
    with clock.at(date(2027, 3, 1)):
        confirm_household(session, cast.grace, household_id=household_id, seen=1)
    row = household(session, household_id)
    assert row.model_dump(exclude={"version", "confirmed_on"}) == before
    assert (row.version, row.confirmed_on) == (2, date(2027, 3, 1))


def test_what_is_gone_cannot_be_changed_or_confirmed(session, cast):
    household_id = written(session, cast)
    leave(session, cast.bob, household_id=household_id, seen=1, reason="搬走")
    ways = [
        lambda v: change_household(session, cast.bob, household_id=household_id, seen=v, household=a_family(cast)),
        lambda v: confirm_household(session, cast.bob, household_id=household_id, seen=v),
        lambda v: add_member(session, cast.bob, household_id=household_id, seen=v, member=WIFE),
    ]
    assert [codes(way, seen(session, household_id)) for way in ways] == [["household_gone"]] * 3


def test_a_member_has_birth_date_and_sex_from_the_id_number(session, cast):
    household_id = written(session, cast)
    add_member(session, cast.bob, household_id=household_id, seen=1, member=WIFE)
    [member] = household_facts(session, cast.bob, household_id).members
    assert (member.name, member.birth_date, member.sex, member.is_party) == ("柳如是", date(1970, 1, 2), Sex.FEMALE, True)
    assert WIFE.id_number != member.id_number


def test_a_member_is_changed_and_leaves_by_name_of_what_happened(session, cast):
    household_id = written(session, cast)
    wife = add_member(session, cast.bob, household_id=household_id, seen=1, member=WIFE)
    act = {"household_id": household_id, "member_id": wife}
    change_member(session, cast.bob, seen=2, member=WIFE.model_copy(update={"relation": "配偶"}), **act)
    member_left(session, cast.bob, seen=3, status=MemberStatus.DIED, **act)
    row = session.get_one(Member, wife)
    assert (row.relation, row.status, seen(session, household_id)) == ("配偶", MemberStatus.DIED, 4)


def test_a_member_of_another_household_or_one_who_left_is_not_found(session, cast):
    first, other = written(session, cast), written(session, cast, 1)
    wife = add_member(session, cast.bob, household_id=first, seen=1, member=WIFE)
    act = lambda i: member_left(  # noqa: E731
        session, cast.bob, household_id=i, seen=seen(session, i), member_id=wife, status=MemberStatus.MOVED
    )
    assert codes(act, other, first, first) == ["member_not_found", "done", "member_not_found"]


def test_a_member_is_written_only_where_the_screen_shows_the_latest(session, cast):
    household_id = written(session, cast)
    confirm_household(session, cast.bob, household_id=household_id, seen=1)
    with pytest.raises(Stale):
        add_member(session, cast.bob, household_id=household_id, seen=1, member=WIFE)


def test_full_numbers_of_everybody_are_shown_with_a_reason_that_is_recorded(session, cast):
    given, household_id = a_family(cast), written(session, cast)
    wife = add_member(session, cast.bob, household_id=household_id, seen=1, member=WIFE)
    shown = show_numbers(session, cast.alice, household_id=household_id, reason=" 核对低保 ")
    assert shown == {
        "id_number": given.id_number, "phone": given.phone, f"id_number {wife}": WIFE.id_number, f"phone {wife}": WIFE.phone,
    }  # fmt: skip
    assert journal(session, "numbers_shown") == [{"household": household_id, "reason": "核对低保"}]


def test_full_numbers_need_a_reason(session, cast):
    household_id = written(session, cast)
    with pytest.raises(Invalid, match="reason_missing"):
        show_numbers(session, cast.bob, household_id=household_id, reason=" ")
    assert journal(session, "numbers_shown") == []


def test_only_the_two_offices_see_full_numbers(session, cast):
    household_id, shown = written(session, cast), []
    for actor in cast.everybody:
        try:
            show_numbers(session, actor, household_id=household_id, reason="核对")
            shown.append(actor)
        except (NotAllowed, NotFound):
            continue
    assert shown == [cast.bob, cast.alice]


def test_a_number_that_is_on_file_for_somebody_of_another_family_is_compared(session, cast):
    """Of the head and of who comes to live there; a reason lets it through."""
    there = written(session, cast)
    add_member(session, cast.bob, household_id=there, seen=1, member=MemberIn(name="柳如是", id_number=WIFE.id_number))
    other = write_household(session, cast.bob, household=a_family(cast, 5, id_number="", phone="", door="9"))
    new = MemberIn(name="柳如是", id_number=WIFE.id_number)
    with pytest.raises(Conflict, match="household_alike") as refusal:
        add_member(session, cast.bob, household_id=other, seen=1, member=new)
    assert [(one.household_id, one.likeness) for one in refusal.value.params["alike"]] == [(there, Likeness.SAME_ID)]
    with pytest.raises(Conflict, match="household_alike"):
        write_household(session, cast.bob, household=a_family(cast, 6, id_number=WIFE.id_number, phone="", door="8"))
    assert add_member(session, cast.bob, household_id=other, seen=1, member=new, override="两头住")


def test_numbers_of_a_person_stay_when_they_are_left_empty(session, cast):
    there = written(session, cast)
    member = MemberIn(name="柳如是", id_number=WIFE.id_number, phone="13700001111")
    member_id = add_member(session, cast.bob, household_id=there, seen=1, member=member)
    new = MemberIn(name="柳如是", relation="妻子", is_party=True)
    change_member(session, cast.bob, household_id=there, seen=2, member_id=member_id, member=new)
    row = session.get_one(Member, member_id)
    assert (row.relation, row.is_party, row.id_number, row.phone) == ("妻子", True, WIFE.id_number, "13700001111")
