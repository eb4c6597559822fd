"""Old or infirm party members looked after by name, on the screens of a programme that has them, and on those of one without."""

import re

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db.actor import Actor, Role
from db.engine import reading, session
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household, HouseholdKind
from db.ledger.models.named import NamedCare, NamedMember, NamedStatus
from db.ledger.queries.named import named_facts
from db.ledger.queries.nearby import nearby_stewards
from db.office.models import User
from db.office.queries import current_scheme, root_unit
from db.vetting.commands.stewards import suspend
from db.vetting.models.stewards import Steward
from db.visits.models.named import NamedDraft, NamedVisit
from db.visits.models.visits import Outcome
from seed.demo import fill_demo
from tests.conftest import copy_home
from tests.pages.conftest import written_on
from tests.pages.on_screen import everything_on

LIST, ONE, WRITE = "ledger/named_members.py", "ledger/named_member.py", "visits/write_named.py"
WORD, ENGLISH = "年老体弱党员", "Old or infirm party members"


@pytest.fixture
def qianxi(made_once, tmp_path, monkeypatch, lived_in):
    """The demo of the programme that has such persons, in place of the smallest one."""
    copy_home(made_once("demo_qianxi", lambda: fill_demo("qianxi")), tmp_path / "qianxi")
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path / "qianxi"))


def _clerk(s):
    user, root = s.exec(select(User).where(User.login == "clerk")).one(), root_unit(s)
    return Actor(user.id or 0, user.name, Role.CLERK, root.id, root.path)


def _served(s, steward_id=None):
    """The first person who has a steward (this one), and who that is."""
    rows = select(NamedCare).where(col(NamedCare.ended_on).is_(None)).order_by(col(NamedCare.id))
    return next(row for row in s.exec(rows) if steward_id in (None, row.steward_id))


def _person(member_id):
    with reading() as s:
        row = s.get_one(NamedMember, member_id)
        s.expunge(row)
        return row


def _field(test, key):
    """Keys end with the id of the press."""
    kinds = (*test.text_input, *test.text_area, *test.selectbox, *test.button_group, *test.button)
    return next(element for element in kinds if re.match(rf"{key}(-[0-9a-f]{{8}})?$", element.key or ""))


def _stewards_of(member_id):
    with reading() as s:
        rows = s.exec(select(NamedCare).where(NamedCare.member_id == member_id).order_by(col(NamedCare.id))).all()
        return [(row.steward_id, row.ended_on is None) for row in rows]


def test_a_clerk_puts_a_person_of_a_household_down_and_gives_them_to_a_steward(qianxi, open_page):
    with reading() as s:
        home = s.exec(select(Household).order_by(col(Household.id))).first()
        steward_id = s.exec(select(Assignment.steward_id).where(Assignment.household_id == home.id)).one()
    assert WORD in everything_on(open_page("ledger/household.py", "clerk", household=str(home.id)))
    test = open_page(ONE, "clerk", household=str(home.id))
    assert f"登记{WORD}" in written_on(test)
    _field(test, f"put-down-{home.id}-name").set_value("骆长春")
    _field(test, f"put-down-{home.id}-need").set_value("腿脚不便")
    _field(test, f"put-down-{home.id}-submit").click().run()
    assert not test.exception
    assert "骆长春已登记，请安排照看人。" in written_on(test)
    with reading() as s:
        row = s.exec(select(NamedMember).where(NamedMember.name == "骆长春")).one()
        place = (row.household_id, row.unit_id, row.door)
    assert place == (home.id, home.unit_id, home.door)

    test = open_page(ONE, "clerk", member=str(row.id))
    _field(test, f"give-named-{row.id}-steward").set_value(steward_id).run()
    _field(test, f"give-named-{row.id}-press").click().run()
    assert not test.exception
    assert (_stewards_of(row.id), "照看人已安排。" in written_on(test)) == ([(steward_id, True)], True)


def test_what_is_wrong_with_an_entry_stands_at_its_field_and_nobody_is_put_down(qianxi, open_page):
    test = open_page(ONE, "clerk")
    _field(test, "put-down-0-phone").set_value("123")
    _field(test, "put-down-0-submit").click().run()
    said = [line.value for line in test.markdown if ":red[:material/error:" in line.value]
    assert len(said) == 4  # name, door, unit, telephone
    with reading() as s:
        assert s.scalar(sa.select(sa.func.count()).select_from(NamedMember).where(col(NamedMember.name) == "")) == 0


def test_a_clerk_corrects_and_lets_go(qianxi, open_page):
    with reading() as s:
        member_id = _served(s).member_id
    before = _person(member_id)
    test = open_page(ONE, "clerk", member=str(member_id))
    _field(test, f"correct-named-{member_id}-need").set_value("双目失明")
    _field(test, f"correct-named-{member_id}-submit").click().run()
    row = _person(member_id)
    assert (not test.exception, row.need, row.phone, row.door) == (True, "双目失明", before.phone, before.door)
    _field(test, f"end-named-{member_id}-status").set_value(NamedStatus.MOVED).run()
    _field(test, f"end-named-{member_id}-press").click().run()
    assert (not test.exception, _person(member_id).status, _stewards_of(member_id)[-1][1]) == (True, NamedStatus.MOVED, False)
    assert "恢复照看" in written_on(test)


def test_the_list_tells_who_is_without_a_steward_and_the_home_page_counts_them(qianxi, open_page):
    rows = open_page(LIST, "clerk", state="uncovered").dataframe[0].value
    assert set(rows["红管家"]) == {"无"}
    home = open_page("home/home.py", "clerk")
    assert [m.value for m in home.markdown if f"**{len(rows)}** 名{WORD}还没有人照看" in m.value] != []


def test_a_hand_over_takes_the_persons_along_unless_it_ends_on_a_day(qianxi, open_page):
    with reading() as s:
        from_id = _served(s).steward_id
        theirs = s.exec(select(NamedCare.member_id).where(NamedCare.steward_id == from_id)).all()
        clerk, path = _clerk(s), named_facts(s, _clerk(s), theirs[0]).unit_path
        near = nearby_stewards(s, clerk, current_scheme(s), HouseholdKind.FAMILY, path)
        to = next(row.steward_id for row in near if row.steward_id not in set(s.exec(select(NamedCare.steward_id))))
    test = open_page("ledger/hand_over.py", "clerk", steward=str(from_id))
    form = f"hand-over-{from_id}"
    _field(test, f"{form}-span").set_value("until").run()
    assert "仍由原照看人负责" in written_on(test)
    _field(test, f"{form}-span").set_value("good").run()
    _field(test, f"{form}-to").set_value(to).run()
    _field(test, f"{form}-press").click().run()
    assert not test.exception
    assert [_stewards_of(member_id)[-1] for member_id in theirs] == [(to, True)] * len(theirs)


def test_the_page_of_a_steward_who_is_suspended_says_that_nobody_sees_to_their_persons(qianxi, open_page):
    with session() as s:
        steward_id = _served(s).steward_id
        suspend(s, _clerk(s), steward_id=steward_id, seen=s.get_one(Steward, steward_id).version, reason="住院")
    said = written_on(open_page("vetting/steward.py", "clerk", steward=str(steward_id)))
    assert ("按名照看：" in said, "现在无人照看，请尽快交接" in said) == (True, True)


def test_a_steward_finds_the_person_among_the_days_cards_and_writes_the_visit_down(qianxi, open_page):
    today = open_page("visits/today.py", "steward", large=True)
    presses = [button.key for button in today.button if (button.key or "").startswith("write-named-")]
    assert (len(presses), f"名{WORD}" in written_on(today)) == (2, True)
    member_id = int(presses[0].removeprefix("write-named-"))
    row = _person(member_id)
    assert (row.name in everything_on(today), row.need in everything_on(today)) == (False, True)

    test = open_page(WRITE, "steward", large=True, member=str(member_id))
    _field(test, f"visit-named-{member_id}-outcome").set_value(Outcome.NOBODY_HOME).run()
    _field(test, f"visit-named-{member_id}-note").set_value("去了儿子家").run()
    with reading() as s:
        assert s.scalar(sa.select(sa.func.count()).select_from(NamedDraft)) == 1
    _field(test, f"visit-named-{member_id}-save").click().run()
    assert not test.exception
    with reading() as s:
        newest = s.exec(select(NamedVisit).order_by(col(NamedVisit.id).desc())).first()
        kept = (newest.member_id, newest.outcome, newest.note, s.scalar(sa.select(sa.func.count()).select_from(NamedDraft)))
    assert kept == (member_id, Outcome.NOBODY_HOME, "去了儿子家", 0)
    assert "去了儿子家" in everything_on(open_page(ONE, "steward", member=str(member_id)))


def test_a_steward_is_shown_own_persons_only_and_changes_none(qianxi, open_page):
    with session() as s:
        own = s.exec(select(NamedCare).order_by(col(NamedCare.id))).first().member_id
        foreign = s.exec(select(NamedMember).order_by(col(NamedMember.id).desc())).first()
    assert foreign.name not in everything_on(open_page(LIST, "steward", large=True))
    for page in (ONE, WRITE):
        test = open_page(page, "steward", member=str(foreign.id))
        assert (foreign.need in everything_on(test), "没有登记此人，或不在您的范围内。" in written_on(test)) == (False, True)
    test = open_page(ONE, "steward", member=str(own))
    pressed = {button.label for button in test.button} & {"写走访", "保存", "由此人照看", "不再照看"}
    assert (pressed, [one.label for one in test.get("popover")]) == ({"写走访"}, [])


def test_the_screens_speak_english_and_only_what_was_typed_is_chinese(qianxi, open_page):
    with reading() as s:
        member_id = _served(s).member_id
    typed = _person(member_id)
    for page, asked in ((LIST, {}), (ONE, {}), (ONE, {"member": str(member_id)}), (WRITE, {"member": str(member_id)})):
        test = open_page(page, "clerk", language="en", **asked)
        assert not test.exception
        said = [one.value for one in (*test.title, *test.subheader)] + [one.label for one in (*test.button, *test.text_input)]
        chinese = [text for text in said if re.search("[一-鿿]", text) and text != "中文"]
        assert [text for text in chinese if typed.name[0] not in text] == [], page
    assert ENGLISH in everything_on(open_page(LIST, "clerk", language="en"))


def test_a_programme_without_such_persons_shows_nothing_of_them(open_page):
    for page, login in (("ledger/households.py", "clerk"), ("visits/today.py", "steward"), ("office/edit_scheme.py", "admin")):
        assert WORD not in everything_on(open_page(page, login))
    assert "本方案没有设按名照看的人员。" in written_on(open_page(LIST, "clerk"))
    test = open_page(ONE, "clerk")
    assert (not test.exception, [button.label for button in test.button if button.label == "保存"]) == (True, [])


def test_the_editor_and_the_scheme_in_words_say_how_many_a_steward_may_have(qianxi, open_page):
    assert f"{WORD}：每人按名照看最多5名，不计入联系户数" in everything_on(open_page("office/scheme.py", "admin"))
    test = open_page("office/edit_scheme.py", "admin")
    number = next(one for one in test.number_input if one.label == f"每人最多照看{WORD}（名）")
    number.set_value(3)
    next(button for button in test.button if button.label == "保存为新版本").click().run()
    assert not test.exception
    with reading() as s:
        assert current_scheme(s).coverage.named.most == 3
