"""Rows for further files of the same kinds as the field files."""

from datetime import date
from typing import Any

from tests.people import id_number

APPLICANT = (
    "序号", "所在社区", "居住小区", "拟任楼栋", "姓名", "性别", "民族", "出生年月", "身份证号码", "政治面貌", "入党时间",
    "文化程度", "联系电话", "人员类别", "报名方式", "备注",
)  # fmt: skip
FAMILY = ("社区（村）", "网格（片区）", "微网格", "门牌", "户主姓名", "户主身份证号", "联系电话", "家庭人口", "备注")


def applicant(n: int, **changes: Any) -> list[Any]:
    """The n-th applicant; `changes` are by the column's title."""
    number = id_number(date(1979, 10, 1 + n))
    line = {
        "序号": n + 1, "所在社区": "松风社区", "居住小区": "松风苑", "拟任楼栋": "1号楼", "姓名": "赵" + "甲乙丙丁戊己庚辛"[n],
        "性别": "男", "民族": "汉族", "出生年月": f"{number[6:10]}.{number[10:12]}", "身份证号码": number,
        "政治面貌": "中共党员", "入党时间": "2006.11", "文化程度": "本科", "联系电话": f"199{n:08d}", "人员类别": "小区网格员",
        "报名方式": "群众推荐", "备注": "",
    }  # fmt: skip
    return list((line | changes).values())


def family(n: int, **changes: Any) -> list[Any]:
    line = {
        "社区（村）": "北城社区", "网格（片区）": "第1网格", "微网格": "1号微网格", "门牌": f"{n + 1}栋101", "户主姓名":
        "吴" + "安定康宁和顺平福"[n], "户主身份证号": "", "联系电话": f"199{n:08d}", "家庭人口": 2, "备注": "",
    }  # fmt: skip
    return list((line | changes).values())
