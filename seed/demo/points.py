"""The demo's service points: as many of each kind as the programme has published, open with their hours; and some in every other
state of their lives."""

from collections.abc import Sequence

from sqlmodel import Session

from db.actor import Actor
from db.office.queries import UnitRow, unit_names, units_under
from db.points.checks import offered
from db.points.commands import life
from db.points.commands.hours import put_other_days, set_hours
from db.points.commands.points import propose_point, set_up_point
from db.points.models.points import OtherDaysIn, PointIn, PointMove, PointSource
from db.points.opening import Times
from db.points.queries.points import find_point
from db.scheme import PointKind, Scheme
from seed.demo.state import DemoState

SHARE = 1

_H = 60
# Every day, mornings and afternoons, some afternoons: seven days, Monday first.
_DAILY: tuple[Times, ...] = (((8 * _H, 20 * _H),),) * 7
_OFFICE: tuple[Times, ...] = (((9 * _H, 12 * _H), (14 * _H, 17 * _H + 30)),) * 5 + ((), ())
_AFTERNOONS: tuple[Times, ...] = ((), (), ((14 * _H, 17 * _H),), (), ((14 * _H, 17 * _H),), ((9 * _H, 16 * _H),), ())
_HOURS = (_DAILY, _OFFICE, _AFTERNOONS)
_PLACES = ("一层大厅", "东门岗亭旁", "物业楼2层", "小广场北侧", "1号楼底商", "文化活动室")
_FEW = 6
# What people wished for that is not there yet, and how far it has come.
_WISHES = (
    (PointSource.RESIDENT, "东门没有地方歇脚，快递员也常在那儿等", ()),
    (PointSource.STEWARD, "楼里老人多，想有个代办的地方", ()),
    (PointSource.RESIDENT, "晚上回来晚，希望有个热饭的地方", (PointMove.TALK_OVER,)),
    (PointSource.OFFICE, "网格里还缺一处", (PointMove.TALK_OVER, PointMove.ADOPT)),
    (PointSource.RESIDENT, "地下车库入口想设一处", (PointMove.DECLINE,)),
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
    offers = [keys[n % len(keys)]] if kind.offers == "posts" else keys[: 3 + n % 4]
    name = words[offers[0]].zh if kind.offers == "posts" and words else kind.zh
    return PointIn(
        unit_id=unit.id, kind=kind.key, name=f"{where}{name}", place=_PLACES[n % len(_PLACES)], offers=offers,
        capacity=8 + n % 5 * 4 if kind.offers != "posts" else None, is_closed_on_holidays=n % 3 == 1,
        reason="镇街统一安排，方便居民",
    )  # fmt: skip


def _open(s: Session, clerk: Actor, point: PointIn, hours: Sequence[Times]) -> int:
    point_id = set_up_point(s, clerk, point=point)
    life.staff_changed(s, clerk, find_point(s, clerk, point_id), 1)
    row = find_point(s, clerk, point_id)
    set_hours(
        s, clerk, point_id=point_id, seen=row.version, weekly=hours, is_closed_on_holidays=point.is_closed_on_holidays
    )  # fmt: skip
    life.open_point(s, clerk, point_id=point_id, seen=row.version + 1)
    return point_id


def fill(s: Session, demo: DemoState) -> None:
    scheme, clerk = demo.scheme, demo.cast.clerk
    units = [unit for unit in units_under(s, clerk.unit_path) if unit.depth == demo.leaves[0].depth - 1]
    names = unit_names(s, [unit.path for unit in (*units, *demo.leaves)])
    points: list[int] = []
    for place, kind in enumerate(scheme.point_kinds):
        hours = _OFFICE if kind.offers == "nothing" else _HOURS[2] if kind.offers == "posts" else _HOURS[place % 2]
        for n, unit in enumerate(_places_of(scheme, kind, units, demo.leaves)):
            # As neighbours say it: the estate and the building.
            where = "".join(names[unit.path].split(" ")[1:]) or unit.name
            written = _written(scheme, kind, unit, where, n)
            points.append(_open(s, clerk, written, _HOURS[n % 2] if kind.offers == "stations" else hours))
    put_other_days(s, clerk, point_id=points[0], days=OtherDaysIn(why="检修水电"))
    _wishes(s, demo, units)


def _wishes(s: Session, demo: DemoState, units: Sequence[UnitRow]) -> None:
    scheme, clerk = demo.scheme, demo.cast.clerk
    kind = scheme.point_kinds[0]
    for n, (source, why, moves) in enumerate(_WISHES):
        point = PointIn(
            unit_id=units[n % len(units)].id, kind=kind.key, name=f"{('东门', '南门', '西门', '北门', '车库')[n]}{kind.zh}",
            place=_PLACES[n], reason=why,
        )  # fmt: skip
        point_id = propose_point(s, clerk, point=point, source=source)
        for move in moves:
            life.move_point(s, clerk, find_point(s, clerk, point_id), move, "居民议事时商量过")
