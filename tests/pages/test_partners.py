"""Partner organisations as somebody at a desk keeps them."""

import re

from db.engine import reading, session
from db.office.queries import units_under
from db.points.commands.partners import add_partner
from db.points.models.partners import PartnerIn, PartnerKind, PartyOrganisation
from db.points.queries.partners import find_partners, partner_facts
from tests.pages.conftest import actor_of, written_on

LIST, ONE = "points/partners.py", "points/partner.py"


def _find(test, key):
    kinds = (*test.button, *test.text_input, *test.multiselect, *test.button_group, *test.selectbox, *test.toggle)
    return next(one for one in kinds if re.match(key, one.key or ""))


def test_a_company_is_put_down_and_counted(open_page, lived_in):
    test = open_page(ONE, "clerk")
    _find(test, "partner-new-kind").set_value(PartnerKind.PROPERTY_COMPANY)
    _find(test, "partner-new-name").set_value("安居物业")
    _find(test, "partner-new-unit_ids").set_value([1])
    _find(test, "partner-new-party").set_value(PartyOrganisation.JOINT)
    _find(test, "partner-new-phone").set_value("13800138000")
    _find(test, "partner-new-press").click().run()
    assert not test.exception
    with reading() as s:
        found = find_partners(s, actor_of(s, "clerk"))
    assert [(row.name, row.kind, row.party, row.phone) for row in found if row.name == "安居物业"] == [
        ("安居物业", PartnerKind.PROPERTY_COMPANY, PartyOrganisation.JOINT, "138****8000")
    ]
    assert "安居物业" not in written_on(open_page(LIST, "community"))


def test_what_is_missing_is_said_at_its_field(open_page, lived_in):
    test = open_page(ONE, "clerk")
    _find(test, "partner-new-press").click().run()
    assert sum(":red[:material/error:" in line.value for line in test.markdown) >= 3


def test_a_member_is_added_with_the_term(open_page, lived_in):
    with session() as s:
        clerk = actor_of(s, "clerk")
        unit = units_under(s, clerk.unit_path)[1].id
        given = PartnerIn(kind=PartnerKind.OWNERS_COMMITTEE, name="业主委员会", unit_ids=[unit])
        partner_id = add_partner(s, clerk, partner=given)
    test = open_page(ONE, "clerk", partner=str(partner_id))
    _find(test, f"member-new-{partner_id}-name").set_value("李文英")
    _find(test, f"member-new-{partner_id}-post").set_value("主任")
    _find(test, f"member-new-{partner_id}-press").click().run()
    assert not test.exception
    assert "李文英" in written_on(test)
    with reading() as s:
        [member] = partner_facts(s, clerk, partner_id).members
    assert (member.name, member.post) == ("李文英", "主任")
