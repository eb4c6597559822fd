"""Every command of the ledger, tried on what lies in Pine Court (`tests/ledger/scopes.py`)."""

import sqlalchemy as sa
from sqlmodel import col

from db.ledger.commands import assign, disclosures, households, in_service, proposals, reshape
from db.ledger.commands import batches as b
from db.ledger.commands import named as n
from db.ledger.models.households import HouseholdIn, HouseholdKind, Member, MemberIn, MemberStatus
from db.ledger.models.named import NamedStatus
from db.ledger.queries.batches import batches
from db.ledger.queries.households import HouseholdFilter
from db.ledger.queries.named import named_by_steward
from tests.ledger.households import FIRST_YOUNG, seen, steward_of, written
from tests.ledger.lists import family, look, take
from tests.ledger.named import row_of, somebody
from tests.scoping import Command
from tests.vetting.states import a_steward

WHY = "核实过，确有此事"
FREE_DOOR = "9单元909"


def _row(x, household_id):
    """What a form of a household carries."""
    return {"household_id": household_id, "seen": seen(x, household_id)}


def _named(x, member_id):
    return {"member_id": member_id, "seen": row_of(x, member_id).version}


def _wife(x, t):
    found = sa.select(Member.id).where(col(Member.household_id) == t.household_id, col(Member.status) == MemberStatus.HERE)
    return _row(x, t.household_id) | {"member_id": x.scalar(found)}


def _steward(x, t):
    return steward_of(x, t.household_id)


def _another_steward(x, cast, t):
    """And what the first one has to hand over."""
    return t, a_steward(x, cast, FIRST_YOUNG + 1)


def _in_willow(x, cast, t):
    """And a household of the other community: a stranger's own."""
    return t, written(x, cast, 40, unit_id=cast.places.willow_building)


def _gone(x, cast, t):
    reshape.leave(x, cast.bob, **_row(x, t.other), reason=WHY)
    return t


def _let_go(x, cast, t):
    n.end_named(x, cast.bob, **_named(x, t.lonely), status=NamedStatus.MOVED)
    return t


def _merge(x, who, keep, other):
    both = {"keep_id": keep, "keep_seen": seen(x, keep), "other_id": other, "other_seen": seen(x, other)}
    return reshape.merge(x, who, **both, reason=WHY)


def _split(x, who, t):
    given = HouseholdIn(unit_id=t.unit, door=FREE_DOOR, name="柳如是")
    ids = [_wife(x, t)["member_id"]]
    return reshape.split(x, who, **_row(x, t.household_id), member_ids=ids, household=given, reason=WHY)


def _move(x, who, household_id, unit_id):
    return reshape.move_household(x, who, **_row(x, household_id), unit_id=unit_id, door=FREE_DOOR, reason=WHY)


def _write(x, who, t):
    given = HouseholdIn(unit_id=t.unit, door=FREE_DOOR, name="新来", phone="13800000001")
    return households.write_household(x, who, household=given, override=WHY)


def _put_down(x, cast, t):
    """Somebody whom nobody has put down yet, at a household."""
    return somebody(cast, name="戚小满", household_id=t.household_id)


def _hand_named_over(x, who, given):
    t, other = given
    [from_id] = [i for i, members in named_by_steward(x, [_steward(x, t)]).items() if t.named in members]
    return n.hand_named_over(x, who, from_id=from_id, given={t.named: other})


ASSIGNING = {
    "declare_steward_kin": Command(
        lambda x, who, t: assign.declare_steward_kin(x, who, household_id=t.other, steward_id=_steward(x, t))
    ),
    "give": Command(lambda x, who, t: assign.give(x, who, household_id=t.other, steward_id=_steward(x, t), seen=None)),
    "give: mine to their steward": Command(
        lambda x, who, t: assign.give(x, who, household_id=t[1], steward_id=_steward(x, t[0]), seen=None), given=_in_willow
    ),
    "hand_over": Command(
        lambda x, who, t: assign.hand_over(x, who, from_id=_steward(x, t[0]), given={t[0].household_id: t[1]}),
        given=_another_steward,
    ),
    "hand_named_over": Command(_hand_named_over, given=_another_steward),
    "set_load": Command(lambda x, who, t: assign.set_load(x, who, steward_id=_steward(x, t), most=3, reason=WHY)),
    "require_in_service": Command(lambda x, who, t: in_service.require_in_service(x, who, _steward(x, t))),
    "make_proposal": Command(
        lambda x, who, t: proposals.make_proposal(x, who, unit_id=t.unit, kind=HouseholdKind.FAMILY)
    ),
    "leave_out": Command(
        lambda x, who, t: proposals.leave_out(x, who, proposal_id=t.proposal, household_ids=[t.other], is_left_out=True)
    ),
    "alter_line": Command(
        lambda x, who, t: proposals.alter_line(
            x, who, proposal_id=t.proposal, household_id=t.other, steward_id=_steward(x, t)
        )
    ),
    "drop_proposal": Command(lambda x, who, t: proposals.drop_proposal(x, who, proposal_id=t.proposal)),
    "adopt": Command(lambda x, who, t: proposals.adopt(x, who, proposal_id=t.proposal)),
}  # fmt: skip

LISTS = {
    "find_batch": Command(lambda x, who, batch: b.find_batch(x, who, batch), given=lambda x, cast, t: batches(x, cast.bob)[0].id),
    "take_list": Command(
        lambda x, who, preview: b.take_list(x, who, preview=preview), given=lambda x, cast, t: look(x, cast.bob, family(9))
    ),
    "undo_list": Command(
        lambda x, who, batch: b.undo_list(x, who, batch_id=batch), given=lambda x, cast, t: take(x, cast.bob, family(9))
    ),
    "exported_households": Command(
        lambda x, who, t: disclosures.exported_households(x, who, HouseholdFilter(), with_full_data=False)
    ),
    "households_to_print": Command(
        lambda x, who, t: disclosures.households_to_print(x, who, household_ids=[t.household_id, t.other])
    ),
    "named_to_print": Command(lambda x, who, t: disclosures.named_to_print(x, who, member_ids=[t.named, t.lonely])),
}  # fmt: skip

HOUSEHOLDS = {
    "write_household": Command(_write),
    "change_household": Command(
        lambda x, who, t: households.change_household(
            x, who, **_row(x, t.household_id), household=HouseholdIn(door=FREE_DOOR, name="改名"), override=WHY
        )
    ),
    "confirm_household": Command(lambda x, who, t: households.confirm_household(x, who, **_row(x, t.household_id))),
    "add_member": Command(
        lambda x, who, t: households.add_member(x, who, **_row(x, t.household_id), member=MemberIn(name="新生儿"))
    ),
    "change_member": Command(lambda x, who, t: households.change_member(x, who, **_wife(x, t), member=MemberIn(name="柳氏"))),
    "member_left": Command(lambda x, who, t: households.member_left(x, who, **_wife(x, t), status=MemberStatus.MOVED)),
    "show_numbers": Command(lambda x, who, t: households.show_numbers(x, who, household_id=t.household_id, reason=WHY)),
    "leave": Command(lambda x, who, t: reshape.leave(x, who, **_row(x, t.household_id), reason=WHY)),
    "come_back": Command(lambda x, who, t: reshape.come_back(x, who, **_row(x, t.other)), given=_gone),
    "move_household": Command(lambda x, who, t: _move(x, who, t.household_id, t.unit)),
    "move_household: theirs to me": Command(lambda x, who, t: _move(x, who, t.household_id, t.willow)),
    "move_household: mine to them": Command(lambda x, who, t: _move(x, who, t[1], t[0].unit), given=_in_willow),
    "merge": Command(lambda x, who, t: _merge(x, who, t.household_id, t.other)),
    "merge: theirs into mine": Command(lambda x, who, t: _merge(x, who, t[1], t[0].household_id), given=_in_willow),
    "merge: mine into theirs": Command(lambda x, who, t: _merge(x, who, t[0].household_id, t[1]), given=_in_willow),
    "split": Command(_split),
    "undo": Command(
        lambda x, who, deed: reshape.undo(x, who, deed_id=deed),
        given=lambda x, cast, t: reshape.leave(x, cast.bob, **_row(x, t.household_id), reason=WHY),
    ),
}  # fmt: skip

NAMED = {
    "put_down": Command(lambda x, who, member: n.put_down(x, who, member=member), given=_put_down),
    "put_down: where no household is": Command(
        lambda x, who, member: n.put_down(x, who, member=member), given=lambda x, cast, t: somebody(cast, name="戚小满")
    ),
    "correct_named": Command(
        lambda x, who, t: n.correct_named(x, who, **_named(x, t[0].lonely), member=t[1]),
        given=lambda x, cast, t: (t, somebody(cast, need="按时服药")),
    ),
    "give_named": Command(lambda x, who, t: n.give_named(x, who, **_named(x, t.lonely), steward_id=_steward(x, t))),
    "end_named": Command(lambda x, who, t: n.end_named(x, who, **_named(x, t.named), status=NamedStatus.MOVED)),
    "take_up_named": Command(lambda x, who, t: n.take_up_named(x, who, **_named(x, t.lonely)), given=_let_go),
    "show_named_phone": Command(lambda x, who, t: n.show_named_phone(x, who, member_id=t.named, reason=WHY)),
}  # fmt: skip

COMMANDS = ASSIGNING | LISTS | HOUSEHOLDS | NAMED

# They write or compare what a command has found and looked at.
INNER = {"end_care", "put_care", "put_list", "note_change", "require_place", "require_unlike", "write", "restore"}
