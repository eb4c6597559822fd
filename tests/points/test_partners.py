"""Partner organisations: kinds, units, contact, members with their terms, and how many have a party organisation."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db import clock
from db.errors import Conflict, Invalid, NotFound, Stale
from db.points.commands.partners import (
    add_member,
    add_partner,
    change_member,
    change_partner,
    end_member,
    end_partner,
    show_member_phone,
    show_partner_phone,
)
from db.points.models.partners import PartnerKind, PartnerMemberIn, PartyOrganisation
from db.points.queries.partners import (
    PartnerCount,
    PartnerFilter,
    count_found_partners,
    count_partners,
    find_partner,
    find_partners,
    partner_facts,
)
from tests.conftest import MONDAY
from tests.points.scopes_partners import MEMBER, committee
from tests.vetting.states import codes, journal

pytestmark = pytest.mark.both_databases
K = PartnerKind


def _add(session, actor, cast, **more):
    return add_partner(session, actor, partner=committee(cast, **more))


def _version(session, cast, partner_id):
    return find_partner(session, cast.bob, partner_id).version


def test_five_companies_and_twenty_two_committees_are_counted_with_their_party_organisations(session, cast):
    for n in range(5):
        _add(session, cast.bob, cast, kind=K.PROPERTY_COMPANY, name=f"第{n}物业", party=PartyOrganisation.JOINT)
    for n in range(22):
        party = PartyOrganisation.ALONE if n < 20 else PartyOrganisation.NONE
        _add(session, cast.bob, cast, name=f"第{n}业委会", party=party)
    assert count_partners(session, cast.bob) == [PartnerCount(K.PROPERTY_COMPANY, 5, 5), PartnerCount(K.OWNERS_COMMITTEE, 22, 20)]
    for wanted, n in [
        (PartnerFilter(), 27), (PartnerFilter(kind=K.OWNERS_COMMITTEE), 22), (PartnerFilter(party=PartyOrganisation.NONE), 2),
        (PartnerFilter(search="第2"), 4), (PartnerFilter(unit_path=cast.grace.unit_path), 27),
        (PartnerFilter(unit_path=cast.charlie.unit_path), 0),
    ]:  # fmt: skip
        found = find_partners(session, cast.bob, wanted, limit=100)
        assert (len(found), count_found_partners(session, cast.bob, wanted)) == (n, n)


def test_it_lies_at_the_lowest_unit_above_all_of_its_units(session, cast):
    p = cast.places
    for units, above in [
        ([p.buildings[0]], p.buildings[0]), ([p.buildings[0], p.buildings[1]], p.pine_court),
        ([p.pine_court, p.buildings[1]], p.pine_court), ([p.buildings[0], p.pine_garden], p.pine),
        ([p.buildings[0], p.willow_building], p.town),
    ]:  # fmt: skip
        partner_id = _add(session, cast.bob, cast, name=f"共建单位{units}", unit_ids=units)
        assert find_partner(session, cast.bob, partner_id).unit_id == above


def test_whoever_keeps_one_of_its_units_sees_it_and_whoever_keeps_all_changes_it(session, cast):
    units = [cast.places.buildings[0], cast.places.willow_building]
    partner_id = _add(session, cast.bob, cast, unit_ids=units)
    seen = [find_partner(session, who, partner_id).is_own for who in (cast.alice, cast.charlie, cast.bob)]
    assert seen == [False, False, True]
    assert partner_facts(session, cast.alice, partner_id).unit_ids == (units[0],)
    with pytest.raises(NotFound):
        end_partner(session, cast.alice, partner_id=partner_id, seen=1)
    with pytest.raises(NotFound):
        _add(session, cast.alice, cast, name="跨社区单位", unit_ids=units)


def test_a_company_is_one_and_estates_have_committees_of_the_same_name(session, cast):
    _add(session, cast.bob, cast, name="业主委员会")
    _add(session, cast.bob, cast, name="业主委员会", unit_ids=[cast.places.pine_garden])
    with pytest.raises(Conflict, match="partner_known"):
        _add(session, cast.bob, cast, name="业主委员会")
    gone = _add(session, cast.bob, cast, kind=K.PROPERTY_COMPANY, name="安居物业")
    with pytest.raises(Conflict, match="partner_known"):
        _add(session, cast.charlie, cast, kind=K.PROPERTY_COMPANY, name="安居物业", unit_ids=[cast.places.willow])
    end_partner(session, cast.bob, partner_id=gone, seen=1)
    assert _add(session, cast.charlie, cast, kind=K.PROPERTY_COMPANY, name="安居物业", unit_ids=[cast.places.willow])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"kind": None}, "partner_kind"), ({"unit_ids": []}, "partner_units"), ({"name": "甲"}, "point_name"),
     ({"name": "物业13800138000"}, "number_in_text"), ({"phone": "12"}, "phone"), ({"contact": "12"}, "name_form"),
     ({"since": MONDAY + timedelta(days=1)}, "partner_since_in_future"), ({"since": date(1900, 1, 1)}, "partner_since_early"),
     ({"helps_with": "帮" * 201}, "point_text_long")],
)  # fmt: skip
def test_what_cannot_be_is_refused(session, cast, wrong, code):
    with pytest.raises(Invalid, match=code):
        _add(session, cast.bob, cast, **wrong)
    assert find_partners(session, cast.bob) == []


def test_corrected_it_keeps_a_telephone_that_is_left_empty(session, cast):
    partner_id = _add(session, cast.bob, cast)
    more = {"name": "松风苑业委会", "phone": "", "unit_ids": [cast.places.pine_court], "party": PartyOrganisation.JOINT}
    change_partner(session, cast.alice, partner_id=partner_id, seen=1, partner=committee(cast, **more))
    facts = partner_facts(session, cast.bob, partner_id)
    assert (facts.row.name, facts.row.phone, facts.row.version) == ("松风苑业委会", "138****8000", 2)
    assert facts.unit_ids == (cast.places.pine_court,)
    assert journal(session, "partner_changed") == [{"partner": partner_id, "fields": ["name", "party", "sort_key"]}]
    with pytest.raises(Stale, match="partner_moved"):
        change_partner(session, cast.bob, partner_id=partner_id, seen=1, partner=committee(cast))


def test_members_have_their_terms_and_those_of_the_party_are_counted(session, cast):
    partner_id = _add(session, cast.bob, cast)
    until = MONDAY + timedelta(days=30)
    first = add_member(session, cast.bob, partner_id=partner_id, seen=1, member=MEMBER.model_copy(update={"until": until}))
    second = add_member(session, cast.bob, partner_id=partner_id, seen=2, member=PartnerMemberIn(name="王芳"))
    row = find_partner(session, cast.bob, partner_id)
    assert (row.n_members, row.n_party_members, row.terms_end_on) == (2, 1, until)
    end_member(session, cast.bob, member_id=first, seen=3)
    with clock.at(MONDAY + timedelta(days=1)):
        facts = partner_facts(session, cast.bob, partner_id)
        assert (facts.row.n_members, facts.row.n_party_members, facts.row.terms_end_on) == (1, 0, None)
    assert [(m.id, m.is_over) for m in facts.members] == [(second, False), (first, True)]
    with pytest.raises(Stale):
        end_member(session, cast.bob, member_id=first, seen=4)


def test_a_term_that_is_over_says_so(session, cast):
    partner_id = _add(session, cast.bob, cast)
    add_member(session, cast.bob, partner_id=partner_id, seen=1, member=MEMBER.model_copy(update={"until": MONDAY}))
    assert [m.is_over for m in partner_facts(session, cast.bob, partner_id).members] == [False]
    with clock.at(MONDAY + timedelta(days=1)):
        assert [m.is_over for m in partner_facts(session, cast.bob, partner_id).members] == [True]


def test_a_member_is_corrected_and_wrong_terms_are_refused(session, cast):
    partner_id = _add(session, cast.bob, cast)
    member_id = add_member(session, cast.bob, partner_id=partner_id, seen=1, member=MEMBER)

    def change(**more):
        given = MEMBER.model_copy(update=more)
        change_member(session, cast.bob, member_id=member_id, seen=_version(session, cast, partner_id), member=given)

    wrong = [
        {"from_on": MONDAY, "until": MONDAY - timedelta(days=1)}, {"until": date(2226, 1, 1)}, {"name": ""}, {"phone": "1"},
        {"post": "主" * 41},
    ]  # fmt: skip
    assert codes(lambda more: change(**more), *wrong)[:3] == ["term_ends_before", "term_far", "name_missing"]
    change(post="副主任", phone="")
    [member] = partner_facts(session, cast.bob, partner_id).members
    assert (member.post, member.phone) == ("副主任", "139****9000")


def test_names_and_telephones_are_sealed_and_shown_in_full_with_a_reason(session, cast):
    partner_id = _add(session, cast.bob, cast)
    member_id = add_member(session, cast.bob, partner_id=partner_id, seen=1, member=MEMBER)
    stored = [*session.execute(sa.text("SELECT contact, phone FROM partner")).one()]
    stored += session.execute(sa.text("SELECT name, phone FROM partner_member")).one()
    assert not any(word.encode() in bytes(cell) for cell in stored for word in ("王芳", "李建国", "13800138000", "13900139000"))
    assert show_partner_phone(session, cast.bob, partner_id=partner_id, reason="联系") == "13800138000"
    assert show_member_phone(session, cast.bob, member_id=member_id, reason="联系") == "13900139000"
    assert journal(session, "partner_member_phone_shown") == [{"member": member_id, "reason": "联系"}]
    refused = codes(
        lambda case: show_member_phone(session, case[0], member_id=member_id, reason=case[1]),
        (cast.charlie, "联系"),
        (cast.bob, ""),
    )
    assert refused == ["partner_not_found", "reason_missing"]
