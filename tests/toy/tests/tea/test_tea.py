"""What the house does for a subject that declared itself."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from components.home.home import tasks_for
from components.office.journal import FIELDS, action_label
from components.shell.menu import MENU
from components.tea import household_tea
from components.ui import pieces
from components.wording.labels import label
from components.wording.refusals import say_refusal
from components.wording.words import t
from db.engine import session as write_block
from db.errors import Conflict
from db.ledger.commands.batches import undo_list
from db.ledger.commands.reshape import merge
from db.office import tallies
from db.permissions import every_permission
from db.subjects import look_at_the_day, modules
from db.tea.commands.pour import pour
from db.tea.models import Leaf, TeaDay, TeaSum
from db.tea.permissions import TeaPermission
from db.tea.queries import CUPS
from seed.__main__ import main
from tests.conftest import MONDAY
from tests.ledger.households import seen, written
from tests.ledger.lists import family, household, take
from tests.speaking import speaking


@pytest.fixture
def cup(session, cast):
    return pour(session, cast.bob, household_id=written(session, cast), leaf=Leaf.GREEN)


@pytest.mark.parametrize("statement", ["UPDATE tea_cup SET leaf = 'black'", "DELETE FROM tea_cup"])
def test_a_table_that_it_declared_to_be_append_only_is_refused_by_the_database(session, cup, statement):
    with pytest.raises(DatabaseError, match="tea_cup is append-only"):
        session.execute(sa.text(statement))


def test_its_permission_is_one_of_the_house_s():
    assert TeaPermission.POUR_TEA in every_permission()


def test_its_label_its_refusal_and_its_event_are_said_in_chinese():
    said = (label(Leaf.GREEN), say_refusal(Conflict("tea_today", name="唐大河")), action_label("cup_poured"), t(FIELDS["leaf"]))
    assert said == ("绿茶", "唐大河今天已经喝过茶了，请明天再来。", "倒了一杯茶", "茶叶")


def test_in_english_one_is_counted_as_one():
    with speaking("en"):
        said = [t("**{n}** households have had no tea", n=n) for n in (1, 2)]
    assert said == ["**1** household has had no tea", "**2** households have had no tea"]


def test_its_page_is_in_the_menu():
    [entry] = [entry for entry in MENU if entry.page == "tea/cups.py"]
    assert (entry.permission, entry.address) == (TeaPermission.POUR_TEA, "tea-cups")


def test_its_task_is_on_the_home_page_of_those_whom_it_concerns(session, cast):
    written(session, cast)
    clerk, leader = ([task for task in tasks_for(session, who) if task.key == "thirsty"] for who in (cast.bob, cast.leo))
    assert ([(task.n, task.page) for task in clerk], leader) == ([(1, "tea/cups.py")], [])


def test_the_piece_that_it_shows_on_a_household_s_page_is_gathered():
    assert household_tea.draw in pieces.of(pieces.Place.HOUSEHOLD_BELOW_PEOPLE)


def test_its_part_of_the_demo_is_gathered_last():
    assert [module.__name__ for module in modules("seed.demo")][-1] == "seed.demo.tea"


def test_the_daily_look_looks_for_it_too(session, cast):
    written(session, cast)
    before = session.get(TeaDay, MONDAY)
    assert (before, look_at_the_day(session, MONDAY), look_at_the_day(session, MONDAY)) == (None, 1, None)
    assert session.get_one(TeaDay, MONDAY).n_thirsty == 1


def test_it_hears_of_two_households_that_became_one(session, cast):
    keep, other = written(session, cast, 0), written(session, cast, 1)
    for household_id in (keep, other):
        pour(session, cast.bob, household_id=household_id, leaf=Leaf.BLACK)
    merge(
        session, cast.bob, keep_id=keep, keep_seen=seen(session, keep), other_id=other, other_seen=seen(session, other),
        reason="户口簿是一本",
    )  # fmt: skip
    assert (session.get_one(TeaSum, keep).n_cups, session.get(TeaSum, other)) == (2, None)


def test_a_household_that_it_knows_keeps_a_list_from_being_undone(session, cast):
    batch_id = take(session, cast.bob, family(0), family(1))
    pour(session, cast.bob, household_id=household(session, "钱平").id, leaf=Leaf.GREEN)
    with pytest.raises(Conflict) as refused:
        undo_list(session, cast.bob, batch_id=batch_id)
    assert (refused.value.code, refused.value.params) == ("batch_built_on", {"n": 1})


def _say(capsys, verb):
    return main([verb]), capsys.readouterr().out


def test_check_looks_at_its_tally_and_its_sums_and_recount_mends_them(engine, cast, capsys):
    with write_block() as s:
        household_id = written(s, cast)
        pour(s, cast.bob, household_id=household_id, leaf=Leaf.GREEN)
    assert _say(capsys, "check")[0] == 0
    with write_block() as s:
        tallies.add(s, cast.places.buildings[0], CUPS, 5)
        s.get_one(TeaSum, household_id).n_cups = 7
    code, out = _say(capsys, "check")
    assert (code, "tea.cups" in out, "tea_sum" in out) == (1, True, True)
    _say(capsys, "recount")
    assert _say(capsys, "check")[0] == 0
