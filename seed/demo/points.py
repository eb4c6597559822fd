"""The demo's service points: as many of each kind as the programme has published, staffed and open; wishes in every other state;
what was done there; and the organisations that help."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.office.queries import UnitRow, ids_in, unit_names, units_under
from db.points.checks import offered
from db.points.commands import life
from db.points.commands.hours import put_other_days, set_hours
from db.points.commands.points import propose_point, set_up_point
from db.points.commands.roster import fill_week
from db.points.commands.staff import take_on
from db.points.demo_services import put_services, stewards_by_unit
from db.points.models.points import OtherDaysIn, PointIn, PointMove, PointSource
from db.points.models.services import ServiceKind
from db.points.models.staff import DutyIn, StaffIn
from db.points.opening import Times
from db.points.queries.points import find_point
from db.points.queries.roster import monday_of, propose_week
from db.scheme import PointKind, Scheme
from seed.demo.partners import put_partners
from seed.demo.state import DemoState

SHARE = 1

_H = 60
# Every day, mornings and afternoons, some afternoons: seven days, Monday first.
_DAILY: tuple[Times, ...] = (((8 * _H, 20 * _H),),) * 7
_OFFICE: tuple[Times, ...] = (*(((9 * _H, 12 * _H), (14 * _H, 17 * _H + 30)),) * 5, (), ())
_AFTERNOONS: tuple[Times, ...] = ((), (), ((14 * _H, 17 * _H),), (), ((14 * _H, 17 * _H),), ((9 * _H, 16 * _H),), ())
_HOURS = {"stations": (_DAILY, _OFFICE), "posts": (_AFTERNOONS,), "nothing": (_OFFICE,)}
_PLACES = ("一层大厅", "东门岗亭旁", "物业楼2层", "小广场北侧", "1号楼底商", "文化活动室")
_FEW, _OPEN_DAYS, _WITH_ROSTER = 6, 180, 4
_SERVICES, _TRAININGS, _TRAINEES = 20, 2, 15
_TAUGHT = ("用电安全", "手机使用", "急救常识", "就业技能", "政策解读")
# What people wished for that is not there yet, and how far it has come.
_WISHES = (
    ("东门", PointSource.RESIDENT, "东门没有地方歇脚，快递员也常在那儿等", ()),
    ("南门", PointSource.STEWARD, "楼里老人多，想有个代办的地方", ()),
    ("西门", PointSource.RESIDENT, "晚上回来晚，希望有个热饭的地方", (PointMove.TALK_OVER,)),
    ("北门", PointSource.OFFICE, "网格里还缺一处", (PointMove.TALK_OVER, PointMove.ADOPT)),
    ("车库", PointSource.RESIDENT, "地下车库入口想设一处", (PointMove.DECLINE,)),
)


def _places_of(scheme: Scheme, kind: PointKind, units: Sequence[UnitRow], leaves: Sequence[UnitRow]) -> list[UnitRow]:
    """The units at which points of this kind lie: as many as are published, or one at each of the first few."""
    n = scheme.published(kind.counted_as, 0) if kind.counted_as else 0
    if n > len(leaves):
        return list(units)
    return list(leaves[:n]) if n > len(units) else list(units[: n or _FEW])


def _written(scheme: Scheme, kind: PointKind, unit: UnitRow, where: str, n: int) -> PointIn:
    """Every post is another one, every station offers a few things more or less."""
    words = offered(scheme, kind.key)
    keys = list(words)
    offers = [keys[n % len(keys)]] if kind.offers == "posts" and keys else keys[: 3 + n % 4]
    name = words[offers[0]].zh if kind.offers == "posts" and offers else kind.zh
    return PointIn(
        unit_id=unit.id, kind=kind.key, name=f"{where}{name}", place=_PLACES[n % len(_PLACES)], offers=offers,
        capacity=None if kind.offers == "posts" else 8 + n % 5 * 4, is_closed_on_holidays=n % 3 == 1,
        reason="镇街统一安排，方便居民",
    )  # fmt: skip


def _open(s: Session, clerk: Actor, point: PointIn, hours: Sequence[Times], stewards: Sequence[int]) -> int:
    point_id = set_up_point(s, clerk, point=point)
    for steward_id in stewards:
        take_on(s, clerk, point_id=point_id, staff=StaffIn(steward_id=steward_id))
    seen = find_point(s, clerk, point_id).version
    set_hours(
        s, clerk, point_id=point_id, seen=seen, weekly=hours, is_closed_on_holidays=point.is_closed_on_holidays
    )  # fmt: skip
    life.open_point(s, clerk, point_id=point_id, seen=seen + 1)
    return point_id


def fill(s: Session, demo: DemoState) -> None:
    scheme, clerk, today = demo.scheme, demo.cast.clerk, clock.today()
    units = [unit for unit in units_under(s, clerk.unit_path) if unit.depth == demo.leaves[0].depth - 1]
    with clock.at(today - timedelta(days=_OPEN_DAYS)):
        points = _open_all(s, demo, units)
    put_other_days(s, clerk, point_id=points[-1][0], days=OtherDaysIn(why="检修水电"))
    _wishes(s, demo, units)
    for point_id, _, _ in points[:_WITH_ROSTER]:
        _roster(s, clerk, point_id, monday_of(today))
    put_services(s, clerk, rows=_log(scheme, demo, points, today))
    put_partners(s, demo, units)


def _open_all(s: Session, demo: DemoState, units: Sequence[UnitRow]) -> list[tuple[int, int, str]]:
    """Ids, units and kinds of the points that are open."""
    scheme, clerk = demo.scheme, demo.cast.clerk
    names, stewards = unit_names(s, [unit.path for unit in (*units, *demo.leaves)]), stewards_by_unit(s)
    points: list[tuple[int, int, str]] = []
    for kind in scheme.point_kinds:
        for n, unit in enumerate(_places_of(scheme, kind, units, demo.leaves)):
            # As neighbours say it: the estate and the building.
            where = "".join(names[unit.path].split(" ")[1:]) or unit.name
            hours = _HOURS[kind.offers]
            # Whoever serves is of the place, or of the community.
            near = stewards[unit.id] or stewards[ids_in(unit.path)[1]]
            written = _written(scheme, kind, unit, where, n)
            points.append((_open(s, clerk, written, hours[n % len(hours)], near[:2]), unit.id, kind.key))
    return points


def _wishes(s: Session, demo: DemoState, units: Sequence[UnitRow]) -> None:
    kind, clerk = demo.scheme.point_kinds[0], demo.cast.clerk
    for n, (gate, source, why, moves) in enumerate(_WISHES):
        unit = units[n % len(units)]
        point = PointIn(unit_id=unit.id, kind=kind.key, name=f"{unit.name}{gate}{kind.zh}", place=_PLACES[n], reason=why)
        point_id = propose_point(s, clerk, point=point, source=source)
        for move in moves:
            life.move_point(s, clerk, find_point(s, clerk, point_id), move, "居民议事时商量过")


def _roster(s: Session, clerk: Actor, point_id: int, monday: date) -> None:
    """This week's and the next one's, but for one turn that nobody has."""
    for week in (monday, monday + timedelta(days=7)):
        given = [
            DutyIn(staff_id=one.id, on_day=turn.day, opens=turn.opens, closes=turn.closes)
            for one, turn in propose_week(s, clerk, point_id, week)
        ]
        if given:
            fill_week(s, clerk, point_id=point_id, duties=given[:-1] or given)


def _log(scheme: Scheme, demo: DemoState, points: Sequence[tuple[int, int, str]], today: date) -> list[dict[str, Any]]:
    """As many services, trainings and trainees as are published, spread over the points and the months."""
    chance, groups = demo.people.random, [group.key for group in scheme.served_groups]
    with_offers = [point for point in points if offered(scheme, point[2])]
    n_lines = scheme.published("services", _SERVICES * len(with_offers))
    n_taught = scheme.published("trainings", _TRAININGS * min(len(with_offers), _FEW))
    n_trainees = scheme.published("trainees", _TRAINEES * n_taught)

    def line(point: tuple[int, int, str], n_people: int) -> dict[str, Any]:
        on_day = today - timedelta(days=chance.randrange(_OPEN_DAYS))
        what = chance.choice(list(offered(scheme, point[2])))
        whom = chance.choice(groups)
        return {
            "point_id": point[0], "unit_id": point[1], "on_day": on_day, "what": what, "whom": whom, "n_people": n_people,
            "kind": ServiceKind.SERVICE, "title": "",
        }  # fmt: skip

    rows = [line(point, 1 + chance.randrange(4)) for point in islice(cycle(with_offers), n_lines)]
    for n, point in enumerate(islice(cycle(with_offers), n_taught)):
        size = n_trainees // n_taught + (n < n_trainees % n_taught)
        rows.append(line(point, size) | {"kind": ServiceKind.TRAINING, "title": _TAUGHT[n % len(_TAUGHT)]})
    return rows
