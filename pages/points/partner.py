"""One partner organisation: what it is, who is of it; or a new one."""

from components.points import partner
from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.query_params import asked, is_given
from components.wording.labels import badge
from components.wording.words import t
from db.errors import NotAllowed
from db.permissions import allows
from db.points.permissions import PointsPermission
from db.points.queries.partners import partner_facts

actor = auth.require_page(PointsPermission.SEE_PARTNERS)
scheme = database.scheme()
layout.back("points/partners.py", t("Partner organisations"))


def show(partner_id: int) -> None:
    facts = None
    with rule_errors(), database.reading() as s:
        facts = partner_facts(s, actor, partner_id)
    if facts is None:
        return
    layout.head(facts.row.name, badge(facts.row.party))
    left, right = layout.halves()
    with left:
        partner.particulars(actor, facts)
        partner.acts(actor, scheme, facts)
    with right:
        partner.members(actor, facts)


if is_given("partner"):
    show(asked("partner"))
else:
    layout.head(t("Add an organisation"))
    with rule_errors():
        if not allows(actor, PointsPermission.MANAGE_PARTNERS):
            raise NotAllowed()
        with layout.halves(2, 1)[0]:
            partner.new(actor, scheme)
