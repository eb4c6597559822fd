"""A session is a row: it ends by signing out, by time, by the administrator, with its user; a role is worn in it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from db import clock
from db.actor import Role
from db.errors import NotAllowed, NotFound
from db.office.commands.sign_in import end_session, note_seen, sign_out, wear_role
from db.office.commands.users import close_user, give_role, reopen_user, take_role
from db.office.models import RoleIn
from db.office.queries import open_sessions, roles_of
from db.office.sessions import SESSION_HOURS, signed_in_user
from tests.office.doors import enter, is_open

pytestmark = pytest.mark.both_databases


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


@pytest.fixture
def token(session, cast):
    return enter(session, cast.bob)


def test_signing_out_ends_the_session_for_good(session, token):
    sign_out(session, token)
    assert not is_open(session, token)


def test_signing_out_on_one_device_leaves_the_other_signed_in(session, cast, token):
    other = enter(session, cast.bob)
    sign_out(session, token)
    assert is_open(session, other)


def test_signing_out_twice_is_no_trouble(session, token):
    for _ in range(2):
        sign_out(session, token)
    assert not is_open(session, token)


def test_a_session_that_nobody_uses_runs_out(session, token):
    with later(hours=SESSION_HOURS, seconds=-1):
        assert is_open(session, token)
    with later(hours=SESSION_HOURS):
        assert not is_open(session, token)


def test_a_session_in_use_goes_on(session, token):
    with later(hours=SESSION_HOURS - 1):
        note_seen(session, token)
    with later(hours=SESSION_HOURS + 1):
        assert is_open(session, token)


def test_a_session_that_has_run_out_cannot_be_taken_up_again(session, token):
    with later(hours=SESSION_HOURS + 1):
        note_seen(session, token)
        assert not is_open(session, token)


def test_the_administrator_ends_anybodys_session(session, cast, token):
    [row] = open_sessions(session, user_id=cast.bob.user_id)
    end_session(session, cast.ada, session_id=row.id)
    assert not is_open(session, token)


def test_a_person_ends_a_session_of_their_own(session, cast, token):
    [row] = open_sessions(session, user_id=cast.bob.user_id)
    end_session(session, cast.bob, session_id=row.id)
    assert not is_open(session, token)


def test_nobody_ends_the_session_of_a_colleague(session, cast, token):
    [row] = open_sessions(session, user_id=cast.bob.user_id)
    with pytest.raises(NotAllowed):
        end_session(session, cast.alice, session_id=row.id)
    assert is_open(session, token)


def test_a_session_that_is_not_there_is_not_found(session, cast):
    with pytest.raises(NotFound):
        end_session(session, cast.ada, session_id=uuid4())


def test_an_ended_session_is_no_longer_listed(session, cast, token):
    sign_out(session, token)
    assert open_sessions(session, user_id=cast.bob.user_id) == []


def test_the_session_seen_last_is_listed_first(session, cast, token):
    with later(hours=1):
        newer = enter(session, cast.alice)
    with later(hours=2):
        note_seen(session, token)
        assert [row.user_name for row in open_sessions(session)] == ["鲍文书", "艾书记"]
        assert is_open(session, newer)


def test_a_closed_user_is_out_at_once(session, cast, token):
    close_user(session, cast.ada, user_id=cast.bob.user_id)
    assert not is_open(session, token)


def test_reopening_a_user_does_not_bring_old_sessions_back(session, cast, token):
    close_user(session, cast.ada, user_id=cast.bob.user_id)
    reopen_user(session, cast.ada, user_id=cast.bob.user_id)
    assert not is_open(session, token)


def test_a_role_that_was_taken_away_is_no_longer_worn(session, cast, token):
    [role] = roles_of(session, cast.bob.user_id)
    take_role(session, cast.ada, role_id=role.id)
    assert signed_in_user(session, token).actor is None


def test_a_person_switches_to_another_role_of_their_own(session, cast, token):
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.LEADER, unit_id=cast.places.pine))
    leader = roles_of(session, cast.bob.user_id)[-1]
    wear_role(session, token, role_id=leader.id)
    actor = signed_in_user(session, token).actor
    assert (actor.role, actor.unit_id, actor.unit_path) == (Role.LEADER, cast.places.pine, leader.unit_path)


def test_a_role_worn_on_one_device_is_not_worn_on_another(session, cast):
    first, second = enter(session, cast.ada), enter(session, cast.ada)
    administrator = next(r for r in roles_of(session, cast.ada.user_id) if r.role is Role.ADMINISTRATOR)
    wear_role(session, first, role_id=administrator.id)
    assert [signed_in_user(session, token).actor.role for token in (first, second)] == [Role.ADMINISTRATOR, Role.CLERK]


def test_nobody_wears_the_role_of_a_colleague(session, cast, token):
    administrator = next(r for r in roles_of(session, cast.ada.user_id) if r.role is Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed) as caught:
        wear_role(session, token, role_id=administrator.id)
    assert (caught.value.code, signed_in_user(session, token).actor) == ("role_not_yours", cast.bob)


def test_a_role_that_is_not_there_is_refused(session, token):
    with pytest.raises(NotAllowed):
        wear_role(session, token, role_id=99999)
