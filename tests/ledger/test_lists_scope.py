"""Who may bring lists in, and into which units."""

import pytest

from db.actor import Role
from db.errors import Conflict, NotFound
from db.ledger.commands.batches import take_list, undo_list
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.households import known_households
from db.office.commands.column_titles import map_titles
from db.office.models import ListKind, Office
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.steward_import import preview_stewards
from tests.ledger.lists import content, errors, family, look, names, relative, sheet, shop, steward_line, take
from tests.vetting.states import codes, everything, wearing

pytestmark = pytest.mark.both_databases

WILLOW = {"社区（村）": "柳河社区", "小区（网格）": "柳岸家园", "楼栋": "1号楼"}


def _others(cast):
    """Everybody but the clerk and the community party organisations."""
    return [who for who in cast.everybody if who not in (cast.bob, cast.alice, cast.charlie)]


def test_only_the_clerk_and_the_community_party_bring_households_in(session, cast):
    preview, others = look(session, cast.bob, family(0)), _others(cast)
    refused = ["not_allowed"] * len(others)
    assert codes(lambda who: look(session, who, family(0)), *others) == refused
    assert codes(lambda who: take_list(session, who, preview=preview), *others) == refused
    assert codes(lambda who: look(session, who, family(0)), cast.bob, cast.alice) == ["done"] * 2


def test_only_they_undo_lists_and_map_titles(session, cast):
    batch_id, others = take(session, cast.bob, family(0)), _others(cast)
    refused = ["not_allowed"] * len(others)
    assert codes(lambda who: undo_list(session, who, batch_id=batch_id), *others) == refused
    mapping = {"户室": "door"}
    assert codes(lambda who: map_titles(session, who, kind=ListKind.HOUSEHOLDS, mapping=mapping), *others) == refused


def test_what_a_column_of_a_list_of_units_is_called_is_said_by_who_may_bring_it_in(session, cast):
    """Only the whole office brings units in; a clerk of a community does not say how it reads them."""
    mapping, of_a_part = {"片区": "community"}, wearing(session, cast.bob, Role.CLERK, cast.places.pine)
    say = lambda who: map_titles(session, who, kind=ListKind.UNITS, mapping=mapping)  # noqa: E731
    assert codes(say, cast.bob, of_a_part) == ["done", "whole_office_only"]


def test_only_the_clerk_brings_stewards_in(session, cast):
    preview = preview_stewards(session, cast.bob, [sheet(steward_line())])
    others = [who for who in cast.everybody if who is not cast.bob]
    refused = ["not_allowed"] * len(others)
    assert codes(lambda who: preview_stewards(session, who, [sheet(steward_line())]), *others) == refused
    assert codes(lambda who: import_stewards(session, who, preview=preview), *others) == refused


def test_a_community_brings_its_own_households_in_and_no_others(session, cast):
    preview = look(session, cast.alice, family(0), family(1, **WILLOW))
    assert (errors(preview), [one.row for one in preview.added]) == ([("C3", "unit_not_yours")], [2])
    take_list(session, cast.alice, preview=preview)
    assert names(session) == ["赵平"]


def test_a_community_hears_nothing_of_anothers_households(session, cast):
    """Neither what changed nor what is gone, whatever its list says."""
    take(session, cast.bob, family(0, **WILLOW), family(1, **WILLOW))
    preview = look(session, cast.alice, family(0, **WILLOW, 家庭人口=9.0), family(0))
    assert (preview.changed, preview.gone, len(preview.added)) == ((), (), 1)


def test_a_clerk_of_a_lower_unit_brings_nothing_into_another(session, cast):
    clerk = wearing(session, cast.leo, Role.CLERK, cast.places.willow)
    assert errors(look(session, clerk, family(0))) == [("C2", "unit_not_yours")]
    assert errors(preview_stewards(session, clerk, [sheet(steward_line())])) == [("C2", "unit_not_yours")]


@pytest.mark.parametrize("kind", ["added", "changed", "gone"])
def test_what_was_looked_at_in_another_role_is_not_taken_beyond_this_one(session, cast, kind):
    if kind != "added":
        take(session, cast.bob, family(0), family(1))
    preview = look(session, cast.bob, family(0, 家庭人口=9.0), *([family(1)] if kind == "changed" else []))
    before = everything(session)
    with pytest.raises(NotFound) as refusal:
        take_list(session, cast.charlie, preview=preview, gone=[known.id for known in preview.gone])
    assert refusal.value.code == "unit_not_found"
    assert everything(session) == before


def test_stewards_who_were_looked_at_in_another_role_do_not_come_in_beyond_this_one(session, cast):
    preview = preview_stewards(session, cast.bob, [sheet(steward_line())])
    clerk = wearing(session, cast.leo, Role.CLERK, cast.places.willow)
    before = everything(session)
    with pytest.raises(NotFound):
        import_stewards(session, clerk, preview=preview)
    assert everything(session) == before


def test_a_list_of_the_whole_office_is_not_undone_from_a_community(session, cast):
    """The same person wears both hats; the list reaches beyond the smaller one."""
    batch_id = take(session, cast.bob, family(0), family(0, **WILLOW))
    in_pine = wearing(session, cast.bob, Role.COMMUNITY_PARTY, cast.places.pine)
    before = content(session)
    with pytest.raises(NotFound) as refusal:
        undo_list(session, in_pine, batch_id=batch_id)
    assert (refusal.value.code, content(session)) == ("batch_not_found", before)


def test_the_demo_takes_no_real_people(session, cast):
    preview = look(session, cast.bob, family(0))
    stewards = preview_stewards(session, cast.bob, [sheet(steward_line())])
    session.get_one(Office, 1).is_demo = True
    acts = [
        lambda: look(session, cast.bob, family(0)),
        lambda: look(session, cast.bob, shop(0), kind=ListKind.MERCHANTS),
        lambda: take_list(session, cast.bob, preview=preview),
        lambda: preview_stewards(session, cast.bob, [sheet(steward_line())]),
        lambda: import_stewards(session, cast.bob, preview=stewards),
    ]
    assert codes(lambda act: act(), *acts) == ["demo_takes_nobody"] * len(acts)
    assert names(session) == []


def test_a_refusal_in_the_demo_is_a_conflict(session, cast):
    session.get_one(Office, 1).is_demo = True
    with pytest.raises(Conflict):
        look(session, cast.bob, family(0))


def test_what_a_list_is_compared_with_ends_where_the_actors_unit_ends(session, cast):
    """Full numbers are in it: nobody has more of them than the households that they see."""
    take(session, cast.bob, family(0), family(1, **WILLOW))
    seen = {who.name: {known.name for known in known_households(session, who, HouseholdKind.FAMILY)} for who in cast.everybody}
    assert seen == dict.fromkeys(seen, set()) | {
        cast.bob.name: {"赵平", "钱平"}, cast.alice.name: {"赵平"}, cast.grace.name: {"赵平"}, cast.ben.name: {"赵平"},
        cast.charlie.name: {"钱平"},
    }  # fmt: skip


def test_only_members_of_the_households_that_the_actor_sees_are_compared(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), family(1, **WILLOW), relative(1, "配偶", "李和", **WILLOW))
    [known] = known_households(session, cast.charlie, HouseholdKind.FAMILY)
    assert [(one.name, one.id_index) for one in known.members] == [("李和", None)]
