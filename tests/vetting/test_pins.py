"""A PIN of a steward: set at the desk, refused when easy, shares the lock-out with the password, opens the steward's work."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.actor import Role
from db.engine import reading
from db.engine import session as write_block
from db.errors import Conflict, NotAllowed, NotFound
from db.ledger.queries.scope import own_steward_ids
from db.office.commands.devices import register_device
from db.office.commands.sign_in import check_password, lift_lock, sign_in
from db.office.devices import device_at
from db.office.guards import ATTEMPTS, DEVICE_ATTEMPTS
from db.office.models import User
from db.office.sessions import signed_in_user
from db.vetting.commands.pin_sign_in import check_pin, sign_in_by_pin
from db.vetting.commands.pins import clear_pin, set_pin, unlock_pin
from db.vetting.commands.stewards import suspend
from db.vetting.models.stewards import StewardStatus
from db.vetting.queries.name_wall import name_tiles, pin_state
from tests.core.together import together
from tests.office.doors import is_open
from tests.vetting.states import a_steward, as_stored, codes, journal, steward, steward_in

PIN = "8305"


@pytest.fixture
def desk(engine, cast):
    """A steward with a PIN and a tablet of the community: what tests of coming in begin with."""
    with write_block(engine) as block:
        steward_id = with_pin(block, cast)
        return Desk(engine, steward_id, tablet(block, cast))


class Desk:
    def __init__(self, engine, steward_id, device):
        self.engine, self.steward_id, self.device = engine, steward_id, device

    def come(self, pin=PIN, steward_id=None, device=None):
        """As the wall does it: the PIN is checked first, then the outcome is written."""
        device = device or self.device
        with reading(self.engine) as block:
            check = check_pin(block, device, steward_id=steward_id or self.steward_id, pin=pin)
        with write_block(self.engine) as block:
            return sign_in_by_pin(block, device, check)

    def stumble(self, times, **more):
        for _ in range(times):
            answer = self.come("9999", **more)
        return answer


def tablet(session, cast, unit=None):
    device_id, _ = register_device(session, cast.ada, name="一号平板", unit_id=unit or cast.places.pine)
    return device_at(session, device_id)


def with_pin(session, cast, n=0, pin=PIN):
    steward_id = a_steward(session, cast, n)
    set_pin(session, cast.grace, steward_id=steward_id, pin=pin)
    return steward_id


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def test_the_right_pin_opens_a_session_of_a_steward_on_this_tablet(desk):
    token = desk.come().token
    with reading(desk.engine) as block:
        user = signed_in_user(block, token)
        assert (user.actor.role, user.shared_device_id, user.has_large_text) == (Role.STEWARD, desk.device.id, True)
        assert block.scalars(own_steward_ids(user.actor)).all() == [desk.steward_id]
        assert not user.must_change_password


def test_a_wrong_pin_says_how_many_tries_are_left_and_the_fifth_locks(desk):
    assert [desk.stumble(1).n_left for _ in range(ATTEMPTS - 1)] == [4, 3, 2, 1]
    assert desk.stumble(1).locked_until == clock.now() + timedelta(minutes=15)
    assert desk.come().token is None


def test_pin_and_password_share_the_lock_of_the_tablets(desk):
    desk.stumble(3)
    with reading(desk.engine) as block:
        login = block.scalars(sa.select(User.login).where(col(User.pin_hash).is_not(None))).one()
    for _ in range(2):
        with reading(desk.engine) as block:
            check = check_password(block, login, "wrong-password")
        with write_block(desk.engine) as block:
            answer = sign_in(block, check, device="一号平板", shared_device_id=desk.device.id)
    assert answer.locked_until
    assert desk.come().locked_until


@pytest.mark.parametrize("who", ["grace", "ada"])
def test_the_desk_and_the_administrator_lift_the_lock_at_once(desk, cast, who):
    desk.stumble(ATTEMPTS)
    with write_block(desk.engine) as block:
        unlock_pin(block, getattr(cast, who), steward_id=desk.steward_id)
    assert desk.come().token


def test_the_administrators_list_of_users_lifts_it_too(desk, cast):
    desk.stumble(ATTEMPTS)
    with write_block(desk.engine) as block:
        lift_lock(block, cast.ada, user_id=block.scalars(sa.select(User.id).where(col(User.pin_hash).is_not(None))).one())
    assert desk.come().token


def test_trying_one_name_after_the_other_locks_the_tablet(desk, cast):
    with write_block(desk.engine) as block:
        other = with_pin(block, cast, 1)
        elsewhere = tablet(block, cast)
    for steward_id in (987, 988, other):
        desk.stumble(ATTEMPTS - 1, steward_id=steward_id)
    assert 3 * (ATTEMPTS - 1) >= DEVICE_ATTEMPTS
    assert desk.come().token is None
    assert desk.come(device=elsewhere).token


def test_failures_at_the_same_moment_are_all_counted(desk):
    answers = together(ATTEMPTS, lambda _n: desk.come("9999"))
    assert sum(1 for answer in answers if answer.locked_until) >= 1
    assert desk.come().token is None


def test_the_session_ends_by_itself_after_the_idle_time(desk):
    token = desk.come().token
    with reading(desk.engine) as block, later(seconds=149):
        assert is_open(block, token)
    with reading(desk.engine) as block, later(seconds=150):
        assert not is_open(block, token)


def test_another_pin_ends_what_the_old_one_opened(desk, cast):
    token = desk.come().token
    with write_block(desk.engine) as block:
        set_pin(block, cast.grace, steward_id=desk.steward_id, pin="7294")
        assert not is_open(block, token)
    assert (desk.come().token, bool(desk.come("7294").token)) == (None, True)


def test_a_pin_that_was_taken_away_opens_nothing_and_ends_what_it_opened(desk, cast):
    token = desk.come().token
    with write_block(desk.engine) as block:
        clear_pin(block, cast.grace, steward_id=desk.steward_id)
        assert not is_open(block, token)
    assert desk.come().token is None


def test_who_is_not_in_service_neither_comes_in_nor_stands_on_the_wall(desk, cast):
    with write_block(desk.engine) as block:
        suspend(block, cast.bob, steward_id=desk.steward_id, seen=1, reason="外出半年")
        assert name_tiles(block, desk.device) == []
    assert desk.come().token is None


def test_a_tablet_of_another_community_opens_nothing(desk, cast):
    with write_block(desk.engine) as block:
        foreign = tablet(block, cast, cast.places.willow)
        assert name_tiles(block, foreign) == []
    assert desk.come(device=foreign).token is None


def test_the_wall_shows_who_was_here_last_first(desk, cast):
    with write_block(desk.engine) as block:
        second = with_pin(block, cast, 1)
        third = a_steward(block, cast, 2)
    for steward_id in (desk.steward_id, second):
        with later(minutes=steward_id):
            assert desk.come(steward_id=steward_id).token
    with reading(desk.engine) as block:
        tiles = name_tiles(block, desk.device)
    assert [(tile.steward_id, tile.has_pin) for tile in tiles] == [(second, True), (desk.steward_id, True), (third, False)]
    shown = repr(tiles)
    assert [tile.letter for tile in tiles] == ["Q", "Z", "S"]
    assert "199" not in shown


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("0000", "pin_common"), ("1234", "pin_common"), ("4321", "pin_common"), ("67890", "pin_common"), ("1212", "pin_common"),
        ("123123", "pin_common"), ("1122", "pin_common"), ("112233", "pin_common"), ("1221", "pin_common"),
        ("5556", "pin_common"), ("1314", "pin_common"), ("2580", "pin_common"), ("147258", "pin_common"),
        ("987654", "pin_common"),
        ("123", "pin_form"), ("1234567", "pin_form"), ("12a4", "pin_form"), ("", "pin_form"), ("٨٣٠٥", "pin_form"),
        ("8305", "done"), ("８３０５", "done"), ("83057", "done"), ("830572", "done"),
    ],
)  # fmt: skip
def test_a_pin_has_four_to_six_digits_and_is_no_number_that_many_take(session, cast, pin, code):
    steward_id = a_steward(session, cast)
    assert codes(lambda text: set_pin(session, cast.grace, steward_id=steward_id, pin=text), pin) == [code]


def test_numbers_on_the_stewards_own_papers_are_refused(session, cast):
    steward_id = a_steward(session, cast, 27)
    row = steward(session, steward_id)
    row.birth_date, row.phone, row.id_number = date(1957, 8, 26), "13907264953", "610721195708260475"
    session.flush()
    easy = ["1957", "0826", "570826", "195708", "5708", "4953", "264953", "0475", "260475", row.number[:4]]
    assert codes(lambda pin: set_pin(session, cast.grace, steward_id=steward_id, pin=pin), *easy) == ["pin_of_person"] * len(easy)


def test_only_the_desk_sets_pins_and_only_for_its_own_people(session, cast):
    steward_id = a_steward(session, cast)
    for who in (cast.ben, cast.leo, cast.percy, cast.dora, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            set_pin(session, who, steward_id=steward_id, pin=PIN)
    for act in (set_pin, clear_pin, unlock_pin, pin_state):
        with pytest.raises(NotFound):
            act(session, cast.charlie, steward_id=steward_id, **({"pin": PIN} if act is set_pin else {}))
    for who in (cast.grace, cast.alice, cast.bob, cast.ada):
        set_pin(session, who, steward_id=steward_id, pin=PIN)
        assert pin_state(session, who, steward_id=steward_id).has_pin


@pytest.mark.parametrize("status", [StewardStatus.SUSPENDED, StewardStatus.ENDED])
def test_nobody_out_of_service_gets_a_pin(session, cast, status):
    steward_id = steward_in(session, cast, status)
    with pytest.raises(Conflict):
        set_pin(session, cast.grace, steward_id=steward_id, pin=PIN)


def test_a_steward_gets_one_account_of_their_own_and_keeps_it(session, cast):
    steward_id = with_pin(session, cast)
    set_pin(session, cast.grace, steward_id=steward_id, pin="7294")
    logins = session.scalars(sa.select(User.login).where(col(User.pin_hash).is_not(None))).all()
    assert logins == [f"s{steward(session, steward_id).number}"]


def test_an_account_that_a_steward_has_already_takes_the_pin(session, cast):
    steward_id = a_steward(session, cast)
    session.get_one(User, cast.dora.user_id).id_index = steward(session, steward_id).id_index
    session.flush()
    set_pin(session, cast.grace, steward_id=steward_id, pin=PIN)
    assert session.get_one(User, cast.dora.user_id).pin_hash


def test_a_clerk_who_is_a_steward_too_does_not_put_the_office_behind_four_digits(session, cast):
    steward_id = a_steward(session, cast)
    session.get_one(User, cast.bob.user_id).id_index = steward(session, steward_id).id_index
    session.flush()
    set_pin(session, cast.grace, steward_id=steward_id, pin=PIN)
    assert session.get_one(User, cast.bob.user_id).pin_hash is None


def test_neither_database_nor_journal_holds_the_pin(session, cast):
    steward_id = with_pin(session, cast, pin="830572")
    assert b"830572" not in as_stored(session)
    assert journal(session, "pin_set") == [{"steward": steward_id}]
    clear_pin(session, cast.grace, steward_id=steward_id)
    assert journal(session, "pin_taken") == [{"steward": steward_id}]
    assert session.scalars(sa.select(User.id).where(col(User.pin_hash).is_not(None))).all() == []


def test_without_a_pin_there_is_nothing_to_take_away(session, cast):
    steward_id = a_steward(session, cast)
    for act in (clear_pin, unlock_pin):
        with pytest.raises(Conflict):
            act(session, cast.grace, steward_id=steward_id)
