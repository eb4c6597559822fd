"""Candidates as a list and one by one; whom the office has on file already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, end_of_path
from db.errors import NotFound
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.privacy import mask_id, mask_phone
from db.scheme import Scheme
from db.sql import pick
from db.vetting.candidates import Key, category_for, keys_of
from db.vetting.models.applications import ApplicantIn, Application, ImportBatch, Status
from db.vetting.models.candidates import Candidate, MemberKind
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.queries.registration_rounds import open_round_id
from db.vetting.queries.scope import Condition, search_person, visible_candidates
from db.vocabulary import Political, Sex

_UNDER_WAY = (Status.WAITING, Status.RETURNED, Status.CLEARED, Status.ANNOUNCED)


@dataclass(frozen=True)
class CandidateFilter:
    """`unit_ids`: who lives right at one of these. `is_open`: who has not become an applicant."""

    search: str = ""
    kind: MemberKind | None = None
    unit_path: str = ""
    unit_ids: frozenset[int] | None = None
    is_open: bool = False


@dataclass(frozen=True)
class CandidateRow:
    id: int
    name: str
    unit_name: str
    door: str
    born: str
    speciality: str
    kind: MemberKind
    application_id: int | None


# Only what a list shows: whole rows would have every number decrypted.
_LISTED = (
    Candidate.id, Candidate.name, Candidate.door, Candidate.born, Candidate.speciality, Candidate.kind, Candidate.application_id,
)  # fmt: skip


def _wanted(actor: Actor, wanted: CandidateFilter) -> tuple[Condition, ...]:
    conditions = [visible_candidates(actor), search_person(wanted.search, Candidate)]
    if wanted.kind:
        conditions.append(col(Candidate.kind) == wanted.kind)
    if wanted.unit_path:
        conditions += [col(Unit.path) >= wanted.unit_path, col(Unit.path) < end_of_path(wanted.unit_path)]
    if wanted.unit_ids is not None:
        conditions.append(col(Candidate.unit_id).in_(wanted.unit_ids))
    if wanted.is_open:
        conditions.append(col(Candidate.application_id).is_(None))
    return tuple(conditions)


def _found(actor: Actor, wanted: CandidateFilter, *what: Any) -> sa.Select[*tuple[Any, ...]]:
    return pick(*what).select_from(Candidate).join(Unit, col(Unit.id) == Candidate.unit_id).where(*_wanted(actor, wanted))


def find_candidates(
    session: Session, actor: Actor, wanted: CandidateFilter, *, offset: int = 0, limit: int = 50
) -> list[CandidateRow]:
    """In the order of units, then of names."""
    order = col(Unit.path), col(Candidate.pinyin), col(Candidate.id)
    found = _found(actor, wanted, *_LISTED, Unit.path).order_by(*order).offset(offset).limit(limit)
    return [
        CandidateRow(r.id, r.name, unit_name, r.door, r.born, r.speciality, r.kind, r.application_id)
        for r, unit_name in with_unit_names(session, found)
    ]


def count_candidates(session: Session, actor: Actor, wanted: CandidateFilter) -> dict[MemberKind, int]:
    """By kind."""
    found = _found(actor, wanted, Candidate.kind, sa.func.count(col(Candidate.id))).group_by(col(Candidate.kind))
    return dict(session.execute(found).all())


def units_of_candidates(session: Session, actor: Actor, unit_path: str) -> dict[int, str]:
    """Where open candidates live under a unit: ids and paths."""
    found = _found(actor, CandidateFilter(unit_path=unit_path, is_open=True), Unit.id, Unit.path).distinct()
    return dict(session.execute(found).all())


@dataclass(frozen=True)
class CandidateFacts:
    """Numbers masked. `is_steward`, `is_applicant`: the same ID number, or name and telephone, serves or is registered."""

    id: int
    name: str
    kind: MemberKind
    sex: Sex | None
    born: str
    id_number: str
    phone: str
    unit_name: str
    unit_path: str
    door: str
    speciality: str
    employer: str
    party_organisation: str
    party_joined: str
    remark: str
    application_id: int | None
    is_steward: bool
    is_applicant: bool


def _one(session: Session, actor: Actor, candidate_id: int) -> tuple[Candidate, str, str]:
    found = _found(actor, CandidateFilter(), Candidate, Unit.path).where(col(Candidate.id) == candidate_id)
    rows = with_unit_names(session, found)
    if not rows:
        raise NotFound("candidate_not_found")
    [((candidate, path), unit_name)] = rows
    return candidate, path, unit_name


def candidate_facts(session: Session, actor: Actor, candidate_id: int) -> CandidateFacts:
    """Raises `NotFound`, also for what lies outside the actor's scope."""
    c, path, unit_name = _one(session, actor, candidate_id)
    is_steward, is_applicant = already_here(session, c.name, c.id_index, c.phone_index)
    return CandidateFacts(
        candidate_id, c.name, c.kind, c.sex, c.born, mask_id(c.id_number), mask_phone(c.phone), unit_name, path, c.door,
        c.speciality, c.employer, c.party_organisation, c.party_joined, c.remark, c.application_id,
        is_steward, is_applicant,
    )  # fmt: skip


def candidate_as_written(session: Session, actor: Actor, scheme: Scheme, candidate_id: int) -> ApplicantIn:
    """The registration form's content, as far as the list said it. Raises `NotFound`."""
    c, _, _ = _one(session, actor, candidate_id)
    same = ("name", "sex", "party_joined", "employer", "party_organisation", "speciality", "remark", "unit_id")
    return ApplicantIn(
        **{field: getattr(c, field) for field in same}, id_number=c.id_number or "", phone=c.phone or "",
        political=Political.PARTY_MEMBER, category=category_for(scheme, c.kind), entry_way=scheme.entry_ways[0].key,
    )  # fmt: skip


@dataclass(frozen=True)
class PeopleOnFile:
    """By the keys of `db.vetting.candidates`."""

    candidates: frozenset[Key]
    stewards: frozenset[Key]
    applicants: frozenset[Key]


def _numbers(rows: Iterable[Any]) -> frozenset[Key]:
    pairs = ((("id", r.id_index), ("phone", r.name, r.phone_index)) for r in rows)
    return frozenset(key for pair in pairs for key in pair)


def _serving() -> Condition:
    return col(Steward.status) != StewardStatus.ENDED


def _applied(session: Session) -> Condition:
    return sa.and_(col(Application.round_id) == open_round_id(session), col(Application.status).in_(_UNDER_WAY))


def already_here(session: Session, name: str, id_index: str | None, phone_index: str | None) -> tuple[bool, bool]:
    """Whether a steward in service, and whether an applicant of this round, has the ID number, or the name with the telephone."""

    def has(table: type[Steward] | type[Application], condition: Condition) -> bool:
        by_phone = sa.and_(col(table.name) == name, col(table.phone_index) == phone_index)
        wanted = pick(table.id).where(condition, sa.or_(col(table.id_index) == id_index, by_phone)).limit(1)
        return session.scalar(wanted) is not None

    return has(Steward, _serving()), has(Application, _applied(session))


def people_on_file(session: Session) -> PeopleOnFile:
    """Of the whole office, so that nobody is taken twice by two communities: nobody is named."""
    known = (Candidate.name, Candidate.unit_id, Candidate.door, Candidate.id_index, Candidate.phone_index)
    candidates = (key for row in session.execute(pick(*known)).mappings() for key in keys_of(dict(row)))
    serving = pick(Steward.name, Steward.id_index, Steward.phone_index).where(_serving())
    applied = pick(Application.name, Application.id_index, Application.phone_index).where(_applied(session))
    return PeopleOnFile(frozenset(candidates), _numbers(session.execute(serving)), _numbers(session.execute(applied)))


@dataclass(frozen=True)
class CandidateList:
    """A list that was brought in, with how many of it are on file still and how many of these have become applicants."""

    batch_id: int
    at: datetime
    user_name: str
    n_candidates: int
    n_taken_up: int


def candidate_lists(session: Session, actor: Actor) -> list[CandidateList]:
    """Newest first; those of which everybody lies within the actor's scope."""
    beyond = pick(Candidate.batch_id).where(~visible_candidates(actor))
    found = (
        pick(
            ImportBatch.id,
            ImportBatch.at,
            User.name,
            sa.func.count(col(Candidate.id)),
            sa.func.count(col(Candidate.application_id)),
        )
        .join(Candidate, col(Candidate.batch_id) == ImportBatch.id)
        .join(User, col(User.id) == ImportBatch.user_id)
        .where(visible_candidates(actor), col(ImportBatch.id).not_in(beyond))
        .group_by(col(ImportBatch.id), col(ImportBatch.at), col(User.name))
        .order_by(col(ImportBatch.id).desc())
    )
    return [CandidateList(*row) for row in session.execute(found)]
