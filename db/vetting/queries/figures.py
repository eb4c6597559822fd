"""What leadership sees, from the tallies only."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, end_of_path
from db.office.models import Tally, Unit
from db.office.queries import children
from db.office.tallies import totals
from db.permissions import require
from db.results.permissions import ResultsPermission
from db.scheme import Scheme
from db.sql import pick
from db.vetting.models.stewards import StewardStatus
from db.vetting.queries.counts import steward_kind


@dataclass(frozen=True)
class Stage:
    """How many applications have come at least as far as this step (its key), or were appointed (empty key)."""

    step_key: str
    n: int


def funnel(session: Session, actor: Actor, scheme: Scheme) -> list[Stage]:
    """Who is at or past each step now. Refused and withdrawn applications have left and are not counted."""
    require(actor, ResultsPermission.SEE_FIGURES)
    counts = totals(session, actor.unit_path)
    here = [
        counts.get(f"application.waiting.{step.key}", 0) + counts.get(f"application.returned.{step.key}", 0)
        for step in scheme.reviews
    ]
    here.append(counts.get("application.cleared", 0) + counts.get("application.announced", 0))
    here.append(counts.get("application.appointed", 0))
    keys = [*(step.key for step in scheme.reviews), scheme.announcement.key, scheme.appointment.key]
    return [Stage(key, sum(here[place:])) for place, key in enumerate(keys)]


@dataclass(frozen=True)
class UnitCount:
    name: str
    n: int


def by_unit(session: Session, actor: Actor) -> Sequence[UnitCount]:
    """Stewards in service under each unit one level below the actor's, most first."""
    require(actor, ResultsPermission.SEE_FIGURES)
    kind = steward_kind(StewardStatus.ACTIVE)
    counted = [UnitCount(unit.name, _count(session, unit.path, kind)) for unit in children(session, actor.unit_id)]
    return sorted(counted, key=lambda unit: -unit.n)


def _count(session: Session, path: str, kind: str) -> int:
    found = (
        pick(sa.func.coalesce(sa.func.sum(Tally.n), 0))
        .join(Unit, col(Unit.id) == Tally.unit_id)
        .where(col(Tally.kind) == kind, col(Unit.path) >= path, col(Unit.path) < end_of_path(path))
    )
    return int(session.scalar(found) or 0)
