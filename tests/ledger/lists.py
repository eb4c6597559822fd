"""Lists of households, shops and stewards as the tests make them, and what the ledger holds afterwards."""

from collections.abc import Collection
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import sqlalchemy as sa
from sqlmodel import Session

from db.actor import Actor
from db.ledger.commands.batches import take_list
from db.ledger.compared import LedgerPreview
from db.ledger.household_import import preview_households
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household, Member
from db.office import tallies
from db.office.models import ListKind
from db.sheet_cells import Cell
from db.spreadsheets import Severity, Sheet
from db.sql import pick, table_of
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.models.stewards import Steward
from db.vetting.steward_import import preview_stewards
from tests.people import id_number

Line = dict[str, Cell]
FIRST = 2
"""Excel's number of the first row under the header."""


def number(n: int) -> str:
    return id_number(date(1950 + n % 40, 1 + n % 12, 1 + n % 28), county=n % 5)


def family(n: int = 0, **changes: Cell) -> Line:
    """The n-th family of the first building of 松风苑; `changes` are by the column's Chinese title."""
    return {
        "社区（村）": "松风社区", "小区（网格）": "松风苑", "楼栋": "1号楼", "门牌": f"{n // 4 + 1}单元{n % 4 + 1}01室",
        "户主姓名": "赵钱孙李周吴郑王"[n % 8] + "平安和顺"[n // 8 % 4], "与户主关系": "", "户主身份证号": number(n),
        "联系电话": f"199{n:08d}", "家庭人口": 3.0, "党员人数": 1.0, "重点对象": "", "语言或听力": "", "联系偏好": "",
        "备注": "",
    } | changes  # fmt: skip


def relative(n: int, relation: str, name: str, id_no: str = "", **changes: Cell) -> Line:
    """Somebody at the n-th family's door who is not its head."""
    own: Line = {"户主姓名": name, "与户主关系": relation, "户主身份证号": id_no, "联系电话": "", "家庭人口": "", "党员人数": ""}
    return family(n) | own | changes


def shop(n: int = 0, **changes: Cell) -> Line:
    return {
        "社区（村）": "松风社区", "小区（网格）": "松风苑", "楼栋": "1号楼", "商户名称": f"平安小店{n}", "地址": f"正街{n + 1}号",
        "经营者": "赵店主", "联系电话": f"198{n:08d}", "行业": "百货", "从业人数": 4.0, "备注": "",
    } | changes  # fmt: skip


def steward_line(n: int = 0, **changes: Cell) -> Line:
    """The n-th steward who was in office before the program came."""
    return {
        "社区（村）": "松风社区", "小区（网格）": "松风苑", "楼栋": "1号楼", "姓名": "冯陈褚卫蒋沈韩杨"[n % 8] + "管家",
        "性别": "女", "身份证号": number(n + 50), "联系电话": f"197{n:08d}", "人员类别": "党员楼栋长", "特长": "调解",
        "聘任时间": date(2025, 3, 1),
    } | changes  # fmt: skip


def sheet(*lines: Line, without: Collection[str] = ()) -> Sheet:
    """As `read_sheets` gives it: a header and a row for each line. `without` leaves columns out."""
    titles = [title for title in lines[0] if title not in without]
    return Sheet("名单", [list(titles), *([line[title] for title in titles] for line in lines)])


def workbook(*lines: Line) -> bytes:
    """A real xlsx file."""
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in sheet(*lines).rows:
        page.append(row)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def look(session: Session, actor: Actor, *lines: Line, kind: ListKind = ListKind.HOUSEHOLDS, **more: Any) -> LedgerPreview:
    return preview_households(session, actor, kind, [sheet(*lines)], **more)


def take(session: Session, actor: Actor, *lines: Line, kind: ListKind = ListKind.HOUSEHOLDS, **more: Any) -> int:
    return take_list(session, actor, preview=look(session, actor, *lines, kind=kind), **more)


def errors(preview: Any) -> list[tuple[str, str]]:
    return [(p.address, p.code) for p in preview.problems if p.severity is Severity.ERROR]


def warnings(preview: Any) -> list[tuple[str, str]]:
    return [(p.address, p.code) for p in preview.problems if p.severity is Severity.WARNING]


def household(session: Session, name: str) -> Household:
    """The one household of this head, as the database has it now."""
    found = pick(Household).where(sa.column("name") == name).execution_options(populate_existing=True)
    return session.scalars(found).one()  # type: ignore[no-any-return]


def names(session: Session) -> list[str]:
    return sorted(session.scalars(pick(Household.name).where(Household.status == "here")))


def content(session: Session, *, but: Collection[str] = ("version",)) -> dict[str, list[str]]:
    """All rows of what the ledger knows, deciphered, without the columns in `but`; and the summaries."""
    session.flush()
    held = {}
    for model in (Household, Member, Assignment):
        columns = [column for column in table_of(model).columns if column.name not in but]
        held[model.__tablename__] = sorted(map(repr, session.execute(sa.select(*columns)).all()))
    return held | {"tally": sorted(map(repr, tallies.stored(session).items()))}


def stewards_come(session: Session, actor: Actor, *lines: Line) -> list[int]:
    """Ids of the stewards whom a list brought into office."""
    import_stewards(session, actor, preview=preview_stewards(session, actor, [sheet(*lines)]))
    return list(session.scalars(pick(Steward.id).order_by(Steward.number)))
