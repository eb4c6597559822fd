"""A visit to an old or infirm party member looked after by name: written down once, kept as a draft, taken back."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock, day_bounds
from db.actor import Actor, Role
from db.audit import record
from db.errors import Invalid, NotAllowed, NotFound, raise_all
from db.idempotency import is_spent, once
from db.ledger.models.named import NamedCare, NamedMember
from db.ledger.queries.scope import own_steward_ids
from db.office.queries import current_scheme
from db.permissions import require
from db.sql import pick
from db.text import clean
from db.visits import events
from db.visits.checks import MOST_TEXT
from db.visits.commands.correct import may_correct
from db.visits.models.named import NamedDraft, NamedVisit, NamedVisitIn
from db.visits.models.visits import Outcome, VisitSource, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.named import find_named_to_visit
from db.visits.queries.scope import visible_named_visits
from db.visits.queries.visit_days import visit_days


def write_named_visit(
    session: Session, actor: Actor, *, member_id: int, visit: NamedVisitIn, source: VisitSource = VisitSource.SCREEN,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Returns the visit's id: today and met where nothing else was said. Raises `Invalid` with every problem, `NotFound` for
    a person outside the actor's scope or no longer here."""
    require(actor, VisitsPermission.WRITE_VISITS)
    raise_all(list(_problems(visit, clock.today())))

    def work() -> int:
        member = find_named_to_visit(session, actor, member_id)
        steward_id = _steward(session, actor, member, visit)
        visit_days(session, steward_id).check(visit.visited_on, "visited_on")
        row = NamedVisit(
            member_id=member_id, unit_id=member.unit_id, steward_id=steward_id,
            user_id=actor.user_id, source=source, visited_on=visit.visited_on or clock.today(), written_at=clock.now(),
            outcome=visit.outcome or Outcome.MET, note=clean(visit.note) or None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        record(session, actor, events.NamedVisitWritten(row.id or 0, source.value))
        return row.id or 0

    visit_id = once(session, request_id, _press(actor), work)
    forget_named_draft(session, actor, member_id=member_id)
    return visit_id


def _press(actor: Actor) -> str:
    return f"write named visit {actor.user_id}"


def _problems(given: NamedVisitIn, today: date) -> Iterator[Invalid]:
    yield from day_bounds.visit(today).wrong(given.visited_on, "visited_on")
    if len(clean(given.note)) > MOST_TEXT:
        yield Invalid("too_long", "note", most=MOST_TEXT)


def _steward(session: Session, actor: Actor, member: NamedMember, given: NamedVisitIn) -> int | None:
    """Whose visit it was: the steward's own; at a desk the one who is named, else nobody of the stewards."""
    if actor.role is Role.STEWARD:
        own: int | None = session.scalars(own_steward_ids(actor)).first()
        return own
    if given.steward_id is not None:
        ever = sa.and_(col(NamedCare.member_id) == member.id, col(NamedCare.steward_id) == given.steward_id)
        if session.scalar(pick(NamedCare.id).where(ever).limit(1)) is None:
            raise Invalid("not_this_stewards_person", "steward_id")
    return given.steward_id


def withdraw_named_visit(session: Session, actor: Actor, *, visit_id: int) -> None:
    """It was no visit, or one to somebody else: it no longer counts. By whoever may correct a visit to a household."""
    require(actor, VisitsPermission.WRITE_VISITS)
    row = session.scalars(pick(NamedVisit).where(col(NamedVisit.id) == visit_id, visible_named_visits(actor))).one_or_none()
    if row is None or row.status is not VisitStatus.STANDS:
        raise NotFound("visit_not_found")
    scheme = current_scheme(session)
    if not may_correct(actor, scheme, row):
        raise NotAllowed("correct_too_late", days=scheme.visiting.correct_within_days)
    row.status = VisitStatus.WITHDRAWN
    session.add(row)
    session.flush()
    record(session, actor, events.NamedVisitWithdrawn(visit_id))


def keep_named_draft(session: Session, actor: Actor, *, member_id: int, visit: NamedVisitIn, request_id: UUID) -> None:
    """What somebody has begun to write: theirs alone, wherever they sign in next. Not kept when the press has written its visit
    already."""
    require(actor, VisitsPermission.WRITE_VISITS)
    if is_spent(session, request_id, _press(actor)):
        return
    find_named_to_visit(session, actor, member_id)
    row = session.get(NamedDraft, (actor.user_id, member_id)) or NamedDraft(
        user_id=actor.user_id, member_id=member_id, request_id=request_id, body="", at=clock.now()
    )
    row.body, row.request_id, row.at = visit.model_dump_json(exclude_defaults=True), request_id, clock.now()
    session.add(row)
    session.flush()


def forget_named_draft(session: Session, actor: Actor, *, member_id: int) -> None:
    """Thrown away, or no longer needed: the visit is written."""
    require(actor, VisitsPermission.WRITE_VISITS)
    mine = sa.and_(col(NamedDraft.user_id) == actor.user_id, col(NamedDraft.member_id) == member_id)
    session.execute(sa.delete(NamedDraft).where(mine))
