"""When somebody joined the party, and for whom they work: as offices write it, and what cannot be."""

from datetime import date

import pytest

from db.errors import Invalid
from db.spreadsheets import Sheet
from db.vetting.applicant_import import preview_applicants
from db.vetting.commands.register import register
from db.vetting.joining import read_joined, require_possible
from db.vetting.queries.applications import application_facts
from tests.people import applicant, id_number
from tests.vetting.applicants_file import line, sheet

TODAY = date(2026, 11, 23)
ID = id_number(date(1958, 2, 3))


@pytest.mark.parametrize(
    ("written", "read"),
    [("2006", "2006"), ("2006年", "2006"), ("２００６", "2006"), ("2006.11", "2006-11"), ("2006年1月", "2006-01"), ("", "")],
)
def test_a_year_alone_says_when_somebody_joined(written, read):
    assert read_joined(written) == read


@pytest.mark.parametrize("written", ["39022", "06", "很久以前", "1006"])
def test_what_is_no_year_is_none(written):
    with pytest.raises(Invalid, match="party_month_form"):
        read_joined(written)


@pytest.mark.parametrize(
    ("joined", "born", "code"),
    [
        ("1985", "1968", "party_under_age"), ("1986-02", "1968-03-09", "party_under_age"),
        ("2026-12", "1990", "party_in_future"), ("2027", "", "party_in_future"),
    ],
)  # fmt: skip
def test_nobody_joins_before_eighteen_or_in_the_time_to_come(joined, born, code):
    with pytest.raises(Invalid, match=code):
        require_possible(joined, born, TODAY)


@pytest.mark.parametrize(
    ("joined", "born"),
    [("1986", "1968"), ("1986-03", "1968-03-09"), ("1986", "1968-12-31"), ("1950", ""), ("2026-11", "1990"), ("", "1990")],
)
def test_in_the_year_or_month_of_eighteen_somebody_may_have_joined(joined, born):
    require_possible(joined, born, TODAY)


@pytest.mark.parametrize("joined", ["1975.01", "2027.01", "1975"])
def test_the_form_refuses_what_cannot_be_at_its_field(session, cast, joined):
    with pytest.raises(Invalid) as refusal:
        register(session, cast.bob, applicant=applicant(cast, id_number=ID, party_joined=joined))
    assert [wrong.field for wrong in refusal.value.all] == ["party_joined"]


def test_a_list_keeps_what_cannot_be_in_the_remark_and_says_so(session, cast):
    preview = preview_applicants(session, cast.bob, [sheet(line(0, ID, 入党时间="1975.01", 备注="老党员"))])
    [one], [problem] = preview.accepted, preview.problems
    assert (one.applicant.values["party_joined"], one.applicant.values["remark"]) == ("", "老党员；入党时间：1975.01")
    assert (problem.address, problem.code) == ("K5", "party_month_left_open")


def _with_titles(*titles: str) -> Sheet:
    """The usual list with other titles behind it."""
    usual = sheet(line(0, ID))
    header = next(n for n, row in enumerate(usual.rows) if "性别" in row)
    told = {header: list(titles), header + 1: [f"{title}的内容" for title in titles]}
    return Sheet("表", [[*row, *told.get(n, [""] * len(titles))] for n, row in enumerate(usual.rows)])


@pytest.mark.parametrize(
    ("employer", "organisation"),
    [
        ("工作单位", "所在党组织"),
        ("现工作单位", "单位党组织"),
        ("单位名称", "组织关系所在党支部"),
        ("所在单位", "所在单位党组织"),
    ],
)
def test_employer_and_party_organisation_are_found_by_the_titles_of_offices(session, cast, employer, organisation):
    [one] = preview_applicants(session, cast.bob, [_with_titles(employer, organisation)]).accepted
    kept = one.applicant.values
    assert (kept["employer"], kept["party_organisation"]) == (f"{employer}的内容", f"{organisation}的内容")
    assert kept["occupation"] == "退休教师"


def test_two_columns_that_could_be_the_party_organisation_are_asked_about(session, cast):
    with pytest.raises(Invalid, match="sheet_titles_open"):
        preview_applicants(session, cast.bob, [_with_titles("所在党组织", "单位党组织")])


def test_the_application_shows_employer_and_party_organisation(session, cast):
    given = applicant(cast, employer="示范镇中心小学", party_organisation="示范镇中心小学党支部", party_joined="1999")
    facts = application_facts(session, cast.bob, register(session, cast.bob, applicant=given))
    assert (facts.employer, facts.party_organisation, facts.party_joined) == (given.employer, given.party_organisation, "1999")
