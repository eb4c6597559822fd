"""What an actor may see at all. Every list of vetting starts here, so that scoping is written once per table."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.actor import Actor, is_whole_office
from db.names import like_pattern
from db.office.models import Unit, User
from db.permissions import Permission, allows
from db.sql import pick
from db.text import clean
from db.vetting.models.announcements import Announcement, Objection
from db.vetting.models.applications import Application, Entry, Kinship, StepRecord
from db.vetting.models.candidates import Candidate
from db.vetting.models.opinions import Letter, Opinion
from db.vetting.models.stewards import Steward
from db.vetting.permissions import VettingPermission

Condition = sa.ColumnElement[bool]


def _in_scope(actor: Actor, unit_id: Any, permission: Permission) -> Condition:
    if not allows(actor, permission):
        return sa.false()
    if is_whole_office(actor):
        # Everything there is: a filter by five thousand units would only cost time.
        return sa.true()
    under = pick(Unit.id).where(col(Unit.path) >= actor.unit_path, col(Unit.path) < actor.scope_end)
    return col(unit_id).in_(under)


def visible_applications(actor: Actor) -> Condition:
    return _in_scope(actor, Application.unit_id, VettingPermission.SEE_APPLICATIONS)


def visible_entries(actor: Actor) -> Condition:
    return _in_scope(actor, Entry.unit_id, VettingPermission.CONFIRM_ENTRY)


def visible_steps(actor: Actor) -> Condition:
    """The steps that wait for the actor's role."""
    return sa.and_(col(StepRecord.decider) == actor.role, _in_scope(actor, StepRecord.unit_id, VettingPermission.DECIDE_STEP))


def visible_opinions(actor: Actor) -> Condition:
    """What the actor's department was asked."""
    return sa.and_(
        col(Opinion.department) == (actor.department or ""),
        _in_scope(actor, Opinion.unit_id, VettingPermission.ANSWER_OPINION),
    )


def visible_asked_opinions(actor: Actor) -> Condition:
    """What this office has asked of departments."""
    return _in_scope(actor, Opinion.unit_id, VettingPermission.ASK_DEPARTMENTS)


def visible_letters(actor: Actor) -> Condition:
    return _in_scope(actor, Letter.unit_id, VettingPermission.ASK_DEPARTMENTS)


def visible_announcements(actor: Actor) -> Condition:
    return _in_scope(actor, Announcement.unit_id, VettingPermission.ANNOUNCE)


def visible_objections(actor: Actor) -> Condition:
    """Not those against oneself or one's kin: how and when one came would tell who brought it."""
    return sa.and_(_in_scope(actor, Objection.unit_id, VettingPermission.EXAMINE_OBJECTION), ~_concerns(actor))


def _concerns(actor: Actor) -> Condition:
    application_id = col(Objection.application_id)
    kin = pick(Kinship.application_id).where(col(Kinship.user_id) == actor.user_id)
    is_same = sa.or_(
        col(Application.id_index) == User.id_index, col(Application.phone_index) == User.phone_index,
        sa.and_(col(User.id_index).is_(None), col(Application.name) == User.name),
    )  # fmt: skip
    own = pick(Application.id).join(User, is_same).where(col(User.id) == actor.user_id)
    return sa.or_(application_id.in_(kin), application_id.in_(own))


def visible_stewards(actor: Actor) -> Condition:
    return _in_scope(actor, Steward.unit_id, VettingPermission.SEE_STEWARDS)


def visible_candidates(actor: Actor) -> Condition:
    return _in_scope(actor, Candidate.unit_id, VettingPermission.SEE_CANDIDATES)


def search_person(search: str, table: type[Application] | type[Steward] | type[Candidate]) -> Condition:
    """By part of the name, by the beginning of its pinyin or of its initials, by part of the name of a unit
    that they stand under."""
    text = clean(search)
    if not text:
        return sa.true()
    pattern = like_pattern(text)
    start = f"{pattern.lower()}%"
    above = aliased(Unit)
    here = (
        pick(Unit.id).join(above, col(Unit.path).startswith(above.path)).where(col(above.name).like(f"%{pattern}%", escape="\\"))
    )
    return sa.or_(
        col(table.name).like(f"%{pattern}%", escape="\\"),
        col(table.pinyin).like(start, escape="\\"),
        col(table.initials).like(start, escape="\\"),
        col(table.unit_id).in_(here),
    )
