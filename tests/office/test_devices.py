"""A shared tablet: a signed cookie that the office can take back; sessions on it are short and share the lock-out."""

from datetime import timedelta

import pytest

from db import clock
from db.actor import Role
from db.engine import session as write_block
from db.errors import Invalid, NotAllowed, NotFound
from db.office.commands.devices import register_device, revoke_device, unlock_device
from db.office.commands.sign_in import PasswordCheck, note_seen, sign_in, wear_role
from db.office.commands.users import choose_looks, give_role
from db.office.devices import find_device, shared_devices, signed
from db.office.guards import DEVICE_ATTEMPTS, LOCKED_MINUTES
from db.office.models import RoleIn, SharedDevice
from db.office.queries import current_scheme, roles_of
from db.office.sessions import signed_in_user
from tests.office.doors import is_open, knock
from tests.vetting.states import as_stored, codes, journal


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def tablet(session, cast, name="一号平板", unit=None):
    return register_device(session, cast.ada, name=name, unit_id=unit or cast.places.pine)


def enter_on(session, who, device_id, *, right=True, role=None):
    check = PasswordCheck(
        who if isinstance(who, str) else who.name, None if isinstance(who, str) else who.user_id, right, None, role
    )
    return sign_in(session, check, device="平板", shared_device_id=device_id)


def test_the_cookie_finds_the_tablet_and_its_unit(session, cast):
    device_id, token = tablet(session, cast)
    found = find_device(session, token)
    assert (found.id, found.name, found.unit_id, found.unit_name) == (device_id, "一号平板", cast.places.pine, "松风社区")


def test_a_cookie_that_was_made_up_or_changed_finds_nothing(session, cast):
    _, token = tablet(session, cast)
    secret, _, signature = token.rpartition(".")
    wrong = [
        secret,
        f"{secret}.",
        f"x{token}",
        f"{secret}.{'0' * len(signature)}",
        "",
        ".",
        f".{signature}",
        "é.é",
        signed("guess"),
    ]
    assert [find_device(session, text) for text in wrong] == [None] * len(wrong)


def test_the_database_keeps_no_cookie(session, cast):
    _, token = tablet(session, cast)
    stored = as_stored(session)
    assert [part for part in token.split(".") if part.encode() in stored] == []


def test_only_the_administrator_registers_takes_back_unlocks_and_lists(session, cast):
    device_id, _ = tablet(session, cast)
    for who in (one for one in cast.everybody if one.role is not Role.ADMINISTRATOR):
        for act in (
            lambda who=who: register_device(session, who, name="平板", unit_id=cast.places.pine),
            lambda who=who: revoke_device(session, who, device_id=device_id),
            lambda who=who: unlock_device(session, who, device_id=device_id),
            lambda who=who: shared_devices(session, who),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_tablet_needs_a_name_of_at_most_forty_characters(session, cast):
    assert codes(lambda name: tablet(session, cast, name), "", "  ", "长" * 41, "长" * 40) == [
        "device_name_missing", "device_name_missing", "device_name_missing", "done",
    ]  # fmt: skip


def test_a_unit_that_does_not_exist_takes_no_tablet(session, cast):
    with pytest.raises(NotFound):
        tablet(session, cast, unit=987654)


def test_a_tablet_that_was_taken_back_is_unknown_and_its_sessions_end(session, cast):
    device_id, token = tablet(session, cast)
    other_id, other = tablet(session, cast, "二号平板")
    here, there = enter_on(session, cast.dora, device_id).token, enter_on(session, cast.dora, other_id).token
    revoke_device(session, cast.ada, device_id=device_id)
    assert find_device(session, token) is None
    assert (is_open(session, here), is_open(session, there)) == (False, True)
    assert find_device(session, other) is not None
    assert [row.name for row in shared_devices(session, cast.ada)] == ["二号平板"]
    assert enter_on(session, cast.dora, device_id).token is None
    with pytest.raises(NotFound):
        revoke_device(session, cast.ada, device_id=device_id)


def test_a_session_on_a_shared_tablet_ends_after_the_idle_time_of_the_scheme(session, cast):
    device_id, _ = tablet(session, cast)
    token, idle = enter_on(session, cast.dora, device_id).token, current_scheme(session).visiting.idle_seconds
    with later(seconds=idle + 29):
        assert is_open(session, token)
    with later(seconds=idle + 30):
        assert not is_open(session, token)
        assert note_seen(session, token) is False
        assert not is_open(session, token)


def test_a_press_gives_the_idle_time_anew(session, cast):
    device_id, _ = tablet(session, cast)
    token, idle = enter_on(session, cast.dora, device_id).token, current_scheme(session).visiting.idle_seconds
    with later(seconds=idle):
        assert note_seen(session, token) is True
    with later(seconds=2 * idle + 29):
        assert is_open(session, token)
    with later(seconds=2 * idle + 30):
        assert not is_open(session, token)


def test_ten_failures_by_whoever_lock_the_tablet_and_nobody_elsewhere(engine, cast):
    with write_block(engine) as block:
        device_id, _ = tablet(block, cast)
        for n in range(DEVICE_ATTEMPTS):
            answer = enter_on(block, f"nobody{n}", device_id)
        assert answer.locked_until == clock.now() + timedelta(minutes=LOCKED_MINUTES)
        assert enter_on(block, cast.dora, device_id).locked_until
        assert shared_devices(block, cast.ada)[0].locked_until
    assert knock(engine, "dora").token


def test_the_lock_of_a_tablet_runs_out_or_is_lifted_by_the_administrator(session, cast):
    one, _ = tablet(session, cast)
    two, _ = tablet(session, cast, "二号平板")
    for device_id in (one, two):
        for n in range(DEVICE_ATTEMPTS):
            enter_on(session, f"nobody{device_id}-{n}", device_id)
    unlock_device(session, cast.ada, device_id=one)
    assert enter_on(session, cast.dora, one).token
    assert enter_on(session, cast.dora, two).token is None
    with later(minutes=LOCKED_MINUTES, seconds=1):
        assert enter_on(session, cast.dora, two).token


def test_slips_of_a_morning_do_not_lock_the_tablet(session, cast):
    device_id, _ = tablet(session, cast)
    for n in range(3 * DEVICE_ATTEMPTS):
        with later(minutes=3 * n):
            assert enter_on(session, f"nobody{n}", device_id).locked_until is None


def test_nobody_locks_a_tablet_by_typing_its_number_as_a_user_name(session, cast):
    device_id, _ = tablet(session, cast)
    for login in (str(device_id), f"device:{device_id}"):
        for _n in range(2 * DEVICE_ATTEMPTS):
            sign_in(session, PasswordCheck(login, None, False, None), device="-")
    assert shared_devices(session, cast.ada)[0].locked_until is None


def test_on_a_shared_tablet_no_other_role_can_be_worn(session, cast):
    device_id, _ = tablet(session, cast)
    give_role(session, cast.ada, user_id=cast.dora.user_id, role=RoleIn(role=Role.CLERK, unit_id=cast.places.town))
    token = enter_on(session, cast.dora, device_id, role=Role.STEWARD).token
    clerk = next(role for role in roles_of(session, cast.dora.user_id) if role.role is Role.CLERK)
    with pytest.raises(NotAllowed):
        wear_role(session, token, role_id=clerk.id)
    assert signed_in_user(session, token).actor.role is Role.STEWARD


def test_a_person_who_loses_the_role_gets_no_other_one_on_a_shared_tablet(session, cast):
    device_id, _ = tablet(session, cast)
    token = enter_on(session, cast.bob, device_id, role=Role.STEWARD).token
    assert signed_in_user(session, token).actor is None


def test_text_is_large_on_a_shared_tablet_and_each_person_has_a_size(session, cast):
    device_id, _ = tablet(session, cast)
    token = enter_on(session, cast.bob, device_id).token
    assert (signed_in_user(session, token).has_large_text, signed_in_user(session, token).text_size) == (True, 22)
    choose_looks(session, cast.bob.user_id, language="zh_CN", has_large_text=True, text_size=26)
    session.flush()
    assert signed_in_user(session, token).text_size == 26
    with pytest.raises(Invalid):
        choose_looks(session, cast.bob.user_id, language="zh_CN", has_large_text=True, text_size=12)


def test_the_journal_names_tablets_by_their_ids(session, cast):
    device_id, _ = tablet(session, cast)
    unlock_device(session, cast.ada, device_id=device_id)
    revoke_device(session, cast.ada, device_id=device_id)
    assert journal(session, "device_registered") == [{"device": device_id, "unit": cast.places.pine}]
    assert journal(session, "device_unlocked") == journal(session, "device_revoked") == [{"device": device_id}]
    assert session.get_one(SharedDevice, device_id).name == "一号平板"
