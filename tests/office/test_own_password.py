"""A password that somebody else set must be changed; changing it signs the other devices out."""

import pytest

from db.errors import Invalid, NotAllowed
from db.office.commands.sign_in import change_own_password
from db.office.commands.users import reset_password
from db.office.models import User
from db.office.passwords import matches
from db.office.sessions import signed_in_user
from tests.cast import PASSWORD
from tests.office.doors import enter, is_open

NEW = "green-leaf-2027"


def must_change(session, actor):
    return session.get_one(User, actor.user_id).must_change_password


def test_a_password_that_somebody_else_set_must_be_changed(session, cast):
    assert signed_in_user(session, enter(session, cast.bob)).must_change_password


def test_a_password_of_ones_own_need_not_be_changed(session, cast):
    change_own_password(session, cast.bob.user_id, old=PASSWORD, new=NEW)
    assert not signed_in_user(session, enter(session, cast.bob)).must_change_password


def test_the_new_password_counts_from_now_on_and_the_old_one_no_longer(session, cast):
    change_own_password(session, cast.bob.user_id, old=PASSWORD, new=NEW)
    kept = session.get_one(User, cast.bob.user_id).password_hash
    assert (matches(NEW, kept), matches(PASSWORD, kept)) == (True, False)


def test_changing_ones_password_ends_every_other_session_and_keeps_this_one(session, cast):
    this, other = enter(session, cast.bob), enter(session, cast.bob)
    here = signed_in_user(session, this).session_id
    change_own_password(session, cast.bob.user_id, old=PASSWORD, new=NEW, keep_session=here)
    assert (is_open(session, this), is_open(session, other)) == (True, False)


def test_changing_ones_password_leaves_colleagues_signed_in(session, cast):
    colleague = enter(session, cast.alice)
    change_own_password(session, cast.bob.user_id, old=PASSWORD, new=NEW)
    assert is_open(session, colleague)


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("cold-tea-2026", NEW, "password_wrong", "old"),
        (PASSWORD, "tea", "password_short", "password"),
        (PASSWORD, "bob-likes-tea", "password_has_login", "password"),
        (PASSWORD, PASSWORD, "password_same", "password"),
        (PASSWORD, f" {PASSWORD} ", "password_same", "password"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(session, cast, old, new, code, field):
    with pytest.raises(Invalid) as caught:
        change_own_password(session, cast.bob.user_id, old=old, new=new)
    assert (caught.value.code, caught.value.field, must_change(session, cast.bob)) == (code, field, True)


def test_a_reset_by_the_administrator_signs_the_person_out_and_asks_for_a_new_one(session, cast):
    change_own_password(session, cast.bob.user_id, old=PASSWORD, new=NEW)
    token = enter(session, cast.bob)
    reset_password(session, cast.ada, user_id=cast.bob.user_id, password="blue-lake-2028")
    assert (is_open(session, token), must_change(session, cast.bob)) == (False, True)


def test_nobody_but_the_administrator_resets_a_password(session, cast):
    with pytest.raises(NotAllowed):
        reset_password(session, cast.bob, user_id=cast.alice.user_id, password=NEW)
