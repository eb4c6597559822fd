"""Who may do what; what is not said is refused.

Each subject says it for itself in `db/<subject>/permissions.py`: an enum of its permissions, each with the roles that hold it.
"""

from enum import StrEnum
from typing import Protocol, Self

from db.actor import Actor, Role
from db.errors import NotAllowed
from db.subjects import modules

EVERYBODY = frozenset(Role)
OFFICE = frozenset({Role.CLERK, Role.COMMUNITY_PARTY})
REVIEWERS = frozenset({Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK})
VISITORS = frozenset({Role.GRID_WORKER, Role.COMMUNITY_PARTY, Role.CLERK})


class Permission(StrEnum):
    """The base of each subject's enum: `ANNOUNCE = "announce", OFFICE`. A permission without roles is nobody's."""

    roles: frozenset[Role]

    def __new__(cls, value: str, roles: frozenset[Role] = frozenset()) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.roles = roles
        return member


def every_permission() -> list[Permission]:
    """Those of all subjects, from the bottom up."""
    enums = (kind for module in modules("db", "permissions") for kind in vars(module).values())
    return [one for kind in enums if isinstance(kind, type) and issubclass(kind, Permission) for one in kind]


class Placed(Protocol):
    """Anything that stands at a unit."""

    @property
    def unit_path(self) -> str: ...


def in_scope(actor: Actor, path: str) -> bool:
    return path.startswith(actor.unit_path)


def allows(actor: Actor, permission: Permission, subject: Placed | None = None) -> bool:
    """Whether the actor's role holds the permission and the subject, if any, lies under the actor's unit."""
    if not isinstance(permission, Permission) or actor.role not in permission.roles:
        return False
    return subject is None or in_scope(actor, subject.unit_path)


def require(actor: Actor, permission: Permission, subject: Placed | None = None) -> None:
    """Raises `NotAllowed` unless `allows(...)`."""
    if not allows(actor, permission, subject):
        raise NotAllowed(permission=permission.value)
