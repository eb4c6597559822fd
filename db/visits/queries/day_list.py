"""A steward's day: the households given to them, each with what is due, those in need first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, Role
from db.errors import NotFound
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.merged import with_merged
from db.ledger.queries.scope import Condition, visible_households
from db.office.queries import current_scheme
from db.permissions import require
from db.privacy import mask_name
from db.sql import pick
from db.visits.models.duties import MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, RoundStatus, VisitRound
from db.visits.models.summaries import HouseholdContact
from db.visits.models.visits import Promise, PromiseStatus, Visit, VisitDraft, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.by_need import SOON, households_by_need
from db.visits.queries.must_visits import AgreedDay, agreed_days

# A steward has some sixty shops at most; a desk that opens this list gets those of its unit that need it most.
MOST = 80


@dataclass(frozen=True)
class OpenPromise:
    id: int
    text: str
    made_on: date
    due_on: date | None


@dataclass(frozen=True)
class Due:
    """A must-visit: its kind (a key of the scheme) and the day until which it should be made."""

    kind: str
    due_on: date


@dataclass(frozen=True)
class HouseholdCard:
    """One door. `name` is masked after the family name unless the scheme shows names in full."""

    household_id: int
    unit_name: str
    door: str
    name: str
    last_met_on: date | None
    must: Due | None
    promises: tuple[OpenPromise, ...]
    round: str
    draft_id: UUID | None
    days: tuple[AgreedDay, ...] = ()

    @property
    def need(self) -> tuple[Any, ...]:
        """Begun entries, then must-visits by their day, promises, rounds, then whoever was not met for longest."""
        far = date.max
        promised = min((promise.due_on or far for promise in self.promises), default=None)
        return (
            self.draft_id is None, self.must is None, self.must.due_on if self.must else far, promised is None, promised or far,
            not self.days, not self.round, self.last_met_on or date.min, self.unit_name, self.household_id,
        )  # fmt: skip

    def days_since(self, today: date) -> int | None:
        return None if self.last_met_on is None else (today - self.last_met_on).days


def day_list(session: Session, actor: Actor, *, most: int = MOST) -> list[HouseholdCard]:
    """In the order of need, `most` of them; a steward's own list keeps every begun entry, must-visit and promise beyond that."""
    require(actor, VisitsPermission.WRITE_VISITS)
    own = actor.role is Role.STEWARD
    rows = session.execute(households_by_need(actor, _here(actor)).limit(None if own else most)).all()
    ids = [row.id for n, row in enumerate(rows) if n < most or row.is_urgent]
    return sorted(_cards(session, actor, ids), key=lambda card: card.need)


def count_households(session: Session, actor: Actor) -> int:
    """How many the list would have, were none cut off."""
    require(actor, VisitsPermission.WRITE_VISITS)
    return session.scalar(pick(sa.func.count()).select_from(Household).where(_here(actor))) or 0


def household_card(session: Session, actor: Actor, household_id: int) -> HouseholdCard:
    """Raises `NotFound`, also for what is not the actor's."""
    require(actor, VisitsPermission.WRITE_VISITS)
    found = _cards(session, actor, [household_id])
    if not found:
        raise NotFound("household_not_found")
    return found[0]


def _here(actor: Actor) -> Condition:
    return sa.and_(visible_households(actor, VisitsPermission.WRITE_VISITS), col(Household.status) == HouseholdStatus.HERE)


def _cards(session: Session, actor: Actor, these: Sequence[int]) -> list[HouseholdCard]:
    """Of those that the actor may visit."""
    rows = session.execute(
        pick(Household.id, Household.unit_id, Household.door, Household.title, Household.name)
        .where(col(Household.id).in_(these), _here(actor))
        .order_by(col(Household.unit_id), col(Household.door_key))
    ).all()
    ids, is_full = [row.id for row in rows], current_scheme(session).visiting.shows_full_names
    places, stays = places_of(session, {row.unit_id for row in rows}), with_merged(session, ids)
    met, due, promises = _met(session, stays), _due(session, stays), _promises(session, stays)
    rounds, drafts, days = _rounds(session, ids), _drafts(session, actor, ids), _days(session, actor, ids)
    return [
        HouseholdCard(
            r.id, places[r.unit_id], r.title or r.door, r.name if is_full or not r.name else mask_name(r.name), met.get(r.id),
            due.get(r.id), tuple(promises.get(r.id, ())), rounds.get(r.id, ""), drafts.get(r.id),
            tuple(days.get(r.id, ())),
        )
        for r in rows
    ]  # fmt: skip


def _met(session: Session, stays: Mapping[int, int]) -> dict[int, date]:
    found: dict[int, date] = {}
    this = sa.and_(col(HouseholdContact.household_id).in_(stays), col(HouseholdContact.last_met_on).is_not(None))
    for household_id, day in session.execute(pick(HouseholdContact.household_id, HouseholdContact.last_met_on).where(this)):
        found[stays[household_id]] = max(day, found.get(stays[household_id], day))
    return found


def _due(session: Session, stays: Mapping[int, int]) -> dict[int, Due]:
    """The most urgent of each household."""
    rows = session.execute(
        pick(MustVisit.household_id, MustVisit.kind, MustVisit.due_on)
        .where(col(MustVisit.household_id).in_(stays), col(MustVisit.status) == MustStatus.OPEN)
        .order_by(col(MustVisit.due_on).desc(), col(MustVisit.id).desc())
    )
    return {stays[household_id]: Due(kind, due_on) for household_id, kind, due_on in rows}


def _promises(session: Session, stays: Mapping[int, int]) -> dict[int, list[OpenPromise]]:
    found: dict[int, list[OpenPromise]] = {}
    rows = session.execute(
        pick(Promise.household_id, Promise.id, Promise.text, Promise.made_on, Promise.due_on)
        .join(Visit, col(Visit.id) == Promise.visit_id)
        .where(
            col(Promise.household_id).in_(stays), col(Promise.status) == PromiseStatus.OPEN,
            col(Visit.status) == VisitStatus.STANDS,
        )
        .order_by(col(Promise.id))
    )  # fmt: skip
    for household_id, *promise in rows:
        found.setdefault(stays[household_id], []).append(OpenPromise(*promise))
    return found


def _rounds(session: Session, ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        pick(RoundHousehold.household_id, VisitRound.name)
        .join(VisitRound, col(VisitRound.id) == RoundHousehold.round_id)
        .where(
            col(RoundHousehold.household_id).in_(ids), col(RoundHousehold.is_done).is_(False),
            col(VisitRound.status) == RoundStatus.OPEN, col(VisitRound.from_on) <= clock.today(),
        )
        .order_by(col(VisitRound.until).desc())
    )  # fmt: skip
    return dict(rows.all())


def _days(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, list[AgreedDay]]:
    """Birthdays and days of remembrance of the coming week, where the household agreed."""
    found: dict[int, list[AgreedDay]] = {}
    today = clock.today()
    for one in agreed_days(session, actor, ids, today):
        if (one.on - today).days <= SOON:
            found.setdefault(one.household_id, []).append(one)
    return found


def _drafts(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, UUID]:
    mine = sa.and_(col(VisitDraft.user_id) == actor.user_id, col(VisitDraft.household_id).in_(ids))
    return dict(session.execute(pick(VisitDraft.household_id, VisitDraft.request_id).where(mine)).all())
