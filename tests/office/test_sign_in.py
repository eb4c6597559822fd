"""Signing in: the right password opens a session, everything else hears the same."""

import pytest
import sqlalchemy as sa

from db import audit
from db.actor import Role
from db.engine import reading
from db.engine import session as write_block
from db.office.commands.sign_in import SignIn, check_password
from db.office.commands.users import close_user, take_role
from db.office.queries import open_sessions, roles_of
from db.office.sessions import signed_in_user
from tests.cast import PASSWORD
from tests.office.doors import enter, is_open, knock


def test_the_right_password_opens_a_session_as_that_person(engine, cast):
    answer = knock(engine, "bob")
    with reading(engine) as block:
        user = signed_in_user(block, answer.token)
    assert (user.user_id, user.login, user.actor) == (cast.bob.user_id, "bob", cast.bob)


@pytest.mark.parametrize("typed", ["BOB", " bob ", "Bob\t"])
def test_a_name_is_known_in_capitals_and_with_spaces(session, cast, typed):
    check = check_password(session, typed, PASSWORD)
    assert (check.user_id, check.is_right) == (cast.bob.user_id, True)


def test_a_wrong_password_and_an_unknown_name_hear_the_same(engine, cast):
    wrong, unknown = knock(engine, "bob", "cold-tea-2026"), knock(engine, "nobody", "cold-tea-2026")
    assert wrong == unknown == SignIn(token=None, locked_until=None, n_left=4)


def test_a_closed_user_hears_what_an_unknown_name_hears(engine, cast):
    with write_block(engine) as block:
        close_user(block, cast.ada, user_id=cast.bob.user_id)
    assert knock(engine, "bob") == SignIn(n_left=4)


def test_signing_in_is_in_the_journal_with_the_persons_number_alone(session, cast):
    enter(session, cast.bob)
    [entry], _ = audit.page(session, offset=0, limit=1)
    assert (entry.action, entry.detail) == ("signed_in", {"user": cast.bob.user_id})


def test_the_token_itself_is_not_in_the_database(session, cast):
    token = enter(session, cast.bob)
    rows = session.execute(sa.text("SELECT * FROM auth_session")).all()
    assert rows
    assert token not in str(rows)


def test_every_session_has_a_token_of_its_own_that_cannot_be_guessed(session, cast):
    tokens = {enter(session, cast.bob) for _ in range(5)}
    assert (len(tokens), min(map(len, tokens)) >= 43) == (5, True)


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_a_token_that_was_never_given_is_nobody(session, cast, token):
    enter(session, cast.bob)
    assert not is_open(session, token)


def test_the_hash_of_a_token_is_no_token(session, cast):
    enter(session, cast.bob)
    stolen = session.execute(sa.text("SELECT token_hash FROM auth_session")).scalar_one()
    assert not is_open(session, stolen)


def test_a_person_with_several_roles_begins_with_the_daily_one(session, cast):
    user = signed_in_user(session, enter(session, cast.ada))
    assert user.actor.role is Role.CLERK


def test_a_person_without_a_role_is_signed_in_as_nobody_in_particular(session, cast):
    for role in roles_of(session, cast.bob.user_id):
        take_role(session, cast.ada, role_id=role.id)
    user = signed_in_user(session, enter(session, cast.bob))
    assert (user.name, user.actor, user.role_id) == ("鲍文书", None, None)


def test_a_second_device_is_seen_beside_the_first(session, cast):
    for device in ("办公室电脑", "平板 1"):
        enter(session, cast.bob, device)
    devices = {row.device for row in open_sessions(session, user_id=cast.bob.user_id)}
    assert devices == {"办公室电脑", "平板 1"}
