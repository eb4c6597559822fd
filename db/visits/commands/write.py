"""A visit is written down: of one household or of several at once, on a screen, from paper, from a file."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, Role
from db.audit import record
from db.errors import Invalid, NotFound
from db.idempotency import is_spent, once
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.merged import whole_households
from db.ledger.queries.scope import own_steward_ids, visible_households
from db.office.queries import current_scheme
from db.permissions import require
from db.scheme import Scheme
from db.sql import pick
from db.text import clean
from db.visits import events, summaries
from db.visits.checks import check_visit, matter_of, packed
from db.visits.commands.must_visits import follow_topics
from db.visits.commands.settle import settle
from db.visits.models.rounds import Question, RoundHousehold, VisitAnswers, VisitRound
from db.visits.models.visits import (
    Outcome,
    Promise,
    PromiseStatus,
    Raised,
    Visit,
    VisitDraft,
    VisitIn,
    VisitSource,
)
from db.visits.permissions import VisitsPermission
from db.visits.queries.visit_days import visit_days
from db.visits.round_checks import check_answers


def write_visit(
    session: Session, actor: Actor, *, visit: VisitIn, source: VisitSource = VisitSource.SCREEN, request_id: UUID | None = None
) -> list[int]:
    """Returns the ids of the visits, one a household, in the order given. Promise, words of topics and answers are the first's.

    Raises `Invalid` with every problem (`db.visits.checks`), `NotFound` for a household outside the actor's scope or gone,
    `Invalid('visit_before_steward')` for a day before the steward took office.
    """
    require(actor, VisitsPermission.WRITE_VISITS)
    scheme = current_scheme(session)
    given = check_visit(scheme, visit, clock.today())
    ids = once(session, request_id, _press(actor), lambda: _write(session, actor, scheme, given, source))
    forget_draft(session, actor, household_ids=given.household_ids[:1])
    return ids


def _press(actor: Actor) -> str:
    return f"write visit {actor.user_id}"


def _write(session: Session, actor: Actor, scheme: Scheme, given: VisitIn, source: VisitSource) -> list[int]:
    households = _households(session, actor, given.household_ids)
    stewards = _stewards(session, actor, given)
    visit_days(session, stewards[households[0][0]]).check(given.visited_on, "visited_on")
    group_id = uuid4() if len(households) > 1 else None
    rows = [_row(actor, household, stewards[household[0]], given, source, group_id) for household in households]
    session.add_all(rows)
    session.flush()
    _particulars(session, scheme, rows[0], given)
    for row in rows:
        summaries.add(session, row)
        if row.topics:
            follow_topics(session, actor, scheme, row)
    _settle_promises(session, rows, given.promises)
    ids = [row.id or 0 for row in rows]
    settle(session, [row.household_id for row in rows])
    record(session, actor, events.VisitWritten(ids, source.value))
    return ids


def _households(session: Session, actor: Actor, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Household and its unit, in the order given."""
    here = sa.and_(col(Household.id).in_(ids), col(Household.status) == HouseholdStatus.HERE, visible_households(actor))
    found = dict(session.execute(pick(Household.id, Household.unit_id).where(here)).all())
    if len(found) != len(ids):
        raise NotFound("household_not_found")
    return [(i, found[i]) for i in ids]


def _stewards(session: Session, actor: Actor, given: VisitIn) -> Mapping[int, int | None]:
    """Whose visit it was: the steward's own; at a desk the one who is named, else nobody of the stewards."""
    if actor.role is Role.STEWARD:
        own = session.scalars(own_steward_ids(actor)).first()
        return dict.fromkeys(given.household_ids, own)
    if given.steward_id is None:
        return dict.fromkeys(given.household_ids)
    entries = whole_households(session, given.household_ids)
    ever = pick(Assignment.household_id).where(
        col(Assignment.household_id).in_(entries), col(Assignment.steward_id) == given.steward_id
    )
    if not set(given.household_ids) <= {entries[entry] for entry in session.scalars(ever)}:
        raise Invalid("not_this_stewards", "household")
    return dict.fromkeys(given.household_ids, given.steward_id)


def _row(
    actor: Actor, household: tuple[int, int], steward_id: int | None, given: VisitIn, source: VisitSource, group_id: UUID | None
) -> Visit:
    return Visit(
        household_id=household[0], unit_id=household[1], steward_id=steward_id, user_id=actor.user_id, source=source,
        visited_on=given.visited_on or clock.today(), written_at=clock.now(), outcome=given.outcome or Outcome.MET,
        form=given.form, occasion=given.occasion, topics=packed(given.topics), note=given.note or None, group_id=group_id,
        round_id=given.round_id,
    )  # fmt: skip


def _particulars(session: Session, scheme: Scheme, row: Visit, given: VisitIn) -> None:
    visit_id = row.id or 0
    if given.promise:
        session.add(
            Promise(
                household_id=row.household_id, visit_id=visit_id, steward_id=row.steward_id, text=given.promise,
                made_on=row.visited_on, due_on=given.promise_due,
            )
        )  # fmt: skip
    session.add_all(
        Raised(
            visit_id=visit_id, household_id=row.household_id, topic=one.topic, kind=matter_of(scheme, one.topic),
            text=clean(one.text),
        )
        for one in given.raised
    )  # fmt: skip
    _keep_answers(session, row, given.answers)


def _keep_answers(session: Session, visit: Visit, told: Mapping[int, Mapping[str, Any]]) -> None:
    """To rounds that have the household. Whether a round counts the visit is for `settle`: its day may yet be corrected.

    Raises `Invalid('answer_wrong')` when what was answered is no answer to a round's questions.
    """
    entries = whole_households(session, [visit.household_id]) if told else []
    has_it = sa.exists().where(col(RoundHousehold.round_id) == VisitRound.id, col(RoundHousehold.household_id).in_(entries))
    for asked in session.scalars(pick(VisitRound).where(col(VisitRound.id).in_(told), has_it)).all() if told else []:
        said = check_answers([Question.model_validate(question) for question in asked.questions], told[asked.id])
        if said:
            answers = json.dumps(said, ensure_ascii=False)
            session.add(VisitAnswers(visit_id=visit.id or 0, round_id=asked.id, said=answers))


def _settle_promises(session: Session, rows: Sequence[Visit], told: Mapping[int, PromiseStatus]) -> None:
    """Kept, or somebody else's now; what is still open stays above the next entry."""
    rows_of = {row.household_id: row for row in rows}
    by_household = {i: rows_of[stays] for i, stays in whole_households(session, list(rows_of)).items()} if told else {}
    for promise_id, status in told.items():
        promise = session.get(Promise, promise_id)
        if promise is None or promise.household_id not in by_household:
            raise NotFound("promise_not_found")
        if status is not PromiseStatus.OPEN and promise.status is PromiseStatus.OPEN:
            row = by_household[promise.household_id]
            promise.status, promise.settled_on, promise.settled_visit_id = status, row.visited_on, row.id
            session.add(promise)
    session.flush()


def keep_draft(session: Session, actor: Actor, *, visit: VisitIn, request_id: UUID) -> None:
    """What somebody has begun to write, under the first household: theirs alone, wherever they sign in next. Not kept when
    the press has written its visit already: another tablet was faster."""
    require(actor, VisitsPermission.WRITE_VISITS)
    household_id = visit.household_ids[0]
    if is_spent(session, request_id, _press(actor)):
        return
    _households(session, actor, [household_id])
    row = session.get(VisitDraft, (actor.user_id, household_id)) or VisitDraft(
        user_id=actor.user_id, household_id=household_id, request_id=request_id, body="", at=clock.now()
    )
    row.body, row.request_id, row.at = visit.model_dump_json(exclude_defaults=True), request_id, clock.now()
    session.add(row)
    session.flush()


def forget_draft(session: Session, actor: Actor, *, household_ids: Sequence[int]) -> None:
    """Thrown away, or no longer needed: the visit is written."""
    require(actor, VisitsPermission.WRITE_VISITS)
    mine = sa.and_(col(VisitDraft.user_id) == actor.user_id, col(VisitDraft.household_id).in_(household_ids))
    session.execute(sa.delete(VisitDraft).where(mine))
