"""Stewards near a place, with how many households they look after."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit
from db.ledger.models.households import HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.coverage import StewardLoad
from db.ledger.queries.scope import under
from db.ledger.queries.stewards import most_for, own_most
from db.office.models import Unit
from db.office.queries import ids_in, unit_names
from db.permissions import require
from db.scheme import Scheme
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus

_MOST = 200


def nearby_stewards(session: Session, actor: Actor, scheme: Scheme, kind: HouseholdKind, path: str) -> list[StewardLoad]:
    """In service, in the same community as `path`, whose category serves this kind: the nearest first, then the least laden."""
    require(actor, LedgerPermission.ASSIGN)
    ids = ids_in(path)
    community = "/" + "/".join(map(str, ids[:2])) + "/"
    held = sa.and_(
        col(Assignment.steward_id) == Steward.id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    n, most = sa.func.count(col(Assignment.id)), sa.func.min(own_most(most_for(scheme, kind)))
    rows = session.execute(
        pick(Steward.id, Steward.name, Unit.path, Steward.status, n, most)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .outerjoin(Assignment, held)
        .outerjoin(LoadLimit, col(LoadLimit.steward_id) == Steward.id)
        .where(
            col(Steward.status) == StewardStatus.ACTIVE, under(community, Steward.unit_id),
            under(actor.unit_path, Steward.unit_id),
            col(Steward.category).in_(scheme.serving("families" if kind is HouseholdKind.FAMILY else "merchants")),
        )
        .group_by(col(Steward.id), col(Steward.name), col(Unit.path), col(Steward.status))
    ).all()  # fmt: skip
    near = sorted(rows, key=lambda row: (-_n_shared(ids_in(row[2]), ids), row[4], row[0]))[:_MOST]
    names = unit_names(session, [row[2] for row in near])
    return [StewardLoad(i, name, names[path], *counts) for i, name, path, *counts in near]


def _n_shared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
