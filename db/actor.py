"""Who acts: a user in one role at one unit. Carries all that scoping needs, so a read never asks the database who it is."""

from dataclasses import dataclass

from db.vocabulary import Growing


class Role(Growing):
    ADMINISTRATOR = "administrator"
    CLERK = "clerk"
    GRID_WORKER = "grid_worker"
    ESTATE_BRANCH = "estate_branch"
    COMMUNITY_PARTY = "community_party"
    DEPARTMENT = "department"
    PROPERTY = "property"
    STEWARD = "steward"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: int
    name: str
    role: Role
    unit_id: int
    unit_path: str
    department: str | None = None

    @property
    def scope_end(self) -> str:
        """Paths from `unit_path` up to, not including, this one are everything under the actor's unit."""
        return end_of_path(self.unit_path)


def is_whole_office(actor: Actor) -> bool:
    """Whether the actor works for the office's top unit: `/1/` has no unit above it."""
    return actor.unit_path.count("/") == 2


def end_of_path(path: str) -> str:
    """`/1/7/` -> `/1/70`: the first text after every path under it, because `0` follows `/`."""
    return path[:-1] + "0"
