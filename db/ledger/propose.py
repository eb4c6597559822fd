"""Proposes who looks after whom. No database: homes and carers in, changes out.

Existing links stay unless the carer is gone, kin, or has more than the most. Then the nearest first: a carer of the same
unit, of the unit above it, and so on up to the level under the office; never further. A home stays uncovered only when no
way of sharing out would cover it.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.ledger.models.care import Why

Path = tuple[int, ...]
# At most so many homes of another unit go to one carer before the next one is asked: a few doors side by side, not one each.
_SIDE_BY_SIDE = 5


@dataclass(frozen=True, slots=True)
class Home:
    """`path` are the ids of its units from the top; `carer` who looks after it now."""

    id: int
    path: Path
    door: str
    carer: int | None = None
    kin: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Carer:
    """`light` is what they should be given (less with age), `most` what they can be given at all."""

    id: int
    path: Path
    light: int
    most: int


@dataclass(frozen=True, slots=True)
class Change:
    """`after` None: nobody can be proposed, `why` says the reason."""

    home: int
    before: int | None
    after: int | None
    why: Why


class _Plan:
    """Who has whom so far."""

    def __init__(self, homes: Sequence[Home], carers: Sequence[Carer]) -> None:
        # In one order, whatever order they came in: the same town gets the same proposal.
        self.homes = {home.id: home for home in sorted(homes, key=lambda home: (home.path, home.door, home.id))}
        self.carers = {carer.id: carer for carer in sorted(carers, key=lambda carer: carer.id)}
        self.given: dict[int, int] = {}
        self.load: dict[int, list[int]] = {carer.id: [] for carer in carers}
        self.why: dict[int, Why] = {}
        self.places: dict[Path, list[Carer]] = defaultdict(list)
        for carer in self.carers.values():
            self.places[carer.path[:2]].append(carer)

    def near(self, home: Home) -> list[Carer]:
        """Carers under the same unit of the level under the office."""
        return self.places.get(home.path[:2], [])

    def give(self, home: Home, carer_id: int) -> None:
        self.given[home.id] = carer_id
        self.load[carer_id].append(home.id)

    def take(self, home_id: int) -> None:
        self.load[self.given.pop(home_id)].remove(home_id)

    def spare(self, carer: Carer, *, is_light: bool = False) -> int:
        return (carer.light if is_light else carer.most) - len(self.load[carer.id])

    def keep_what_stands(self) -> None:
        held: dict[int, list[Home]] = defaultdict(list)
        for home in self.homes.values():
            carer = self.carers.get(home.carer or 0)
            if home.carer is None:
                self.why[home.id] = Why.UNCOVERED
            elif carer is None:
                self.why[home.id] = Why.LEFT
            elif carer.id in home.kin:
                self.why[home.id] = Why.KIN
            else:
                held[carer.id].append(home)
        for carer_id, homes in held.items():
            carer = self.carers[carer_id]
            homes.sort(key=lambda home: (home.path != carer.path, home.path, home.door, home.id))
            for n, home in enumerate(homes):
                if n < carer.most:
                    self.give(home, carer_id)
                else:
                    self.why[home.id] = Why.OVERLOADED

    def waiting(self) -> list[Home]:
        return [self.homes[home_id] for home_id in self.why if home_id not in self.given]


def _by_node(things: Iterable[Home] | Iterable[Carer], depth: int) -> dict[Path, list[Home | Carer]]:
    found: dict[Path, list[Home | Carer]] = defaultdict(list)
    for thing in things:
        if len(thing.path) > depth:
            found[thing.path[: depth + 1]].append(thing)
    return found


def _fill(plan: _Plan, homes: Sequence[Home], carers: Sequence[Carer], *, is_light: bool, at_once: int) -> None:
    """Doors in order go to whoever has the least, a few side by side."""
    free = [(len(plan.load[c.id]) / max(c.most, 1), c.path, c.id) for c in carers if plan.spare(c, is_light=is_light) > 0]
    heapq.heapify(free)
    queue = deque(sorted(homes, key=lambda home: (home.path, home.door, home.id)))
    while queue and free:
        _, path, carer_id = heapq.heappop(free)
        carer = plan.carers[carer_id]
        for _ in range(min(at_once, plan.spare(carer, is_light=is_light), len(queue))):
            home = _next_not_kin(queue, carer_id)
            if home is None:
                break
            plan.give(home, carer_id)
        else:
            if plan.spare(carer, is_light=is_light) > 0:
                heapq.heappush(free, (len(plan.load[carer_id]) / max(carer.most, 1), path, carer_id))


def _next_not_kin(queue: deque[Home], carer_id: int) -> Home | None:
    for n, home in enumerate(queue):
        if carer_id not in home.kin:
            del queue[n]
            return home
    return None


def _share_out(plan: _Plan, *, is_light: bool) -> None:
    deepest = max((len(carer.path) for carer in plan.carers.values()), default=1) - 1
    for depth in range(deepest, 0, -1):
        homes, carers = _by_node(plan.waiting(), depth), _by_node(plan.carers.values(), depth)
        for node, waiting in homes.items():
            if near := carers.get(node):
                own = all(len(carer.path) == depth + 1 for carer in near)
                at_once = 1 if own and depth == deepest else _SIDE_BY_SIDE
                _fill(plan, waiting, near, is_light=is_light, at_once=at_once)  # type: ignore[arg-type]


def _even_blocks(plan: _Plan) -> None:
    """Carers of one unit who were given its doors in turns get them side by side instead."""
    units: dict[Path, list[int]] = defaultdict(list)
    for home_id, carer_id in plan.given.items():
        home, carer = plan.homes[home_id], plan.carers[carer_id]
        if home_id in plan.why and home.path == carer.path and not home.kin:
            units[home.path].append(home_id)
    for home_ids in units.values():
        counts: dict[int, int] = defaultdict(int)
        for home_id in home_ids:
            counts[plan.given[home_id]] += 1
        if len(counts) > 1:
            ordered = sorted(home_ids, key=lambda i: (plan.homes[i].door, i))
            for home_id in ordered:
                plan.take(home_id)
            takers = [carer_id for carer_id in sorted(counts) for _ in range(counts[carer_id])]
            for home_id, carer_id in zip(ordered, takers, strict=True):
                plan.give(plan.homes[home_id], carer_id)


def _make_room(plan: _Plan, home: Home) -> bool:
    """Finds a chain in which each carer hands one home on, so that this one finds a place. False when there is none."""
    came: dict[int, tuple[int, int] | None] = {c.id: None for c in plan.near(home) if c.id not in home.kin}
    queue = deque(came)
    while queue:
        carer_id = queue.popleft()
        if plan.spare(plan.carers[carer_id]) > 0:
            _hand_on(plan, home, carer_id, came)
            return True
        for moved in sorted(plan.load[carer_id], key=lambda home_id: (home_id not in plan.why, home_id)):
            # Rather one that has only just been given; and each only to where it belongs.
            for other in plan.near(plan.homes[moved]):
                if other.id not in came and other.id not in plan.homes[moved].kin:
                    came[other.id] = carer_id, moved
                    queue.append(other.id)
    return False


def _hand_on(plan: _Plan, home: Home, last: int, came: dict[int, tuple[int, int] | None]) -> None:
    carer_id = last
    while (step := came[carer_id]) is not None:
        giver, moved = step
        plan.take(moved)
        plan.give(plan.homes[moved], carer_id)
        plan.why.setdefault(moved, Why.OVERLOADED)
        carer_id = giver
    plan.give(home, carer_id)


def _lift(plan: _Plan, least: int) -> None:
    """Carers with less than the least get newly given homes of the nearest who have more than it."""
    low = [carer for carer in plan.carers.values() if len(plan.load[carer.id]) < min(least, carer.light)]
    for carer in low:
        near = sorted(plan.places[carer.path[:2]], key=lambda g: (-_shared(g.path, carer.path), -len(plan.load[g.id]), g.id))
        for giver in near:
            while len(plan.load[carer.id]) < min(least, carer.light) and len(plan.load[giver.id]) > least:
                fit = [i for i in plan.load[giver.id] if i in plan.why and carer.id not in plan.homes[i].kin]
                if not fit:
                    break
                moved = max(fit, key=lambda i: (_shared(plan.homes[i].path, carer.path), i))
                plan.take(moved)
                plan.give(plan.homes[moved], carer.id)


def _shared(one: Path, other: Path) -> int:
    """How many units the two have in common, from the top."""
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n


def _why_nobody(plan: _Plan, home: Home) -> Why:
    near = plan.near(home)
    if not near:
        return Why.NO_STEWARD
    return Why.ONLY_KIN if any(plan.spare(carer) > 0 for carer in near) else Why.ALL_FULL


def propose(homes: Sequence[Home], carers: Sequence[Carer], *, least: int) -> list[Change]:
    """Only what changes, and whoever stays without a carer; in the order of units and doors."""
    plan = _Plan(homes, carers)
    plan.keep_what_stands()
    _share_out(plan, is_light=True)
    _share_out(plan, is_light=False)
    full: set[Path] = set()
    for home in plan.waiting():
        # Where nobody has room there is no chain either: looked for once a place.
        if home.path[:2] not in full and not _make_room(plan, home) and not home.kin:
            full.add(home.path[:2])
    _lift(plan, least)
    _even_blocks(plan)
    return _changes(plan)


def _changes(plan: _Plan) -> list[Change]:
    found = []
    for home in plan.homes.values():
        after = plan.given.get(home.id)
        if after is None:
            found.append(Change(home.id, home.carer, None, _why_nobody(plan, home)))
        elif after != home.carer:
            found.append(Change(home.id, home.carer, after, plan.why[home.id]))
    return found
