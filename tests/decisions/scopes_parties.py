"""Who is asked and who came; what was decided, and how it goes on."""

from db.actor import Role
from db.decisions.commands import decisions as d
from db.decisions.commands import parties as c
from db.decisions.models.decisions import DecisionIn
from db.decisions.queries import decisions as dq
from db.decisions.queries import meetings as m
from db.decisions.queries import parties as q
from tests.conftest import MONDAY
from tests.decisions.places import signed, some_hands
from tests.points.partners import a_partner
from tests.scoping import REVIEWERS, Command, Query
from tests.vetting.states import in_office

SEE = REVIEWERS | {Role.STEWARD, Role.PROPERTY, Role.LEADER}
WHOLE = REVIEWERS | {Role.LEADER}
CLEAR = DecisionIn(text="周六清楼道", owner="裴物业", due_on=MONDAY)


def make(session, cast, things):
    """At `meeting` the branch and the stewards are asked, and `attendee` came; `decision` is Dora's; both meetings counted
    hands, and decided."""
    c.invite(session, cast.grace, meeting_id=things.meeting, keys=["branch", "stewards"])
    c.came_named(session, cast.grace, meeting_id=things.meeting, names=["贲支书"])
    things.party, things.attendee = (getattr(q.people_of(session, cast.bob, things.meeting), name)[0].id
                                     for name in ("parties", "attendees"))  # fmt: skip
    things.steward = in_office(session, cast)
    things.partner = a_partner(session, cast)
    mine = CLEAR.model_copy(update={"owner_id": cast.dora.user_id})
    things.decision = d.decide(session, cast.grace, item_id=things.item, decision=mine)
    things.hands = d.count_hands(session, cast.grace, item_id=things.item, hands=some_hands(1, 0, 0))
    d.decide(session, cast.grace, item_id=things.held_item, decision=CLEAR)
    d.count_hands(session, cast.grace, item_id=things.held_item, hands=some_hands())
    signed(session, cast, things.held)
    d.go_on(session, cast.dora, decision_id=things.decision, said="已约物业")


QUERIES = {
    "invitations_for": Query(lambda x, who, t: m.invitations_for(x, who), {Role.ESTATE_BRANCH, Role.STEWARD}),
    "people_of": Query(lambda x, who, t: q.people_of(x, who, t.meeting), WHOLE),
    "stewards_to_tap": Query(lambda x, who, t: q.stewards_to_tap(x, who, t.meeting), REVIEWERS),
    "partners_to_ask": Query(lambda x, who, t: q.partners_to_ask(x, who, t.meeting), REVIEWERS),
    "find_decisions": Query(lambda x, who, t: dq.find_decisions(x, who), WHOLE | {Role.STEWARD}),
    "count_decisions": Query(lambda x, who, t: dq.count_decisions(x, who), WHOLE | {Role.STEWARD}),
    "find_decision": Query(lambda x, who, t: dq.find_decision(x, who, t.decision), WHOLE | {Role.STEWARD}),
    "decision_steps": Query(lambda x, who, t: dq.decision_steps(x, who, t.decision), WHOLE | {Role.STEWARD}),
    "decisions_of": Query(lambda x, who, t: dq.decisions_of(x, who, t.meeting), WHOLE),
    "public_decisions": Query(lambda x, who, t: dq.public_decisions(x, who, t.held), SEE),
    "hands_of": Query(lambda x, who, t: dq.hands_of(x, who, t.meeting), WHOLE),
    "public_hands": Query(lambda x, who, t: dq.public_hands(x, who, t.held), SEE),
    "possible_owners": Query(lambda x, who, t: dq.possible_owners(x, who, t.meeting), REVIEWERS),
}
COMMANDS = {
    "invite": Command(lambda x, who, t: c.invite(x, who, meeting_id=t.meeting, keys=["grid"]), by="grace"),
    "invite_named": Command(lambda x, who, t: c.invite_named(x, who, meeting_id=t.meeting, name="电力公司"), by="grace"),
    "take_party_out": Command(lambda x, who, t: c.take_party_out(x, who, meeting_id=t.meeting, party_id=t.party), by="grace"),
    "came_stewards": Command(
        lambda x, who, t: c.came_stewards(x, who, meeting_id=t.meeting, steward_ids=[t.steward]), by="grace"
    ),
    "came_named": Command(lambda x, who, t: c.came_named(x, who, meeting_id=t.meeting, names=["王小明"]), by="grace"),
    "strike_attendee": Command(
        lambda x, who, t: c.strike_attendee(x, who, meeting_id=t.meeting, attendee_id=t.attendee), by="grace"
    ),
    "say_party_discussed": Command(
        lambda x, who, t: c.say_party_discussed(x, who, meeting_id=t.meeting, is_discussed=True, on_day=MONDAY), by="ben"
    ),
    "decide": Command(lambda x, who, t: d.decide(x, who, item_id=t.item, decision=CLEAR), by="grace"),
    "go_on": Command(lambda x, who, t: d.go_on(x, who, decision_id=t.decision, said="清完了"), by="dora"),
    "count_hands": Command(lambda x, who, t: d.count_hands(x, who, item_id=t.item, hands=some_hands(1, 0, 0)), by="grace"),
}
