"""Users: added once, found, changed, closed; the last administrator stays."""

from contextlib import suppress

import pytest

from db import audit
from db.actor import Actor, Role
from db.errors import Conflict, Invalid, NotAllowed, NotFound, RuleError
from db.office.commands.users import (
    add_user,
    change_user,
    choose_looks,
    close_user,
    give_role,
    open_steward_account,
    reopen_user,
    reset_password,
    take_role,
)
from db.office.models import RoleIn, User, UserIn
from db.office.queries import find_unit, find_users, roles_of
from db.privacy import blind_index
from tests.people import id_number

FRED = UserIn(login="fred", name="傅新人", password="warm-tea-2026")


def logins(session, actor, search=""):
    return [user.login for user in find_users(session, actor, search=search, limit=100)]


def test_an_added_user_is_found_with_roles_and_a_masked_phone(session, cast):
    roles = [
        RoleIn(role=Role.GRID_WORKER, unit_id=cast.places.pine_court),
        RoleIn(role=Role.LEADER, unit_id=cast.places.town),
    ]
    given = FRED.model_copy(update={"login": " Fred ", "phone": "139 1234 5678", "roles": roles})
    add_user(session, cast.ada, user=given)
    [row] = find_users(session, cast.ada, search="fred")
    assert (row.login, row.name, row.phone, row.must_change_password) == ("fred", "傅新人", "139****5678", True)
    assert [(role.role, role.unit_name) for role in row.roles] == [(Role.GRID_WORKER, "松风苑"), (Role.LEADER, "示范镇")]


def test_a_steward_begins_with_large_text(session, cast):
    steward = FRED.model_copy(update={"roles": [RoleIn(role=Role.STEWARD, unit_id=cast.places.buildings[0])]})
    assert session.get_one(User, add_user(session, cast.ada, user=steward)).has_large_text


@pytest.mark.parametrize("login", ["bob", "BOB", " bob "])
def test_a_second_user_of_the_same_login_is_refused(session, cast, login):
    with pytest.raises(Conflict) as caught:
        add_user(session, cast.ada, user=FRED.model_copy(update={"login": login}))
    assert (caught.value.code, caught.value.field, caught.value.params) == ("login_taken", "login", {"login": "bob"})


def test_a_login_typed_in_wide_letters_is_the_same_login(session, cast):
    """A Chinese keyboard types ｂｏｂ as easily as bob, and nobody sees the difference in a list."""
    with pytest.raises(Conflict):
        add_user(session, cast.ada, user=FRED.model_copy(update={"login": "ｂｏｂ"}))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"login": ""}, "login_form", "login"),
        ({"login": "f"}, "login_form", "login"),
        ({"login": "fred smith"}, "login_form", "login"),
        ({"login": "fred/../bob"}, "login_form", "login"),
        ({"login": "f" * 41}, "login_form", "login"),
        ({"name": ""}, "name_missing", "name"),
        ({"name": "<b>"}, "name_form", "name"),
        ({"password": "fred-and-tea"}, "password_has_login", "password"),
    ],
)
def test_a_wrong_field_is_refused_at_its_place(session, cast, changes, code, field):
    with pytest.raises(Invalid) as caught:
        add_user(session, cast.ada, user=FRED.model_copy(update=changes))
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_login_may_be_chinese(session, cast):
    add_user(session, cast.ada, user=FRED.model_copy(update={"login": "傅新人"}))
    assert logins(session, cast.ada, "傅新") == ["傅新人"]


def test_changing_a_user_keeps_the_id_number_on_file_when_none_is_given(session, cast):
    for number in (id_number(), ""):
        change_user(session, cast.ada, user_id=cast.bob.user_id, name="鲍大文", phone="", id_number=number)
    user = session.get_one(User, cast.bob.user_id)
    assert (user.name, user.phone, user.id_index) == ("鲍大文", None, blind_index("id", id_number()))


@pytest.mark.parametrize(("phone", "number", "field"), [("123", "", "phone"), ("", "123", "id_number")])
def test_a_wrong_phone_or_id_number_of_a_user_is_refused(session, cast, phone, number, field):
    with pytest.raises(Invalid) as caught:
        change_user(session, cast.ada, user_id=cast.bob.user_id, name="鲍文书", phone=phone, id_number=number)
    assert caught.value.field == field


@pytest.mark.parametrize(("search", "found"), [("BO", ["bob"]), ("鲍", ["bob"]), ("%", []), ("_", None), ("没有这人", [])])
def test_users_are_found_by_login_or_name_and_signs_are_only_themselves(session, cast, search, found):
    expected = [f"dept_{key}" for key in sorted(cast.departments)] if found is None else found
    assert sorted(logins(session, cast.ada, search)) == expected


def test_users_are_listed_in_pages_with_closed_ones_last(session, cast):
    close_user(session, cast.ada, user_id=cast.alice.user_id)
    pages = [find_users(session, cast.ada, offset=offset, limit=8) for offset in (0, 8)]
    everybody = [user.login for page in pages for user in page]
    assert (len(everybody), everybody[-1], everybody[:-1]) == (15, "alice", sorted(everybody[:-1]))


def test_a_closed_user_can_be_taken_back(session, cast):
    close_user(session, cast.ada, user_id=cast.bob.user_id)
    reopen_user(session, cast.ada, user_id=cast.bob.user_id)
    [row] = find_users(session, cast.ada, search="bob")
    assert (row.is_closed, len(row.roles)) == (False, 1)


def test_the_last_administrator_cannot_be_closed(session, cast):
    with pytest.raises(Conflict) as caught:
        close_user(session, cast.ada, user_id=cast.ada.user_id)
    assert caught.value.code == "last_administrator"


def administrator_role(session, actor):
    return next(role for role in roles_of(session, actor.user_id) if role.role is Role.ADMINISTRATOR)


def test_the_last_administrator_cannot_be_relieved(session, cast):
    with pytest.raises(Conflict) as caught:
        take_role(session, cast.ada, role_id=administrator_role(session, cast.ada).id)
    assert caught.value.code == "last_administrator"


def test_a_closed_administrator_does_not_count(session, cast):
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.ADMINISTRATOR, unit_id=cast.places.town))
    close_user(session, cast.ada, user_id=cast.bob.user_id)
    with pytest.raises(Conflict):
        close_user(session, cast.ada, user_id=cast.ada.user_id)


def test_one_of_two_administrators_can_go(session, cast):
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.ADMINISTRATOR, unit_id=cast.places.town))
    take_role(session, cast.ada, role_id=administrator_role(session, cast.ada).id)
    assert [role.role for role in roles_of(session, cast.ada.user_id)] == [Role.CLERK]


def community_administrator(session, cast) -> Actor:
    """Charlie, who administers the other community alone."""
    give_role(session, cast.ada, user_id=cast.charlie.user_id, role=RoleIn(role=Role.ADMINISTRATOR, unit_id=cast.places.willow))
    path = find_unit(session, cast.ada, cast.places.willow).path
    return Actor(cast.charlie.user_id, cast.charlie.name, Role.ADMINISTRATOR, cast.places.willow, path)


def test_the_last_administrator_of_the_whole_office_stays_though_a_community_has_one(session, cast):
    """Nobody else could ever give a role outside that community again."""
    with suppress(RuleError):
        community_administrator(session, cast)
    with pytest.raises(Conflict):
        close_user(session, cast.ada, user_id=cast.ada.user_id)


def test_an_administrator_of_one_community_does_not_set_the_password_of_the_offices(session, cast):
    """Else a role at one community is a way to every role there is."""
    with pytest.raises(RuleError):
        reset_password(session, community_administrator(session, cast), user_id=cast.ada.user_id, password="green-leaf-2027")


@pytest.mark.parametrize(
    "command",
    [
        lambda s, a, user: add_user(s, a, user=FRED),
        lambda s, a, user: change_user(s, a, user_id=user, name="某人", phone=""),
        lambda s, a, user: reset_password(s, a, user_id=user, password="green-leaf-2027"),
        lambda s, a, user: give_role(s, a, user_id=user, role=RoleIn(role=Role.ADMINISTRATOR, unit_id=a.unit_id)),
        lambda s, a, user: take_role(s, a, role_id=1),
        lambda s, a, user: close_user(s, a, user_id=user),
        lambda s, a, user: reopen_user(s, a, user_id=user),
        lambda s, a, user: find_users(s, a),
    ],
    ids=["add", "change", "reset", "give", "take", "close", "reopen", "find"],
)
def test_nobody_but_the_administrator_manages_users(session, cast, command):
    for actor in cast.everybody:
        if actor.role is not Role.ADMINISTRATOR:
            with pytest.raises(NotAllowed):
                command(session, actor, cast.bob.user_id)


def test_a_user_who_is_not_there_is_not_found(session, cast):
    with pytest.raises(NotFound) as caught:
        close_user(session, cast.ada, user_id=99999)
    assert caught.value.code == "user_not_found"


def test_a_person_chooses_language_and_size_of_text(session, cast):
    choose_looks(session, cast.bob.user_id, language="en", has_large_text=True)
    user = session.get_one(User, cast.bob.user_id)
    assert (user.language, user.has_large_text) == ("en", True)


def test_the_journal_of_a_user_names_no_person(session, cast):
    change_user(session, cast.ada, user_id=cast.bob.user_id, name="鲍大文", phone="13912345678", id_number=id_number())
    close_user(session, cast.ada, user_id=cast.bob.user_id)
    entries, _ = audit.page(session, offset=0, limit=2)
    told = str([entry.detail for entry in entries])
    assert [secret for secret in ("鲍", "13912345678", id_number()) if secret in told] == []


def test_a_stewards_account_is_opened_by_whoever_sets_pins_and_only_for_their_own_places(session, cast):
    def opened_by(actor, unit_id):
        return open_steward_account(session, actor, login=f"s{unit_id}", name="新管家", unit_id=unit_id, id_index="x")

    for stranger in (cast.dora, cast.ben, cast.percy, cast.leo):
        with pytest.raises(NotAllowed):
            opened_by(stranger, cast.places.pine)
    with pytest.raises(NotFound):
        opened_by(cast.alice, cast.places.willow)
    assert opened_by(cast.alice, cast.places.pine)
