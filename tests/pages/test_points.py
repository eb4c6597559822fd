"""The register of service points on screen: from a slip that is keyed in until the door opens, and a wish of somebody unknown."""

import pytest
from sqlmodel import col

from components.points import wish
from components.wording import words
from db.engine import reading, session
from db.points.commands import life
from db.points.commands.points import propose_point
from db.points.models.points import PointIn, PointMove, PointSource, PointStatus, ServicePoint
from db.points.queries.points import find_point, point_facts
from db.sql import pick
from tests.pages.conftest import actor_of, turn_to, written_on
from tests.pages.on_screen import everything_on
from tests.points.places import with_hours

LIST, STORY, NEW, CHANGE, PUBLIC = (
    "points/points.py", "points/point.py", "points/propose.py", "points/change.py", "public/points.py",
)  # fmt: skip
TYPED = "*甲*:red[x]~乙~"


@pytest.fixture
def wished(lived_in):
    """A steward's wish at the clerk's own unit."""
    with session() as s:
        clerk = actor_of(s, "clerk")
        point = PointIn(unit_id=clerk.unit_id, kind="station", name="荷塘驿站", reason="没有歇脚的地方")
        return propose_point(s, clerk, point=point, source=PointSource.OFFICE)


def _row(point_id):
    with reading() as s:
        return find_point(s, actor_of(s, "clerk"), point_id)


def _named(name):
    with reading() as s:
        return s.scalars(pick(ServicePoint.id).where(col(ServicePoint.name) == name)).all()


def _move(point_id, move):
    with session() as s:
        clerk = actor_of(s, "clerk")
        life.move_point(s, clerk, find_point(s, clerk, point_id), move)


def _field(elements, part):
    """By a part of its key: keys end with the id of the press."""
    return next(element for element in elements if part in (element.key or ""))


def _do(test, point_id, move, why=""):
    _field(test.text_area, f"point-{point_id}-{move.value}-why").set_value(why)
    return _field(test.button, f"point-{point_id}-{move.value}-press").click().run()


def _possible(test):
    keys = [button.key.split("-") for button in test.button if button.key and button.key.startswith("point-")]
    return {PointMove(key[2]) for key in keys if key[3:4] == ["press"]}


def _key_in(test, name, **typed):
    _field(test.text_input, "point-name").set_value(name)
    for field, text in typed.items():
        _field([*test.text_input, *test.text_area], f"point-{field}-").set_value(text)
    return _field(test.button, "point-press").click().run()


def test_a_slip_is_keyed_in_talked_over_adopted_and_opened_for_everybody(open_page):
    test = _key_in(open_page(NEW, "clerk"), "荷塘驿站", place="东门岗亭旁", reason="没有歇脚的地方", proposer="邹安")
    [point_id] = _named("荷塘驿站")
    assert _row(point_id).source is PointSource.RESIDENT
    assert [said for said in ("邹安", "没有歇脚的地方", "东门岗亭旁") if said not in everything_on(test)] == []
    turn_to(test, STORY, "clerk", point=str(point_id))
    _do(_do(test, point_id, PointMove.TALK_OVER, "居民议事会"), point_id, PointMove.ADOPT)
    _move(point_id, PointMove.STAFF)
    with session() as s:
        with_hours(s, point_id)
    _do(turn_to(test, STORY, "clerk", point=str(point_id)), point_id, PointMove.OPEN)
    assert ("公开页面上能看到了" in written_on(test), _row(point_id).status) == (True, PointStatus.OPEN)
    assert "荷塘驿站" in everything_on(open_page(PUBLIC, None))


def test_a_slip_without_a_name_is_refused_at_its_field_and_nothing_is_lost(open_page):
    test = _key_in(open_page(NEW, "clerk"), "", place="东门岗亭旁", proposer_phone="12")
    assert "名称要有2至60个字" in written_on(test)
    assert _field(test.text_input, "point-place").value == "东门岗亭旁"
    assert _named("") == []


def test_what_was_set_up_by_decision_needs_a_reason_and_says_so(open_page):
    test = open_page(NEW, "clerk")
    _field(test.button_group, "point-whose").set_value("decision").run()
    _key_in(test, "荷塘驿站")
    assert _named("荷塘驿站") == []
    _key_in(test, "荷塘驿站", reason="镇里统一安排")
    [point_id] = _named("荷塘驿站")
    assert "由镇街（社区）决定设立" in everything_on(turn_to(test, STORY, "clerk", point=str(point_id)))


def test_only_the_moves_that_there_are_from_here_stand_on_the_page_and_none_for_who_only_looks(open_page, wished):
    test = open_page(STORY, "clerk", point=str(wished))
    ballot = {PointMove.PUT_ON_BALLOT}
    assert _possible(test) == set(life.moves_from(PointStatus.PROPOSED))
    _do(test, wished, PointMove.TALK_OVER)
    assert _possible(test) == set(life.moves_from(PointStatus.TALKED_OVER)) - ballot
    assert _possible(open_page(STORY, "leader", point=str(wished))) == set()


def test_who_does_not_say_why_or_when_it_is_open_is_told_what_is_missing(open_page, wished):
    test = _do(open_page(STORY, "clerk", point=str(wished)), wished, PointMove.DECLINE)
    assert (_row(wished).status, "请" in written_on(test)) == (PointStatus.PROPOSED, True)
    _move(wished, PointMove.ADOPT), _move(wished, PointMove.STAFF)
    _do(turn_to(test, STORY, "clerk", point=str(wished)), wished, PointMove.OPEN)
    assert ("什么时候来" in written_on(test), _row(wished).status) == (True, PointStatus.STAFFED)


def test_whoever_decides_by_an_old_screen_is_told_and_nothing_is_done(open_page, wished):
    test = open_page(STORY, "clerk", point=str(wished))
    _move(wished, PointMove.TALK_OVER)
    _do(test, wished, PointMove.DECLINE, "不需要")
    assert ("荷塘驿站" in "".join(error.value for error in test.error), _row(wished).status) == (True, PointStatus.TALKED_OVER)


def test_a_steward_wishes_on_a_tablet_with_few_fields(open_page):
    test = open_page(NEW, "steward", large=True)
    assert [field.key.split("-")[1] for field in test.text_input if (field.key or "").startswith("point-")] == ["name", "place"]
    _key_in(test, "门口歇脚处", reason="楼里老人多")
    [point_id] = _named("门口歇脚处")
    assert _row(point_id).source is PointSource.STEWARD
    assert "已存好" in written_on(test)


def test_a_correction_is_saved_and_an_older_one_refused(open_page, wished):
    test = open_page(CHANGE, "clerk", point=str(wished))
    _move(wished, PointMove.TALK_OVER)
    field = _field(test.text_input, f"point-{wished}-1-place")
    field.set_value("西门")
    _field(test.button, f"point-{wished}-1-press").click().run()
    assert (_row(wished).place, "有人" in written_on(test)) == ("", True)
    turn_to(test, CHANGE, "clerk", point=str(wished))
    _field(test.text_input, f"point-{wished}-2-place").set_value("西门")
    _field(test.button, f"point-{wished}-2-press").click().run()
    assert _row(wished).place == "西门"


def _wish(test, **typed):
    for field, text in typed.items():
        _field([*test.text_input, *test.text_area], f"public-wish-{field}-").set_value(text)
    return _field(test.button, "public-wish-submit").click().run()


def _from_a_machine(monkeypatch):
    """The connection of a page in a test has no address."""
    monkeypatch.setattr(wish, "address", lambda: "10.0.0.7")


def _before_the_form(open_page):
    test = open_page(PUBLIC, None)
    test.button(key="public-wishing").click().run()
    return test


@pytest.fixture
def stranger(open_page, monkeypatch):
    """Before the empty form of the public page, with the first community chosen."""
    _from_a_machine(monkeypatch)
    test = _before_the_form(open_page)
    _field(test.selectbox, "public-wish-unit").select_index(0).run()
    return test


def test_a_resident_wishes_on_the_public_page_and_the_office_finds_it_among_what_is_to_be_decided(stranger, open_page):
    _wish(stranger, place="东门岗亭旁", reason="没有歇脚的地方")
    assert "提议已收到" in written_on(stranger)
    with reading() as s:
        [point_id] = s.scalars(
            pick(ServicePoint.id).where(col(ServicePoint.place) == "东门岗亭旁", col(ServicePoint.made_by).is_(None))
        ).all()
        facts = point_facts(s, actor_of(s, "clerk"), point_id)
    assert (facts.row.source, facts.row.status, facts.proposer) == (PointSource.RESIDENT, PointStatus.PROPOSED, "")
    assert facts.row.name not in everything_on(stranger)
    assert facts.row.name in everything_on(open_page(LIST, "clerk", view="wishes"))


def test_the_same_wish_once_more_is_told_that_it_is_known(stranger):
    _wish(stranger, place="东门岗亭旁")
    stranger.button(key="public-wishing").click().run()
    _field(stranger.selectbox, "public-wish-unit").select_index(0).run()
    _wish(stranger, place="东门岗亭旁")
    assert "已经有人提议" in written_on(stranger)


def test_a_wish_for_nowhere_is_refused_at_its_field(open_page):
    test = _before_the_form(open_page)
    _wish(test, place="东门岗亭旁")
    assert "请选" in written_on(test)
    with reading() as s:
        assert (
            s.scalars(
                pick(ServicePoint.id).where(col(ServicePoint.place) == "东门岗亭旁", col(ServicePoint.made_by).is_(None))
            ).all()
            == []
        )


def test_whoever_only_reads_the_public_page_asks_for_no_lists_of_units(open_page):
    assert [field.key for field in open_page(PUBLIC, None).selectbox if "public-wish" in (field.key or "")] == []


def test_home_tells_the_clerk_how_many_wishes_wait_and_the_list_shows_as_many(open_page, wished):
    with reading() as s:
        n = len(
            s.scalars(
                pick(ServicePoint.id).where(
                    col(ServicePoint.status).in_([PointStatus.PROPOSED, PointStatus.TALKED_OVER, PointStatus.ON_BALLOT])
                )
            ).all()
        )
    test = open_page("home/home.py", "clerk")
    assert f"**{n}** 条设点提议待处理" in written_on(test)
    assert f"共 **{n}** 处" in written_on(turn_to(test, LIST, "clerk", view="wishes"))
    assert "设点提议待处理" not in written_on(open_page("home/home.py", "steward"))


@pytest.mark.parametrize("page", [STORY, CHANGE])
def test_a_name_that_is_typed_to_break_the_page_is_shown_as_it_is(open_page, wished, page):
    with session() as s:
        row = s.get_one(ServicePoint, wished)
        row.name, row.place, row.finds, row.reason = TYPED, TYPED, TYPED, TYPED
        s.add(row)
    test = open_page(page, "clerk", point=str(wished))
    assert not test.exception
    assert [m.value for m in test.markdown if TYPED in m.value] == []


def test_the_pages_speak_english_to_whoever_does(open_page, wished):
    story = open_page(STORY, "clerk", language=words.ENGLISH, point=str(wished))
    assert [said for said in ("Was talked over", "How it came about") if said not in everything_on(story)] == []
    assert "Wish for one" in written_on(open_page(LIST, "clerk", language=words.ENGLISH))
