"""The first start: an office, its top unit, its scheme and its first administrator; once."""

import pytest
from sqlmodel import Session, select

from db import audit
from db.actor import Role
from db.engine import session as write_block
from db.errors import Conflict, Invalid, NotFound, Refused
from db.office.commands.set_up import first_administrator, set_up_office
from db.office.commands.users import close_user, give_role
from db.office.models import OfficeIn, RoleIn, User
from db.office.queries import current_scheme, find_office, find_unit, roles_of, root_unit, the_office
from db.privacy import is_set_up
from db.settings import settings
from tests.cast import PASSWORD

OFFICE = OfficeIn(name=" 示范镇 ", preset="nanzheng", login="Ada", admin_name="安大姐", password=PASSWORD)


@pytest.fixture
def block(fresh):
    with Session(fresh) as opened:
        yield opened
        opened.rollback()


def test_before_the_first_start_there_is_no_office(block):
    assert find_office(block) is None
    with pytest.raises(NotFound) as caught:
        the_office(block)
    assert caught.value.code == "no_office"


def test_setting_up_makes_the_office_and_its_top_unit(block):
    actor = set_up_office(block, office=OFFICE)
    root = root_unit(block)
    assert (the_office(block).name, root.name, root.depth, root.path) == ("示范镇", "示范镇", 0, f"/{root.id}/")
    assert find_unit(block, actor, root.id) == root


def test_the_first_administrator_is_clerk_too_and_may_keep_the_password(block):
    actor = set_up_office(block, office=OFFICE)
    user = block.get_one(User, actor.user_id)
    assert (user.login, user.name, user.must_change_password) == ("ada", "安大姐", False)
    assert {role.role for role in roles_of(block, actor.user_id)} == {Role.CLERK, Role.ADMINISTRATOR}


def test_the_password_is_stored_as_a_hash_alone(block):
    set_up_office(block, office=OFFICE)
    stored = block.scalars(select(User.password_hash)).one()
    assert stored.startswith("$2")
    assert PASSWORD not in stored


def test_the_preset_becomes_the_first_version_of_the_offices_scheme(block):
    set_up_office(block, office=OFFICE)
    assert (current_scheme(block).key, the_office(block).is_demo) == ("nanzheng", False)


def test_setting_up_is_the_first_entry_of_the_journal(block):
    set_up_office(block, office=OFFICE, is_demo=True)
    [entry], n_entries = audit.page(block, offset=0, limit=10)
    assert (entry.action, entry.detail, n_entries) == ("office_set_up", {"preset": "nanzheng", "is_demo": True}, 1)


def test_an_office_is_set_up_once_only(session, cast):
    with pytest.raises(Conflict) as caught:
        set_up_office(session, office=OFFICE)
    assert caught.value.code == "office_exists"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": "  "}, "office_name_missing", "name"),
        ({"name": "镇" * 61}, "office_name_missing", "name"),
        ({"login": "a"}, "login_form", "login"),
        ({"login": "two words"}, "login_form", "login"),
        ({"admin_name": ""}, "name_missing", "admin_name"),
        ({"admin_name": "admin1"}, "name_form", "admin_name"),
        ({"password": "short"}, "password_short", "password"),
        ({"password": "ada-and-her-tea"}, "password_has_login", "password"),
    ],
)
def test_a_wrong_field_is_refused_by_name_and_nothing_is_set_up(fresh, changes, code, field):
    with pytest.raises(Invalid) as caught, write_block(fresh) as block:
        set_up_office(block, office=OFFICE.model_copy(update=changes))
    assert (caught.value.code, caught.value.field) == (code, field)
    with Session(fresh) as block:
        assert find_office(block) is None


def test_an_unknown_preset_is_refused(block):
    with pytest.raises(Refused) as caught:
        set_up_office(block, office=OFFICE.model_copy(update={"preset": "atlantis"}))
    assert caught.value.code == "preset_unknown"


def test_a_broken_preset_is_refused_with_its_reason_and_the_next_one_works(fresh):
    (settings().home / "schemes").mkdir()
    (settings().home / "schemes" / "sixth.toml").write_text('key = "sixth"', "utf-8")
    with pytest.raises(Refused) as caught, write_block(fresh) as block:
        set_up_office(block, office=OFFICE.model_copy(update={"preset": "sixth"}))
    assert (caught.value.code, caught.value.params["key"]) == ("preset_broken", "zh")
    with write_block(fresh) as block:
        set_up_office(block, office=OFFICE)
        assert the_office(block).name == "示范镇"


def test_commands_of_the_machines_holder_act_as_the_first_administrator(session, cast):
    actor = first_administrator(session)
    assert (actor.user_id, actor.role, actor.unit_id) == (cast.ada.user_id, Role.CLERK, cast.places.town)


def test_commands_of_the_machines_holder_do_not_act_as_somebody_who_has_left(session, cast):
    role = RoleIn(role=Role.ADMINISTRATOR, unit_id=cast.places.town)
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=role)
    close_user(session, cast.ada, user_id=cast.ada.user_id)
    assert first_administrator(session).user_id == cast.bob.user_id


def test_without_an_administrator_there_is_nobody_to_act_as(block):
    with pytest.raises(Conflict) as caught:
        first_administrator(block)
    assert caught.value.code == "no_administrator"


def test_the_key_is_marked_once_the_office_stands_and_not_before(fresh):
    key = settings().key_file
    with Session(fresh) as block:
        set_up_office(block, office=OFFICE)
        block.rollback()
    assert not is_set_up(key)
    with write_block(fresh) as block:
        set_up_office(block, office=OFFICE)
        assert not is_set_up(key)
    assert is_set_up(key)
