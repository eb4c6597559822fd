"""Opening hours: who is shown them with the point, who may say them, and who may close it for a day."""

from db.actor import Role
from db.points.commands import hours as h
from db.points.models.points import OtherDaysIn
from db.points.queries import opening as o
from tests.points.places import version_of
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}
WEEK = (((9 * 60, 17 * 60),),) * 7
CLOSED = OtherDaysIn(why="检修水电")


def make(session, cast, things):
    things.other_days = h.put_other_days(session, cast.bob, point_id=things.point, days=CLOSED)


QUERIES = {
    "opening_of": Query(lambda x, who, t: o.opening_of(x, who, t.point), SEE),
    "coming_days": Query(lambda x, who, t: o.coming_days(x, who, t.point), SEE),
}
# For commands and for the public page, which shows everybody those that are open for people.
WITHOUT_ACTOR = {"openings", "public_points", "public_picture", "areas", "on_duty"}

COMMANDS = {
    "set_hours": Command(
        lambda x, who, t: h.set_hours(
            x, who, point_id=t.point, seen=version_of(x, t.point), weekly=WEEK, is_closed_on_holidays=True
        )
    ),
    "put_other_days": Command(lambda x, who, t: h.put_other_days(x, who, point_id=t.point, days=CLOSED)),
    "end_other_days": Command(lambda x, who, t: h.end_other_days(x, who, other_days_id=t.other_days)),
}
