"""Party members who could serve: nobody's application until somebody makes it one."""

from sqlmodel import Field

from db.base import Base, enum
from db.privacy import sealed
from db.text import Given
from db.vetting.models.applications import MAX_ORGANISATION
from db.vocabulary import Growing, Sex


class MemberKind(Growing):
    """Where a party member's membership is kept. Stewards are chosen among all three."""

    REGISTERED = "registered"
    ON_THE_JOB = "on_the_job"
    NEW_ORGANISATION = "new_organisation"


class Candidate(Base, table=True):
    """`born` is 1968, 1968-03 or 1968-03-09, as far as it is known, or empty; `application_id` says what became of them."""

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: MemberKind = enum(MemberKind)
    name: str = Field(max_length=50)
    pinyin: str = Field(max_length=200, index=True)
    initials: str = Field(max_length=50, index=True)
    sex: Sex | None = enum(Sex, default=None)
    born: str = Field(default="", max_length=10)
    id_number: str | None = sealed("candidate.id_number", default=None)
    id_index: str | None = Field(default=None, max_length=40, unique=True)
    phone: str | None = sealed("candidate.phone", default=None)
    phone_index: str | None = Field(default=None, max_length=40, index=True)
    door: str = Field(default="", max_length=80)
    speciality: str = sealed("candidate.speciality", default="")
    employer: str = Field(default="", max_length=MAX_ORGANISATION)
    party_organisation: str = Field(default="", max_length=MAX_ORGANISATION)
    party_joined: str = Field(default="", max_length=7)
    remark: str = sealed("candidate.remark", default="")
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)


class CandidateIn(Given):
    """What a list says of one, as text; `db.vetting.candidates` checks it."""

    name: str = ""
    kind: MemberKind | None = None
    sex: Sex | None = None
    born: str = ""
    id_number: str = ""
    phone: str = ""
    door: str = ""
    speciality: str = ""
    employer: str = ""
    party_organisation: str = ""
    party_joined: str = ""
    remark: str = ""
    unit_id: int | None = None
