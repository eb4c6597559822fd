"""One page as the menu knows it."""

from dataclasses import dataclass

from components.ui.moves import address
from db.actor import Role
from db.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """`permission` None: public. `is_listed` False: reached from other pages, not from the menu. `main_for`: roles that find it
    among the few large buttons of a tablet."""

    section: str
    page: str
    title: str
    icon: str
    permission: Permission | None
    is_listed: bool = True
    roles: frozenset[Role] = frozenset(Role)
    main_for: frozenset[Role] = frozenset()

    @property
    def address(self) -> str:
        return address(self.page)
