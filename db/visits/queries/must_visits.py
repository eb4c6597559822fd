"""Must-visits: to be made, overdue, settled; whose they are now, and who is told of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role
from db.calendar import WorkCalendar, work_calendar
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.households import places_of, stewards_of
from db.ledger.queries.merged import merged_entries, staying, with_merged
from db.ledger.queries.scope import Condition, under, visible_households
from db.office.queries import current_scheme
from db.privacy import mask_name
from db.scheme import Scheme
from db.sql import pick
from db.visits.festivals import next_on
from db.visits.models.duties import DayOfYear, HouseholdDay, MustSource, MustStatus, MustVisit
from db.visits.permissions import VisitsPermission


class Which(StrEnum):
    """`OPEN` has those that are overdue too, the most urgent first."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    NOT_MADE = "not_made"


@dataclass(frozen=True)
class MustFilter:
    """Empty fields do not filter. `unit_path` narrows to a subtree of the actor's own; `kinds` are keys of rules."""

    which: Which = Which.OPEN
    unit_path: str = ""
    kinds: tuple[str, ...] = ()
    household_id: int | None = None


@dataclass(frozen=True)
class MustRow:
    """`name` is masked for a steward unless the scheme shows names in full. `n_days_left` counts working days after today;
    below 0 it says for how many it has been overdue."""

    id: int
    household_id: int
    unit_name: str
    door: str
    title: str
    name: str
    kind: str
    source: MustSource
    status: MustStatus
    why: str
    reason: str
    arose_on: date
    due_on: date
    settled_on: date | None
    n_days_left: int
    is_overdue: bool
    steward_id: int | None
    steward_name: str


def _conditions(actor: Actor, wanted: MustFilter, today: date) -> list[Condition]:
    is_open = sa.and_(col(MustVisit.status) == MustStatus.OPEN, col(Household.status) == HouseholdStatus.HERE)
    of_state = {
        Which.OPEN: is_open,
        Which.OVERDUE: sa.and_(is_open, col(MustVisit.due_on) < today),
        Which.DONE: col(MustVisit.status).in_((MustStatus.DONE, MustStatus.DROPPED)),
        Which.NOT_MADE: sa.and_(col(MustVisit.status) == MustStatus.NOT_MADE, col(Household.status) == HouseholdStatus.HERE),
    }
    found: list[Condition] = [of_state[wanted.which], visible_households(actor, VisitsPermission.SEE_VISITS)]
    if wanted.unit_path.startswith(actor.unit_path) and wanted.unit_path != actor.unit_path:
        found.append(under(wanted.unit_path, Household.unit_id))
    if wanted.kinds:
        found.append(col(MustVisit.kind).in_(wanted.kinds))
    if wanted.household_id:
        found.append(col(Household.id) == wanted.household_id)
    return found


def _of_households(found: sa.Select[Any]) -> sa.Select[Any]:
    """With the household; of an entry that was merged, with the one that stayed."""
    merged = merged_entries()
    return found.outerjoin(merged, merged.c.entry == MustVisit.household_id).join(
        Household, col(Household.id) == staying(merged, MustVisit.household_id)
    )


def must_visits(
    session: Session, actor: Actor, wanted: MustFilter, today: date, *, offset: int = 0, limit: int = 50
) -> list[MustRow]:
    """What is open by the day it is due, then by door; what is settled newest first."""
    order = (col(MustVisit.settled_on).desc(),) if wanted.which in (Which.DONE, Which.NOT_MADE) else (col(MustVisit.due_on),)
    found = (
        _of_households(pick(MustVisit, Household))
        .where(*_conditions(actor, wanted, today))
        .order_by(*order, col(Household.unit_id), col(Household.door_key), col(MustVisit.id))
    )
    return _rows(session, actor, session.execute(found.offset(offset).limit(limit)).all(), today)


def _rows(session: Session, actor: Actor, found: Sequence[Any], today: date) -> list[MustRow]:
    is_full = actor.role is not Role.STEWARD or current_scheme(session).visiting.shows_full_names
    stewards = stewards_of(session, [household.id for _, household in found])
    places = places_of(session, {household.unit_id for _, household in found})
    calendar = work_calendar(session)
    left = {day: days_left(calendar, today, day) for day in {must.due_on for must, _ in found}}
    return [
        MustRow(
            m.id, h.id, places[h.unit_id], h.door, h.title, h.name if is_full or not h.name else mask_name(h.name), m.kind,
            m.source, m.status, m.why or "", m.reason or "", m.arose_on, m.due_on, m.settled_on, left[m.due_on],
            m.status is MustStatus.OPEN and m.due_on < today,
            *stewards.get(h.id, (None, "")),
        )
        for m, h in found
    ]  # fmt: skip


def days_left(calendar: WorkCalendar, today: date, due_on: date) -> int:
    """Working days after today up to the day; below 0 how many have gone since."""
    return calendar.between(today, due_on) if due_on >= today else -calendar.between(due_on, today)


def count_must_visits(session: Session, actor: Actor, wanted: MustFilter, today: date) -> int:
    counted = _of_households(pick(sa.func.count()).select_from(MustVisit))
    return session.scalar(counted.where(*_conditions(actor, wanted, today))) or 0


def told_kinds(scheme: Scheme, role: Role) -> tuple[str, ...]:
    """Kinds of which the role is told. A steward is told of every household of their own."""
    rules = scheme.visiting.must_visits
    return tuple(rule.key for rule in rules if role is Role.STEWARD or role in rule.tells)


@dataclass(frozen=True)
class MustCounts:
    n_open: int
    n_overdue: int


def told_counts(session: Session, actor: Actor, scheme: Scheme, today: date) -> MustCounts:
    """How many are open and overdue of the kinds of which the actor is told."""
    kinds = told_kinds(scheme, actor.role)
    if not kinds:
        return MustCounts(0, 0)
    n_open, n_overdue = (
        count_must_visits(session, actor, MustFilter(which, kinds=kinds), today) for which in (Which.OPEN, Which.OVERDUE)
    )
    return MustCounts(n_open, n_overdue)


@dataclass(frozen=True)
class AgreedDay:
    """A birthday or a day of remembrance; `on` is the next time it comes round."""

    id: int
    household_id: int
    kind: DayOfYear
    whose: str
    month: int
    day: int
    is_lunar: bool
    on: date


def agreed_days(session: Session, actor: Actor, household_ids: Sequence[int], today: date) -> list[AgreedDay]:
    """Of households that the actor sees; the next first."""
    visible = sa.and_(col(Household.id).in_(household_ids), visible_households(actor, VisitsPermission.SEE_VISITS))
    known = with_merged(session, list(session.scalars(pick(Household.id).where(visible))))
    rows = [
        AgreedDay(
            d.id, known[d.household_id], d.kind, d.whose, d.month, d.day, d.is_lunar, next_on(d.month, d.day, d.is_lunar, today)
        )
        for d in session.scalars(pick(HouseholdDay).where(col(HouseholdDay.household_id).in_(known)))
    ]
    return sorted(rows, key=lambda row: (row.on, row.id))
