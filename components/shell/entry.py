"""One page as the menu knows it."""

from collections.abc import Callable
from dataclasses import dataclass

from components.ui.moves import address
from db.actor import Actor, Role
from db.permissions import Permission
from db.scheme import Scheme


@dataclass(frozen=True)
class Entry:
    """`permission` None: public. `is_listed` False: reached from other pages, not from the menu. `main_for`: roles that find it
    among the few large buttons of a tablet. `is_for`: whom the scheme gives work there, where not everybody has it."""

    section: str
    page: str
    title: str
    icon: str
    permission: Permission | None
    is_listed: bool = True
    roles: frozenset[Role] = frozenset(Role)
    main_for: frozenset[Role] = frozenset()
    is_for: Callable[[Actor, Scheme], bool] | None = None

    @property
    def address(self) -> str:
        return address(self.page)
