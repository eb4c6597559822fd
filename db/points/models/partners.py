"""Partner organisations: property companies, owners' committees, social organisations, employers that help."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, range_text
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class PartnerKind(Growing):
    PROPERTY_COMPANY = "property_company"
    OWNERS_COMMITTEE = "owners_committee"
    SOCIAL_ORGANISATION = "social_organisation"
    EMPLOYER = "employer"


class PartyOrganisation(StrEnum):
    """Its own party organisation, one together with others, or none."""

    ALONE = "alone"
    JOINT = "joint"
    NONE = "none"


class Partner(Base, table=True):
    """`unit_id` is the lowest unit above all of its units: whoever keeps that one keeps the partner."""

    __tablename__ = "partner"
    __table_args__ = (sa.Index("ix_partner_list", "kind", "unit_id", "sort_key", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: PartnerKind = enum(PartnerKind)
    version: int = 1
    name: str = Field(max_length=80)
    sort_key: str = range_text(120)
    party: PartyOrganisation = enum(PartyOrganisation, default=PartyOrganisation.NONE)
    contact: str | None = sealed("partner.contact", default=None)
    phone: str | None = sealed("partner.phone", default=None)
    helps_with: str = Field(default="", max_length=200)
    since: date | None = None
    ended_on: date | None = None


class PartnerUnit(Base, table=True):
    """A unit in which the partner works."""

    __tablename__ = "partner_unit"
    partner_id: int = Field(foreign_key="partner.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)


class PartnerMember(Base, table=True):
    """A member of an owners' committee, a manager of a company: with the term and the party membership."""

    __tablename__ = "partner_member"
    id: int | None = Field(default=None, primary_key=True)
    partner_id: int = Field(foreign_key="partner.id", index=True)
    name: str = sealed("partner_member.name")
    phone: str | None = sealed("partner_member.phone", default=None)
    post: str = Field(default="", max_length=40)
    is_party_member: bool = False
    from_on: date | None = None
    until: date | None = None
    ended_on: date | None = None


class PartnerIn(Given):
    kind: PartnerKind | None = None
    name: str = ""
    unit_ids: list[int] = []
    party: PartyOrganisation = PartyOrganisation.NONE
    contact: str = ""
    phone: str = ""
    helps_with: str = ""
    since: date | None = None


class PartnerMemberIn(Given):
    name: str = ""
    phone: str = ""
    post: str = ""
    is_party_member: bool = False
    from_on: date | None = None
    until: date | None = None
