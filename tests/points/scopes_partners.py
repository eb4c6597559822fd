"""Partner organisations: who is shown them, and who keeps them."""

from db.actor import Role
from db.points.commands import partners as p
from db.points.models.partners import PartnerIn, PartnerKind, PartnerMemberIn
from db.points.queries import partners as q
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.LEADER}
WHY = "联系换届事宜"
MEMBER = PartnerMemberIn(name="李建国", phone="13900139000", post="主任", is_party_member=True)


def committee(cast, **more):
    given = {
        "kind": PartnerKind.OWNERS_COMMITTEE, "name": "松风苑业主委员会", "unit_ids": [cast.places.buildings[0]],
        "contact": "王芳", "phone": "13800138000",
    }  # fmt: skip
    return PartnerIn(**(given | more))


def make(session, cast, things):
    things.partner = p.add_partner(session, cast.bob, partner=committee(cast))
    things.member = p.add_member(session, cast.bob, partner_id=things.partner, seen=1, member=MEMBER)


QUERIES = {
    "find_partners": Query(lambda x, who, t: q.find_partners(x, who), SEE),
    "count_found_partners": Query(lambda x, who, t: q.count_found_partners(x, who), SEE),
    "count_partners": Query(lambda x, who, t: q.count_partners(x, who), SEE),
    "find_partner": Query(lambda x, who, t: q.find_partner(x, who, t.partner), SEE),
    "own_partner": Query(lambda x, who, t: q.own_partner(x, who, t.partner), SEE),
    "find_member": Query(lambda x, who, t: q.find_member(x, who, t.member), SEE),
    "partner_facts": Query(lambda x, who, t: q.partner_facts(x, who, t.partner), SEE),
}

COMMANDS = {
    # At the third building, where none of the strangers works or lives.
    "add_partner": Command(
        lambda x, who, partner: p.add_partner(x, who, partner=partner),
        given=lambda x, cast, t: committee(cast, name="另一个业委会", unit_ids=[cast.places.buildings[2]]),
    ),
    "change_partner": Command(
        lambda x, who, given: p.change_partner(x, who, partner_id=given[0], seen=2, partner=given[1]),
        given=lambda x, cast, t: (t.partner, committee(cast, helps_with="协助调解")),
    ),
    "end_partner": Command(lambda x, who, t: p.end_partner(x, who, partner_id=t.partner, seen=2)),
    "add_member": Command(lambda x, who, t: p.add_member(x, who, partner_id=t.partner, seen=2, member=MEMBER)),
    "change_member": Command(lambda x, who, t: p.change_member(x, who, member_id=t.member, seen=2, member=MEMBER)),
    "end_member": Command(lambda x, who, t: p.end_member(x, who, member_id=t.member, seen=2)),
    "show_partner_phone": Command(lambda x, who, t: p.show_partner_phone(x, who, partner_id=t.partner, reason=WHY)),
    "show_member_phone": Command(lambda x, who, t: p.show_member_phone(x, who, member_id=t.member, reason=WHY)),
}
