"""Leads left at a point: who is shown them, who leaves and who drops them."""

from db.actor import Role
from db.permissions import VISITORS
from db.points.commands import leads as c
from db.points.models.services import LeadIn
from db.points.queries import leads as q
from tests.scoping import Command, Query

LAMP = LeadIn(text="3号楼门口路灯不亮", contact="唐大河")
SEE = VISITORS | {Role.STEWARD}


def make(session, cast, things):
    """By Dora, who serves at the point."""
    things.lead = c.leave_lead(session, things.who, point_id=things.point, lead=LAMP)


QUERIES = {
    "find_leads": Query(lambda x, who, t: q.find_leads(x, who), SEE),
    "count_leads": Query(lambda x, who, t: q.count_leads(x, who), SEE),
    "find_lead": Query(lambda x, who, t: q.find_lead(x, who, t.lead), SEE),
}

COMMANDS = {
    "leave_lead": Command(lambda x, who, t: c.leave_lead(x, who, point_id=t.point, lead=LAMP), by="who"),
    "drop_lead": Command(lambda x, who, t: c.drop_lead(x, who, lead_id=t.lead, why="已经报修")),
}
