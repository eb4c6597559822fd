"""Lists of party members who could serve: read as offices write them, each fault at its cell, nobody taken twice."""

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.actor import Role
from db.errors import Conflict, Invalid, NotFound
from db.office.models import Office
from db.spreadsheets import Severity, Sheet
from db.vetting.candidate_import import preview_candidates
from db.vetting.commands.candidates import take_candidates
from db.vetting.models.candidates import Candidate, MemberKind
from tests.people import applicant, id_number, registered
from tests.vetting.candidates_file import NUMBERS, line, preview, taken, without
from tests.vetting.states import a_steward, codes, everything, journal, wearing


def _errors(found):
    return [(p.address, p.code) for p in found.problems if p.severity is Severity.ERROR]


def _kept(session) -> list[Candidate]:
    return list(session.scalars(sa.select(Candidate).order_by(Candidate.id)))


def test_somebody_on_the_job_comes_with_employer_party_organisation_and_year_of_joining(session, cast):
    taken(session, cast.bob, line(0))
    [one] = _kept(session)
    assert (one.kind, one.employer, one.party_organisation) == (MemberKind.ON_THE_JOB, "示范县中心小学", "示范县中心小学党支部")
    assert (one.unit_id, one.door, one.born, one.party_joined) == (cast.places.buildings[0], "1单元101", "1970-05-03", "1995")


def test_numbers_are_sealed_in_their_columns(session, cast):
    taken(session, cast.bob, line(0))
    raw = session.execute(sa.text("SELECT id_number, phone FROM candidate")).one()
    assert [NUMBERS[0].encode() in bytes(raw[0]), b"19900000000" in bytes(raw[1])] == [False, False]
    assert _kept(session)[0].id_number == NUMBERS[0]


FAULTS = [
    ({"姓名": ""}, "F", "name_missing"),
    ({"姓名": "赵甲、钱乙"}, "F", "name_of_two"),
    ({"身份证号": 6.1072119580203e17}, "I", "id_lost_digits"),
    ({"身份证号": NUMBERS[0][:17] + "1"}, "I", "id_checksum"),
    ({"联系电话": "1990000"}, "J", "phone_form"),
    ({"党员类别": "流动"}, "K", "member_kind_unknown"),
    ({"党员类别": ""}, "K", "member_kind_missing"),
    ({"出生年月": "1971.05"}, "H", "id_birth_mismatch"),
    ({"性别": "某"}, "G", "sex_form"),
    ({"出生年月": "早年", "身份证号": ""}, "H", "birth_form"),
    ({"出生年月": "1901", "身份证号": "", "入党年份": ""}, "H", "over_age"),
    ({"入党年份": "很久以前"}, "L", "party_month_form"),
    ({"门牌": date(2026, 3, 1)}, "E", "cell_became_date"),
    ({"工作单位": "长" * 81}, "M", "too_long"),
    ({"居住小区": "不存在小区"}, "C", "unit_unknown"),
]


def test_each_fault_is_named_at_its_cell_and_its_row_stays_out(session, cast):
    lines = [
        line(n, **{"身份证号": id_number(date(1970, 5, 1), serial=n), "联系电话": ""} | changes)
        for n, (changes, _, _) in enumerate(FAULTS)
    ]
    found = preview(session, cast.bob, *lines)
    assert _errors(found) == [(f"{column}{3 + n}", code) for n, (_, column, code) in enumerate(FAULTS)]
    assert found.accepted == ()


def test_odd_titles_and_few_columns_are_enough(session, cast):
    titles = ["姓 名", "所属社区", "居住小区", "年龄", "身份类别", "家庭住址"]
    rows = [["王小", "松风社区", "松风苑", 58.0, "社区党员", "3号楼"], ["李大", "松风社区", "松风苑", "62岁", "两新组织党员", ""]]
    found = preview_candidates(session, cast.bob, [Sheet("表", [titles, *rows])])
    assert _errors(found) == []
    assert [(one["born"], one["kind"], one["unit_id"]) for one in found.accepted] == [
        ("1968", MemberKind.REGISTERED, cast.places.pine_court), ("1964", MemberKind.NEW_ORGANISATION, cast.places.pine_court),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kind"),
    [("在册", "registered"), ("退休党员", "registered"), ("在职报到党员", "on_the_job"), ("“两新”党员", "new_organisation")],
)
def test_kinds_are_read_as_offices_call_them(session, cast, written, kind):
    [one] = preview(session, cast.bob, line(0, 党员类别=written)).accepted
    assert one["kind"] == kind


def test_a_list_of_one_kind_need_not_say_it_in_every_row(session, cast):
    rows = without("党员类别", [line(0), line(1)])
    assert {code for _, code in _errors(preview_candidates(session, cast.bob, [rows]))} == {"member_kind_missing"}
    found = preview_candidates(session, cast.bob, [rows], usual=MemberKind.REGISTERED)
    assert [one["kind"] for one in found.accepted] == [MemberKind.REGISTERED] * 2


def test_numbers_may_be_missing_or_said_to_be(session, cast):
    found = preview(session, cast.bob, line(0, 身份证号="", 联系电话="无"), line(1, 身份证号="不详", 联系电话=""))
    assert (_errors(found), [one["phone"] for one in found.accepted]) == ([], [None, None])


def test_joining_before_eighteen_is_left_out_kept_in_the_remark_and_said(session, cast):
    found = preview(session, cast.bob, line(0, 入党年份=1980.0))
    assert [(p.address, p.code) for p in found.problems] == [("L3", "party_month_left_open")]
    assert [(one["party_joined"], one["remark"]) for one in found.accepted] == [("", "入党年份：1980")]


TWICE = {
    "the same ID number": ({}, {"姓名": "赵再职", "联系电话": ""}),
    "the same name and telephone": ({"身份证号": ""}, {"门牌": "2单元"}),
    "the same name and door where there is no number": ({"身份证号": "", "联系电话": ""}, {"身份证号": "", "联系电话": ""}),
}


@pytest.mark.parametrize("why", TWICE)
def test_a_person_twice_in_a_list_is_a_problem_at_the_second_row(session, cast, why):
    first, second = TWICE[why]
    found = preview(session, cast.bob, line(0, **first), line(1), line(0, **second))
    assert (_errors(found), len(found.accepted)) == ([("F5", "candidate_twice")], 2)


@pytest.mark.parametrize("why", TWICE)
def test_a_person_on_file_is_known_again(session, cast, why):
    first, second = TWICE[why]
    taken(session, cast.bob, line(0, **first))
    found = preview(session, cast.bob, line(0, **second), line(1))
    assert ([row.number for row in found.known], len(found.accepted)) == ([3], 1)


def test_two_namesakes_with_numbers_of_their_own_are_two_people(session, cast):
    assert len(preview(session, cast.bob, line(0), line(1, 姓名="赵在职", 门牌="1单元101")).accepted) == 2


def test_stewards_and_applicants_are_left_out_with_a_word(session, cast):
    a_steward(session, cast, 0)
    registered(session, cast, 1)
    steward, waiting = applicant(cast, 0), applicant(cast, 1)
    lines = [
        line(0, 姓名=steward.name, 身份证号=steward.id_number, 出生年月=""),
        line(1, 姓名=waiting.name, 身份证号="", 联系电话=waiting.phone),
        line(2),
    ]
    found = preview(session, cast.bob, *lines)
    told = [(p.address, p.code, p.severity) for p in found.problems]
    assert told == [("F3", "candidate_serves", Severity.WARNING), ("F4", "candidate_applied", Severity.WARNING)]
    assert ([row.number for row in found.serving], len(found.accepted), found.problem_rows) == ([3, 4], 1, [])


def test_a_community_s_own_list_need_not_name_the_community(session, cast):
    found = preview_candidates(session, cast.alice, [without("所在社区", [line(0)])])
    assert [one["unit_id"] for one in found.accepted] == [cast.places.buildings[0]]


def test_a_list_that_does_not_say_the_building_is_taken_and_the_missing_column_named(session, cast):
    found = preview_candidates(session, cast.bob, [without("楼栋", [line(0), line(1)])])
    assert [(p.code, p.severity, p.params) for p in found.problems] == [
        ("lives_no_closer", Severity.WARNING, {"level": "楼栋", "n": 2})
    ]
    assert [one["unit_id"] for one in found.accepted] == [cast.places.pine_court] * 2


def test_a_community_takes_nobody_who_lives_in_another(session, cast):
    rows = [line(0), line(1, 所在社区="柳河社区", 居住小区="柳岸家园")]
    assert _errors(preview(session, cast.alice, *rows)) == [("D4", "unit_not_yours")]
    with pytest.raises(NotFound):
        take_candidates(session, cast.charlie, preview=preview(session, cast.bob, line(0)))


def test_a_preview_writes_nothing(session, cast):
    before = everything(session)
    preview(session, cast.bob, line(0), line(1, 姓名=""))
    assert everything(session) == before


def test_the_same_press_twice_takes_the_list_once(session, cast):
    found, press = preview(session, cast.bob, line(0), line(1)), uuid4()
    assert [take_candidates(session, cast.bob, preview=found, request_id=press) for _ in range(2)] == [2, 2]
    assert len(_kept(session)) == 2
    assert [entry["n_accepted"] for entry in journal(session, "candidates_taken")] == [2]


def test_who_came_in_meanwhile_is_left_out(session, cast):
    found = preview(session, cast.bob, line(0), line(1), line(2))
    taken(session, cast.alice, line(0))
    registered(session, cast, 5, name="钱在职", id_number=NUMBERS[1])
    assert take_candidates(session, cast.bob, preview=found) == 1


def test_only_clerk_and_community_bring_candidates_in(session, cast):
    found = preview(session, cast.bob, line(0))
    others = [cast.ada, cast.grace, cast.ben, cast.leo, cast.dora, cast.percy]
    assert codes(lambda who: preview(session, who, line(0)), *others) == ["not_allowed"] * 6
    assert codes(lambda who: take_candidates(session, who, preview=found), *others) == ["not_allowed"] * 6


def test_the_demo_takes_no_real_people(session, cast):
    found = preview(session, cast.bob, line(0))
    session.get_one(Office, 1).is_demo = True
    assert codes(lambda who: take_candidates(session, who, preview=found), cast.bob) == ["demo_takes_nobody"]
    with pytest.raises(Conflict, match="demo_takes_nobody"):
        preview(session, cast.bob, line(0))


def test_a_sheet_without_names_is_refused_by_its_title(session, cast):
    with pytest.raises(Invalid, match="sheet_no_header"):
        preview_candidates(session, cast.bob, [Sheet("表", [["所在社区", "年龄"], ["松风社区", "60"]])])


def test_a_clerk_of_a_part_of_the_office_brings_in_for_that_part(session, cast):
    clerk = wearing(session, cast.leo, Role.CLERK, cast.places.willow)
    assert _errors(preview(session, clerk, line(0))) == [("D3", "unit_not_yours")]
