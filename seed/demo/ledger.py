"""The demo's ledger: invented households (and shops, where the scheme has stewards for them), most of them with a steward."""

from collections import Counter
from datetime import timedelta

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.ledger.checks import check_household
from db.ledger.commands.batches import put_list
from db.ledger.commands.named import give_named, put_down
from db.ledger.commands.proposals import adopt, leave_out, make_proposal
from db.ledger.compared import Arrival, LedgerPreview
from db.ledger.models.households import HouseholdIn, HouseholdKind
from db.ledger.models.named import NamedMemberIn
from db.ledger.queries.proposals import proposal_lines
from db.ledger.queries.stewards import stewards_for
from db.office.models import ListKind
from db.office.queries import UnitRow, units_under
from db.scheme import Scheme
from db.spreadsheets import Table
from seed.demo.people import People
from seed.demo.state import DemoState

# Of the demo's time, beside the shares of other subjects.
SHARE = 1

_TRADES = ("餐饮", "百货", "理发", "维修", "水果", "药店", "五金", "文具")
_NEEDS = (
    "腿脚不便，要人买米买药",
    "双目失明，独自居住",
    "长期卧床，老伴照料",
    "高血压，每周量一次血压",
    "听力不好，敲门要重一些",
)
_NOBODYS, _FOR_TWO_MONTHS = 2, timedelta(days=60)
# So many of those proposed are left open, so that there is something to do.
_LEFT_OPEN = 12


def _family(scheme: Scheme, people: People, unit: UnitRow, n: int) -> HouseholdIn:
    choose, groups = people.random.choice, [group.key for group in scheme.special_groups]
    n_people = people.random.randint(1, 5)
    return HouseholdIn(
        unit_id=unit.id, door=f"{n // 4 + 1}单元{n % 4 + 1:02d}室", name=people.name(), phone=people.phone(),
        n_people=str(n_people), n_party=str(people.random.randint(0, min(n_people, 2))),
        care=[choose(groups)] if groups and people.random.random() < 0.2 else [],
    )  # fmt: skip


def _shop(people: People, unit: UnitRow, n: int) -> HouseholdIn:
    trade, keeper = people.random.choice(_TRADES), people.name()
    return HouseholdIn(
        kind=HouseholdKind.MERCHANT, unit_id=unit.id, door=f"正街{n + 1}号", title=f"{keeper[0]}记{trade}店", name=keeper,
        phone=people.phone(), trade=trade, n_staff=str(people.random.randint(1, 9)),
    )  # fmt: skip


def _put(s: Session, actor: Actor, scheme: Scheme, kind: ListKind, written: list[HouseholdIn]) -> None:
    added = tuple(Arrival(n, check_household(scheme, one)) for n, one in enumerate(written, 2))
    put_list(s, actor, preview=LedgerPreview(kind, Table([], {}, []), added, (), (), 0, ()))


def _give(s: Session, actor: Actor, kind: HouseholdKind) -> None:
    proposal_id = make_proposal(s, actor, unit_id=actor.unit_id, kind=kind)
    # The last ones: the demo's own steward is the first.
    n_lines = proposal_lines(s, actor, proposal_id, limit=1)[1]
    lines, _ = proposal_lines(s, actor, proposal_id, offset=max(n_lines - _LEFT_OPEN, 0), limit=_LEFT_OPEN)
    leave_out(s, actor, proposal_id=proposal_id, household_ids=[line.household_id for line in lines], is_left_out=True)
    adopt(s, actor, proposal_id=proposal_id)


def _named(s: Session, demo: DemoState) -> None:
    """Old or infirm party members, where the programme has them: one or two for every other steward, and a few of nobody's."""
    clerk, people = demo.cast.clerk, demo.people
    stewards = sorted(stewards_for(s, demo.scheme, clerk.unit_path, HouseholdKind.FAMILY), key=lambda one: one.id)[::2]
    for n, steward in enumerate(stewards):
        for k in range(2 - n % 2):
            written = NamedMemberIn(
                name=people.name(), unit_id=steward.path[-1], door=f"{9 + k}单元{n % 4 + 1:02d}室", phone=people.phone(),
                need=_NEEDS[(n + k) % len(_NEEDS)],
            )  # fmt: skip
            with clock.at(clock.today() - _FOR_TWO_MONTHS):
                member_id = put_down(s, clerk, member=written)
                if n < len(stewards) - _NOBODYS:
                    give_named(s, clerk, member_id=member_id, seen=1, steward_id=steward.id)


def fill(s: Session, demo: DemoState) -> None:
    """Ten households a unit, or the scheme's least; shops above; proposed and adopted but for a few; persons beside them."""
    scheme, people, clerk = demo.scheme, demo.people, demo.cast.clerk
    per_unit = max(scheme.coverage.households_min, 10)
    families = [
        _family(scheme, people, unit, n)
        for unit, n_stewards in Counter(demo.places).items()
        for n in range(per_unit * n_stewards)
    ]
    _put(s, clerk, scheme, ListKind.HOUSEHOLDS, families)
    _give(s, clerk, HouseholdKind.FAMILY)
    if scheme.coverage.merchants_max:
        above = scheme.level_depth(scheme.steward.covers) - 1
        grids = [unit for unit in units_under(s, clerk.unit_path) if unit.depth == above]
        _put(s, clerk, scheme, ListKind.MERCHANTS, [_shop(people, unit, n) for unit in grids for n in range(20)])
        _give(s, clerk, HouseholdKind.MERCHANT)
    if scheme.coverage.named:
        _named(s, demo)
