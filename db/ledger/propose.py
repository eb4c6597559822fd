"""Proposes who looks after whom. No database: homes and stewards in, changes out.

Existing links stay unless the steward is gone, kin, or has more than the most. Then the nearest first: a steward of the same
unit, of the unit above it, and so on up to the level under the office; never further. A home stays uncovered only when no
way of sharing out would cover it.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.ledger.models.care import Why

Path = tuple[int, ...]
# At most so many homes of another unit go to one steward before the next one is asked: a few doors side by side, not one each.
_SIDE_BY_SIDE = 5


@dataclass(frozen=True, slots=True)
class Home:
    """`path` are the ids of its units from the top; `steward` who looks after it now."""

    id: int
    path: Path
    door: str
    steward: int | None = None
    kin: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class StewardPlace:
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

    def __init__(self, homes: Sequence[Home], stewards: Sequence[StewardPlace]) -> None:
        # In one order, whatever order they came in: the same town gets the same proposal.
        self.homes = {home.id: home for home in sorted(homes, key=lambda home: (home.path, home.door, home.id))}
        self.stewards = {steward.id: steward for steward in sorted(stewards, key=lambda steward: steward.id)}
        self.given: dict[int, int] = {}
        self.load: dict[int, list[int]] = {steward.id: [] for steward in stewards}
        self.why: dict[int, Why] = {}
        self.places: dict[Path, list[StewardPlace]] = defaultdict(list)
        for steward in self.stewards.values():
            self.places[steward.path[:2]].append(steward)

    def near(self, home: Home) -> list[StewardPlace]:
        """Stewards under the same unit of the level under the office."""
        return self.places.get(home.path[:2], [])

    def give(self, home: Home, steward_id: int) -> None:
        self.given[home.id] = steward_id
        self.load[steward_id].append(home.id)

    def take(self, home_id: int) -> None:
        self.load[self.given.pop(home_id)].remove(home_id)

    def spare(self, steward: StewardPlace, *, is_light: bool = False) -> int:
        return (steward.light if is_light else steward.most) - len(self.load[steward.id])

    def keep_what_stands(self) -> None:
        held: dict[int, list[Home]] = defaultdict(list)
        for home in self.homes.values():
            steward = self.stewards.get(home.steward or 0)
            if home.steward is None:
                self.why[home.id] = Why.UNCOVERED
            elif steward is None:
                self.why[home.id] = Why.LEFT
            elif steward.id in home.kin:
                self.why[home.id] = Why.KIN
            else:
                held[steward.id].append(home)
        for steward_id, homes in held.items():
            steward = self.stewards[steward_id]
            homes.sort(key=lambda home: (home.path != steward.path, home.path, home.door, home.id))
            for n, home in enumerate(homes):
                if n < steward.most:
                    self.give(home, steward_id)
                else:
                    self.why[home.id] = Why.OVERLOADED

    def waiting(self) -> list[Home]:
        return [self.homes[home_id] for home_id in self.why if home_id not in self.given]


def _by_node(things: Iterable[Home] | Iterable[StewardPlace], depth: int) -> dict[Path, list[Home | StewardPlace]]:
    found: dict[Path, list[Home | StewardPlace]] = defaultdict(list)
    for thing in things:
        if len(thing.path) > depth:
            found[thing.path[: depth + 1]].append(thing)
    return found


def _fill(plan: _Plan, homes: Sequence[Home], stewards: Sequence[StewardPlace], *, is_light: bool, at_once: int) -> None:
    """Doors in order go to whoever has the least, a few side by side."""
    free = [(len(plan.load[s.id]) / max(s.most, 1), s.path, s.id) for s in stewards if plan.spare(s, is_light=is_light) > 0]
    heapq.heapify(free)
    queue = deque(sorted(homes, key=lambda home: (home.path, home.door, home.id)))
    while queue and free:
        _, path, steward_id = heapq.heappop(free)
        steward = plan.stewards[steward_id]
        for _ in range(min(at_once, plan.spare(steward, is_light=is_light), len(queue))):
            home = _next_not_kin(queue, steward_id)
            if home is None:
                break
            plan.give(home, steward_id)
        else:
            if plan.spare(steward, is_light=is_light) > 0:
                heapq.heappush(free, (len(plan.load[steward_id]) / max(steward.most, 1), path, steward_id))


def _next_not_kin(queue: deque[Home], steward_id: int) -> Home | None:
    for n, home in enumerate(queue):
        if steward_id not in home.kin:
            del queue[n]
            return home
    return None


def _share_out(plan: _Plan, *, is_light: bool) -> None:
    deepest = max((len(steward.path) for steward in plan.stewards.values()), default=1) - 1
    for depth in range(deepest, 0, -1):
        homes, stewards = _by_node(plan.waiting(), depth), _by_node(plan.stewards.values(), depth)
        for node, waiting in homes.items():
            if near := stewards.get(node):
                own = all(len(steward.path) == depth + 1 for steward in near)
                at_once = 1 if own and depth == deepest else _SIDE_BY_SIDE
                _fill(plan, waiting, near, is_light=is_light, at_once=at_once)  # type: ignore[arg-type]


def _even_blocks(plan: _Plan) -> None:
    """Stewards of one unit who were given its doors in turns get them side by side instead."""
    units: dict[Path, list[int]] = defaultdict(list)
    for home_id, steward_id in plan.given.items():
        home, steward = plan.homes[home_id], plan.stewards[steward_id]
        if home_id in plan.why and home.path == steward.path and not home.kin:
            units[home.path].append(home_id)
    for home_ids in units.values():
        counts: dict[int, int] = defaultdict(int)
        for home_id in home_ids:
            counts[plan.given[home_id]] += 1
        if len(counts) > 1:
            ordered = sorted(home_ids, key=lambda i: (plan.homes[i].door, i))
            for home_id in ordered:
                plan.take(home_id)
            takers = [steward_id for steward_id in sorted(counts) for _ in range(counts[steward_id])]
            for home_id, steward_id in zip(ordered, takers, strict=True):
                plan.give(plan.homes[home_id], steward_id)


def _make_room(plan: _Plan, home: Home) -> bool:
    """Finds a chain in which each steward hands one home on, so that this one finds a place. False when there is none."""
    came: dict[int, tuple[int, int] | None] = {s.id: None for s in plan.near(home) if s.id not in home.kin}
    queue = deque(came)
    while queue:
        steward_id = queue.popleft()
        if plan.spare(plan.stewards[steward_id]) > 0:
            _hand_on(plan, home, steward_id, came)
            return True
        for moved in sorted(plan.load[steward_id], key=lambda home_id: (home_id not in plan.why, home_id)):
            # Rather one that has only just been given; and each only to where it belongs.
            for other in plan.near(plan.homes[moved]):
                if other.id not in came and other.id not in plan.homes[moved].kin:
                    came[other.id] = steward_id, moved
                    queue.append(other.id)
    return False


def _hand_on(plan: _Plan, home: Home, last: int, came: dict[int, tuple[int, int] | None]) -> None:
    steward_id = last
    while (step := came[steward_id]) is not None:
        giver, moved = step
        plan.take(moved)
        plan.give(plan.homes[moved], steward_id)
        plan.why.setdefault(moved, Why.OVERLOADED)
        steward_id = giver
    plan.give(home, steward_id)


def _lift(plan: _Plan, least: int) -> None:
    """Stewards with less than the least get newly given homes of the nearest who have more than it."""
    low = [steward for steward in plan.stewards.values() if len(plan.load[steward.id]) < min(least, steward.light)]
    for steward in low:
        near = sorted(plan.places[steward.path[:2]], key=lambda g: (-_shared(g.path, steward.path), -len(plan.load[g.id]), g.id))
        for giver in near:
            while len(plan.load[steward.id]) < min(least, steward.light) and len(plan.load[giver.id]) > least:
                fit = [i for i in plan.load[giver.id] if i in plan.why and steward.id not in plan.homes[i].kin]
                if not fit:
                    break
                moved = max(fit, key=lambda i: (_shared(plan.homes[i].path, steward.path), i))
                plan.take(moved)
                plan.give(plan.homes[moved], steward.id)


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
    return Why.ONLY_KIN if any(plan.spare(steward) > 0 for steward in near) else Why.ALL_FULL


def propose(homes: Sequence[Home], stewards: Sequence[StewardPlace], *, least: int) -> list[Change]:
    """Only what changes, and whoever stays without a steward; in the order of units and doors."""
    plan = _Plan(homes, stewards)
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
            found.append(Change(home.id, home.steward, None, _why_nobody(plan, home)))
        elif after != home.steward:
            found.append(Change(home.id, home.steward, after, plan.why[home.id]))
    return found
