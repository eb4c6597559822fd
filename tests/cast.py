"""The fixed cast: Alice reviews, Bob clerks in the same township, Charlie belongs to another community and must see
nothing of hers, Dora is a steward, Eve is signed out. Everybody's password is PASSWORD."""

from dataclasses import dataclass

from sqlmodel import Session

from db.actor import Actor, Role
from db.office.commands.set_up import set_up_office
from db.office.commands.units import add_unit
from db.office.commands.users import add_user
from db.office.models import OfficeIn, RoleIn, UserIn
from db.office.queries import current_scheme, find_unit

PASSWORD = "warm-tea-2026"


@dataclass(frozen=True)
class Places:
    """Unit ids: a town of two communities; Pine has two estates, Pine Court has three buildings."""

    town: int
    pine: int
    pine_court: int
    pine_garden: int
    buildings: tuple[int, int, int]
    garden_building: int
    willow: int
    willow_bank: int
    willow_building: int


@dataclass(frozen=True)
class Cast:
    """`ada` administers, `bob` clerks, `grace` recommends, `ben` is the estate branch, `alice` the community party
    organisation, `charlie` that of the other community, `departments` one reviewer each, `dora` a steward,
    `leo` a leader, `percy` property staff."""

    places: Places
    ada: Actor
    bob: Actor
    grace: Actor
    ben: Actor
    alice: Actor
    charlie: Actor
    dora: Actor
    leo: Actor
    percy: Actor
    departments: dict[str, Actor]

    @property
    def everybody(self) -> list[Actor]:
        named = [self.ada, self.bob, self.grace, self.ben, self.alice, self.charlie, self.dora, self.leo, self.percy]
        return named + list(self.departments.values())


def _places(session: Session, actor: Actor) -> Places:
    def add(parent: int, name: str) -> int:
        return add_unit(session, actor, parent_id=parent, name=name)

    town = actor.unit_id
    pine, willow = add(town, "松风社区"), add(town, "柳河社区")
    court, garden, bank = add(pine, "松风苑"), add(pine, "锦程小区"), add(willow, "柳岸家园")
    numbered = tuple(add(court, f"{n}号楼") for n in (1, 2, 10))
    return Places(town, pine, court, garden, numbered, add(garden, "1号楼"), willow, bank, add(bank, "1号楼"))


def _actor(session: Session, admin: Actor, login: str, name: str, role: Role, unit: int, department: str = "") -> Actor:
    given = RoleIn(role=role, unit_id=unit, department=department)
    user = add_user(session, admin, user=UserIn(login=login, name=name, password=PASSWORD, roles=[given]))
    return Actor(user, name, role, unit, find_unit(session, admin, unit).path, department or None)


def set_the_stage(session: Session) -> Cast:
    """Makes the office, its units and its people through the commands."""
    office = OfficeIn(name="示范镇", preset="nanzheng", login="ada", admin_name="安大姐", password=PASSWORD)
    clerk = set_up_office(session, office=office)
    ada = Actor(clerk.user_id, clerk.name, Role.ADMINISTRATOR, clerk.unit_id, clerk.unit_path)
    p = _places(session, ada)

    def person(login: str, name: str, role: Role, unit: int, department: str = "") -> Actor:
        return _actor(session, ada, login, name, role, unit, department)

    return Cast(
        places=p,
        ada=ada,
        bob=person("bob", "鲍文书", Role.CLERK, p.town),
        grace=person("grace", "葛网格", Role.GRID_WORKER, p.pine_court),
        ben=person("ben", "贲支书", Role.ESTATE_BRANCH, p.pine_court),
        alice=person("alice", "艾书记", Role.COMMUNITY_PARTY, p.pine),
        charlie=person("charlie", "查书记", Role.COMMUNITY_PARTY, p.willow),
        dora=person("dora", "窦管家", Role.STEWARD, p.buildings[0]),
        leo=person("leo", "雷领导", Role.LEADER, p.town),
        percy=person("percy", "裴物业", Role.PROPERTY, p.pine_court),
        departments={
            d.key: person(f"dept_{d.key}", f"{d.zh}联络员", Role.DEPARTMENT, p.town, d.key)
            for d in current_scheme(session).departments
        },
    )
