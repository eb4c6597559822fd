"""Every query of meetings, and who is shown something by it."""

from dataclasses import dataclass
from datetime import timedelta

from db.actor import Actor, Role
from db.decisions import queries
from db.decisions.commands import people
from db.decisions.models.meetings import MeetingStatus
from db.decisions.queries import agenda, decisions, facts, meetings
from db.decisions.queries import people as p
from db.points.commands.points import propose_point
from db.points.models.points import PointSource
from tests.conftest import MONDAY
from tests.decisions.commands import COMMANDS
from tests.decisions.held import decided, item, noted, planned, running, signed
from tests.decisions.held import facts as facts_of
from tests.ledger.households import steward_at
from tests.points.places import wish
from tests.scoping import REVIEWERS, Query, Scopes
from tests.visits.households import dora_is


@dataclass(frozen=True)
class Things:
    """Of Building 1: a signed meeting with a decision of Dora's about a wished-for point, one that runs, one that is planned and
    to which stewards are asked."""

    who: Actor
    steward: int
    signed: int
    running: int
    planned: int
    item: int
    decision: int
    point: int


def _meetings_of_a_building(session, cast):
    unit, steward_id = cast.places.buildings[0], steward_at(session, cast, 5, cast.places.buildings[0])
    who = dora_is(session, cast, steward_id)
    point = propose_point(session, cast.alice, point=wish(cast), source=PointSource.OFFICE)
    first = running(session, cast.grace, unit, on_day=MONDAY - timedelta(days=1))
    about = noted(session, cast.grace, item(session, cast.grace, first, "驿站", point_id=point))
    decision = decided(session, cast.grace, about, owner="", owner_id=who.user_id)
    signed(session, cast.grace, first)
    now = running(session, cast.grace, unit)
    coming = planned(session, cast.grace, unit)
    parties = [one.id for one in facts_of(session, cast.grace, coming).parties]
    people.invite(session, cast.grace, meeting_id=coming, party_ids=parties)
    return Things(who, steward_id, first, now, coming, item(session, cast.grace, now), decision, point)


HELD = MeetingStatus.HELD
READ, WRITE = REVIEWERS | {Role.LEADER}, REVIEWERS
ALL = READ | {Role.STEWARD, Role.PROPERTY}
FOLLOW = READ | {Role.STEWARD}

QUERIES = {
    "find_meetings": Query(lambda x, who, t: meetings.find_meetings(x, who, HELD), ALL),
    "count_meetings": Query(lambda x, who, t: meetings.count_meetings(x, who, HELD), ALL),
    "find_meeting": Query(lambda x, who, t: meetings.find_meeting(x, who, t.running), READ),
    "invitations": Query(lambda x, who, t: meetings.invitations(x, who, MONDAY), {Role.STEWARD}),
    "meeting_facts": Query(lambda x, who, t: facts.meeting_facts(x, who, t.signed), ALL),
    "public_facts": Query(lambda x, who, t: facts.public_facts(x, who, t.signed), ALL),
    "propose_agenda": Query(lambda x, who, t: agenda.propose_agenda(x, who, t.planned), WRITE),
    "meetings_about": Query(lambda x, who, t: agenda.meetings_about(x, who, t.point), ALL),
    "find_decisions": Query(lambda x, who, t: decisions.find_decisions(x, who), FOLLOW),
    "count_decisions": Query(lambda x, who, t: decisions.count_decisions(x, who), FOLLOW),
    "find_decision": Query(lambda x, who, t: decisions.find_decision(x, who, t.decision), FOLLOW),
    "earlier_decisions": Query(lambda x, who, t: decisions.earlier_decisions(x, who, t.planned), FOLLOW),
    "stewards_here": Query(lambda x, who, t: p.stewards_here(x, who, t.running), WRITE),
    "possible_owners": Query(lambda x, who, t: p.possible_owners(x, who, t.running), WRITE),
}  # fmt: skip

SCOPES = Scopes(
    queries,
    _meetings_of_a_building,
    QUERIES,
    # Called by queries and commands that have found the meeting before.
    {"last_held", "count_present"},
    # To hold: of the actor's own unit alone. Steps and partners stand in test_decide.py and test_people.py.
    elsewhere={"to_hold", "decision_steps", "possible_partners"},
    commands=COMMANDS,
    # They find the meeting or the point for the commands that write it, or follow one that has looked at the actor.
    inner={"held", "written", "find_item", "settle_open_item", "move_points"},
)
