"""Visits so far: lists, newest first, and one of them whole with what it said before it was corrected."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role
from db.errors import NotFound
from db.ledger.models.households import Household
from db.ledger.queries.households import places_of
from db.ledger.queries.merged import merged_entries
from db.ledger.queries.scope import Condition, under, visible_households
from db.office.models import User
from db.office.queries import current_scheme
from db.privacy import mask_name
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.visits.checks import unpacked
from db.visits.models.visits import (
    Outcome,
    Promise,
    PromiseStatus,
    Raised,
    Visit,
    VisitPhoto,
    VisitSource,
    VisitStatus,
    VisitVersion,
)
from db.visits.queries.scope import visible_visits


@dataclass(frozen=True)
class VisitFilter:
    """Empty fields do not filter. `unit_path` narrows to a subtree of the actor's own; `topic` is a key of the scheme."""

    unit_path: str = ""
    steward_id: int | None = None
    household_id: int | None = None
    outcome: Outcome | None = None
    topic: str = ""
    first_day: date | None = None
    last_day: date | None = None
    with_withdrawn: bool = False


@dataclass(frozen=True)
class VisitRow:
    """`door` and `name` are empty where the household has since gone to somebody else's care; `name` may be masked."""

    id: int
    version: int
    status: VisitStatus
    visited_on: date
    household_id: int
    unit_name: str
    door: str
    name: str
    steward_id: int | None
    steward_name: str
    outcome: Outcome
    form: str
    occasion: str
    topics: tuple[str, ...]
    has_note: bool

    @property
    def was_corrected(self) -> bool:
        return self.version > 1


def _conditions(actor: Actor, wanted: VisitFilter) -> list[Condition]:
    found = [visible_visits(actor)]
    if not wanted.with_withdrawn:
        found.append(col(Visit.status) == VisitStatus.STANDS)
    if wanted.unit_path.startswith(actor.unit_path) and wanted.unit_path != actor.unit_path:
        found.append(under(wanted.unit_path, Visit.unit_id))
    if wanted.topic:
        found.append(col(Visit.topics).contains(f" {wanted.topic} ", autoescape=True))
    if wanted.first_day:
        found.append(col(Visit.visited_on) >= wanted.first_day)
    if wanted.last_day:
        found.append(col(Visit.visited_on) <= wanted.last_day)
    if wanted.household_id is not None:
        # With those of entries that were merged into it.
        merged = merged_entries()
        entries = pick(merged.c.entry).where(merged.c.stays == wanted.household_id)
        found.append(sa.or_(col(Visit.household_id) == wanted.household_id, col(Visit.household_id).in_(entries)))
    same = ((Visit.steward_id, wanted.steward_id), (Visit.outcome, wanted.outcome))
    return found + [col(column) == value for column, value in same if value is not None]


def _listed(actor: Actor) -> Any:
    """The columns of a row; the last says whether the household itself may be seen today."""
    is_seen = sa.case((visible_households(actor), 1), else_=0)
    return (
        pick(
            Visit.id, Visit.version, Visit.status, Visit.visited_on, Visit.household_id, Visit.unit_id, Visit.outcome,
            Visit.form, Visit.occasion, Visit.topics, col(Visit.note).is_not(None).label("has_note"), Visit.steward_id,
            col(Steward.name).label("steward_name"), Household.door, Household.title, Household.name, is_seen.label("is_seen"),
        )
        .join(Household, col(Household.id) == Visit.household_id)
        .outerjoin(Steward, col(Steward.id) == Visit.steward_id)
    )  # fmt: skip


def find_visits(session: Session, actor: Actor, wanted: VisitFilter, *, offset: int = 0, limit: int = 50) -> list[VisitRow]:
    """Newest first."""
    newest = (col(Visit.visited_on).desc(), col(Visit.id).desc())
    found = _listed(actor).where(*_conditions(actor, wanted)).order_by(*newest).offset(offset).limit(limit)
    return _rows(session, actor, session.execute(found).all())


def _rows(session: Session, actor: Actor, found: Sequence[Any]) -> list[VisitRow]:
    is_full = actor.role is not Role.STEWARD or current_scheme(session).visiting.shows_full_names
    places = places_of(session, {row.unit_id for row in found})
    return [
        VisitRow(
            r.id, r.version, r.status, r.visited_on, r.household_id, places[r.unit_id],
            (r.title or r.door) if r.is_seen else "", _shown_name(r.name, is_full) if r.is_seen else "",
            r.steward_id, r.steward_name or "", r.outcome, r.form, r.occasion, tuple(unpacked(r.topics)), bool(r.has_note),
        )
        for r in found
    ]  # fmt: skip


def _shown_name(name: str, is_full: bool) -> str:
    return name if is_full or not name else mask_name(name)


def count_visits(session: Session, actor: Actor, wanted: VisitFilter) -> int:
    return session.scalar(pick(sa.func.count()).select_from(Visit).where(*_conditions(actor, wanted))) or 0


def visits_of_household(session: Session, actor: Actor, household_id: int, *, limit: int = 8) -> tuple[list[VisitRow], int]:
    """The last visits of one household, and how many there were."""
    wanted = VisitFilter(household_id=household_id)
    return find_visits(session, actor, wanted, limit=limit), count_visits(session, actor, wanted)


def find_visit(session: Session, actor: Actor, visit_id: int) -> Visit:
    """The row itself. Raises `NotFound`, also for what lies outside the actor's scope."""
    found = session.scalars(pick(Visit).where(col(Visit.id) == visit_id, visible_visits(actor))).one_or_none()
    if found is None:
        raise NotFound("visit_not_found")
    return found  # type: ignore[no-any-return]


@dataclass(frozen=True)
class PromiseRow:
    """What was promised at the visit, or before it and settled at it (`is_of_this_visit` is False then)."""

    text: str
    due_on: date | None
    status: PromiseStatus
    settled_on: date | None
    is_of_this_visit: bool


@dataclass(frozen=True)
class VersionRow:
    """What the visit said until somebody corrected or withdrew it at `at`."""

    at: datetime
    user_name: str
    reason: str
    visited_on: date
    outcome: Outcome
    form: str
    occasion: str
    topics: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class VisitFacts:
    """One visit; `versions` from the first to the last before what stands now; `raised` are pairs of topic and words."""

    row: VisitRow
    note: str
    source: VisitSource
    user_name: str
    written_at: datetime
    n_together: int
    promises: tuple[PromiseRow, ...]
    raised: tuple[tuple[str, str], ...]
    versions: tuple[VersionRow, ...]
    n_photos: int


def visit_facts(session: Session, actor: Actor, visit_id: int) -> VisitFacts:
    """Raises `NotFound`, also for what lies outside the actor's scope."""
    visit = find_visit(session, actor, visit_id)
    [row] = _rows(session, actor, session.execute(_listed(actor).where(col(Visit.id) == visit_id)).all())
    user_name = session.scalar(pick(User.name).where(col(User.id) == visit.user_id))
    raised = session.execute(pick(Raised.topic, Raised.text).where(col(Raised.visit_id) == visit_id).order_by(col(Raised.id)))
    return VisitFacts(
        row, visit.note or "", visit.source, user_name or "", visit.written_at, _together(session, visit),
        _promises(session, visit_id), tuple((topic, text) for topic, text in raised), _versions(session, visit_id),
        session.scalar(pick(sa.func.count()).select_from(VisitPhoto).where(col(VisitPhoto.visit_id) == visit_id)) or 0,
    )  # fmt: skip


def _together(session: Session, visit: Visit) -> int:
    """How many households were visited at once, this one included."""
    if visit.group_id is None:
        return 1
    same = sa.and_(col(Visit.visited_on) == visit.visited_on, col(Visit.group_id) == visit.group_id)
    return session.scalar(pick(sa.func.count()).select_from(Visit).where(same)) or 1


def _promises(session: Session, visit_id: int) -> tuple[PromiseRow, ...]:
    of_it = sa.or_(col(Promise.visit_id) == visit_id, col(Promise.settled_visit_id) == visit_id)
    rows = session.scalars(pick(Promise).where(of_it).order_by(col(Promise.id)))
    return tuple(PromiseRow(p.text, p.due_on, p.status, p.settled_on, p.visit_id == visit_id) for p in rows)


def _versions(session: Session, visit_id: int) -> tuple[VersionRow, ...]:
    rows = session.execute(
        pick(VisitVersion.at, User.name, VisitVersion.reason, VisitVersion.body)
        .join(User, col(User.id) == VisitVersion.user_id)
        .where(col(VisitVersion.visit_id) == visit_id)
        .order_by(col(VisitVersion.version))
    )
    return tuple(_version(at, name, reason or "", json.loads(body)) for at, name, reason, body in rows)


def _version(at: datetime, name: str, reason: str, body: dict[str, Any]) -> VersionRow:
    return VersionRow(
        at, name, reason, date.fromisoformat(body["visited_on"]), Outcome(body["outcome"]), body["form"], body["occasion"],
        tuple(body["topics"]), body["note"],
    )  # fmt: skip
