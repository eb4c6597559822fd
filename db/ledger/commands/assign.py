"""Who looks after whom: given, ended, handed over for good or until a day, and declared kinship and lighter loads."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock, day_bounds
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.ledger import events
from db.ledger.commands.in_service import require_in_service
from db.ledger.commands.named import hand_named_over
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit, StewardKin
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.counts import covered_kind
from db.ledger.queries.households import find_household
from db.ledger.queries.merged import with_merged
from db.ledger.queries.scope import visible_households
from db.office import tallies
from db.permissions import require
from db.sql import pick, table_of
from db.text import clean
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.queries.scope import visible_stewards

CHUNK = 2000


def _count(session: Session, household_ids: Collection[int], n: int) -> None:
    """Adds to how many are looked after, in each unit."""
    places: Counter[tuple[int, str]] = Counter()
    for chunk in chunks(list(household_ids)):
        rows = session.execute(pick(Household.unit_id, Household.kind).where(col(Household.id).in_(chunk)))
        places.update((unit_id, covered_kind(kind)) for unit_id, kind in rows)
    tallies.add_all(session, {place: n * times for place, times in places.items()})


def chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    """As many ids at a time as both databases take as parameters."""
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def end_care(session: Session, actor: Actor, household_ids: Sequence[int], *, kinds: Sequence[AssignmentKind] = ()) -> list[int]:
    """Nobody looks after these any more, from today; buddies too unless `kinds` says otherwise. Returns what ended."""
    wanted, ended = list(kinds or AssignmentKind), []
    for chunk in chunks(list(household_ids)):
        this = sa.and_(
            col(Assignment.household_id).in_(chunk), col(Assignment.ended_on).is_(None), col(Assignment.kind).in_(wanted)
        )
        rows = session.execute(pick(Assignment.id, Assignment.household_id, Assignment.kind).where(this)).all()
        _count(session, [row.household_id for row in rows if row.kind is AssignmentKind.STEWARD], -1)
        session.execute(sa.update(Assignment).where(this).values(ended_on=clock.today()))
        ended += [row.id for row in rows]
    return ended


def resume_care(session: Session, assignment_ids: Sequence[int]) -> None:
    """Whoever looked after a household when it left its place does so again, if still in service."""
    in_service = pick(Steward.id).where(col(Steward.status) == StewardStatus.ACTIVE)
    these = sa.and_(col(Assignment.id).in_(assignment_ids), col(Assignment.steward_id).in_(in_service))
    main = pick(Assignment.household_id).where(these, col(Assignment.kind) == AssignmentKind.STEWARD)
    _count(session, list(session.scalars(main)), 1)
    session.execute(sa.update(Assignment).where(these).values(ended_on=None))


def put_care(session: Session, actor: Actor, given: Mapping[int, int], *, until: date | None = None) -> None:
    """Household -> steward, from today. `until` makes the steward a buddy beside the one who stays. Checks are the caller's."""
    kind = AssignmentKind.BUDDY if until else AssignmentKind.STEWARD
    end_care(session, actor, list(given), kinds=[kind])
    today, now = clock.today(), clock.now()
    rows = [
        {
            "household_id": household_id, "steward_id": steward_id, "kind": kind, "from_on": today, "until": until,
            "given_by": actor.user_id, "given_at": now,
        }
        for household_id, steward_id in given.items()
    ]  # fmt: skip
    for start in range(0, len(rows), CHUNK):
        session.execute(sa.insert(table_of(Assignment)), rows[start : start + CHUNK])
    if kind is AssignmentKind.STEWARD:
        _count(session, list(given), 1)


def _require_no_kin(session: Session, steward: Steward, household_ids: Sequence[int]) -> None:
    kin = pick(StewardKin.household_id).where(
        col(StewardKin.steward_id) == steward.id, col(StewardKin.household_id).in_(with_merged(session, household_ids))
    )
    if session.scalar(kin.limit(1)) is not None:
        raise Conflict("steward_is_kin", name=steward.name)


def _here(session: Session, actor: Actor, household_ids: Sequence[int]) -> list[int]:
    found = pick(Household.id).where(
        col(Household.id).in_(household_ids), col(Household.status) == HouseholdStatus.HERE, visible_households(actor)
    )
    ids = list(session.scalars(found))
    if len(ids) != len(set(household_ids)):
        raise NotFound("household_not_found")
    return ids


def hand_over(
    session: Session, actor: Actor, *, from_id: int, given: Mapping[int, int], members: Mapping[int, int] | None = None,
    until: date | None = None, request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Households of one steward go to others, for good or, with `until`, to buddies; persons looked after by name (`members`)
    go for good only. Returns how many households.

    Raises `Conflict` (`assignment_moved`, `named_given`) when one is no longer that steward's.
    """
    require(actor, LedgerPermission.ASSIGN)
    if not given and not members:
        raise Invalid("nothing_to_hand_over", "households")
    if members and until is not None:
        raise Invalid("named_for_good", "until")
    day_bounds.stand_in(clock.today()).check(until, "until")

    def work() -> int:
        ids = _here(session, actor, list(given))
        _require_theirs(session, from_id, ids)
        for steward_id, household_ids in _by_steward(given).items():
            _require_no_kin(session, require_in_service(session, actor, steward_id), household_ids)
        if given:
            put_care(session, actor, given, until=until)
            said = until.isoformat() if until else ""
            record(session, actor, events.HouseholdsHandedOver(from_id, len(given), sorted(set(given.values())), said))
        if members:
            hand_named_over(session, actor, from_id=from_id, given=members)
        return len(given)

    return once(session, request_id, f"hand over {from_id} {actor.user_id}", work)


def _by_steward(given: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for household_id, steward_id in given.items():
        found[steward_id].append(household_id)
    return found


def _require_theirs(session: Session, steward_id: int, household_ids: Sequence[int]) -> None:
    held = pick(Assignment.household_id).where(
        col(Assignment.steward_id) == steward_id, col(Assignment.ended_on).is_(None),
        col(Assignment.household_id).in_(household_ids), col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    if set(session.scalars(held)) != set(household_ids):
        raise Conflict("assignment_moved")


def give(session: Session, actor: Actor, *, household_id: int, steward_id: int, seen: int | None) -> None:
    """One household by hand; `seen` is the steward whom the screen showed. Raises `Conflict('assignment_moved')`."""
    require(actor, LedgerPermission.ASSIGN)
    _here(session, actor, [household_id])
    held = pick(Assignment.steward_id).where(
        col(Assignment.household_id) == household_id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    if session.scalar(held) != seen:
        raise Conflict("assignment_moved")
    _require_no_kin(session, require_in_service(session, actor, steward_id), [household_id])
    put_care(session, actor, {household_id: steward_id})
    record(session, actor, events.HouseholdsHandedOver(seen or 0, 1, [steward_id], ""))


def declare_steward_kin(session: Session, actor: Actor, *, household_id: int, steward_id: int) -> None:
    """From now on this steward is not proposed for this household."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    find_household(session, actor, household_id)
    if session.scalar(pick(Steward.id).where(col(Steward.id) == steward_id, visible_stewards(actor))) is None:
        raise NotFound("steward_not_found")
    session.merge(StewardKin(household_id=household_id, steward_id=steward_id))
    session.flush()
    record(session, actor, events.HouseholdChanged(household_id, "kin", []))


def set_load(session: Session, actor: Actor, *, steward_id: int, most: int, reason: str) -> None:
    """A lighter load than the scheme's, for health or another reason, from the next proposal on."""
    require(actor, LedgerPermission.ASSIGN)
    if not 0 <= most <= 200:
        raise Invalid("load_range", "most", most=200)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    if session.scalar(pick(Steward.id).where(col(Steward.id) == steward_id, visible_stewards(actor))) is None:
        raise NotFound("steward_not_found")
    session.merge(LoadLimit(steward_id=steward_id, most=most, reason=clean(reason)))
    session.flush()
    record(session, actor, events.LoadSet(steward_id, most))
