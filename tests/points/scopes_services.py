"""The log of a point: who writes there and sees it; its paper lists and leads."""

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Role
from db.permissions import VISITORS
from db.points.commands import leads, service_sheets, services
from db.points.models.points import ServicePoint
from db.points.models.services import LeadIn, ServiceSheet, TrainingIn
from db.points.queries import leads as ql
from db.points.queries import service_sheets as qs
from db.points.queries import services as q
from tests.points.log_places import ADVICE, OFFERS, opened_on
from tests.scoping import Command, Query

WRITERS = VISITORS | {Role.STEWARD}
WHY = "已由物业处理"
LEAD = LeadIn(text="东门路灯不亮", kind="", contact="李大妈 13800138000")
TRAINING = TrainingIn(title="反诈知识", n_people=12)


def make(session, cast, things):
    """Dora serves at the point; one line, one list and one lead are there."""
    session.execute(sa.update(ServicePoint).where(col(ServicePoint.id) == things.point).values(offers=OFFERS))
    opened_on(session, things.point)
    things.service = services.log_service(session, cast.bob, point_id=things.point, service=ADVICE)
    [things.service_sheet] = service_sheets.make_service_sheets(session, cast.bob, point_ids=[things.point])
    service_sheets.key_service_row(session, cast.bob, sheet_id=things.service_sheet, position=1, service=ADVICE)
    things.sheet_number = session.get_one(ServiceSheet, things.service_sheet).number
    things.lead = leads.leave_lead(session, cast.bob, point_id=things.point, lead=LEAD)


QUERIES = {
    "log_points": Query(lambda x, who, t: q.log_points(x, who), WRITERS),
    "log_point": Query(lambda x, who, t: q.log_point(x, who, t.point), WRITERS),
    "find_services": Query(lambda x, who, t: q.find_services(x, who), WRITERS),
    "count_services": Query(lambda x, who, t: q.count_services(x, who), WRITERS),
    "find_service": Query(lambda x, who, t: q.find_service(x, who, t.service), WRITERS),
    "own_last_services": Query(lambda x, who, t: q.own_last_services(x, who, t.point), WRITERS),
    "services_by_month": Query(lambda x, who, t: q.services_by_month(x, who, since=202601), WRITERS),
    "find_leads": Query(lambda x, who, t: ql.find_leads(x, who), VISITORS),
    "count_leads": Query(lambda x, who, t: ql.count_leads(x, who), VISITORS),
    "find_lead": Query(lambda x, who, t: ql.find_lead(x, who, t.lead), VISITORS),
    "find_service_sheet": Query(lambda x, who, t: qs.find_service_sheet(x, who, t.service_sheet), VISITORS),
    "service_sheet_by_number": Query(lambda x, who, t: qs.service_sheet_by_number(x, who, t.sheet_number), VISITORS),
    "service_sheets_out": Query(lambda x, who, t: qs.service_sheets_out(x, who), VISITORS),
    "service_sheets_of": Query(lambda x, who, t: qs.service_sheets_of(x, who, [t.service_sheet]), VISITORS),
    "count_service_sheets_out": Query(lambda x, who, t: qs.count_service_sheets_out(x, who), VISITORS),
    "service_sheet_lines": Query(lambda x, who, t: qs.service_sheet_lines(x, who, t.service_sheet), VISITORS),
}
# For commands that have looked at the actor.
WITHOUT_ACTOR = {"closed_on"}
# `own_last_services`: Bob alone has written something himself.
UNSEEN = {("own_last_services", role) for role in WRITERS - {Role.CLERK}}

COMMANDS = {
    "log_service": Command(lambda x, who, t: services.log_service(x, who, point_id=t.point, service=ADVICE)),
    "log_service: by who serves there": Command(
        lambda x, who, t: services.log_service(x, who, point_id=t.point, service=ADVICE), by="who"
    ),
    "log_training": Command(lambda x, who, t: services.log_training(x, who, point_id=t.point, training=TRAINING), by="who"),
    "take_back": Command(lambda x, who, t: services.take_back(x, who, service_id=t.service)),
    "leave_lead": Command(lambda x, who, t: leads.leave_lead(x, who, point_id=t.point, lead=LEAD), by="who"),
    "drop_lead": Command(lambda x, who, t: leads.drop_lead(x, who, lead_id=t.lead, why=WHY)),
    "show_lead_contact": Command(lambda x, who, t: leads.show_lead_contact(x, who, lead_id=t.lead, reason=WHY)),
    "make_service_sheets": Command(lambda x, who, t: service_sheets.make_service_sheets(x, who, point_ids=[t.point])),
    "key_service_row": Command(
        lambda x, who, t: service_sheets.key_service_row(x, who, sheet_id=t.service_sheet, position=2, service=ADVICE)
    ),
    "finish_service_sheet": Command(lambda x, who, t: service_sheets.finish_service_sheet(x, who, sheet_id=t.service_sheet)),
    "lose_service_sheet": Command(lambda x, who, t: service_sheets.lose_service_sheet(x, who, sheet_id=t.service_sheet)),
}
# Called by commands that have looked at the actor.
INNER = {"open_here", "put_line"}
