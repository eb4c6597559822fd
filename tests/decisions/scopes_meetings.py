"""Meetings: who is told of them, and who may lead them through their lives."""

from db.actor import Role
from db.decisions.commands import life
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.commands.meetings import change_meeting, plan_meeting
from db.decisions.models.meetings import MeetingStatus as S
from db.decisions.queries import meetings as m
from tests.decisions.places import WHY, a_meeting, a_plan, version_of
from tests.scoping import REVIEWERS, Command, Query

SEE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}
WHOLE = REVIEWERS | {Role.LEADER}


def make(session, cast, things):
    """`meeting` is being held at Building 1, `held` is over, and in the end its minutes are signed."""
    things.meeting = a_meeting(session, cast)
    things.held = a_meeting(session, cast, S.HELD, title="十月居民座谈会")


QUERIES = {
    "find_meetings": Query(lambda x, who, t: m.find_meetings(x, who, tuple(S)), SEE),
    "count_meetings": Query(lambda x, who, t: m.count_meetings(x, who, tuple(S)), SEE),
    "find_meeting": Query(lambda x, who, t: m.find_meeting(x, who, t.held), SEE),
    "own_meeting": Query(lambda x, who, t: m.own_meeting(x, who, t.meeting), REVIEWERS),
    "as_planned": Query(lambda x, who, t: m.as_planned(x, who, t.meeting), REVIEWERS),
    "whole_meeting": Query(lambda x, who, t: m.whole_meeting(x, who, t.meeting), WHOLE),
    "meeting_steps": Query(lambda x, who, t: m.meeting_steps(x, who, t.meeting), WHOLE),
}


def _verb(verb, status, **more):
    """Of a meeting that stands there, and the version that a screen would have shown."""

    def given(x, cast, t):
        meeting_id = a_meeting(x, cast, status)
        return {"meeting_id": meeting_id, "seen": version_of(x, meeting_id), **more}

    return Command(lambda x, who, given: verb(x, who, **given), given=given, by="grace")


COMMANDS = {
    # At the third building, where none of the strangers works or lives.
    "plan_meeting": Command(
        lambda x, who, plan: plan_meeting(x, who, meeting=plan),
        given=lambda x, cast, t: a_plan(cast, unit_id=cast.places.buildings[2]),
    ),
    "change_meeting": Command(
        lambda x, who, given: change_meeting(x, who, meeting_id=given[0], seen=given[1], meeting=given[2]),
        given=lambda x, cast, t: (t.meeting, version_of(x, t.meeting), a_plan(cast, title="换个名字")),
    ),
    "begin": _verb(life.begin, S.PLANNED),
    "key_in": _verb(life.key_in, S.PLANNED),
    "call_off": _verb(life.call_off, S.PLANNED, why=WHY),
    "reopen": _verb(life.reopen, S.HELD, why=WHY),
    "close_meeting": _verb(close_meeting, S.RUNNING),
    "sign_minutes": _verb(sign_minutes, S.HELD),
}
# What is not there: claimed in test_life.py.
ELSEWHERE = {"monthly_missing"}
# Called by commands that have looked at the actor.
INNER = {"move_meeting", "note_step"}
