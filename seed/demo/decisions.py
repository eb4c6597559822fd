"""The demo's meetings: one of the scheme's first kind that was held, with what came of it, and one of the next kind to come."""

from datetime import timedelta

from sqlmodel import Session

from db import clock
from db.actor import Actor, Role
from db.decisions.commands.agenda import keep_minutes, put_item, set_outcome
from db.decisions.commands.close import close_meeting, sign_minutes
from db.decisions.commands.decisions import count_hands, decide, go_on
from db.decisions.commands.life import begin
from db.decisions.commands.meetings import plan_meeting
from db.decisions.commands.parties import came_named, came_stewards, invite, say_party_discussed
from db.decisions.models.decisions import DecisionIn
from db.decisions.models.meetings import HandsIn, ItemIn, MeetingIn, Outcome
from db.decisions.queries.agenda import agenda_of, proposed_items
from db.decisions.queries.meetings import find_meeting
from db.decisions.queries.parties import stewards_to_tap
from db.office.queries import roles_of
from db.scheme import MeetingKind
from seed.demo.state import DemoState

# Of the demo's time, beside the shares of other subjects.
SHARE = 0

_HELD_BEFORE, _COMES_IN, _MORNING, _AFTERNOON = 9, 4, 9 * 60 + 30, 14 * 60 + 30
_PLACE = "党群服务中心一楼议事室"
_NAMES = ("赵玉兰", "孙建国", "周桂芳", "吴志明", "郑秀英")
_TALKED = (
    ("楼道堆物和飞线充电", "各楼都反映楼道堆物多，电动车飞线充电有隐患。大家同意先劝后清，周末统一行动。"),
    ("增设晾衣架", "二单元楼下空地可以装晾衣架，费用从公共收益中列支。到会人员举手表决通过。"),
    ("一户居民的困难救助", "该户因病致贫，由网格员协助申请临时救助。"),
)


def fill(s: Session, demo: DemoState) -> None:
    if not demo.scheme.meetings:
        return
    holder = _of_the_grid(s, demo)
    first, *others = demo.scheme.meetings
    _hold(s, demo, holder, first)
    _plan(s, demo, holder, others[0] if others else first)


def _of_the_grid(s: Session, demo: DemoState) -> Actor:
    """The grid worker's account, at the unit where it works."""
    known = demo.cast.deciders[Role.GRID_WORKER]
    role = roles_of(s, known.user_id)[0]
    return Actor(known.user_id, known.name, role.role, role.unit_id, role.unit_path)


def _meeting(s: Session, demo: DemoState, holder: Actor, kind: MeetingKind, days: int, starts: int) -> int:
    on_day = clock.today() + timedelta(days=days)
    given = MeetingIn(
        unit_id=holder.unit_id, kind=kind.key, title=kind.zh, on_day=on_day, starts=starts, place=_PLACE,
        chair=demo.cast.deciders[Role.ESTATE_BRANCH].name, recorder=holder.name,
    )  # fmt: skip
    meeting_id = plan_meeting(s, holder, meeting=given)
    invite(s, holder, meeting_id=meeting_id, keys=[party.key for party in kind.parties])
    return meeting_id


def _hold(s: Session, demo: DemoState, holder: Actor, kind: MeetingKind) -> None:
    meeting_id = _meeting(s, demo, holder, kind, -_HELD_BEFORE, _MORNING)
    begin(s, holder, meeting_id=meeting_id, seen=find_meeting(s, holder, meeting_id).version)
    came_stewards(s, holder, meeting_id=meeting_id, steward_ids=list(stewards_to_tap(s, holder, meeting_id))[:6])
    came_named(s, holder, meeting_id=meeting_id, names=list(_NAMES))
    day = clock.today() - timedelta(days=_HELD_BEFORE + 3)
    say_party_discussed(s, holder, meeting_id=meeting_id, is_discussed=True, on_day=day)
    items = [_talked(s, holder, meeting_id, title, text) for title, text in _TALKED]
    _come_of_it(s, demo, holder, items)
    for item in agenda_of(s, holder, meeting_id):
        if item.outcome is Outcome.OPEN:
            set_outcome(s, holder, item_id=item.id, outcome=Outcome.NOTED)
    for end in (close_meeting, sign_minutes):
        end(s, holder, meeting_id=meeting_id, seen=find_meeting(s, holder, meeting_id).version)


def _talked(s: Session, holder: Actor, meeting_id: int, title: str, text: str) -> int:
    is_personal = title == _TALKED[-1][0]
    item_id = put_item(s, holder, meeting_id=meeting_id, item=ItemIn(title=title, is_personal=is_personal))
    keep_minutes(s, holder, item_id=item_id, text=text, seen=0)
    return item_id


def _come_of_it(s: Session, demo: DemoState, holder: Actor, items: list[int]) -> None:
    """Two decisions, of which one is late; a show of hands; one matter that was heard."""
    today, steward = clock.today(), demo.cast.deciders[Role.STEWARD]
    late = DecisionIn(text="周末统一清理楼道堆物", owner_id=holder.user_id, due_on=today - timedelta(days=2))
    decision_id = decide(s, holder, item_id=items[0], decision=late)
    go_on(s, holder, decision_id=decision_id, said="已清理三栋，剩下的约好本周末")
    hands = HandsIn(
        question="是否在二单元楼下装晾衣架", n_for=4, n_against=0, n_abstained=1, counter_1=_NAMES[0], counter_2=_NAMES[1]
    )  # fmt: skip
    count_hands(s, holder, item_id=items[1], hands=hands)
    racks = DecisionIn(text="联系物业报价并公示", owner_id=steward.user_id, due_on=today + timedelta(days=6))
    decide(s, holder, item_id=items[1], decision=racks)
    set_outcome(s, holder, item_id=items[2], outcome=Outcome.NOTED)


def _plan(s: Session, demo: DemoState, holder: Actor, kind: MeetingKind) -> None:
    """With what the program proposes first: the open decisions of the one before."""
    meeting_id = _meeting(s, demo, holder, kind, _COMES_IN, _AFTERNOON)
    for one in proposed_items(s, holder, meeting_id)[:1]:
        given = ItemIn(title=f"上次议定事项办理情况：{one.text}"[:120], source=one.source, decision_id=one.decision_id)
        put_item(s, holder, meeting_id=meeting_id, item=given)
    put_item(s, holder, meeting_id=meeting_id, item=ItemIn(title="冬季用火用电安全"))
