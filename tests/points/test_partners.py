"""Partner organisations: where they work, who their members are, and how many there are of each kind."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import col, select

from db.audit import AuditEvent
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.points.commands import partners as c
from db.points.models.partners import Partner, PartnerIn, PartnerKind, PartnerMemberIn, PartyOrganisation
from db.points.queries import partners as q

PHONE = "13800138000"


def a_partner(session, cast, name="安居物业公司", actor=None, **more):
    return c.add_partner(session, actor or cast.bob, partner=given(cast, name, **more))


def given(cast, name="安居物业公司", **more):
    usual = {
        "kind": PartnerKind.PROPERTY_COMPANY, "unit_ids": [cast.places.pine_court], "phone": PHONE, "contact": "贾经理",
        "party": PartyOrganisation.JOINT,
    }  # fmt: skip
    return PartnerIn(name=name, **(usual | more))


def _version(session, partner_id):
    return session.get_one(Partner, partner_id, populate_existing=True).version


def _names(session, actor, **wanted):
    rows = q.find_partners(session, actor, q.PartnerFilter(**wanted))
    assert len(rows) == q.count_partners(session, actor, q.PartnerFilter(**wanted))
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("units", "above"),
    [
        (["pine_court"], "pine_court"), (["pine_court", "pine_garden"], "pine"), (["garden_building", "pine_court"], "pine"),
        (["pine", "garden_building"], "pine"), (["pine_court", "willow_bank"], "town"),
    ],
)  # fmt: skip
def test_it_belongs_to_the_lowest_unit_above_all_in_which_it_works(session, cast, units, above):
    unit_ids = [getattr(cast.places, unit) for unit in units]
    facts = q.partner_facts(session, cast.bob, a_partner(session, cast, unit_ids=unit_ids))
    assert facts.row.unit_id == getattr(cast.places, above)
    assert {unit_id for unit_id, _ in facts.units} == set(unit_ids)


def test_a_community_keeps_its_own_and_is_not_shown_the_town_s_or_another_s(session, cast):
    a_partner(session, cast, "松风业委会", cast.alice, kind=PartnerKind.OWNERS_COMMITTEE)
    a_partner(session, cast, "全镇物业", unit_ids=[cast.places.pine, cast.places.willow])
    assert _names(session, cast.alice) == ["松风业委会"]
    assert _names(session, cast.charlie) == []
    assert len(_names(session, cast.bob)) == 2
    with pytest.raises(NotFound):
        a_partner(session, cast, "越界物业", cast.alice, unit_ids=[cast.places.pine, cast.places.willow])
    for who in (cast.grace, cast.dora, cast.leo, cast.ada, cast.percy):
        with pytest.raises(NotAllowed):
            a_partner(session, cast, "别人的", who)


def test_every_wrong_field_is_named_at_once(session, cast):
    wrong = PartnerIn(name="物", contact=f"贾{PHONE}", helps_with="帮" * 201, phone="12")
    with pytest.raises(Invalid) as refused:
        c.add_partner(session, cast.bob, partner=wrong)
    assert {problem.field for problem in refused.value.all} == {"kind", "name", "unit_ids", "contact", "helps_with", "phone"}


def test_the_same_name_there_is_known_until_the_old_one_has_ended(session, cast):
    first = a_partner(session, cast)
    with pytest.raises(Conflict, match="partner_known"):
        a_partner(session, cast)
    c.end_partner(session, cast.bob, partner_id=first, seen=1)
    a_partner(session, cast)
    with pytest.raises(Conflict, match="partner_known"):
        c.take_up_partner(session, cast.bob, partner_id=first, seen=2)


def test_a_press_that_arrives_twice_adds_one_partner_and_one_member(session, cast):
    press, member = uuid4(), PartnerMemberIn(name="唐大河")
    ids = {c.add_partner(session, cast.bob, partner=given(cast), request_id=press) for _ in range(2)}
    [partner_id] = ids
    for _ in range(2):
        c.add_partner_member(session, cast.bob, partner_id=partner_id, member=member, request_id=press)
    assert len(q.partner_facts(session, cast.bob, partner_id).members) == 1


def test_a_correction_writes_what_differs_keeps_the_telephone_and_not_over_somebody_else_s(session, cast):
    partner_id = a_partner(session, cast)
    more = given(cast, "安居物业", phone="", unit_ids=[cast.places.pine_court, cast.places.pine_garden])
    c.change_partner(session, cast.bob, partner_id=partner_id, seen=1, partner=more)
    with pytest.raises(Stale):
        c.change_partner(session, cast.alice, partner_id=partner_id, seen=1, partner=given(cast))
    row = q.find_partner(session, cast.alice, partner_id)
    assert (row.name, row.unit_id, row.phone) == ("安居物业", cast.places.pine, "138****8000")


def test_one_that_ended_is_not_corrected_stays_readable_and_helps_again(session, cast):
    partner_id = a_partner(session, cast)
    c.end_partner(session, cast.bob, partner_id=partner_id, seen=1)
    assert (_names(session, cast.bob), _names(session, cast.bob, is_ended=True)) == ([], ["安居物业公司"])
    with pytest.raises(Conflict, match="partner_ended"):
        c.change_partner(session, cast.bob, partner_id=partner_id, seen=2, partner=given(cast))
    with pytest.raises(Conflict, match="partner_ended"):
        c.add_partner_member(session, cast.bob, partner_id=partner_id, member=PartnerMemberIn(name="唐大河"))
    c.take_up_partner(session, cast.bob, partner_id=partner_id, seen=2)
    assert _names(session, cast.bob) == ["安居物业公司"]


def test_members_have_terms_and_party_membership_and_go_when_theirs_is_over(session, cast):
    partner_id = a_partner(session, cast, "松风业委会", kind=PartnerKind.OWNERS_COMMITTEE)
    term = {"from_on": date(2023, 11, 1), "until": date(2026, 10, 31)}
    head = PartnerMemberIn(name="唐大河", phone=PHONE, post="主任", is_party_member=True, **term)
    member_id = c.add_partner_member(session, cast.bob, partner_id=partner_id, member=head)
    [member] = q.partner_facts(session, cast.bob, partner_id).members
    assert (member.name, member.phone, member.is_party_member, member.is_over) == ("唐大河", "138****8000", True, True)
    assert q.count_terms_over(session, cast.alice) == 1
    again = head.model_copy(update={"until": date(2029, 10, 31), "phone": ""})
    c.change_partner_member(session, cast.bob, member_id=member_id, seen=_version(session, partner_id), member=again)
    [member] = q.partner_facts(session, cast.bob, partner_id).members
    assert (member.phone, member.is_over, q.count_terms_over(session, cast.alice)) == ("138****8000", False, 0)
    c.end_partner_member(session, cast.bob, member_id=member_id, seen=_version(session, partner_id))
    [member] = q.partner_facts(session, cast.bob, partner_id).members
    assert member.ended_on == date(2026, 11, 23)
    with pytest.raises(NotFound):
        c.end_partner_member(session, cast.bob, member_id=member_id, seen=_version(session, partner_id))


def test_a_member_is_not_written_over_somebody_else_s_correction(session, cast):
    partner_id = a_partner(session, cast)
    member_id = c.add_partner_member(session, cast.bob, partner_id=partner_id, member=PartnerMemberIn(name="唐大河"))
    c.change_partner_member(session, cast.bob, member_id=member_id, seen=1, member=PartnerMemberIn(name="唐小河"))
    with pytest.raises(Stale):
        c.end_partner_member(session, cast.alice, member_id=member_id, seen=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"), ({"phone": "12"}, "phone"), ({"post": "任" * 41}, "post"),
        ({"from_on": date(2026, 2, 1), "until": date(2026, 1, 1)}, "until"),
    ],
)  # fmt: skip
def test_a_member_written_wrongly_is_refused_at_the_field(session, cast, wrong, field):
    partner_id = a_partner(session, cast)
    with pytest.raises(Invalid) as refused:
        c.add_partner_member(session, cast.bob, partner_id=partner_id, member=PartnerMemberIn(**({"name": "唐大河"} | wrong)))
    assert field in {problem.field for problem in refused.value.all}


def test_a_telephone_is_read_in_full_with_a_reason_that_is_kept(session, cast):
    partner_id, other = a_partner(session, cast), a_partner(session, cast, "另一家")
    member = PartnerMemberIn(name="唐大河", phone="13900139000")
    member_id = c.add_partner_member(session, cast.bob, partner_id=partner_id, member=member)
    with pytest.raises(Invalid, match="reason_missing"):
        c.show_partner_phone(session, cast.bob, partner_id=partner_id, reason=" ")
    assert c.show_partner_phone(session, cast.bob, partner_id=partner_id, reason="联系维修") == PHONE
    assert c.show_partner_phone(session, cast.bob, partner_id=partner_id, member_id=member_id, reason="联系") == "13900139000"
    with pytest.raises(NotFound):
        c.show_partner_phone(session, cast.bob, partner_id=other, member_id=member_id, reason="联系")
    told = select(AuditEvent.detail).where(col(AuditEvent.action) == "partner_phone_shown").order_by(col(AuditEvent.id))
    assert [detail["partner_member"] for detail in session.exec(told)] == [0, member_id]


def test_ningxia_s_five_companies_and_twenty_two_committees_can_be_counted(session, cast):
    for n in range(5):
        party = PartyOrganisation.ALONE if n < 2 else PartyOrganisation.JOINT
        a_partner(session, cast, f"物业{n}", party=party)
    for n in range(22):
        a_partner(session, cast, f"业委会{n}", kind=PartnerKind.OWNERS_COMMITTEE, party=PartyOrganisation.NONE)
    assert q.count_partners_by_kind(session, cast.leo) == {
        (PartnerKind.PROPERTY_COMPANY, PartyOrganisation.ALONE): 2,
        (PartnerKind.PROPERTY_COMPANY, PartyOrganisation.JOINT): 3,
        (PartnerKind.OWNERS_COMMITTEE, PartyOrganisation.NONE): 22,
    }
    assert q.count_partners_by_kind(session, cast.charlie) == {}


def test_the_list_is_narrowed_by_kind_party_place_and_a_part_of_the_name(session, cast):
    a_partner(session, cast, "安居物业2"), a_partner(session, cast, "安居物业10", party=PartyOrganisation.NONE)
    a_partner(session, cast, "花园业委会", kind=PartnerKind.OWNERS_COMMITTEE, unit_ids=[cast.places.pine_garden])
    assert _names(session, cast.bob) == ["花园业委会", "安居物业2", "安居物业10"]
    assert _names(session, cast.bob, kind=PartnerKind.OWNERS_COMMITTEE) == ["花园业委会"]
    assert _names(session, cast.bob, party=PartyOrganisation.NONE) == ["安居物业10"]
    assert _names(session, cast.bob, search="物业", unit_path=cast.grace.unit_path) == ["安居物业2", "安居物业10"]
