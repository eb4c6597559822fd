"""Candidates on the screen: found, opened where nobody has a steward, made applicants by a press, removed, deleted."""

import pytest
from sqlmodel import select

from db import clock
from db.engine import reading, session
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.coverage import uncovered_paths
from db.office.commands.set_up import make_scheme_version
from db.office.models import Office
from db.office.queries import current_scheme, current_version_id, unit_at, units_under
from db.scheme import Category
from db.vetting.candidates import check_candidate
from db.vetting.commands.candidates import put_candidates
from db.vetting.models.applications import Application, Source
from db.vetting.models.candidates import Candidate, CandidateIn, MemberKind
from db.vocabulary import Sex
from tests.pages.conftest import actor_of, written_on
from tests.vetting.candidates_file import NUMBERS

PAGE, ONE, COVERAGE = "vetting/candidates.py", "vetting/candidate.py", "ledger/coverage.py"


def _put(**said: object) -> None:
    """One candidate, who lives where some household has no steward."""
    with session() as s:
        clerk = actor_of(s, "clerk")
        home = unit_at(s, min(uncovered_paths(s, clerk, HouseholdKind.FAMILY, "")))
        usual = {
            "name": "佘赛花",
            "born": "1970",
            "door": "2单元101",
            "speciality": "调解",
            "employer": "示范县中心小学",
            "sex": Sex.FEMALE,
        }
        given = CandidateIn(kind=MemberKind.ON_THE_JOB, unit_id=home.id, **(usual | said))
        put_candidates(s, clerk, [check_candidate(given, clock.today())], 1, 0)


@pytest.fixture
def candidate(lived_in):
    _put(id_number=NUMBERS[0], phone="19900000077")


@pytest.fixture
def with_category(lived_in):
    """The scheme has a category for party members on the job."""
    with session() as s:
        scheme, admin = current_scheme(s), actor_of(s, "admin")
        category = Category(key="on_the_job", zh="在职党员", en="On the job")
        changed = scheme.model_copy(update={"categories": (*scheme.categories, category)})
        make_scheme_version(s, admin, scheme=changed, seen=current_version_id(s))


def _field(test, key):
    """Keys end with the id of the press."""
    kinds = (*test.text_input, *test.selectbox, *test.button_group, *test.button)
    return next(element for element in kinds if key in (element.key or ""))


def _kept(table):
    with reading() as s:
        return s.exec(select(table)).all()


def _those_from_candidates():
    return [one for one in _kept(Application) if one.source is Source.CANDIDATE]


def test_the_list_shows_age_kind_speciality_and_home_and_no_number(open_page, candidate):
    test = open_page(PAGE, "clerk")
    assert not test.exception
    [shown] = test.dataframe[0].value.to_dict("records")
    assert (shown["姓名"], shown["年龄"], shown["党员类别"], shown["特长"]) == ("佘赛花", "56", "在职党员", "调解")
    assert "2单元101" in shown["住处"]
    assert "19900000077" not in str(shown)
    assert NUMBERS[0] not in str(shown)
    assert "没有选用的人选不长期保存" in written_on(test)


def test_one_press_makes_an_applicant_where_the_list_says_all(open_page, candidate, with_category):
    test = open_page(ONE, "clerk", candidate="1")
    _field(test, "at-once").click().run()
    assert not test.exception
    [one] = _those_from_candidates()
    assert (one.name, one.employer, one.category) == ("佘赛花", "示范县中心小学", "on_the_job")
    assert "已经报名" in written_on(test)
    assert [button.key for button in test.button if "at-once" in (button.key or "")] == []
    assert [row.application_id for row in _kept(Candidate)] == [one.id]


def test_what_the_list_lacks_is_asked_at_its_field_and_then_taken(open_page, lived_in):
    _put(phone="19900000077")
    test = open_page(ONE, "clerk", candidate="1")
    assert [button.key for button in test.button if "at-once" in (button.key or "")] == []
    _field(test, "submit").click().run()
    assert _those_from_candidates() == []
    assert any(":red[:material/error:" in line.value for line in test.markdown)
    _field(test, "id_number").set_value(NUMBERS[1]).run()
    _field(test, "category").set_value("household_steward")
    _field(test, "submit").click().run()
    assert not test.exception
    assert [one.name for one in _those_from_candidates()] == ["佘赛花"]


def test_a_steward_is_offered_no_form(open_page, candidate):
    with session() as s:
        row = s.get_one(Candidate, 1)
        steward = s.exec(select(Application).where(Application.status == "appointed")).first()
        row.id_index = steward.id_index
        s.add(row)
    test = open_page(ONE, "clerk", candidate="1")
    assert "不用再报名" in written_on(test)
    assert [button.key for button in test.button if "submit" in (button.key or "")] == []


def test_a_candidate_is_removed(open_page, candidate):
    test = open_page(ONE, "clerk", candidate="1")
    _field(test, "remove-candidate").click().run()
    assert not test.exception
    assert _kept(Candidate) == []


def test_a_list_is_deleted_by_a_press(open_page, candidate):
    test = open_page(PAGE, "clerk")
    _field(test, "delete-list").click().run()
    assert not test.exception
    assert "名册已删除" in written_on(test)
    assert _kept(Candidate) == []


def test_the_coverage_page_offers_those_who_live_where_somebody_has_no_steward(open_page, candidate):
    test = open_page(COVERAGE, "clerk")
    assert not test.exception
    assert "还没有联系人的地方，可选配的人选：1人" in written_on(test)
    names = [row["姓名"] for table in test.dataframe for row in table.value.to_dict("records") if "党员类别" in row]
    assert names == ["佘赛花"]
    leader = open_page(COVERAGE, "leader")
    assert not leader.exception
    assert "人选" not in written_on(leader)


def test_nobody_is_offered_who_lives_where_everybody_has_a_steward(open_page, lived_in):
    _put(phone="19900000077")
    with session() as s:
        clerk, row = actor_of(s, "clerk"), s.get_one(Candidate, 1)
        without = set(uncovered_paths(s, clerk, HouseholdKind.FAMILY, ""))
        units = units_under(s, clerk.unit_path)
        row.unit_id = next(unit.id for unit in units if unit.depth == units[-1].depth and unit.path not in without)
        s.add(row)
    assert "可选配的人选" not in written_on(open_page(COVERAGE, "clerk"))


def test_who_decides_on_other_pages_has_no_candidates(open_page, candidate):
    for login in ("grid", "leader", "steward"):
        assert "佘赛花" not in written_on(open_page(ONE, login, candidate="1"))


@pytest.fixture
def real_office(lived_in):
    """No demo any more: it takes lists in."""
    with session() as s:
        s.get_one(Office, 1).is_demo = False
        clerk = actor_of(s, "clerk")
        home = units_under(s, clerk.unit_path)[-1]
        names = [unit_at(s, path).name for path in _paths_down_to(home.path)][1:]
        return [level.zh for level in current_scheme(s).levels[1:]], names


def _paths_down_to(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[: n + 1])}/" for n in range(len(parts))]


def test_a_list_is_looked_at_and_what_is_sound_is_taken(open_page, real_office):
    levels, names = real_office
    rows = [[*levels, "姓名", "性别", "联系电话", "党员类别"], [*names, "佘赛花", "女", "19900000077", "在职"]]
    rows += [[*names, "穆桂英", "女", "19900000078", "流动"], [*names, "佘赛花", "女", "19900000077", "在职"]]
    test = open_page("vetting/bring_in_candidates.py", "clerk")
    content = "\n".join(",".join(row) for row in rows).encode()
    test.file_uploader[0].set_value(("党员名册.csv", content, "text/csv")).run()
    assert not test.exception
    assert "共 3 行：**1** 人可以导入" in written_on(test)
    told = [row["问题说明"] for row in test.dataframe[0].value.to_dict("records")]
    assert [said[:6] for said in told] == ["请填写：在册", "与第2行是同"]
    _field(test, "take").click().run()
    assert not test.exception
    assert [row.name for row in _kept(Candidate)] == ["佘赛花"]


def test_a_demo_takes_no_list_of_candidates(open_page, lived_in):
    test = open_page("vetting/bring_in_candidates.py", "clerk")
    test.file_uploader[0].set_value(("党员名册.csv", "姓名,党员类别\n佘赛花,在职".encode(), "text/csv")).run()
    assert any("演示" in error.value for error in test.error)
    assert _kept(Candidate) == []
