"""Partner organisations: who is shown them, and who keeps them."""

from datetime import date

from db.actor import Role
from db.points.commands import partners as c
from db.points.models.partners import Partner, PartnerIn, PartnerKind, PartnerMemberIn
from db.points.queries import partners as q
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.LEADER}
MEMBER = PartnerMemberIn(name="唐大河", phone="13800138000")


def _given(cast, name):
    return PartnerIn(kind=PartnerKind.PROPERTY_COMPANY, name=name, unit_ids=[cast.places.buildings[0]], phone="13800138000")


def make(session, cast, things):
    things.partner = c.add_partner(session, cast.bob, partner=_given(cast, "安居物业公司"))
    over = MEMBER.model_copy(update={"until": date(2026, 1, 1)})
    things.member = c.add_partner_member(session, cast.bob, partner_id=things.partner, member=over)


QUERIES = {
    "find_partners": Query(lambda x, who, t: q.find_partners(x, who), SEE),
    "count_partners": Query(lambda x, who, t: q.count_partners(x, who), SEE),
    "count_partners_by_kind": Query(lambda x, who, t: q.count_partners_by_kind(x, who), SEE),
    "count_terms_over": Query(lambda x, who, t: q.count_terms_over(x, who), SEE),
    "find_partner": Query(lambda x, who, t: q.find_partner(x, who, t.partner), SEE),
    "partner_facts": Query(lambda x, who, t: q.partner_facts(x, who, t.partner), SEE),
}


def _seen(session, t):
    return session.get_one(Partner, t.partner, populate_existing=True).version


def _ended(session, cast, t):
    c.end_partner(session, cast.bob, partner_id=t.partner, seen=_seen(session, t))
    return t


COMMANDS = {
    "add_partner": Command(
        lambda x, who, partner: c.add_partner(x, who, partner=partner), given=lambda x, cast, t: _given(cast, "新物业")
    ),
    "change_partner": Command(
        lambda x, who, given: c.change_partner(x, who, partner_id=given[0], seen=given[1], partner=given[2]),
        given=lambda x, cast, t: (t.partner, _seen(x, t), _given(cast, "新名字")),
    ),
    "end_partner": Command(lambda x, who, t: c.end_partner(x, who, partner_id=t.partner, seen=_seen(x, t))),
    "take_up_partner": Command(lambda x, who, t: c.take_up_partner(x, who, partner_id=t.partner, seen=_seen(x, t)), given=_ended),
    "add_partner_member": Command(lambda x, who, t: c.add_partner_member(x, who, partner_id=t.partner, member=MEMBER)),
    "change_partner_member": Command(
        lambda x, who, t: c.change_partner_member(x, who, member_id=t.member, seen=_seen(x, t), member=MEMBER)
    ),
    "end_partner_member": Command(lambda x, who, t: c.end_partner_member(x, who, member_id=t.member, seen=_seen(x, t))),
    "show_partner_phone": Command(
        lambda x, who, t: c.show_partner_phone(x, who, partner_id=t.partner, member_id=t.member, reason="联系维修")
    ),
}
