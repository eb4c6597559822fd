"""A list that is undone leaves the ledger as it was; nothing is undone once something builds on it."""

from datetime import timedelta

import pytest

from db import clock
from db.engine import reading
from db.engine import session as write_block
from db.errors import Conflict, NotFound
from db.ledger.commands.assign import declare_steward_kin, give, hand_over
from db.ledger.commands.batches import take_list, undo_list
from db.ledger.commands.households import add_member, confirm_household
from db.ledger.models.batches import BatchStatus, LedgerBatch
from db.ledger.models.care import Proposal, ProposalLine, ProposalStatus, Why
from db.ledger.models.households import ChangeKind, HouseholdKind, MemberIn
from db.ledger.queries.story import household_story
from db.office import tallies
from db.office.models import ListKind
from tests.conftest import MONDAY
from tests.ledger.households import counts_agree
from tests.ledger.lists import (
    content,
    family,
    household,
    look,
    names,
    number,
    relative,
    shop,
    steward_line,
    stewards_come,
    take,
)
from tests.vetting.at_once import overtaken
from tests.vetting.states import journal

NEW = {
    "户主姓名": "周新", "户主身份证号": number(9), "联系电话": "19977776666", "家庭人口": 5.0, "党员人数": "",
    "重点对象": "残疾人", "语言或听力": "方言", "联系偏好": "微信", "备注": "新来",
}  # fmt: skip


def _ledger(session, cast):
    """Three families, one with a wife, one with a steward and a buddy; and a shop."""
    take(
        session,
        cast.bob,
        family(0, 联系电话="", 党员人数="", 重点对象="低保户"),
        relative(0, "配偶", "孙和", number(7)),
        family(1),
        family(2),
    )
    take(session, cast.bob, shop(0), kind=ListKind.MERCHANTS)
    one, two = stewards_come(session, cast.bob, steward_line(0), steward_line(1))
    looked_after = household(session, "钱平").id
    give(session, cast.bob, household_id=looked_after, steward_id=one, seen=None)
    hand_over(session, cast.bob, from_id=one, given={looked_after: two}, until=MONDAY + timedelta(days=30))
    return one, two


def _newer(session, cast):
    """Changes the first, brings a son to it, lets the second and third go, adds a fourth with a husband."""
    lines = family(0, **NEW), relative(0, "儿子", "赵小"), family(3), relative(3, "配偶", "郑和", number(8))
    preview = look(session, cast.bob, *lines)
    with clock.at(MONDAY + timedelta(days=1)):
        return take_list(session, cast.bob, preview=preview, gone=[known.id for known in preview.gone])


def _undo(session, actor, batch_id):
    with clock.at(MONDAY + timedelta(days=2)):
        undo_list(session, actor, batch_id=batch_id)


def _refusal(session, cast, batch_id):
    before = content(session, but=())
    with pytest.raises(Conflict) as refusal:
        _undo(session, cast.bob, batch_id)
    assert content(session, but=()) == before
    return refusal.value.code, refusal.value.params


def test_undoing_the_first_list_leaves_an_empty_ledger(session, cast):
    empty = content(session)
    batch_id = take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), family(1, 楼栋="2号楼"))
    _undo(session, cast.bob, batch_id)
    assert content(session) == empty
    assert [kind for _, kind in tallies.stored(session) if kind.startswith("household.")] == []


def test_undoing_a_newer_list_brings_every_row_back_as_it_was(session, cast):
    """Households, people, who looks after whom and the summaries, in every column but the version."""
    _ledger(session, cast)
    before = content(session)
    batch_id = _newer(session, cast)
    after = content(session)
    assert [table for table in before if before[table] == after[table]] == []
    _undo(session, cast.bob, batch_id)
    assert content(session) == before


def test_the_summaries_equal_the_facts_at_every_step(session, cast):
    _ledger(session, cast)
    steps = [counts_agree(session)]
    batch_id = _newer(session, cast)
    steps.append(counts_agree(session))
    _undo(session, cast.bob, batch_id)
    assert [*steps, counts_agree(session)] == [True, True, True]


def test_what_was_undone_stays_in_the_story_and_in_the_journal(session, cast):
    take(session, cast.bob, family(0))
    batch_id = take(session, cast.bob, family(0, 家庭人口=4.0))
    _undo(session, cast.bob, batch_id)
    lines = household_story(session, cast.bob, household(session, "赵平").id)
    assert [line.kind for line in lines] == [ChangeKind.BRING_IN, ChangeKind.UNDO]
    assert session.get_one(LedgerBatch, batch_id).status is BatchStatus.UNDONE
    assert journal(session, "list_undone") == [{"batch": batch_id, "kind": "households"}]


def test_a_list_is_undone_once(session, cast):
    batch_id = take(session, cast.bob, family(0))
    _undo(session, cast.bob, batch_id)
    assert _refusal(session, cast, batch_id)[0] == "batch_not_taken"


def test_a_list_that_was_undone_can_be_brought_in_again(session, cast):
    batch_id = take(session, cast.bob, family(0))
    _undo(session, cast.bob, batch_id)
    take(session, cast.bob, family(0))
    assert (names(session), counts_agree(session)) == (["赵平"], True)


def test_lists_are_undone_from_the_last_to_the_first(session, cast):
    first = take(session, cast.bob, family(0), family(1))
    take(session, cast.bob, family(0, 家庭人口=4.0), family(1))
    assert _refusal(session, cast, first) == ("batch_built_on", {"n": 1})


def test_when_the_last_list_was_undone_the_one_before_it_can_be_undone_too(session, cast):
    empty = content(session)
    first = take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), family(1))
    before = content(session)
    second = take(session, cast.bob, family(0, 家庭人口=4.0), relative(0, "儿子", "赵小"), family(1))
    _undo(session, cast.bob, second)
    assert content(session) == before
    _undo(session, cast.bob, first)
    assert (names(session), content(session)["tally"], counts_agree(session)) == ([], empty["tally"], True)


def _confirmed(session, cast, row):
    confirm_household(session, cast.bob, household_id=row.id, seen=row.version)


def _grown(session, cast, row):
    add_member(session, cast.bob, household_id=row.id, seen=row.version, member=MemberIn(name="赵新"))


def _given(session, cast, row):
    [steward_id] = stewards_come(session, cast.bob, steward_line())
    give(session, cast.bob, household_id=row.id, steward_id=steward_id, seen=None)


def _kin(session, cast, row):
    [steward_id] = stewards_come(session, cast.bob, steward_line())
    declare_steward_kin(session, cast.bob, household_id=row.id, steward_id=steward_id)


@pytest.mark.parametrize("build", [_confirmed, _grown, _given, _kin])
def test_a_list_is_not_undone_once_somebody_worked_on_what_it_brought(session, cast, build):
    batch_id = take(session, cast.bob, family(0), family(1))
    build(session, cast, household(session, "赵平"))
    assert _refusal(session, cast, batch_id) == ("batch_built_on", {"n": 1})


@pytest.mark.parametrize("build", [_confirmed, _grown])
def test_a_list_is_not_undone_once_somebody_worked_on_what_it_changed(session, cast, build):
    take(session, cast.bob, family(0), family(1))
    batch_id = take(session, cast.bob, family(0, 家庭人口=4.0), family(1))
    build(session, cast, household(session, "赵平"))
    assert _refusal(session, cast, batch_id) == ("batch_built_on", {"n": 1})


def test_work_on_other_households_does_not_keep_a_list_from_being_undone(session, cast):
    take(session, cast.bob, family(0))
    batch_id = take(session, cast.bob, family(0), family(1))
    _confirmed(session, cast, household(session, "赵平"))
    _undo(session, cast.bob, batch_id)
    assert names(session) == ["赵平"]


def test_only_who_brought_a_list_or_the_whole_office_undoes_it(session, cast):
    batch_id = take(session, cast.alice, family(0))
    with pytest.raises(NotFound) as refusal:
        _undo(session, cast.charlie, batch_id)
    assert refusal.value.code == "batch_not_found"
    _undo(session, cast.bob, batch_id)
    assert names(session) == []


def test_a_list_that_does_not_exist_is_not_undone(session, cast):
    with pytest.raises(NotFound):
        undo_list(session, cast.bob, batch_id=999)


def test_a_proposal_that_nobody_adopted_does_not_keep_a_list_from_being_undone(session, cast):
    batch_id = take(session, cast.bob, family(0))
    plan = Proposal(
        unit_id=cast.places.pine, kind=HouseholdKind.FAMILY, status=ProposalStatus.DRAFT, n_households=1, n_changes=0,
        n_uncovered=1, made_at=clock.now(), made_by=cast.bob.user_id,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    session.add(ProposalLine(proposal_id=plan.id, household_id=household(session, "赵平").id, why=Why.NO_STEWARD))
    session.flush()
    _undo(session, cast.bob, batch_id)
    assert names(session) == []


def test_nobody_gives_a_household_away_while_its_list_is_undone(engine, cast):
    """Whoever comes second finds the household gone, or the list built on."""
    with write_block(engine) as block:
        batch_id = take(block, cast.bob, family(0))
        [steward_id] = stewards_come(block, cast.bob, steward_line())
        household_id = household(block, "赵平").id
    late = overtaken(
        engine,
        lambda block: undo_list(block, cast.bob, batch_id=batch_id),
        lambda block: give(block, cast.bob, household_id=household_id, steward_id=steward_id, seen=None),
    )
    with reading(engine) as block:
        assert (late.code, names(block), counts_agree(block)) == ("household_not_found", [], True)
