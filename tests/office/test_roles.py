"""Roles: given at a unit, several to one person, a department reviewer's with the department."""

import pytest

from db import audit
from db.actor import Role
from db.errors import Conflict, Invalid, NotFound
from db.office.commands.units import close_unit
from db.office.commands.users import give_role, take_role
from db.office.models import RoleIn
from db.office.queries import find_unit, roles_of


def held(session, actor):
    return [(role.role, role.unit_id, role.department) for role in roles_of(session, actor.user_id)]


def test_a_person_holds_several_roles_at_several_units(session, cast):
    wanted = [
        (Role.GRID_WORKER, cast.places.willow_bank),
        (Role.GRID_WORKER, cast.places.pine_court),
        (Role.LEADER, cast.places.pine),
    ]
    for role, unit in wanted:
        give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=role, unit_id=unit))
    assert held(session, cast.bob) == [(Role.CLERK, cast.places.town, ""), *[(role, unit, "") for role, unit in wanted]]


def test_the_same_role_at_the_same_unit_twice_is_refused(session, cast):
    with pytest.raises(Conflict) as caught:
        give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.CLERK, unit_id=cast.places.town))
    assert caught.value.code == "role_held"


@pytest.mark.parametrize("department", ["", "weather", "纪检监察机关"])
def test_a_department_reviewer_needs_a_department_of_the_scheme(session, cast, department):
    role = RoleIn(role=Role.DEPARTMENT, unit_id=cast.places.town, department=department)
    with pytest.raises(Invalid) as caught:
        give_role(session, cast.ada, user_id=cast.bob.user_id, role=role)
    assert (caught.value.code, caught.value.field) == ("department_missing", "department")


def test_a_person_may_review_for_two_departments(session, cast):
    for department in ("tax", "court"):
        role = RoleIn(role=Role.DEPARTMENT, unit_id=cast.places.town, department=department)
        give_role(session, cast.ada, user_id=cast.bob.user_id, role=role)
    assert [department for _, _, department in held(session, cast.bob)] == ["", "tax", "court"]


def test_a_role_that_is_no_reviewers_carries_no_department(session, cast):
    role = RoleIn(role=Role.LEADER, unit_id=cast.places.town, department="tax")
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=role)
    assert held(session, cast.bob)[-1] == (Role.LEADER, cast.places.town, "")


def test_a_role_at_a_closed_unit_is_refused(session, cast):
    unit = find_unit(session, cast.ada, cast.places.willow_building)
    close_unit(session, cast.ada, unit_id=unit.id, seen=unit.version)
    with pytest.raises(Invalid) as caught:
        give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.STEWARD, unit_id=unit.id))
    assert (caught.value.code, caught.value.field) == ("unit_closed", "unit")


@pytest.mark.parametrize(("user_id", "unit_id"), [(99999, 1), (1, 99999)])
def test_a_role_for_nobody_or_at_no_unit_is_refused(session, cast, user_id, unit_id):
    with pytest.raises(NotFound):
        give_role(session, cast.ada, user_id=user_id, role=RoleIn(role=Role.LEADER, unit_id=unit_id))


def test_a_role_that_was_taken_is_gone_and_the_others_stay(session, cast):
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.LEADER, unit_id=cast.places.town))
    clerk, _leader = roles_of(session, cast.bob.user_id)
    take_role(session, cast.ada, role_id=clerk.id)
    assert held(session, cast.bob) == [(Role.LEADER, cast.places.town, "")]


def test_a_role_that_is_not_there_cannot_be_taken(session, cast):
    with pytest.raises(NotFound) as caught:
        take_role(session, cast.ada, role_id=99999)
    assert caught.value.code == "role_not_found"


def test_giving_and_taking_a_role_is_in_the_journal(session, cast):
    give_role(session, cast.ada, user_id=cast.bob.user_id, role=RoleIn(role=Role.LEADER, unit_id=cast.places.pine))
    take_role(session, cast.ada, role_id=roles_of(session, cast.bob.user_id)[-1].id)
    entries, _ = audit.page(session, offset=0, limit=2)
    assert [entry.action for entry in entries] == ["role_taken", "role_given"]
    assert {entry.detail["unit"] for entry in entries} == {cast.places.pine}
