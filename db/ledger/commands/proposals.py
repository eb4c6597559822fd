"""A proposal of who looks after whom: made, altered line by line, adopted or dropped."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, NotFound
from db.ledger import events
from db.ledger.commands.assign import CHUNK, end_care, put_care
from db.ledger.models.care import Assignment, AssignmentKind, Proposal, ProposalLine, ProposalStatus, Why
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.propose import Change, propose
from db.ledger.queries.scope import visible_proposals
from db.ledger.queries.stewards import households_under, stewards_for, stewards_who_keep
from db.office.queries import current_scheme, find_unit
from db.permissions import require
from db.scheme import Scheme
from db.sql import n_changed, pick, refresh_statistics, table_of
from db.vetting.models.stewards import Steward
from db.vetting.queries.scope import visible_stewards


def make_proposal(session: Session, actor: Actor, *, unit_id: int, kind: HouseholdKind) -> int:
    """Proposes for everything under the unit; a draft that was made for it before is dropped. Returns the proposal's id."""
    require(actor, LedgerPermission.ASSIGN)
    unit, scheme = find_unit(session, actor, unit_id), current_scheme(session)
    households = households_under(session, unit.path, kind)
    stewards = stewards_for(session, scheme, unit.path, kind) + stewards_who_keep(session, scheme, unit.path, kind)
    changes = propose(households, stewards, least=_least(scheme, kind))
    _drop_drafts(session, unit_id, kind)
    n_uncovered = sum(change.after is None for change in changes)
    row = Proposal(
        unit_id=unit_id, kind=kind, status=ProposalStatus.DRAFT, n_households=len(households),
        n_changes=len(changes) - n_uncovered, n_uncovered=n_uncovered, made_at=clock.now(), made_by=actor.user_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _put_lines(session, row, changes)
    record(session, actor, events.ProposalMade(row.id or 0, unit_id, row.n_changes))
    return row.id or 0


def _drop_drafts(session: Session, unit_id: int, kind: HouseholdKind) -> None:
    session.execute(
        sa.update(Proposal)
        .where(col(Proposal.unit_id) == unit_id, col(Proposal.kind) == kind, col(Proposal.status) == ProposalStatus.DRAFT)
        .values(status=ProposalStatus.DROPPED, decided_at=clock.now())
    )


def _put_lines(session: Session, row: Proposal, changes: Sequence[Change]) -> None:
    lines = [
        {"proposal_id": row.id, "household_id": c.household_id, "before_id": c.before, "after_id": c.after, "why": c.why,
         "is_left_out": False}
        for c in changes
    ]  # fmt: skip
    for start in range(0, len(lines), CHUNK):
        session.execute(sa.insert(table_of(ProposalLine)), lines[start : start + CHUNK])


def _least(scheme: Scheme, kind: HouseholdKind) -> int:
    return scheme.coverage.households_min if kind is HouseholdKind.FAMILY else scheme.coverage.merchants_min


def _draft(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    row = session.exec(
        select(Proposal).where(Proposal.id == proposal_id, visible_proposals(actor)).with_for_update()
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound("proposal_not_found")
    if row.status is not ProposalStatus.DRAFT:
        raise Conflict("proposal_decided")
    return row


def leave_out(session: Session, actor: Actor, *, proposal_id: int, household_ids: Collection[int], is_left_out: bool) -> None:
    """These lines are not adopted, or are after all."""
    require(actor, LedgerPermission.ASSIGN)
    _draft(session, actor, proposal_id)
    session.execute(
        sa.update(ProposalLine)
        .where(col(ProposalLine.proposal_id) == proposal_id, col(ProposalLine.household_id).in_(household_ids))
        .values(is_left_out=is_left_out)
    )


def alter_line(session: Session, actor: Actor, *, proposal_id: int, household_id: int, steward_id: int) -> None:
    """Another steward for one household than the program proposes. Who may be chosen is looked at when it is adopted."""
    require(actor, LedgerPermission.ASSIGN)
    _draft(session, actor, proposal_id)
    if session.scalar(pick(Steward.id).where(col(Steward.id) == steward_id, visible_stewards(actor))) is None:
        raise NotFound("steward_not_found")
    n_done = n_changed(
        session,
        sa.update(ProposalLine)
        .where(col(ProposalLine.proposal_id) == proposal_id, col(ProposalLine.household_id) == household_id)
        .values(after_id=steward_id, why=Why.BY_HAND, is_left_out=False),
    )
    if n_done != 1:
        raise NotFound("household_not_found")


def drop_proposal(session: Session, actor: Actor, *, proposal_id: int) -> None:
    require(actor, LedgerPermission.ASSIGN)
    row = _draft(session, actor, proposal_id)
    row.status, row.decided_at = ProposalStatus.DROPPED, clock.now()
    session.add(row)
    session.flush()


def adopt(session: Session, actor: Actor, *, proposal_id: int) -> tuple[int, int]:
    """Gives every household of the proposal its steward. Returns how many changed, and how many were left because somebody
    has given them to another meanwhile, they are gone, or the steward is no longer in service or is kin."""
    require(actor, LedgerPermission.ASSIGN)
    row = _draft(session, actor, proposal_id)
    wanted = session.execute(
        pick(ProposalLine.household_id, ProposalLine.before_id, ProposalLine.after_id).where(
            col(ProposalLine.proposal_id) == proposal_id, col(ProposalLine.is_left_out).is_(False),
            col(ProposalLine.after_id).is_not(None),
        )
    ).all()  # fmt: skip
    held = _held(session, row)
    allowed = {steward.id for steward in stewards_for(session, current_scheme(session), actor.unit_path, row.kind)}
    under = households_under(session, find_unit(session, actor, row.unit_id).path, row.kind)
    kin = {household.id: household.kin for household in under}
    given = {
        i: after
        for i, before, after in wanted
        if i in held and held[i] == before and after in allowed and i in kin and after not in kin[i]
    }
    end_care(session, actor, [i for i in given if held[i]], kinds=[AssignmentKind.STEWARD])
    put_care(session, actor, given)
    refresh_statistics(session, len(given))
    row.status, row.decided_at = ProposalStatus.ADOPTED, clock.now()
    session.add(row)
    session.flush()
    record(session, actor, events.ProposalAdopted(proposal_id, len(given), len(wanted) - len(given)))
    return len(given), len(wanted) - len(given)


def _held(session: Session, row: Proposal) -> dict[int, int | None]:
    """Household -> who looks after it now, for all that the proposal speaks of and that are still here."""
    rows = session.execute(
        pick(Household.id, Assignment.steward_id)
        .join(ProposalLine, col(ProposalLine.household_id) == Household.id)
        .outerjoin(
            Assignment,
            sa.and_(
                col(Assignment.household_id) == Household.id, col(Assignment.ended_on).is_(None),
                col(Assignment.kind) == AssignmentKind.STEWARD,
            ),
        )
        .where(col(ProposalLine.proposal_id) == row.id, col(Household.status) == HouseholdStatus.HERE)
    )  # fmt: skip
    return dict(rows.all())
