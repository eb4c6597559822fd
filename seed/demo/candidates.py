"""The demo's candidates, where the scheme chooses among party members of several kinds (Fushan)."""

from sqlmodel import Session

from db import clock
from db.office.queries import UnitRow
from db.scheme import Scheme
from db.vetting.candidates import category_for, check_candidate
from db.vetting.commands.candidates import put_candidates, take_up
from db.vetting.models.applications import ApplicantIn
from db.vetting.models.candidates import CandidateIn, MemberKind
from db.vetting.queries.candidates import CandidateFilter, candidate_as_written, find_candidates
from seed.demo.people import OLDEST, People
from seed.demo.state import DemoState

_N_CANDIDATES, _N_TAKEN_UP = 48, 2
_OLDEST_AT_WORK = 60
_EMPLOYERS = ("第一小学", "实验中学", "中心医院", "供电所", "图书馆", "水务公司", "住建局", "税务所")
_NEW_ORGANISATIONS = ("快递服务公司", "家政服务公司", "软件公司", "社会工作服务中心")


def fill(s: Session, demo: DemoState, override: str) -> None:
    kinds = [kind for kind in MemberKind if category_for(demo.scheme, kind)]
    if len(kinds) < 2:
        return
    written = [
        check_candidate(_given(demo.people, demo.scheme, unit, kinds[n % len(kinds)], n), clock.today())
        for n, unit in enumerate(_homes(demo.leaves))
    ]
    put_candidates(s, demo.cast.clerk, written, len(written), 0)
    for row in find_candidates(s, demo.cast.clerk, CandidateFilter(), limit=_N_TAKEN_UP):
        applicant = candidate_as_written(s, demo.cast.clerk, demo.scheme, row.id)
        take_up(s, demo.cast.clerk, candidate_id=row.id, applicant=applicant, override=override)


def _homes(leaves: list[UnitRow]) -> list[UnitRow]:
    """Among the first, where the demo's accounts work; among the last, where some households have no steward; and between."""
    third = _N_CANDIDATES // 3
    between = leaves[third:-third] or leaves
    last = sorted(leaves, key=lambda unit: unit.path)[-third:]
    return [*leaves[:third], *between[:: max(len(between) // third, 1)][:third], *last]


def _person(people: People, scheme: Scheme, unit: UnitRow, most: int) -> tuple[ApplicantIn, int]:
    """Somebody of at most this age, and the year of birth."""
    while True:
        person = people.applicant(scheme, unit.id, "")
        born = int(person.id_number[6:10])
        if people.today.year - born <= most:
            return person, born


def _given(people: People, scheme: Scheme, unit: UnitRow, kind: MemberKind, n: int) -> CandidateIn:
    """Every fourth list says the age and the telephone only."""
    person, born = _person(people, scheme, unit, OLDEST if kind is MemberKind.REGISTERED else _OLDEST_AT_WORK)
    name = people.random.choice(_NEW_ORGANISATIONS if kind is MemberKind.NEW_ORGANISATION else _EMPLOYERS)
    works = {} if kind is MemberKind.REGISTERED else {"employer": f"示范{name}", "party_organisation": f"示范{name}党支部"}
    return CandidateIn(
        name=person.name, kind=kind, sex=person.sex, unit_id=unit.id, door=f"{n % 2 + 1}单元{n % 6 + 1}0{n % 3 + 1}室",
        born=str(born), id_number="" if n % 4 == 3 else person.id_number, phone=person.phone, speciality=person.speciality,
        party_joined=str(born + 24) if born + 24 <= people.today.year else "", **works,
    )  # fmt: skip
