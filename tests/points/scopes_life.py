"""The points themselves: who is shown them, and who may lead them through their lives."""

from db.actor import Role
from db.points.commands import life
from db.points.commands.pictures import put_picture, take_picture_away
from db.points.commands.points import change_point, propose_point, set_up_point
from db.points.models.points import PointStatus as S
from db.points.queries import points as p
from db.points.queries.pictures import picture_of
from tests.points.places import WHY, a_picture, a_point, version_of, wish, with_hours
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}


def make(session, cast, things):
    things.point = a_point(session, cast)
    put_picture(session, cast.bob, point_id=things.point, content=a_picture())


QUERIES = {
    "find_points": Query(lambda x, who, t: p.find_points(x, who), SEE),
    "count_points": Query(lambda x, who, t: p.count_points(x, who), SEE),
    "count_by_status": Query(lambda x, who, t: p.count_by_status(x, who), SEE),
    "find_point": Query(lambda x, who, t: p.find_point(x, who, t.point), SEE),
    "own_point": Query(lambda x, who, t: p.own_point(x, who, t.point), SEE),
    "as_written": Query(lambda x, who, t: p.as_written(x, who, t.point), SEE),
    "picture_of": Query(lambda x, who, t: picture_of(x, who, t.point), SEE),
    "point_facts": Query(lambda x, who, t: p.point_facts(x, who, t.point), SEE),
}
WITHOUT_ACTOR = {"counted_anew"}


def _where(status):
    """A point that stands there, and the version that a screen would have shown."""

    def given(x, cast, t):
        point_id = a_point(x, cast, status, name=f"另一处{status.value}")
        with_hours(x, point_id)
        return {"point_id": point_id, "seen": version_of(x, point_id), "why": WHY}

    return given


def _verb(verb, status):
    return Command(lambda x, who, given: verb(x, who, **given), given=_where(status))


COMMANDS = {
    # At the third building, where none of the strangers works or lives.
    "propose_point": Command(
        lambda x, who, point: propose_point(x, who, point=point),
        given=lambda x, cast, t: wish(cast, "新站", unit_id=cast.places.buildings[2]),
    ),
    "set_up_point": Command(
        lambda x, who, point: set_up_point(x, who, point=point), given=lambda x, cast, t: wish(cast, "新站", reason=WHY)
    ),
    "change_point": Command(
        lambda x, who, given: change_point(x, who, point_id=given[0], seen=given[1], point=given[2]),
        given=lambda x, cast, t: (t.point, version_of(x, t.point), wish(cast, capacity=3)),
    ),
    "put_picture": Command(lambda x, who, t: put_picture(x, who, point_id=t.point, content=a_picture())),
    "take_picture_away": Command(lambda x, who, t: take_picture_away(x, who, point_id=t.point)),
    "talk_over": _verb(life.talk_over, S.PROPOSED),
    "put_on_ballot": _verb(life.put_on_ballot, S.TALKED_OVER),
    "take_off_ballot": _verb(life.take_off_ballot, S.ON_BALLOT),
    "adopt": _verb(life.adopt, S.TALKED_OVER),
    "decline": _verb(life.decline, S.TALKED_OVER),
    "open_point": _verb(life.open_point, S.STAFFED),
    "close_point": _verb(life.close_point, S.OPEN),
    "take_up": _verb(life.take_up, S.CLOSED),
}
# Called by commands that have looked at the actor, or for whoever fills a public form in.
INNER = {"move_point", "note_step", "staff_changed"}
