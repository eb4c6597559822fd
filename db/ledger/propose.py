"""Proposes who looks after whom. No database: households and stewards in, changes out.

Existing links stay unless the steward is gone, kin, or has more than the most. Then the nearest first: a steward of the same
unit, of the unit above it, and so on up to the level under the office; never further. A household stays uncovered only when no
way of sharing out would cover it.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.ledger.models.care import Why

Path = tuple[int, ...]
# At most so many doors of another unit go to one steward before the next one is asked: a few side by side, not one each.
_SIDE_BY_SIDE = 5


@dataclass(frozen=True, slots=True)
class HouseholdPlace:
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

    household_id: int
    before: int | None
    after: int | None
    why: Why


class _Plan:
    """Who has whom so far."""

    def __init__(self, households: Sequence[HouseholdPlace], stewards: Sequence[StewardPlace]) -> None:
        # In one order, whatever order they came in: the same town gets the same proposal.
        self.households = {
            household.id: household
            for household in sorted(households, key=lambda household: (household.path, household.door, household.id))
        }
        self.stewards = {steward.id: steward for steward in sorted(stewards, key=lambda steward: steward.id)}
        self.given: dict[int, int] = {}
        self.load: dict[int, list[int]] = {steward.id: [] for steward in stewards}
        self.why: dict[int, Why] = {}
        self.places: dict[Path, list[StewardPlace]] = defaultdict(list)
        for steward in self.stewards.values():
            self.places[steward.path[:2]].append(steward)

    def near(self, household: HouseholdPlace) -> list[StewardPlace]:
        """Stewards under the same unit of the level under the office."""
        return self.places.get(household.path[:2], [])

    def give(self, household: HouseholdPlace, steward_id: int) -> None:
        self.given[household.id] = steward_id
        self.load[steward_id].append(household.id)

    def take(self, household_id: int) -> None:
        self.load[self.given.pop(household_id)].remove(household_id)

    def spare(self, steward: StewardPlace, *, is_light: bool = False) -> int:
        return (steward.light if is_light else steward.most) - len(self.load[steward.id])

    def keep_what_stands(self) -> None:
        held: dict[int, list[HouseholdPlace]] = defaultdict(list)
        for household in self.households.values():
            steward = self.stewards.get(household.steward or 0)
            if household.steward is None:
                self.why[household.id] = Why.UNCOVERED
            elif steward is None:
                self.why[household.id] = Why.LEFT
            elif steward.id in household.kin:
                self.why[household.id] = Why.KIN
            else:
                held[steward.id].append(household)
        for steward_id, households in held.items():
            steward = self.stewards[steward_id]
            households.sort(key=lambda household: (household.path != steward.path, household.path, household.door, household.id))
            for n, household in enumerate(households):
                if n < steward.most:
                    self.give(household, steward_id)
                else:
                    self.why[household.id] = Why.OVERLOADED

    def waiting(self) -> list[HouseholdPlace]:
        return [self.households[household_id] for household_id in self.why if household_id not in self.given]


def _by_node(
    things: Iterable[HouseholdPlace] | Iterable[StewardPlace], depth: int
) -> dict[Path, list[HouseholdPlace | StewardPlace]]:
    found: dict[Path, list[HouseholdPlace | StewardPlace]] = defaultdict(list)
    for thing in things:
        if len(thing.path) > depth:
            found[thing.path[: depth + 1]].append(thing)
    return found


def _fill(
    plan: _Plan, households: Sequence[HouseholdPlace], stewards: Sequence[StewardPlace], *, is_light: bool, at_once: int
) -> None:
    """Doors in order go to whoever has the least, a few side by side."""
    free = [(len(plan.load[s.id]) / max(s.most, 1), s.path, s.id) for s in stewards if plan.spare(s, is_light=is_light) > 0]
    heapq.heapify(free)
    queue = deque(sorted(households, key=lambda household: (household.path, household.door, household.id)))
    while queue and free:
        _, path, steward_id = heapq.heappop(free)
        steward = plan.stewards[steward_id]
        for _ in range(min(at_once, plan.spare(steward, is_light=is_light), len(queue))):
            household = _next_not_kin(queue, steward_id)
            if household is None:
                break
            plan.give(household, steward_id)
        else:
            if plan.spare(steward, is_light=is_light) > 0:
                heapq.heappush(free, (len(plan.load[steward_id]) / max(steward.most, 1), path, steward_id))


def _next_not_kin(queue: deque[HouseholdPlace], steward_id: int) -> HouseholdPlace | None:
    for n, household in enumerate(queue):
        if steward_id not in household.kin:
            del queue[n]
            return household
    return None


def _share_out(plan: _Plan, *, is_light: bool) -> None:
    deepest = max((len(steward.path) for steward in plan.stewards.values()), default=1) - 1
    for depth in range(deepest, 0, -1):
        households, stewards = _by_node(plan.waiting(), depth), _by_node(plan.stewards.values(), depth)
        for node, waiting in households.items():
            if near := stewards.get(node):
                own = all(len(steward.path) == depth + 1 for steward in near)
                at_once = 1 if own and depth == deepest else _SIDE_BY_SIDE
                _fill(plan, waiting, near, is_light=is_light, at_once=at_once)  # type: ignore[arg-type]


def _even_blocks(plan: _Plan) -> None:
    """Stewards of one unit who were given its doors in turns get them side by side instead."""
    units: dict[Path, list[int]] = defaultdict(list)
    for household_id, steward_id in plan.given.items():
        household, steward = plan.households[household_id], plan.stewards[steward_id]
        if household_id in plan.why and household.path == steward.path and not household.kin:
            units[household.path].append(household_id)
    for household_ids in units.values():
        counts: dict[int, int] = defaultdict(int)
        for household_id in household_ids:
            counts[plan.given[household_id]] += 1
        if len(counts) > 1:
            ordered = sorted(household_ids, key=lambda i: (plan.households[i].door, i))
            for household_id in ordered:
                plan.take(household_id)
            takers = [steward_id for steward_id in sorted(counts) for _ in range(counts[steward_id])]
            for household_id, steward_id in zip(ordered, takers, strict=True):
                plan.give(plan.households[household_id], steward_id)


def _make_room(plan: _Plan, household: HouseholdPlace) -> bool:
    """Finds a chain in which each steward hands one household on, so that this one finds a place. False when there is none."""
    came: dict[int, tuple[int, int] | None] = {s.id: None for s in plan.near(household) if s.id not in household.kin}
    queue = deque(came)
    while queue:
        steward_id = queue.popleft()
        if plan.spare(plan.stewards[steward_id]) > 0:
            _hand_on(plan, household, steward_id, came)
            return True
        for moved in sorted(plan.load[steward_id], key=lambda household_id: (household_id not in plan.why, household_id)):
            # Rather one that has only just been given; and each only to where it belongs.
            for other in plan.near(plan.households[moved]):
                if other.id not in came and other.id not in plan.households[moved].kin:
                    came[other.id] = steward_id, moved
                    queue.append(other.id)
    return False


def _hand_on(plan: _Plan, household: HouseholdPlace, last: int, came: dict[int, tuple[int, int] | None]) -> None:
    steward_id = last
    while (step := came[steward_id]) is not None:
        giver, moved = step
        plan.take(moved)
        plan.give(plan.households[moved], steward_id)
        plan.why.setdefault(moved, Why.OVERLOADED)
        steward_id = giver
    plan.give(household, steward_id)


def _lift(plan: _Plan, least: int) -> None:
    """Stewards with less than the least get newly given households of the nearest who have more than it."""
    low = [steward for steward in plan.stewards.values() if len(plan.load[steward.id]) < min(least, steward.light)]
    for steward in low:
        near = sorted(plan.places[steward.path[:2]], key=lambda g: (-_shared(g.path, steward.path), -len(plan.load[g.id]), g.id))
        for giver in near:
            while len(plan.load[steward.id]) < min(least, steward.light) and len(plan.load[giver.id]) > least:
                fit = [i for i in plan.load[giver.id] if i in plan.why and steward.id not in plan.households[i].kin]
                if not fit:
                    break
                moved = max(fit, key=lambda i: (_shared(plan.households[i].path, steward.path), i))
                plan.take(moved)
                plan.give(plan.households[moved], steward.id)


def _shared(one: Path, other: Path) -> int:
    """How many units the two have in common, from the top."""
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n


def _why_nobody(plan: _Plan, household: HouseholdPlace) -> Why:
    near = plan.near(household)
    if not near:
        return Why.NO_STEWARD
    return Why.ONLY_KIN if any(plan.spare(steward) > 0 for steward in near) else Why.ALL_FULL


def propose(households: Sequence[HouseholdPlace], stewards: Sequence[StewardPlace], *, least: int) -> list[Change]:
    """Only what changes, and whoever stays without a steward; in the order of units and doors."""
    plan = _Plan(households, stewards)
    plan.keep_what_stands()
    _share_out(plan, is_light=True)
    _share_out(plan, is_light=False)
    full: set[Path] = set()
    for household in plan.waiting():
        # Where nobody has room there is no chain either: looked for once a place.
        if household.path[:2] not in full and not _make_room(plan, household) and not household.kin:
            full.add(household.path[:2])
    _lift(plan, least)
    _even_blocks(plan)
    return _changes(plan)


def _changes(plan: _Plan) -> list[Change]:
    found = []
    for household in plan.households.values():
        after = plan.given.get(household.id)
        if after is None:
            found.append(Change(household.id, household.steward, None, _why_nobody(plan, household)))
        elif after != household.steward:
            found.append(Change(household.id, household.steward, after, plan.why[household.id]))
    return found
