"""The directory: found by name, pinyin initials, unit, category, speciality and status; and what leaves it on paper."""

import pytest

from db import clock
from db.office.models import Unit
from db.vetting.commands.disclosures import cards_to_print, exported_stewards
from db.vetting.commands.stewards import resign, suspend
from db.vetting.models.stewards import StewardStatus as S
from db.vetting.queries.stewards import StewardFilter, count_stewards, find_stewards, names_on_boards
from tests.conftest import MONDAY
from tests.people import announced, applicant, appointed, registered
from tests.vetting.states import AFTER, codes, journal, pass_reviews, steward

pytestmark = pytest.mark.both_databases

PEOPLE = [
    {"name": "单立人", "category": "building_head", "speciality": "调解"},
    {"name": "尉迟恭", "category": "volunteer", "speciality": "法律、调解"},
    {"name": "王", "category": "volunteer", "speciality": "秦腔"},
]
EVERYBODY = ["单立人", "尉迟恭", "王"]


@pytest.fixture
def three(session, cast):
    """Stewards in three buildings, in this order; the second suspended, the third resigned."""
    ids = [registered(session, cast, n, unit_id=cast.places.buildings[n], **PEOPLE[n]) for n in range(3)]
    for application_id in ids:
        pass_reviews(session, cast, application_id)
    announced(session, cast, *ids)
    with clock.at(AFTER):
        found = appointed(session, cast, *ids)
        suspend(session, cast.bob, steward_id=found[1], seen=1, reason="外出半年")
        resign(session, cast.bob, steward_id=found[2], seen=1, reason="搬离本小区")
    return found


def _names(session, actor, **wanted):
    return [row.name for row in find_stewards(session, actor, StewardFilter(**{"status": None, **wanted}))]


FILTERS = [
    ({}, EVERYBODY),
    ({"search": "立人"}, ["单立人"]),
    ({"search": "slr"}, ["单立人"]),
    ({"search": "YUCHI"}, ["尉迟恭"]),
    ({"search": "wang"}, ["王"]),
    ({"search": "2号楼"}, ["尉迟恭"]),
    ({"search": "%"}, []),
    ({"search": "_"}, []),
    ({"category": "volunteer"}, ["尉迟恭", "王"]),
    ({"speciality": "调解"}, ["单立人", "尉迟恭"]),
    ({"speciality": "%"}, []),
    ({"status": S.ACTIVE}, ["单立人"]),
    ({"status": S.SUSPENDED}, ["尉迟恭"]),
    ({"status": S.ENDED}, ["王"]),
    ({"category": "volunteer", "speciality": "调解"}, ["尉迟恭"]),
    ({"term_ends_by": MONDAY}, []),
]


def test_stewards_are_found_by_each_filter_and_by_several_together(session, cast, three):
    assert [_names(session, cast.alice, **wanted) for wanted, _ in FILTERS] == [found for _, found in FILTERS]
    counts = [count_stewards(session, cast.alice, StewardFilter(**{"status": None, **wanted})) for wanted, _ in FILTERS]
    assert counts == [len(found) for _, found in FILTERS]


def test_a_double_surname_is_found_by_the_initials_of_all_its_characters(session, cast, three):
    assert _names(session, cast.alice, search="ycg") == ["尉迟恭"]


def test_without_a_choice_those_in_service_are_shown(session, cast, three):
    assert [row.name for row in find_stewards(session, cast.alice, StewardFilter())] == ["单立人"]


def test_a_unit_narrows_to_what_lies_under_it(session, cast, three):
    building = session.get_one(Unit, cast.places.buildings[1]).path
    assert _names(session, cast.alice, unit_path=building) == ["尉迟恭"]
    assert _names(session, cast.alice, unit_path=session.get_one(Unit, cast.places.pine_garden).path) == []


def test_a_unit_outside_ones_own_does_not_widen_the_view(session, cast, three):
    assert _names(session, cast.charlie, unit_path=session.get_one(Unit, cast.places.pine).path) == []
    assert _names(session, cast.charlie, unit_path="/") == []


def test_those_whose_term_ends_soon_are_found(session, cast, three):
    assert _names(session, cast.alice, term_ends_by=steward(session, three[0]).term_to) == EVERYBODY


def test_pages_follow_one_another_without_gap_or_double(session, cast, three):
    wanted = StewardFilter(status=None)
    pages = [find_stewards(session, cast.alice, wanted, offset=offset, limit=2) for offset in (0, 2)]
    assert [row.name for page in pages for row in page] == EVERYBODY


def test_the_board_names_those_in_service_under_ones_unit(session, cast, three):
    boards = [[row.name for row in names_on_boards(session, who)] for who in (cast.dora, cast.percy)]
    assert boards == [["单立人"]] * 2


def test_an_export_is_masked_and_recorded(session, cast, three):
    [(row, id_number, phone)] = exported_stewards(session, cast.bob, StewardFilter(), with_full_data=False)
    assert (row.name, id_number.count("*"), phone.count("*")) == ("单立人", 8, 4)
    assert journal(session, "stewards_exported") == [{"n_rows": 1, "with_full_data": False}]


def test_a_full_export_carries_the_numbers_and_is_recorded_as_one(session, cast, three):
    [(_, id_number, phone)] = exported_stewards(session, cast.bob, StewardFilter(), with_full_data=True)
    assert (id_number, phone) == (applicant(cast, 0).id_number, applicant(cast, 0).phone)
    assert journal(session, "stewards_exported") == [{"n_rows": 1, "with_full_data": True}]


def test_an_export_of_another_community_is_empty(session, cast, three):
    assert exported_stewards(session, cast.charlie, StewardFilter(status=None), with_full_data=True) == []


def test_nobody_else_exports_or_prints_cards(session, cast, three):
    actors = [cast.grace, cast.ben, cast.leo, cast.ada, cast.dora]
    exports = codes(lambda who: exported_stewards(session, who, StewardFilter(), with_full_data=False), *actors)
    prints = codes(lambda who: cards_to_print(session, who, kind="work", steward_ids=three), *actors)
    assert (exports, prints) == (["not_allowed"] * 5, ["not_allowed"] * 5)


def test_the_journal_of_printing_names_the_cards_that_were_printed(session, cast, three):
    """The third has resigned and gets no card."""
    cards = cards_to_print(session, cast.bob, kind="work", steward_ids=three)
    assert [card.name for card in cards] == ["单立人", "尉迟恭"]
    assert journal(session, "cards_printed") == [{"kind": "work", "stewards": three[:2]}]
