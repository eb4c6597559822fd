"""Closing a unit: only when nothing is left in it, never for good."""

from datetime import date

import pytest

from db.errors import Conflict, Invalid
from db.office.commands.units import add_unit, close_unit, reopen_unit
from db.office.queries import children, find_unit, units_under


def close(session, cast, unit_id):
    close_unit(session, cast.bob, unit_id=unit_id, seen=find_unit(session, cast.bob, unit_id).version)


def reopen(session, cast, unit_id):
    reopen_unit(session, cast.bob, unit_id=unit_id, seen=find_unit(session, cast.bob, unit_id).version)


def test_a_closed_unit_says_since_when(session, cast):
    close(session, cast, cast.places.willow_building)
    assert find_unit(session, cast.bob, cast.places.willow_building).closed_on == date(2026, 11, 23)


def test_a_closed_unit_is_listed_only_for_who_asks(session, cast):
    close(session, cast, cast.places.buildings[2])
    counts = [len(children(session, cast.places.pine_court, with_closed=asked)) for asked in (False, True)]
    counts += [len(units_under(session, cast.ben.unit_path, with_closed=asked)) for asked in (False, True)]
    assert counts == [2, 3, 3, 4]


@pytest.mark.parametrize("place", ["pine", "willow_bank"])
def test_a_unit_with_units_under_it_is_not_closed(session, cast, place):
    with pytest.raises(Conflict) as caught:
        close(session, cast, getattr(cast.places, place))
    assert caught.value.code == "unit_has_units"


def test_a_unit_at_which_somebody_holds_a_role_is_not_closed(session, cast):
    with pytest.raises(Conflict) as caught:
        close(session, cast, cast.places.buildings[0])
    assert caught.value.code == "unit_has_users"


def test_the_offices_own_unit_is_never_closed(session, cast):
    with pytest.raises(Conflict) as caught:
        close(session, cast, cast.places.town)
    assert caught.value.code == "unit_is_root"


def test_a_unit_whose_units_are_all_closed_can_be_closed(session, cast):
    for unit in (cast.places.willow_building, cast.places.willow_bank):
        close(session, cast, unit)
    assert children(session, cast.places.willow) == []


def test_nothing_is_added_under_a_closed_unit(session, cast):
    for unit in (cast.places.willow_building, cast.places.willow_bank):
        close(session, cast, unit)
    with pytest.raises(Invalid) as caught:
        add_unit(session, cast.bob, parent_id=cast.places.willow_bank, name="2号楼")
    assert caught.value.code == "unit_closed"


def test_a_reopened_unit_takes_people_in_again(session, cast):
    for unit in (cast.places.willow_building, cast.places.willow_bank):
        close(session, cast, unit)
    reopen(session, cast, cast.places.willow_bank)
    assert add_unit(session, cast.bob, parent_id=cast.places.willow_bank, name="2号楼")


def test_a_unit_under_a_closed_one_is_not_reopened_before_it(session, cast):
    """Else an open building would hang on a closed estate, which every list of open units leaves out."""
    for unit in (cast.places.willow_building, cast.places.willow_bank):
        close(session, cast, unit)
    with pytest.raises((Conflict, Invalid)):
        reopen(session, cast, cast.places.willow_building)
