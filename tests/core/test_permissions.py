"""The whole role x permission matrix: each subject has its rows written out in `tests/<subject>/matrix.py`."""

import pytest

from db.actor import Actor, Role, end_of_path
from db.errors import NotAllowed
from db.office.permissions import OfficePermission
from db.permissions import Permission, allows, every_permission, in_scope, require
from db.subjects import modules
from db.vetting.permissions import VettingPermission

ROLES = {
    "A": Role.ADMINISTRATOR,
    "C": Role.CLERK,
    "G": Role.GRID_WORKER,
    "E": Role.ESTATE_BRANCH,
    "P": Role.COMMUNITY_PARTY,
    "D": Role.DEPARTMENT,
    "O": Role.PROPERTY,
    "S": Role.STEWARD,
    "L": Role.LEADER,
}
MATRIX = {permission: row for module in modules("tests", "matrix") for permission, row in module.MATRIX.items()}


def actor(role: Role, path: str = "/1/7/") -> Actor:
    return Actor(1, "somebody", role, 7, path)


class Thing:
    def __init__(self, path: str) -> None:
        self.unit_path = path


def test_the_matrix_names_every_permission_and_every_role():
    assert (set(MATRIX), set(ROLES.values())) == ({p.value for p in every_permission()}, set(Role))


def test_a_role_may_do_what_the_matrix_says_and_nothing_else(checked):
    """One cell for each permission and role; every wrong cell is named."""
    cells = [(permission, letter, place) for permission in every_permission() for place, letter in enumerate(ROLES)]
    wrong = [
        f"{permission.value}-{ROLES[letter].value}"
        for permission, letter, place in cells
        if allows(actor(ROLES[letter]), permission) is not (MATRIX[permission.value][place] == letter)
    ]
    checked("roles x permissions", len(cells))
    assert (wrong, len(cells)) == ([], len(MATRIX) * len(Role))


class _Nobodys(Permission):
    LAUNCH_ROCKET = "launch_rocket"


@pytest.mark.parametrize("role", Role)
def test_a_permission_that_names_no_role_is_refused_to_everybody(role):
    with pytest.raises(NotAllowed):
        require(actor(role), _Nobodys.LAUNCH_ROCKET)


@pytest.mark.parametrize("role", Role)
def test_a_permission_that_nobody_has_heard_of_is_refused_to_everybody(role):
    assert not allows(actor(role), "see_home")


def test_a_role_that_nobody_has_heard_of_may_do_nothing():
    stranger = actor("emperor")
    assert [permission for permission in every_permission() if allows(stranger, permission)] == []


def test_no_two_subjects_name_a_permission_alike():
    values = [permission.value for permission in every_permission()]
    assert len(set(values)) == len(values)


def test_the_refusal_names_the_permission():
    with pytest.raises(NotAllowed) as caught:
        require(actor(Role.STEWARD), OfficePermission.MANAGE_USERS)
    assert caught.value.params == {"permission": "manage_users"}


@pytest.mark.parametrize(
    ("path", "is_inside"),
    [("/1/7/", True), ("/1/7/42/", True), ("/1/", False), ("/1/70/", False), ("/1/8/7/", False), ("/", False)],
)
def test_a_permission_reaches_what_lies_under_the_actors_unit(path, is_inside):
    clerk = actor(Role.CLERK)
    assert (in_scope(clerk, path), allows(clerk, VettingPermission.APPOINT, Thing(path))) == (is_inside, is_inside)


def test_a_place_inside_does_not_make_up_for_a_missing_permission():
    assert not allows(actor(Role.STEWARD), VettingPermission.APPOINT, Thing("/1/7/42/"))


@pytest.mark.parametrize(
    ("path", "is_inside"), [("/1/7/", True), ("/1/7/99999/1/", True), ("/1/70/", False), ("/1/6/", False), ("/1/8/", False)]
)
def test_the_range_of_paths_of_a_unit_is_exactly_what_lies_under_it(path, is_inside):
    assert ("/1/7/" <= path < end_of_path("/1/7/")) is is_inside
