"""Every command of meetings, tried on those of Building 1 (`tests/decisions/scopes.py`)."""

from datetime import timedelta

from db.decisions.commands import agenda, decide, life, minutes, people
from db.decisions.models.decisions import DecisionIn
from db.decisions.models.meetings import HandsIn, ItemIn, Outcome, PartyDiscussionIn
from tests.conftest import MONDAY
from tests.decisions.held import WHY, item, meeting_in, noted, planned, version
from tests.decisions.held import facts as facts_of
from tests.scoping import Command

HANDS = HandsIn(question="先修灯还是先修路？", n_for=2, n_against=1, n_abstained=0, counter_1="王一", counter_2="李二")
WEEK = MONDAY + timedelta(days=7)


def _v(x, meeting_id):
    return version(x, meeting_id)


def _closed(x, cast, t):
    """Its one point came to something, and it is over."""
    noted(x, cast.grace, t.item)
    life.close(x, cast.grace, meeting_id=t.running, seen=_v(x, t.running))
    return t


def _own_party(x, cast, t):
    return t, people.add_party(x, cast.grace, meeting_id=t.planned, name="热力公司")


def _not_asked(x, cast, t):
    meeting_id = planned(x, cast.grace, cast.places.buildings[0])
    return meeting_id, [one.id for one in facts_of(x, cast.grace, meeting_id).parties]


def _came(x, cast, t):
    return t, people.write_attendee(x, cast.grace, meeting_id=t.running, name="李大妈")


def _two_items(x, cast, t):
    item(x, cast.grace, t.running, "第二件事")
    return t


def _done(x, cast, t):
    decide.finish(x, t.who, decision_id=t.decision, seen=1)
    return t


LIFE = {
    "plan_meeting": Command(
        lambda x, who, unit: life.plan_meeting(x, who, meeting=meeting_in(x, unit)),
        given=lambda x, cast, t: cast.places.buildings[0],
    ),
    "change_meeting": Command(
        lambda x, who, t: life.change_meeting(x, who, meeting_id=t.planned, seen=1, meeting=meeting_in(x, 0, place="二楼"))
    ),
    "note_party_discussion": Command(
        lambda x, who, t: life.note_party_discussion(
            x, who, meeting_id=t.planned, seen=1, discussion=PartyDiscussionIn(is_discussed=False)
        )
    ),
    "begin": Command(lambda x, who, t: life.begin(x, who, meeting_id=t.planned, seen=1), by="grace"),
    "write_up": Command(lambda x, who, t: life.write_up(x, who, meeting_id=t.planned, seen=1), by="alice"),
    "close": Command(lambda x, who, t: life.close(x, who, meeting_id=t.running, seen=_v(x, t.running)), by="ben"),
    "sign": Command(lambda x, who, t: life.sign(x, who, meeting_id=t.running, seen=_v(x, t.running)), given=_closed),
    "call_off": Command(lambda x, who, t: life.call_off(x, who, meeting_id=t.planned, seen=1, reason=WHY)),
}  # fmt: skip

WRITING = {
    "put_items": Command(lambda x, who, t: agenda.put_items(x, who, meeting_id=t.planned, items=[ItemIn(title="停车")])),
    "add_item": Command(lambda x, who, t: agenda.add_item(x, who, meeting_id=t.planned, item=ItemIn(title="停车"))),
    "change_item": Command(
        lambda x, who, t: agenda.change_item(x, who, item_id=t.item, title="停车", talk_over="", is_personal=True)
    ),
    "move_item": Command(lambda x, who, t: agenda.move_item(x, who, item_id=t.item, up=False), given=_two_items),
    "take_out": Command(lambda x, who, t: agenda.take_out(x, who, item_id=t.item)),
    "keep_minutes": Command(lambda x, who, t: minutes.keep_minutes(x, who, item_id=t.item, text="大家同意", seen=0)),
    "settle_item": Command(lambda x, who, t: minutes.settle_item(x, who, item_id=t.item, outcome=Outcome.NOTED)),
    "count_hands": Command(lambda x, who, t: minutes.count_hands(x, who, item_id=t.item, hands=HANDS)),
}  # fmt: skip

PEOPLE = {
    "invite": Command(lambda x, who, given: people.invite(x, who, meeting_id=given[0], party_ids=given[1]), given=_not_asked),
    "add_party": Command(lambda x, who, t: people.add_party(x, who, meeting_id=t.planned, name="热力公司")),
    "drop_party": Command(
        lambda x, who, given: people.drop_party(x, who, meeting_id=given[0].planned, party_id=given[1]), given=_own_party
    ),
    "tap_stewards": Command(
        lambda x, who, t: people.tap_stewards(x, who, meeting_id=t.running, came=[t.steward], of=[t.steward])
    ),
    "write_attendee": Command(lambda x, who, t: people.write_attendee(x, who, meeting_id=t.running, name="李大妈")),
    "take_off_list": Command(
        lambda x, who, given: people.take_off_list(x, who, meeting_id=given[0].running, attendee_id=given[1]), given=_came
    ),
    "count_paper_list": Command(lambda x, who, t: people.count_paper_list(x, who, meeting_id=t.running, n=8)),
}  # fmt: skip

DECISIONS = {
    "decide": Command(
        lambda x, who, t: decide.decide(
            x, who, item_id=t.item, decision=DecisionIn(text="修灯", owner="王师傅", due_on=WEEK)
        )
    ),
    "say": Command(lambda x, who, t: decide.say(x, who, decision_id=t.decision, seen=1, said=WHY), by="who"),
    "finish": Command(lambda x, who, t: decide.finish(x, who, decision_id=t.decision, seen=1), by="who"),
    "drop": Command(lambda x, who, t: decide.drop(x, who, decision_id=t.decision, seen=1, reason=WHY)),
    "postpone": Command(lambda x, who, t: decide.postpone(x, who, decision_id=t.decision, seen=1, due_on=WEEK, reason=WHY)),
    "reopen": Command(lambda x, who, t: decide.reopen(x, who, decision_id=t.decision, seen=2, reason=WHY), given=_done),
}  # fmt: skip

COMMANDS = LIFE | WRITING | PEOPLE | DECISIONS
