"""The log of a point: who is shown its lines and sums, and who writes and takes back."""

from db.actor import Role
from db.permissions import VISITORS
from db.points.commands import services as c
from db.points.queries import services as q
from tests.points.logs import service, training
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}
WRITE = VISITORS | {Role.STEWARD}
MONTHS = (202611, 202611)


def make(session, cast, things):
    """Dora serves at the point already."""
    things.service = c.log_service(session, cast.bob, point_id=things.point, service=service(what=""))


QUERIES = {
    "log_points": Query(lambda x, who, t: q.log_points(x, who), WRITE),
    "log_point": Query(lambda x, who, t: q.log_point(x, who, t.point), WRITE),
    "find_services": Query(lambda x, who, t: q.find_services(x, who), WRITE),
    "count_services": Query(lambda x, who, t: q.count_services(x, who), WRITE),
    "month_sums": Query(lambda x, who, t: q.month_sums(x, who, MONTHS), SEE, q.LogSums()),
    "sums_by_point": Query(lambda x, who, t: q.sums_by_point(x, who, MONTHS), SEE),
}

COMMANDS = {
    "log_service": Command(lambda x, who, t: c.log_service(x, who, point_id=t.point, service=service(what="")), by="who"),
    "log_training": Command(lambda x, who, t: c.log_training(x, who, point_id=t.point, training=training()), by="who"),
    "take_back": Command(lambda x, who, t: c.take_back(x, who, service_id=t.service)),
}
# Called by commands that have looked at the actor already.
INNER = {"put_line"}
