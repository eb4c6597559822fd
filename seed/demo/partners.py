"""The demo's partner organisations: companies and committees with a party organisation, as many as are published, and others."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from db import clock
from db.office.queries import UnitRow
from db.points.commands.partners import add_member, add_partner
from db.points.models.partners import PartnerIn, PartnerKind, PartnerMemberIn, PartyOrganisation
from seed.demo.people import PLACES
from seed.demo.state import DemoState

_K, _P = PartnerKind, PartyOrganisation
_POSTS = ("主任", "副主任", "委员")
_TERM = timedelta(days=3 * 365)


def put_partners(s: Session, demo: DemoState, units: Sequence[UnitRow]) -> None:
    """The figures count those with a party organisation; beside them is one of each kind without."""
    n_companies = demo.scheme.published("property_companies_with_party", 2)
    n_committees = demo.scheme.published("owners_committees_with_party", 3)
    wanted = [(_K.PROPERTY_COMPANY, "物业服务公司", _P.ALONE)] * n_companies
    wanted += [(_K.OWNERS_COMMITTEE, "业主委员会", _P.JOINT)] * n_committees
    wanted += [(_K.PROPERTY_COMPANY, "物业管理公司", _P.NONE), (_K.SOCIAL_ORGANISATION, "社会工作服务中心", _P.NONE)]
    for n, (kind, word, party) in enumerate([*wanted, (_K.EMPLOYER, "商贸公司", _P.NONE)]):
        _put(s, demo, units, (kind, f"{PLACES[n % len(PLACES)]}{word}", party), n)


def _put(s: Session, demo: DemoState, units: Sequence[UnitRow], what: tuple[PartnerKind, str, PartyOrganisation], n: int) -> None:
    (kind, name, party), people, today = what, demo.people, clock.today()
    given = PartnerIn(
        kind=kind, name=name, unit_ids=[units[n % len(units)].id], party=party, contact=people.name(), phone=people.phone(),
        since=today - timedelta(days=400 + n),
    )  # fmt: skip
    partner_id = add_partner(s, demo.cast.clerk, partner=given)
    for place, post in enumerate(_POSTS if kind is PartnerKind.OWNERS_COMMITTEE else ()):
        from_on = today - timedelta(days=300 + n)
        member = PartnerMemberIn(
            name=people.name(), post=post, is_party_member=place < 2, from_on=from_on, until=from_on + _TERM
        )  # fmt: skip
        add_member(s, demo.cast.clerk, partner_id=partner_id, seen=place + 1, member=member)
