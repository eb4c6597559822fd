"""Who can sign in to the demo: one account for each role, and for each department one."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from db.actor import Actor, Role
from db.office.commands.users import add_user, change_user, take_role
from db.office.models import RoleIn, User, UserIn
from db.office.queries import UnitRow, find_unit, ids_in, roles_of
from db.scheme import Scheme, StepKind
from db.vetting.models.stewards import Steward


@dataclass
class DemoCast:
    """`deciders` maps a role to who decides in it for the whole office; `logins` are printed at the end."""

    clerk: Actor
    admin: Actor
    deciders: dict[Role, Actor] = field(default_factory=dict)
    departments: dict[str, Actor] = field(default_factory=dict)
    logins: list[tuple[str, Role, str]] = field(default_factory=list)


_LOGINS = {
    Role.GRID_WORKER: ("grid", "林网格"),
    Role.ESTATE_BRANCH: ("branch", "罗支书"),
    Role.COMMUNITY_PARTY: ("community", "梁书记"),
    Role.PROPERTY: ("property", "任物业"),
    Role.STEWARD: ("steward", "管阿姨"),
    Role.LEADER: ("leader", "宋主任"),
}


def _account(s: Session, cast: DemoCast, login: str, name: str, role: RoleIn, password: str) -> Actor:
    user_id = add_user(s, cast.admin, user=UserIn(login=login, name=name, password=password, roles=[role]))
    # The password of a demo is on the wall: nobody is asked to change it.
    s.get_one(User, user_id).must_change_password = False
    cast.logins.append((login, role.role, role.department))
    return Actor(user_id, name, role.role, role.unit_id, find_unit(s, cast.admin, role.unit_id).path, role.department or None)


def _unit_for(role: Role, leaf: UnitRow, scheme: Scheme) -> int:
    """The unit of the level that the role works on, above the leaf at which the demo's latest people apply."""
    third = scheme.levels[min(2, len(scheme.levels) - 1)].key
    level = next((step.level for step in scheme.steps if step.decider is role), third)
    depth = {Role.LEADER: 0, Role.STEWARD: leaf.depth}.get(role, scheme.level_depth(level))
    return ids_in(leaf.path)[min(depth, leaf.depth)]


def make_cast(s: Session, clerk: Actor, scheme: Scheme, leaf: UnitRow, password: str) -> DemoCast:
    """Accounts with a password that need not be changed; reviewers also hold their role for the whole office, so that
    the demo's past could happen."""
    admin = Actor(clerk.user_id, clerk.name, Role.ADMINISTRATOR, clerk.unit_id, clerk.unit_path)
    cast = DemoCast(clerk, admin)
    cast.logins.append(("admin", Role.ADMINISTRATOR, ""))
    # The first administrator of a real office is its clerk too; here each role has an account of its own.
    for held in roles_of(s, clerk.user_id):
        if held.role is Role.CLERK:
            take_role(s, admin, role_id=held.id)
    cast.deciders[Role.CLERK] = _account(s, cast, "clerk", "文办事", RoleIn(role=Role.CLERK, unit_id=clerk.unit_id), password)
    for role, (login, name) in _LOGINS.items():
        unit_id = _unit_for(role, leaf, scheme)
        actor = _account(s, cast, login, name, RoleIn(role=role, unit_id=unit_id), password)
        cast.deciders[role] = Actor(actor.user_id, name, role, clerk.unit_id, clerk.unit_path)
    if any(step.kind is StepKind.OPINIONS for step in scheme.steps):
        for number, department in enumerate(scheme.departments, 1):
            given = RoleIn(role=Role.DEPARTMENT, unit_id=clerk.unit_id, department=department.key)
            cast.departments[department.key] = _account(s, cast, f"dept{number}", f"{department.zh}联络员", given, password)
    return cast


def link_steward(s: Session, cast: DemoCast) -> None:
    """The demo's steward account belongs to the first steward: same name, same telephone."""
    actor = cast.deciders[Role.STEWARD]
    steward = s.exec(select(Steward).order_by(col(Steward.id)).limit(1)).one()
    change_user(s, cast.admin, user_id=actor.user_id, name=steward.name, phone=steward.phone)
