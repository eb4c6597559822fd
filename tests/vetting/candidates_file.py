"""A list of party members as a community writes it, and candidates who came with one."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.spreadsheets import Cell, Sheet
from db.vetting.candidate_import import CandidatesPreview, preview_candidates
from db.vetting.commands.candidates import take_candidates
from db.vetting.models.candidates import Candidate
from tests.people import id_number

TITLES = (
    "序号", "所在社区", "居住小区", "楼栋", "门牌", "姓名", "性别", "出生年月", "身份证号", "联系电话", "党员类别", "入党年份",
    "工作单位", "单位党组织", "特长", "备注",
)  # fmt: skip
NUMBERS = [id_number(date(1970, 5, 3 + n), county=n % 5) for n in range(10)]


def line(n: int, **changes: Cell) -> list[Cell]:
    """The n-th person, on the job, in the first building of Pine Court."""
    usual: dict[str, Cell] = {
        "序号": float(n + 1), "所在社区": "松风社区", "居住小区": "松风苑", "楼栋": "1号楼", "门牌": f"1单元{n + 1}01",
        "姓名": f"{'赵钱孙李周吴郑王冯陈'[n % 10]}在职", "性别": "男", "出生年月": "1970.05", "身份证号": NUMBERS[n % 10],
        "联系电话": f"1990000{n:04d}", "党员类别": "在职党员", "入党年份": 1995.0, "工作单位": "示范县中心小学",
        "单位党组织": "示范县中心小学党支部", "特长": "调解", "备注": "",
    }  # fmt: skip
    return list((usual | changes).values())


def sheet(*lines: list[Cell], titles: tuple[str, ...] = TITLES) -> Sheet:
    return Sheet("党员名册", [["示范镇党员名册"], list(titles), *lines])


def without(title: str, lines: list[list[Cell]]) -> Sheet:
    """The list without one of its columns."""
    place = TITLES.index(title)
    return sheet(*(row[:place] + row[place + 1 :] for row in lines), titles=TITLES[:place] + TITLES[place + 1 :])


def preview(session: Session, actor: Actor, *lines: list[Cell]) -> CandidatesPreview:
    return preview_candidates(session, actor, [sheet(*lines)])


def taken(session: Session, actor: Actor, *lines: list[Cell]) -> list[int]:
    """Ids of everybody on file after the list was taken, first to last."""
    take_candidates(session, actor, preview=preview(session, actor, *lines))
    return list(session.scalars(sa.select(col(Candidate.id)).order_by(col(Candidate.id))))
