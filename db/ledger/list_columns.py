"""What lists of households and of shops are looked through for, by the usual titles and by the office's own."""

from sqlmodel import Session

from db.ledger.models.households import HouseholdKind
from db.office.column_titles import with_own_titles
from db.office.models import ListKind
from db.office.unit_import import place_columns
from db.scheme import Scheme
from db.spreadsheets import Column

_IDS = ("身份证号码", "身份证号", "身份证", "公民身份号码", "证件号码")
_PHONES = ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式")
_NOTE = Column("note", ("备注", "说明"))
_OF_MEMBER = ("成员", "家庭成员", "人员", "居民", "居住人员", "共同居住人", "本人")


def _of(whose: tuple[str, ...], titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(who + title for who in whose for title in titles)


# Of whom a line speaks where it also says who is head of the household: not in the empty form, which has a line for each.
BESIDE_HEAD = (
    Column("person", ("姓名", "家庭成员", *_of(_OF_MEMBER, ("姓名",))), holds="text"),
    Column("head_id_number", _of(("户主",), _IDS), holds="id"),
    Column("head_phone", _of(("户主",), _PHONES), holds="phone"),
)
FAMILY_COLUMNS = (
    Column(
        "door", ("门牌", "门牌号", "房号", "户号", "门号", "房屋地址", "详细地址", "住址", "地址"), is_needed=True, holds="text"
    ),
    Column("name", ("户主姓名", "户主"), is_needed=True, holds="text", stand_in="person"),
    Column("relation", ("与户主关系", "家庭关系", "户内关系")),
    Column("n_people", ("家庭人口", "家庭人口数", "人口数", "人口", "家庭人数")),
    Column("n_party", ("党员人数", "党员数", "家庭党员数")),
    Column("care", ("重点对象", "重点人群", "特殊人群", "特殊群体", "重点关爱对象", "重点管理服务对象", "人员标签")),
    Column("needs", ("语言或听力", "沟通需要", "语言听力")),
    Column("contact", ("联系偏好", "方便联系时间", "联系方式偏好")),
    Column("id_number", (*_IDS, *_of(_OF_MEMBER, _IDS)), holds="id"),
    Column("phone", (*_PHONES, *_of(_OF_MEMBER, _PHONES)), holds="phone"),
    _NOTE,
)
MERCHANT_COLUMNS = (
    Column("title", ("商户名称", "店名", "门店名称", "商铺名称", "单位名称", "字号"), is_needed=True, holds="text"),
    Column("door", ("地址", "经营地址", "门牌", "门牌号", "详细地址"), is_needed=True, holds="text"),
    Column("name", ("经营者", "负责人", "店主", "经营者姓名", "联系人", "法定代表人"), holds="text"),
    Column("trade", ("行业", "经营类别", "业态", "经营范围")),
    Column("n_staff", ("从业人数", "员工数", "从业人员数", "员工人数")),
    Column("contact", ("联系偏好", "方便联系时间")),
    Column("id_number", (*_IDS, "经营者身份证号", "负责人身份证号"), holds="id"),
    Column("phone", (*_PHONES, "经营者电话", "负责人电话"), holds="phone"),
    _NOTE,
)
COLUMNS = {ListKind.HOUSEHOLDS: FAMILY_COLUMNS, ListKind.MERCHANTS: MERCHANT_COLUMNS}
KINDS = {ListKind.HOUSEHOLDS: HouseholdKind.FAMILY, ListKind.MERCHANTS: HouseholdKind.MERCHANT}


def columns_for(session: Session, scheme: Scheme, kind: ListKind) -> list[Column]:
    """The columns of a kind of list, by their usual titles and by the office's own."""
    beside = BESIDE_HEAD if kind is ListKind.HOUSEHOLDS else ()
    return with_own_titles(session, kind, [*COLUMNS[kind], *beside, *place_columns(scheme, len(scheme.levels) - 1)])
