"""Households move, merge, split, go and come back; each change is undone to the exact former content, or refused."""

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.ledger.commands.households import confirm_household, member_left, write_household
from db.ledger.commands.reshape import come_back, leave, merge, move_household, split, undo
from db.ledger.models.households import (
    ChangeKind,
    HouseholdChange,
    HouseholdIn,
    HouseholdStatus,
    Member,
    MemberStatus,
)
from db.office.commands.units import close_unit
from db.office.models import Unit
from tests.ledger.changes import CHANGES, SON, WIFE, content_of, last_change, merge_pair, move_away, split_off, wife
from tests.ledger.households import (
    a_family,
    counts_agree,
    household,
    seen,
    shop,
    written,
)
from tests.vetting.states import codes


def _members(session, household_id):
    session.expire_all()
    rows = session.exec(select(Member).where(Member.household_id == household_id).order_by(col(Member.id)))
    return [row.name for row in rows if row.status is MemberStatus.HERE]


@pytest.mark.parametrize("change", CHANGES)
def test_undoing_returns_the_exact_formercontent_of(session, cast, pair, change):
    before = content_of(session)
    CHANGES[change](session, cast, *pair)
    assert content_of(session) != before
    assert counts_agree(session)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert content_of(session) == before
    assert counts_agree(session)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_not_undone_when_something_builds_on_it(session, cast, pair, change):
    CHANGES[change](session, cast, *pair)
    deed_id = last_change(session, pair[0])
    next_change = come_back if change == "leave" else confirm_household
    next_change(session, cast.bob, household_id=pair[0], seen=seen(session, pair[0]))
    before = content_of(session)
    with pytest.raises(Conflict, match="change_built_on"):
        undo(session, cast.bob, deed_id=deed_id)
    assert content_of(session) == before


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_undone_once_and_the_undoing_stays(session, cast, pair, change):
    CHANGES[change](session, cast, *pair)
    deed_id = last_change(session, pair[0])
    undo(session, cast.bob, deed_id=deed_id)
    act = lambda which: undo(session, cast.bob, deed_id=which)  # noqa: E731
    assert codes(act, deed_id, last_change(session, pair[0])) == ["change_built_on", "change_not_found"]


def test_a_household_counts_one_fewer_when_somebody_leaves_and_never_fewer_than_its_head(session, cast, pair):
    for name, left in ((WIFE.name, 2), (SON.name, 1)):
        member = session.scalar(sa.select(Member.id).where(col(Member.name) == name))
        version = seen(session, pair[0])
        member_left(session, cast.bob, household_id=pair[0], seen=version, member_id=member, status=MemberStatus.MOVED)
        assert household(session, pair[0]).n_people == left


def test_what_only_the_other_knew_is_learned_and_what_is_kept_stands(session, cast):
    building = cast.places.buildings[0]
    keep = write_household(
        session, cast.bob, household=HouseholdIn(unit_id=building, door="1", phone="13700005555", n_people="2")
    )
    other = written(session, cast, 1, n_party="0")
    merge_pair(session, cast, keep, other)
    row = household(session, keep)
    assert (row.name, row.initials, row.phone, row.n_people, row.n_party) == ("宋中河", "szh", "13700005555", 2, 0)
    assert (row.id_number, row.care, row.note, row.missing) == (a_family(cast, 1).id_number, '["disabled"]', "有一条狗", 0)
    gone = household(session, other)
    assert (gone.status, gone.merged_into) == (HouseholdStatus.MERGED, keep)


def test_a_shop_learns_trade_and_staff(session, cast):
    keep = write_household(session, cast.bob, household=shop(cast, trade="", n_staff=""))
    other = write_household(session, cast.bob, household=shop(cast, 1, title="面馆"))
    merge_pair(session, cast, keep, other)
    assert (household(session, keep).trade, household(session, keep).n_staff) == ("餐饮", 4)


def test_everybody_of_the_other_belongs_to_the_one_that_stays(session, cast, pair):
    merge_pair(session, cast, *pair)
    assert (_members(session, pair[0]), _members(session, pair[1])) == (["柳如是", "唐小明", "宋玉"], [])


def test_a_family_and_a_shop_or_one_and_the_same_do_not_merge(session, cast, pair):
    keeper = write_household(session, cast.bob, household=shop(cast, 7))
    act = lambda other: merge_pair(session, cast, pair[0], other)  # noqa: E731
    assert codes(act, keeper, pair[0]) == ["kind_differs", "same_household"]


def test_some_found_a_household_of_their_own(session, cast, pair):
    new = split_off(session, cast, pair[0])
    assert (_members(session, pair[0]), _members(session, new)) == (["柳如是"], ["唐小明"])
    assert (household(session, pair[0]).n_people, household(session, new).name) == (2, "唐小明")


def test_nobody_splits_off_who_is_not_there(session, cast, pair):
    act = lambda names: split_off(session, cast, pair[0], names)  # noqa: E731
    assert codes(act, (), ("宋玉",)) == ["nobody_to_split", "nobody_to_split"]


def test_nobody_moves_or_splits_into_a_closed_unit(session, cast, pair):
    row = session.get_one(Unit, cast.places.garden_building)
    close_unit(session, cast.ada, unit_id=row.id, seen=row.version)
    with pytest.raises(Invalid, match="unit_closed"):
        move_away(session, cast, pair[0])
    with pytest.raises(Invalid, match="unit_closed"):
        split_off(session, cast, pair[0], unit_id=row.id)


def test_only_who_is_gone_comes_back(session, cast, pair):
    act = lambda i: come_back(session, cast.bob, household_id=i, seen=seen(session, i))  # noqa: E731
    merge_pair(session, cast, *pair)
    assert codes(act, *pair) == ["change_built_on", "change_built_on"]


def test_leaving_needs_a_reason(session, cast, pair):
    with pytest.raises(Invalid, match="reason_missing"):
        leave(session, cast.bob, household_id=pair[0], seen=seen(session, pair[0]), reason=" ")


def test_writing_down_confirming_and_coming_to_live_here_are_no_changes_to_undo(session, cast, pair):
    changes = session.execute(sa.select(HouseholdChange.deed, HouseholdChange.deed_id)).all()
    assert {kind for kind, _ in changes} == {ChangeKind.WRITE_DOWN, ChangeKind.ADD_MEMBER}
    assert set(codes(lambda i: undo(session, cast.bob, deed_id=i), *[i for _, i in changes])) == {"change_not_found"}


@pytest.mark.parametrize("change", ["move", "leave", "merge", "split"])
def test_whoever_saw_an_older_state_does_nothing(session, cast, pair, change):
    old = {"household_id": pair[0], "seen": seen(session, pair[0]) - 1}
    new = {"keep_id": pair[1], "keep_seen": seen(session, pair[1]), "other_id": pair[0], "other_seen": old["seen"]}
    ways = {
        "move": lambda: move_household(session, cast.bob, **old, unit_id=cast.places.buildings[0], door="9"),
        "leave": lambda: leave(session, cast.bob, **old, reason="搬走"),
        "merge": lambda: merge(session, cast.bob, **new, reason="同一户"),
        "split": lambda: split(session, cast.bob, **old, member_ids=[wife(session)], household=a_family(cast, 5)),
    }
    assert codes(lambda way: way(), ways[change]) == ["household_moved"]


def test_a_grid_worker_undoes_no_change_that_reaches_beyond_the_grid(session, cast, pair):
    far = written(session, cast, 8, unit_id=cast.places.garden_building)
    change_id = merge_pair(session, cast, pair[0], far)
    with pytest.raises(NotFound):
        undo(session, cast.grace, deed_id=change_id)


def test_whoever_may_not_reshape_is_refused(session, cast, pair):
    for actor in (cast.ada, cast.ben, cast.dora, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            leave(session, actor, household_id=pair[0], seen=3, reason="搬走")
        with pytest.raises(NotAllowed):
            undo(session, actor, deed_id=last_change(session, pair[0]))


def test_a_door_at_which_somebody_is_already_is_asked_about_before_a_move_or_a_split(session, cast, pair):
    """The reason lets it through, and stands in the story."""
    taken = household(session, pair[1])
    there = {"unit_id": taken.unit_id, "door": taken.door}
    old = {"household_id": pair[0], "seen": seen(session, pair[0])}
    with pytest.raises(Conflict, match="household_alike"):
        move_household(session, cast.bob, **old, **there)
    with pytest.raises(Conflict, match="household_alike"):
        split(session, cast.bob, **old, member_ids=[wife(session)], household=a_family(cast, 5, **there))
    move_household(session, cast.bob, **old, **there, reason="合租")
    assert household(session, pair[0]).door == taken.door
