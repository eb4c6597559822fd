"""Applicants as spreadsheets bring them: rows become checked applicants, or problems at a cell of the clerk's own file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.errors import Invalid
from db.id_numbers import read_id_number, tidy
from db.office.column_titles import with_own_titles
from db.office.models import ListKind
from db.office.queries import current_scheme, refuse_in_demo
from db.office.unit_import import UnitFinder, place_columns
from db.permissions import require
from db.phones import first_phone, is_phone
from db.scheme import Scheme
from db.sheet_cells import read_months
from db.sheet_tables import find_table
from db.spreadsheets import Column, Previewed, Problem, Row, Severity, Sheet, Table
from db.vetting.applicants import Applicant, check_applicant
from db.vetting.joining import read_joined, require_possible
from db.vetting.models.applications import ApplicantIn
from db.vetting.permissions import VettingPermission
from db.vetting.political import read_political
from db.vetting.queries.lookalikes import KnownPeople, known_people
from db.vetting.queries.registration_rounds import open_round_id
from db.vocabulary import Sex

COLUMNS = (
    Column("name", ("姓名", "申请人", "报名人", "name"), is_needed=True, holds="text"),
    Column("sex", ("性别", "sex")),
    Column("nation", ("民族",)),
    Column("birth", ("出生年月", "出生日期", "出生年月日", "出生"), holds="day"),
    Column("id_number", ("身份证号码", "身份证号", "身份证", "公民身份号码", "证件号码"), is_needed=True, holds="id"),
    Column("political", ("政治面貌",)),
    Column(
        "party_joined",
        ("入党时间", "入党年月", "入党日期", "入党年份", "入党年度", "加入党组织时间", "加入中国共产党时间"),
        holds="day",
    ),
    Column("education", ("文化程度", "学历", "文化")),
    Column("occupation", ("原工作单位或职业", "职业", "原工作单位", "工作单位及职务", "工作单位或职业")),
    Column("employer", ("工作单位", "现工作单位", "所在单位", "工作单位名称", "单位名称", "就业单位", "单位")),
    Column(
        "party_organisation",
        (
            "所在党组织",
            "单位党组织",
            "所在单位党组织",
            "工作单位党组织",
            "单位党组织名称",
            "所在党组织名称",
            "所属党组织",
            "所在党支部",
            "所属党支部",
            "单位党支部",
            "组织关系所在党组织",
            "组织关系所在党支部",
            "组织关系所在地",
            "组织关系",
        ),
    ),  # fmt: skip
    Column("speciality", ("特长", "专长", "个人特长")),
    Column("phone", ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式"), holds="phone"),
    Column("category", ("人员类别", "类别", "身份类别", "人员类型", "联系类型")),
    Column("entry_way", ("报名方式", "产生方式", "推荐方式", "来源")),
    Column("recommender", ("推荐网格员", "推荐人", "网格员")),
    Column("remark", ("备注", "说明")),
)
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE, "男性": Sex.MALE, "女性": Sex.FEMALE, "m": Sex.MALE, "f": Sex.FEMALE}
# The field of the form that a problem stands at, where the sheet's column has another name.
_COLUMN_OF = {"birth_date": "birth"}


@dataclass(frozen=True)
class Accepted:
    row: Row
    applicant: Applicant
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ApplicantsPreview(Previewed):
    """Rows fall into accepted, known (already registered in this round) and problem rows."""

    table: Table
    accepted: tuple[Accepted, ...]
    known: tuple[Row, ...]
    problems: tuple[Problem, ...]
    strangers: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Readable:
    """What is taken of cells that hold more or other than they should; `remark` keeps what was written there, and a warning
    tells of it."""

    phone: str
    party_joined: str
    remark: str
    warnings: tuple[Problem, ...]


def taken_phone(table: Table, row: Row, warning: str) -> tuple[str, list[Problem]]:
    """The telephone: of several, or beside other words, the first that is whole, with a warning of that code."""
    text = row.text("phone")
    first = None if is_phone(text) else first_phone(text)
    if first is None:
        return text, []
    return first, [table.problem(row, "phone", warning, Severity.WARNING)]


def _joined(table: Table, row: Row, born: str) -> tuple[str, list[Problem]]:
    """When the person joined the party. Before eighteen it keeps nobody out of a list: it is left open."""
    text = row.text("party_joined")
    try:
        require_possible(read_joined(text), born, clock.today())
    except Invalid as wrong:
        if wrong.code == "party_under_age":
            return "", [table.problem(row, "party_joined", "party_month_left_open", Severity.WARNING, **wrong.params)]
    return text, []


def readable(table: Table, row: Row, born: str) -> Readable:
    """`born` is 1968, 1968-03 or 1968-03-09, or empty where that is not known."""
    phone, of_phone = taken_phone(table, row, "phone_first_taken")
    joined, of_joining = _joined(table, row, born)
    aside = [key for key, warnings in (("phone", of_phone), ("party_joined", of_joining)) if warnings]
    remark = "；".join(filter(None, (row.text("remark"), *(f"{table.title(key)}：{row.text(key)}" for key in aside))))
    return Readable(phone, joined, remark, (*of_phone, *of_joining))


def born_by_id(text: str) -> str:
    """Empty for what is no ID number."""
    try:
        return read_id_number(text).birth_date.isoformat()
    except Invalid:
        return ""


def _given(row: Row, unit_id: int | None, cells: Readable) -> ApplicantIn:
    return ApplicantIn(
        name=row.text("name"), sex=SEXES.get(row.text("sex").lower()), nation=row.text("nation"),
        id_number=row.text("id_number"), phone=cells.phone, political=read_political(row.text("political")),
        education=row.text("education"), occupation=row.text("occupation"), speciality=row.text("speciality"),
        category=row.text("category"), entry_way=row.text("entry_way"), recommender=row.text("recommender"),
        remark=cells.remark, unit_id=unit_id, party_joined=cells.party_joined, employer=row.text("employer"),
        party_organisation=row.text("party_organisation"),
    )  # fmt: skip


def _cell_problems(table: Table, row: Row) -> list[Problem]:
    """What only the sheet can get wrong: cells that lost what was typed, a month that nobody can read."""
    damaged = table.damaged(row)
    found = list(damaged.values())
    if "birth" not in damaged and row.text("birth") and not read_months(row.cells.get("birth")):
        found.append(table.problem(row, "birth", "birth_form"))
    if "sex" not in damaged and row.text("sex") and row.text("sex").lower() not in SEXES:
        found.append(table.problem(row, "sex", "sex_form"))
    return found


def birth_problem(table: Table, row: Row, born: date) -> Problem | None:
    """Where the month of birth is not that of the ID number, which says `born`."""
    months = read_months(row.cells.get("birth"))
    if not months or (born.year, born.month) in months:
        return None
    id_cell = f"{table.letters('id_number')}{row.number}"
    return table.problem(row, "birth", "id_birth_mismatch", in_id=f"{born.year}.{born.month:02d}", id_cell=id_cell)


def _twins(table: Table) -> dict[int, int]:
    """Row number -> the number of an earlier row with the same ID number."""
    first: dict[str, int] = {}
    twins = {}
    for row in table.rows:
        number = tidy(row.text("id_number"))
        if number and first.setdefault(number, row.number) != row.number:
            twins[row.number] = first[number]
    return twins


def _read_row(table: Table, row: Row, scheme: Scheme, units: UnitFinder, twin: int | None) -> Accepted | list[Problem]:
    if twin:
        return [table.problem(row, "id_number", "same_person_twice", other_row=twin)]
    problems = _cell_problems(table, row)
    unit = units.find(table, row)
    if isinstance(unit, Problem) and unit.column not in {problem.column for problem in problems}:
        problems.append(unit)
    try:
        # A unit that was not found has its own problem: any number stands in while the rest is checked.
        cells = readable(table, row, born_by_id(row.text("id_number")))
        given = _given(row, 0 if isinstance(unit, Problem) else unit.id, cells)
        applicant = check_applicant(scheme, given, clock.today())
    except Invalid as refusal:
        for wrong in refusal.all:
            key = _COLUMN_OF.get(wrong.field or "", wrong.field or "name")
            if not any(problem.column == table.letters(key) for problem in problems):
                problems.append(table.problem(row, key, wrong.code, **wrong.params))
        return problems
    if birth := birth_problem(table, row, applicant.birth_date):
        problems.append(birth)
    return problems or Accepted(row, applicant, cells.warnings)


def applicant_columns(session: Session, scheme: Scheme) -> list[Column]:
    """What a list of applicants is looked through for, by the office's own titles too."""
    covered = scheme.level_depth(scheme.steward.covers)
    return with_own_titles(session, ListKind.APPLICANTS, [*COLUMNS, *place_columns(scheme, covered)])


def preview_applicants(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, replaced: Mapping[str, str] | None = None
) -> ApplicantsPreview:
    """Reads without writing. Raises `Invalid` when no header is found."""
    require(actor, VettingPermission.IMPORT_APPLICANTS)
    refuse_in_demo(session)
    scheme = current_scheme(session)
    covered = scheme.level_depth(scheme.steward.covers)
    table = find_table(sheets, applicant_columns(session, scheme))
    units = UnitFinder(session, actor, scheme.levels[1 : covered + 1], replaced or {})
    twins = _twins(table)
    results = [_read_row(table, row, scheme, units, twins.get(row.number)) for row in table.rows]
    accepted = [result for result in results if isinstance(result, Accepted)]
    problems = [problem for result in results if isinstance(result, list) for problem in result]
    known = known_people(session, actor, open_round_id(session), [str(a.applicant.values["pinyin"]) for a in accepted])
    return _sorted_out(table, accepted, problems, known, units.strangers)


def _sorted_out(
    table: Table,
    accepted: list[Accepted],
    problems: list[Problem],
    known: KnownPeople,
    strangers: dict[str, tuple[str, ...]],
) -> ApplicantsPreview:
    """Sets apart who is registered already; warns of look-alikes."""
    fresh = [one for one in accepted if one.applicant.id_index not in known.in_round]
    registered = [one.row for one in accepted if one.applicant.id_index in known.in_round]
    warnings = [warning for one in fresh for warning in _warnings(table, one, known)]
    everything = sorted([*table.unread(), *problems, *warnings], key=lambda problem: (problem.row, problem.column))
    return ApplicantsPreview(table, tuple(fresh), tuple(registered), tuple(everything), strangers)


_WARNING_COLUMN = {"sex_differs": "sex", "not_party_member": "political", "party_month_of_non_member": "party_joined"}


def _warnings(table: Table, one: Accepted, known: KnownPeople) -> list[Problem]:
    codes = {code: _WARNING_COLUMN[code] for code in one.applicant.warnings}
    if (one.applicant.name, one.applicant.birth_date) in known.names_and_births:
        codes["same_name_and_birth"] = "name"
    elif one.applicant.values["pinyin"] in known.pinyins:
        codes["near_name"] = "name"
    return [*one.warnings, *(table.problem(one.row, column, code, Severity.WARNING) for code, column in codes.items())]
