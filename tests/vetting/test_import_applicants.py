"""Applicants from spreadsheets that the tests make: each fault at its cell, merged cells, a second time, a near match."""

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.actor import Role
from db.errors import Conflict, Invalid, NotFound
from db.office.models import Office
from db.spreadsheets import Severity, Sheet, read_sheets
from db.vetting.applicant_import import preview_applicants
from db.vetting.commands.import_applicants import import_applicants
from db.vetting.models.applications import Application, ImportBatch, Source
from db.vetting.queries.applications import application_facts, applications, story
from tests.people import applicant, id_number, registered
from tests.vetting.applicants_file import COLUMNS, HEIGHT, line, sheet, workbook
from tests.vetting.states import codes, everything, journal, wearing

IDS = [id_number(date(1958, 2, 3 + n), county=n % 5) for n in range(10)]
WIDE = "".join(chr(ord(c) + 0xFEE0) for c in IDS[0])


def _preview(session, cast, *lines, actor=None, **changes):
    return preview_applicants(session, actor or cast.bob, [sheet(*lines)], **changes)


def _errors(preview):
    return [(p.address, p.code) for p in preview.problems if p.severity is Severity.ERROR]


def _import(session, cast, *lines):
    return import_applicants(session, cast.bob, preview=_preview(session, cast, *lines))


FAULTS = [
    ({"身份证号码": IDS[0][:17] + "4"}, "I", "id_checksum"),
    ({"身份证号码": 6.1072119580203e17}, "I", "id_lost_digits"),
    ({"身份证号码": ""}, "I", "id_missing"),
    ({"身份证号码": "61072119580203"}, "I", "id_form"),
    ({"出生年月": "1931.01"}, "H", "id_birth_mismatch"),
    ({"出生年月": "五十年代"}, "H", "birth_form"),
    ({"联系电话": "199000012"}, "O", "phone_form"),
    ({"联系电话": ""}, "O", "phone_missing"),
    ({"姓 名": ""}, "E", "name_missing"),
    ({"性别": "不详"}, "F", "sex_form"),
    ({"居住小区": "不存在小区"}, "C", "unit_unknown"),
    ({"居住小区": ""}, "C", "unit_missing"),
    ({"拟任楼栋": "99号楼"}, "D", "unit_unknown"),
    ({"人员类别": "其他人员"}, "P", "category_unknown"),
    ({"报名方式": "抽签"}, "Q", "entry_way_unknown"),
    ({"政治面貌": "不详"}, "J", "political_missing"),
    ({"入党时间": "很久以前"}, "K", "party_month_form"),
    ({"身份证号码": id_number(date(2011, 5, 4)), "出生年月": "2011.05", "入党时间": ""}, "H", "under_age"),
    ({"备注": "长" * 501}, "S", "too_long"),
]


def test_each_fault_is_named_at_its_cell_and_its_row_stays_out(session, cast):
    """One row a fault, and one sound row after them."""
    lines = [line(0, id_number(date(1960, 1, n + 1)), **changes) for n, (changes, _, _) in enumerate(FAULTS)]
    preview = _preview(session, cast, *lines, line(1, IDS[1]))
    expected = [(f"{column}{HEIGHT + 1 + n}", code) for n, (_, column, code) in enumerate(FAULTS)]
    assert _errors(preview) == expected
    assert [one.row.number for one in preview.accepted] == [HEIGHT + 1 + len(FAULTS)]


def test_a_preview_writes_nothing(session, cast):
    before = everything(session)
    _preview(session, cast, line(0, IDS[0]), line(1, "1"))
    assert everything(session) == before


def test_every_fault_of_a_row_is_named(session, cast):
    preview = _preview(session, cast, line(0, IDS[0], **{"姓 名": "", "联系电话": "1", "居住小区": "不存在小区"}))
    assert {cell for cell, _ in _errors(preview)} == {"C5", "E5", "O5"}


def test_months_phones_and_id_numbers_are_read_in_the_ways_that_people_write_them(session, cast):
    months = ["1958.02", "1958-2", "1958年2月", "195802", "1958/02/03", date(1958, 2, 3), 1958.02]
    phones = [19900000001.0, "199 0000 0001", "199-0000-0001", "１９９００００００１１"]
    numbers = [IDS[0].lower(), f" {IDS[0]} ", WIDE]
    ways = [{"出生年月": m} for m in months] + [{"联系电话": p} for p in phones] + [{"身份证号码": n} for n in numbers]
    read = [_preview(session, cast, line(0, IDS[0], **way)) for way in ways]
    assert [_errors(preview) for preview in read] == [[]] * len(ways)
    assert {one.applicant.values["id_number"] for preview in read for one in preview.accepted} == {IDS[0]}
    assert {len(one.applicant.values["phone"]) for preview in read for one in preview.accepted} == {11}


def test_title_header_empty_lines_and_footer_are_no_applicants(session, cast):
    empty = [""] * len(COLUMNS)
    preview = _preview(session, cast, line(0, IDS[0]), empty, line(1, IDS[1]))
    assert ([one.row.number for one in preview.accepted], _errors(preview)) == ([5, 7], [])


def test_the_same_person_twice_is_a_problem_at_the_second_row_that_names_the_first(session, cast):
    preview = _preview(session, cast, line(0, IDS[0]), line(1, IDS[1]), line(2, IDS[0].lower()))
    [problem] = [p for p in preview.problems if p.severity is Severity.ERROR]
    assert (problem.address, problem.code, problem.params["other_row"]) == ("I7", "same_person_twice", HEIGHT + 1)
    assert len(preview.accepted) == 2


def test_a_remark_that_looks_like_a_formula_or_a_script_is_kept_as_plain_text(session, cast):
    remarks = ["=1+1", "@SUM(1+1)*cmd|' /C calc'!A0", "+86", "-", "<img src=x onerror=alert(1)>"]
    _import(session, cast, *(line(n, IDS[n], 备注=remark) for n, remark in enumerate(remarks)))
    rows = applications(session, cast.bob)
    assert sorted(application_facts(session, cast.bob, row.id).remark for row in rows) == sorted(remarks)


def test_an_unknown_estate_offers_the_near_match_first(session, cast):
    preview = _preview(session, cast, line(0, IDS[0], 居住小区="松风园"))
    assert preview.strangers["松风园"][0] == "松风苑"
    [problem] = preview.problems
    assert (problem.params["name"], problem.params["near"]) == ("松风园", "松风苑")


def test_the_estate_that_the_clerk_chose_instead_is_taken(session, cast):
    lines = line(0, IDS[0], 居住小区="松风园"), line(1, IDS[1], 居住小区="不存在小区")
    preview = _preview(session, cast, *lines, replaced={"松风园": "松风苑"})
    assert [one.applicant.unit_id for one in preview.accepted] == [cast.places.buildings[0]]
    assert _errors(preview) == [("C6", "unit_unknown")]


def test_an_estate_is_looked_for_under_its_own_community(session, cast):
    preview = _preview(session, cast, line(0, IDS[0], 居住小区="柳岸家园"))
    assert _errors(preview) == [("C5", "unit_unknown")]


def test_a_real_file_with_vertically_merged_estates_is_read_row_by_row(session, cast):
    merged = {"所在社区": None, "居住小区": None}
    data = workbook(line(0, IDS[0]), line(1, IDS[1], **merged), line(2, IDS[2], **merged), merge_down=("所在社区", "居住小区"))
    preview = preview_applicants(session, cast.bob, read_sheets(data))
    assert _errors(preview) == []
    assert [one.applicant.unit_id for one in preview.accepted] == [cast.places.buildings[0]] * 3


def test_a_cell_that_is_empty_and_not_merged_stays_empty(session, cast):
    data = workbook(line(0, IDS[0]), line(1, IDS[1], 居住小区=None))
    assert _errors(preview_applicants(session, cast.bob, read_sheets(data))) == [("C6", "unit_missing")]


def test_a_file_without_the_columns_that_are_needed_is_refused_by_name(session, cast):
    with pytest.raises(Invalid) as refusal:
        preview_applicants(session, cast.bob, [Sheet("表", [["姓名", "电话"], ["赵甲", "19900000001"]])])
    assert (refusal.value.code, "身份证号码" in refusal.value.params["titles"]) == ("sheet_no_header", True)


def test_a_party_member_is_expected_and_somebody_else_only_warned_about(session, cast):
    preview = _preview(session, cast, line(0, IDS[0], 政治面貌="群众", 入党时间=""))
    assert [(p.address, p.code, p.severity) for p in preview.problems] == [("J5", "not_party_member", Severity.WARNING)]
    assert (len(preview.accepted), preview.problem_rows) == (1, [])


def test_a_namesake_on_file_is_warned_about_and_accepted(session, cast):
    registered(session, cast, 5, name="赵甲")
    preview = _preview(session, cast, line(0, IDS[0]))
    assert [(p.address, p.code) for p in preview.problems] == [("E5", "near_name")]
    assert len(preview.accepted) == 1


def test_those_accepted_are_registered_from_the_sheet_and_wait(session, cast):
    assert _import(session, cast, line(0, IDS[0]), line(1, "1"), line(2, IDS[2])) == 2
    rows = applications(session, cast.bob)
    assert {row.step_key for row in rows} == {"recommendation"}
    assert {application_facts(session, cast.bob, row.id).source for row in rows} == {Source.SHEET}
    assert [len(story(session, cast.bob, row.id)) for row in rows] == [1, 1]


def test_the_batch_is_recorded_by_its_counts(session, cast):
    _import(session, cast, line(0, IDS[0]), line(1, "1"), line(2, IDS[2]))
    batch = session.scalars(sa.select(ImportBatch)).one()
    assert (batch.n_rows, batch.n_accepted, batch.n_problems) == (3, 2, 1)
    assert journal(session, "applicants_imported") == [{"batch": batch.id, "n_rows": 3, "n_accepted": 2, "n_problems": 1}]


def test_the_same_file_twice_adds_nobody(session, cast):
    lines = line(0, IDS[0]), line(1, IDS[1])
    _import(session, cast, *lines)
    again = _preview(session, cast, *lines)
    assert ([row.number for row in again.known], again.accepted, again.problems) == ([5, 6], (), ())
    assert import_applicants(session, cast.bob, preview=again) == 0


def test_somebody_who_came_in_at_the_desk_meanwhile_is_left_out(session, cast):
    preview = _preview(session, cast, line(0, IDS[0]), line(1, IDS[1]))
    registered(session, cast, 5, id_number=IDS[0])
    assert import_applicants(session, cast.bob, preview=preview) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(Application)) == 2


def test_the_same_press_twice_imports_once(session, cast):
    preview, press = _preview(session, cast, line(0, IDS[0])), uuid4()
    counts = [import_applicants(session, cast.bob, preview=preview, request_id=press) for _ in range(2)]
    assert counts == [1, 1]
    assert session.scalar(sa.select(sa.func.count()).select_from(ImportBatch)) == 1


def test_the_demo_takes_no_real_people(session, cast):
    preview = _preview(session, cast, line(0, IDS[0]))
    session.get_one(Office, 1).is_demo = True
    with pytest.raises(Conflict) as refusal:
        import_applicants(session, cast.bob, preview=preview)
    assert refusal.value.code == "demo_takes_nobody"
    assert applications(session, cast.bob) == []


def test_only_a_clerk_imports(session, cast):
    preview = _preview(session, cast, line(0, IDS[0]))
    actors = [cast.ada, cast.alice, cast.grace, cast.ben, cast.leo]
    assert codes(lambda who: _preview(session, cast, line(0, IDS[0]), actor=who), *actors) == ["not_allowed"] * 5
    assert codes(lambda who: import_applicants(session, who, preview=preview), *actors) == ["not_allowed"] * 5


def test_a_clerk_of_one_community_imports_nobody_into_another(session, cast):
    """Where clerks sit at a lower level (qianxi: townships of a county), their spreadsheet ends at their own unit."""
    clerk = wearing(session, cast.leo, Role.CLERK, cast.places.willow)
    preview = _preview(session, cast, line(0, IDS[0]), actor=clerk)
    assert len(preview.accepted) == 0


def test_an_office_without_a_number_column_may_end_its_sheet_with_a_footer_too(session, cast):
    """The footer then stands under the first column that is read, and is still no applicant."""
    whole = sheet(line(0, IDS[0]))
    rows = [row[1:] for row in whole.rows[:-1]] + [whole.rows[-1][:-1]]
    preview = preview_applicants(session, cast.bob, [Sheet(whole.name, rows)])
    assert (preview.n_rows, _errors(preview)) == (1, [])


def test_an_applicants_particulars_come_through_whole(session, cast):
    _import(session, cast, line(0, IDS[0]))
    [row] = applications(session, cast.bob)
    facts, written = application_facts(session, cast.bob, row.id), applicant(cast)
    assert (facts.name, facts.nation, facts.party_joined, facts.education, facts.recommender) == (
        "赵甲", "汉族", "1998-07", written.education, "葛网格",
    )  # fmt: skip


def test_a_list_that_somebody_of_the_place_looked_at_is_not_taken_by_a_clerk_of_another(session, cast):
    preview, before = _preview(session, cast, line(0, IDS[0])), everything(session)
    stranger = wearing(session, cast.bob, Role.CLERK, cast.places.willow)
    with pytest.raises(NotFound):
        import_applicants(session, stranger, preview=preview)
    assert everything(session) == before
