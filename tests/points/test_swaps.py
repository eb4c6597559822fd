"""Turns change hands: every answer that there is, and no other; never somebody in two places."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from db import clock
from db.actor import Role
from db.errors import Conflict, NotAllowed, NotFound, Stale
from db.points.commands.roster import take_off_duty
from db.points.commands.staff import end_service, take_on
from db.points.commands.swaps import SWAP_TRANSITIONS, answer_swap, ask_swap, withdraw_swap
from db.points.models.staff import Duty, DutySwap, StaffIn, StaffStatus, SwapStatus
from db.points.queries.my_duties import colleagues, my_duties, swaps_at, swaps_to_answer
from db.points.turns import Turn
from db.vetting.models.stewards import Steward
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG
from tests.points.places import WHY, a_point
from tests.points.serving import EVENING, MORNING, NOON, TUESDAY, dora_serves, duty, resident, turns_of
from tests.vetting.states import in_office, wearing

pytestmark = pytest.mark.both_databases
S = SwapStatus
WEDNESDAY = TUESDAY + timedelta(days=1)


class Two:
    """Dora and a resident serve at one point, each with a turn; `asks` is Dora's."""

    def __init__(self, session, cast):
        self.point_id = a_point(session, cast)
        self.dora, self.own = dora_serves(session, cast, self.point_id)
        self.other = resident(session, cast, self.point_id)
        self.duty = duty(session, cast, self.point_id, self.own, TUESDAY)
        self.back = duty(session, cast, self.point_id, self.other, WEDNESDAY)

    def ask(self, session, back=True):
        return ask_swap(session, self.dora, duty_id=self.duty, to_staff_id=self.other, for_duty_id=self.back if back else None)


@pytest.fixture
def two(session, cast):
    return Two(session, cast)


def _second_steward(session, cast):
    """Another steward with an account of their own in the building."""
    steward_id = in_office(session, cast, FIRST_YOUNG + 5)
    who = wearing(session, cast.percy, Role.STEWARD, cast.places.buildings[0])
    index = session.get_one(Steward, steward_id).id_index
    session.execute(sa.text("UPDATE app_user SET id_index = :i WHERE id = :u"), {"i": index, "u": who.user_id})
    return who, steward_id


def _status(session, swap_id):
    return session.get_one(DutySwap, swap_id, populate_existing=True).status


def test_taken_over_both_turns_change_hands(session, cast, two):
    swap_id = two.ask(session)
    answer_swap(session, cast.grace, swap_id=swap_id, is_taken=True)
    assert (turns_of(session, two.own), turns_of(session, two.other), _status(session, swap_id)) == (
        [Turn(WEDNESDAY, MORNING, NOON)], [Turn(TUESDAY, MORNING, NOON)], S.TAKEN,
    )  # fmt: skip


def test_a_turn_may_be_given_for_nothing_and_two_of_the_same_hour_exchanged(session, cast, two):
    answer_swap(session, cast.bob, swap_id=two.ask(session, back=False), is_taken=True)
    assert (turns_of(session, two.own), len(turns_of(session, two.other))) == ([], 2)
    longer, shorter = (
        duty(session, cast, two.point_id, i, MONDAY, 600, closes) for i, closes in ((two.own, 900), (two.other, 700))
    )
    swap_id = ask_swap(session, two.dora, duty_id=longer, to_staff_id=two.other, for_duty_id=shorter)
    answer_swap(session, cast.bob, swap_id=swap_id, is_taken=True)
    assert (turns_of(session, two.own), turns_of(session, two.other)[0]) == ([Turn(MONDAY, 600, 700)], Turn(MONDAY, 600, 900))


def test_refused_or_withdrawn_everything_stays(session, cast, two):
    before = [turns_of(session, i) for i in (two.own, two.other)]
    refused = two.ask(session)
    answer_swap(session, cast.bob, swap_id=refused, is_taken=False)
    withdrawn = two.ask(session)
    withdraw_swap(session, two.dora, swap_id=withdrawn)
    assert [_status(session, i) for i in (refused, withdrawn)] == [S.REFUSED, S.WITHDRAWN]
    assert [turns_of(session, i) for i in (two.own, two.other)] == before


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("after", [S.TAKEN, S.REFUSED, S.WITHDRAWN])
def test_each_answer_is_one_of_the_table_and_each_other_one_comes_too_late(session, cast, two, status, after):
    swap_id = two.ask(session)
    session.execute(sa.update(DutySwap).values(status=status))
    session.expire_all()

    def act():
        if after is S.WITHDRAWN:
            withdraw_swap(session, two.dora, swap_id=swap_id)
        else:
            answer_swap(session, cast.bob, swap_id=swap_id, is_taken=after is S.TAKEN)

    if after in SWAP_TRANSITIONS[status]:
        act()
    else:
        with pytest.raises(Stale, match="swap_moved"):
            act()
    assert _status(session, swap_id) is (after if after in SWAP_TRANSITIONS[status] else status)


def test_whoever_has_an_account_answers_themselves_and_nobody_for_them(session, cast, two):
    who, steward_id = _second_steward(session, cast)
    other = take_on(session, cast.bob, point_id=two.point_id, staff=StaffIn(steward_id=steward_id))
    swap_id = ask_swap(session, two.dora, duty_id=two.duty, to_staff_id=other)
    assert ([row.id for row in swaps_to_answer(session, who)], swaps_to_answer(session, cast.bob)) == ([swap_id], [])
    for stranger, refused in ((cast.bob, NotAllowed), (two.dora, NotFound), (cast.charlie, NotFound)):
        with pytest.raises(refused):
            answer_swap(session, stranger, swap_id=swap_id, is_taken=True)
    with pytest.raises(NotFound):
        withdraw_swap(session, who, swap_id=swap_id)
    answer_swap(session, who, swap_id=swap_id, is_taken=True)
    assert [row.turn for row in my_duties(session, who)] == [Turn(TUESDAY, MORNING, NOON)]


def test_for_somebody_without_an_account_those_answer_who_keep_the_roster(session, cast, two):
    swap_id = two.ask(session)
    assert [(row.id, row.from_name != row.to_name, row.has_account) for row in swaps_to_answer(session, cast.grace)] == [
        (swap_id, True, False)
    ]
    assert [row.id for row in swaps_at(session, cast.alice, two.point_id)] == [swap_id]
    assert (swaps_to_answer(session, cast.charlie), swaps_at(session, cast.charlie, two.point_id)) == ([], [])


def test_when_either_turn_moved_meanwhile_nothing_is_exchanged(session, cast, two):
    for gone in (two.duty, two.back):
        point = session.begin_nested()
        swap_id = two.ask(session)
        session.execute(sa.delete(Duty).where(Duty.id == gone))
        session.expire_all()
        with pytest.raises(Stale, match="swap_moved"):
            answer_swap(session, cast.bob, swap_id=swap_id, is_taken=True)
        point.rollback()
        session.expire_all()


def test_with_a_turn_that_is_taken_off_goes_what_was_asked_about_it(session, cast, two):
    swap_id = two.ask(session)
    take_off_duty(session, cast.bob, duty_id=two.back)
    assert _status(session, swap_id) is S.WITHDRAWN
    again = two.ask(session, back=False)
    end_service(session, cast.bob, staff_id=two.own, seen=StaffStatus.SERVES, why=WHY)
    assert _status(session, again) is S.WITHDRAWN


def test_a_swap_would_put_nobody_in_two_places_neither_when_asked_nor_when_taken(session, cast, two):
    other_point = a_point(session, cast, name="钟楼驿站")
    elsewhere = resident(session, cast, other_point)
    swap_id = two.ask(session, back=False)
    blocking = duty(session, cast, other_point, elsewhere, TUESDAY, NOON - 30, EVENING)
    point = session.begin_nested()
    with pytest.raises(Conflict, match="duty_clash"):
        answer_swap(session, cast.bob, swap_id=swap_id, is_taken=True)
    point.rollback()
    session.expire_all()
    withdraw_swap(session, two.dora, swap_id=swap_id)
    with pytest.raises(Conflict, match="duty_clash"):
        two.ask(session)
    take_off_duty(session, cast.bob, duty_id=blocking)
    assert two.ask(session)


def test_a_turn_that_has_begun_is_not_swapped(session, cast, two):
    swap_id = two.ask(session)
    with clock.at(clock.midnight(TUESDAY) + timedelta(minutes=MORNING)):
        point = session.begin_nested()
        with pytest.raises(Conflict, match="duty_past"):
            answer_swap(session, cast.bob, swap_id=swap_id, is_taken=True)
        point.rollback()
        session.expire_all()
        assert swaps_to_answer(session, cast.bob) == []
        withdraw_swap(session, two.dora, swap_id=swap_id)
        with pytest.raises(Conflict, match="duty_past"):
            two.ask(session)


def test_one_asks_one_person_at_a_time_and_only_about_one_s_own_turn(session, cast, two):
    two.ask(session)
    with pytest.raises(Conflict, match="swap_asked"):
        two.ask(session, back=False)
    with pytest.raises(NotFound):
        ask_swap(session, two.dora, duty_id=two.back, to_staff_id=two.own)
    with pytest.raises(NotFound):
        ask_swap(
            session,
            two.dora,
            duty_id=duty(session, cast, two.point_id, two.own, WEDNESDAY, NOON, EVENING),
            to_staff_id=two.other,
            for_duty_id=two.duty,
        )
    with pytest.raises(NotAllowed):
        ask_swap(session, cast.bob, duty_id=two.duty, to_staff_id=two.other)


def test_a_steward_sees_their_own_turns_with_where_and_whom_they_asked(session, cast, two):
    two.ask(session)
    [row] = my_duties(session, two.dora)
    assert (row.point_name, row.place, row.turn, row.asked) == ("荷塘驿站", "1号楼底商", Turn(TUESDAY, MORNING, NOON), "唐大河")
    [one] = colleagues(session, two.dora, two.duty)
    assert (one.name, [turn for _, turn in one.turns]) == ("唐大河", [Turn(WEDNESDAY, MORNING, NOON)])
    with clock.at(clock.midnight(TUESDAY) + timedelta(minutes=NOON)):
        assert my_duties(session, two.dora) == []
