"""Old or infirm party members looked after by name: their cards on the day list, the visits to them, and how many were met."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.errors import NotFound
from db.ledger.models.named import NamedCare, NamedMember, NamedStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.named import named_by_steward
from db.ledger.queries.scope import own_steward_ids, under, visible_named
from db.office.models import User
from db.office.queries import current_scheme
from db.permissions import require
from db.privacy import mask_name
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.vetting.permissions import VettingPermission
from db.visits.models.named import NamedDraft, NamedVisit, NamedVisitIn
from db.visits.models.visits import Outcome, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.overview import path_in
from db.visits.queries.scope import visible_named_visits
from db.visits.quota import days_of

# A scheme allows a steward fifty at most; a desk that opens the list gets those of its unit not met for longest.
MOST = 80
_MET = sa.and_(col(NamedVisit.status) == VisitStatus.STANDS, col(NamedVisit.outcome) == Outcome.MET)


@dataclass(frozen=True)
class NamedCard:
    """One person. `name` is masked after the family name unless the scheme shows names in full."""

    member_id: int
    unit_name: str
    door: str
    name: str
    need_said: str
    last_met_on: date | None
    draft_id: UUID | None

    @property
    def need(self) -> tuple[Any, ...]:
        """Among the cards of households: begun entries first, then whoever was not met for longest."""
        far = date.max
        return (
            self.draft_id is None, True, far, True, far, True, True, self.last_met_on or date.min, self.unit_name, self.member_id,
        )  # fmt: skip

    def days_since(self, today: date) -> int | None:
        return None if self.last_met_on is None else (today - self.last_met_on).days


def named_list(session: Session, actor: Actor) -> list[NamedCard]:
    """The persons given to a steward, in the order of need; nobody where the scheme has none."""
    require(actor, VisitsPermission.WRITE_VISITS)
    return sorted(_cards(session, actor, sa.true()), key=lambda card: card.need)


def named_card(session: Session, actor: Actor, member_id: int) -> NamedCard:
    """Raises `NotFound`, also for whom is not the actor's."""
    require(actor, VisitsPermission.WRITE_VISITS)
    found = _cards(session, actor, col(NamedMember.id) == member_id)
    if not found:
        raise NotFound("named_not_found")
    return found[0]


def _to_visit(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.and_(visible_named(actor, VisitsPermission.WRITE_VISITS), col(NamedMember.status) == NamedStatus.HERE)


def find_named_to_visit(session: Session, actor: Actor, member_id: int) -> NamedMember:
    """The row itself, for commands. Raises `NotFound`, also for whoever is no longer here."""
    this = sa.and_(col(NamedMember.id) == member_id, _to_visit(actor))
    found = session.scalars(pick(NamedMember).where(this)).one_or_none()
    if found is None:
        raise NotFound("named_not_found")
    return found  # type: ignore[no-any-return]


def _cards(session: Session, actor: Actor, this: sa.ColumnElement[bool]) -> list[NamedCard]:
    scheme = current_scheme(session)
    if scheme.coverage.named is None:
        return []
    begun = sa.exists().where(col(NamedDraft.user_id) == actor.user_id, col(NamedDraft.member_id) == NamedMember.id)
    last = pick(sa.func.max(NamedVisit.visited_on)).where(col(NamedVisit.member_id) == NamedMember.id, _MET).scalar_subquery()
    by_need = (sa.case((begun, 0), else_=1), sa.nulls_first(last), col(NamedMember.id))
    rows = session.scalars(pick(NamedMember).where(_to_visit(actor), this).order_by(*by_need).limit(MOST)).all()
    ids, is_full = [row.id or 0 for row in rows], scheme.visiting.shows_full_names
    places, met, drafts = places_of(session, {row.unit_id for row in rows}), _met(session, ids), _drafts(session, actor, ids)
    return [
        NamedCard(
            r.id or 0, places[r.unit_id], r.door, r.name if is_full else mask_name(r.name), r.need or "", met.get(r.id or 0),
            drafts.get(r.id or 0),
        )
        for r in rows
    ]  # fmt: skip


def _met(session: Session, ids: Sequence[int]) -> dict[int, date]:
    """When each was last met."""
    last = pick(NamedVisit.member_id, sa.func.max(NamedVisit.visited_on)).where(col(NamedVisit.member_id).in_(ids), _MET)
    return dict(session.execute(last.group_by(col(NamedVisit.member_id))).all())


def _drafts(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, UUID]:
    mine = sa.and_(col(NamedDraft.user_id) == actor.user_id, col(NamedDraft.member_id).in_(ids))
    return dict(session.execute(pick(NamedDraft.member_id, NamedDraft.request_id).where(mine)).all())


def named_draft_of(session: Session, actor: Actor, member_id: int) -> NamedVisitIn | None:
    """What the actor had begun to write of this person."""
    row = session.get(NamedDraft, (actor.user_id, member_id))
    return NamedVisitIn.model_validate(json.loads(row.body)) if row else None


@dataclass(frozen=True)
class NamedVisitRow:
    id: int
    status: VisitStatus
    visited_on: date
    outcome: Outcome
    note: str
    steward_name: str
    user_id: int
    user_name: str
    written_at: datetime


def visits_of_named(
    session: Session, actor: Actor, member_id: int, *, offset: int = 0, limit: int = 10
) -> tuple[list[NamedVisitRow], int]:
    """Newest first, those taken back too; and how many there are."""
    require(actor, VisitsPermission.SEE_VISITS)
    these = sa.and_(col(NamedVisit.member_id) == member_id, visible_named_visits(actor))
    rows = session.execute(
        pick(NamedVisit, Steward.name, User.name)
        .outerjoin(Steward, col(Steward.id) == NamedVisit.steward_id)
        .join(User, col(User.id) == NamedVisit.user_id)
        .where(these)
        .order_by(col(NamedVisit.visited_on).desc(), col(NamedVisit.id).desc())
        .offset(offset)
        .limit(limit)
    )
    n_rows = session.scalar(pick(sa.func.count()).select_from(NamedVisit).where(these)) or 0
    found = [
        NamedVisitRow(v.id, v.status, v.visited_on, v.outcome, v.note or "", steward or "", v.user_id, user, v.written_at)
        for v, steward, user in rows
    ]
    return found, n_rows


@dataclass(frozen=True)
class NamedProgress:
    """Of the persons whom a steward looks after, or who live in a unit, how many were met in the month. No part of the quota,
    which is of households."""

    n_met: int
    n_members: int


def named_progress(session: Session, steward_id: int, month: int) -> NamedProgress:
    """`month` is 202611. Whoever calls has made sure that the steward may be looked at."""
    members = named_by_steward(session, [steward_id]).get(steward_id, [])
    first, last = days_of(month)
    met = sa.and_(
        col(NamedVisit.member_id).in_(members), col(NamedVisit.steward_id) == steward_id,
        col(NamedVisit.visited_on).between(first, last), _MET,
    )  # fmt: skip
    return NamedProgress(session.scalar(pick(sa.func.count(col(NamedVisit.member_id).distinct())).where(met)) or 0, len(members))


def own_named_progress(session: Session, actor: Actor, month: int) -> NamedProgress | None:
    """Of the signed-in steward; None for somebody who is none, and where the scheme has no such persons."""
    require(actor, VettingPermission.SEE_OWN_STEWARD)
    steward_id = session.scalars(own_steward_ids(actor)).first()
    if steward_id is None or current_scheme(session).coverage.named is None:
        return None
    return named_progress(session, steward_id, month)


def named_overview(session: Session, actor: Actor, month: int, path: str = "") -> NamedProgress:
    """Of those who are looked after by name under the unit today, how many anybody met in the month. Numbers only."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    here = sa.and_(under(path_in(actor, path), NamedMember.unit_id), col(NamedMember.status) == NamedStatus.HERE)
    first, last = days_of(month)
    met = sa.exists().where(col(NamedVisit.member_id) == NamedMember.id, col(NamedVisit.visited_on).between(first, last), _MET)
    counted = pick(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((met, 1), else_=0)), 0)).select_from(NamedMember)
    n_members, n_met = session.execute(counted.where(here)).one()
    return NamedProgress(int(n_met), n_members)


def stewards_ever_of(session: Session, actor: Actor, member_id: int) -> list[tuple[int, str]]:
    """Who looks or looked after the person, the present one first: whose visit a desk writes down."""
    find_named_to_visit(session, actor, member_id)
    rows = session.execute(
        pick(Steward.id, Steward.name)
        .join(NamedCare, col(NamedCare.steward_id) == Steward.id)
        .where(col(NamedCare.member_id) == member_id)
        .order_by(col(NamedCare.id).desc())
    )
    return list(dict.fromkeys((i, name) for i, name in rows))
