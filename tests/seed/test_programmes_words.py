"""Each preset says what its programme says: the list of its words, part by part, against the preset."""

from collections.abc import Iterator
from typing import Any

import pytest

from db.presets import load_preset
from db.scheme import Scheme, Words

# Where in the preset -> the words that must stand there. `duties.x` is the group of duties whose key is x.
NANZHENG = {
    "steward": "红色管家",
    "duties.duties": "三项职责 宣传政策 开展走访 关心关爱居民",
    "duties.clear": "“345” 三清 小区内的党员情况清 居民家庭基本情况清 重点管理服务对象清",
    "duties.timely": (
        "“345” 四及时 有意见及时回访 有急难事及时互相帮助 邻里有纠纷及时化解 网格内有重大事件第一时间到达现场并及时上报"
    ),
    "duties.must_visit": (
        "“345” 五必访 重大节日期间 生病住院或亡故时 家庭受灾或发生意外时 生活遇到困难时 有较大思想情绪或意见时"
    ),
    "visiting.must_visits": "重大节日期间 生病住院或亡故时 家庭受灾或发生意外时 生活遇到困难时 有较大思想情绪或意见时",
    "ledger.clear": "小区内的党员情况清 居民家庭基本情况清 重点管理服务对象清",
    "visiting.forms": "上门走访 偶遇闲谈 个别交流 开展座谈",
    "visiting.occasions": "遍访 结对帮扶",
    "levels": "镇（街道） 社区 小区 楼栋",
    "steps": "所属网格员推荐 小区党支部初审 社区党组织审核 征求部门意见 公示 聘任",
    "departments": "纪检 公安 法院 信访 税务 市场监管",
    "categories": "小区网格员 党员楼栋长 业委会成员 物业服务公司人员 社会组织负责人 服务机构负责人 志愿者",
    "teams": "合唱团 舞蹈队 秦腔团 旗袍队 乐团",
    "meetings": "座谈会",
    "activity_days": "周五义务劳动",
    "assessment": "清单台账",
    "papers": "服务手册 考评规则 清单台账",
    "posts": "政策 走访 关爱",
    "stations": "结对帮扶",
}
NINGXIA = {
    "steward": "楼道红管家",
    "duties.six_parties": "六方联动 小区网格 业委会 物业公司 业主 党员志愿者 其他社会组织",
    "meetings": "联席会议 民情恳谈会 社区事务协调会 红色议事厅",
    "teams": "小区治理工作队",
    "duties.listening": "敲门行动 红色意见箱 民情恳谈会 社区事务协调会 红色议事厅 红色驿站",
    "duties.always_talk_over": "逢三必商 难事 遇事 大事",
    "duties.owners_committee": "红色业委会",
    "duties.station": "红色驿站",
    "duties.red_grid": "红色网格 小事不出村社 大事不出乡镇 矛盾不上交",
    "duties.party_tiers": "社区党组织 网格（小区）党支部 楼栋党小组",
    "roles": "社区党组织 网格（小区）党支部 楼栋党小组",
    "posts": "矛盾调解 环境监督 治安巡逻 政策咨询",
    "entry_ways": "社区引导 居民推选 党员群众自荐",
    "duties.mediation": "直接调解 侧面劝说 多方协商",
    "levels": "社区 网格（小区） 楼栋",
}
JILI = {
    "steward": "红管事",
    "levels": "街道 社区 村 网格 片区 微网格",
    "duties.network": "街道（党工委） 社区、村（党委、总支） 网格、片区（党支部） 微网格（红管事） 联系户",
    "entry_ways": "自愿报名 群众推荐 组织委派",
    "categories": "三有人士",
    "duties.know": "三掌握 生活状况 生产情况 思想动态",
    "duties.in_place": "四到位 上级政策传达到位 邻里感情融洽到位 困难群众帮扶到位 合理诉求回应到位",
    "duties.roles": "五大员 政策法规宣传员 社情民意收集员 党群联络服务员 美丽家园守护员 中心工作示范员",
    "duties.carried": "四个一 一则工作指南 一本联户手记 一张联系卡 一个工作证件 党群联户连心卡",
    "duties.board": "公示牌",
    "papers": "工作指南 联户手记 连心卡 工作证件 公示牌 联户考评清单（百分制）",
    "duties.to_the_last": "一传到底 街道党员联户指挥群 社区（村）网格（片区）骨干群 微网格运行群 红管事联户群",
    "duties.shops": "能帮即帮 可劝即劝 需报即报",
}
FUSHAN = {
    "steward": "楼道红管家",
    "duties.five_ones": "五个一 一个公示牌 一张联户卡 一本《工作日志》 一套流程图 一个微信群",
    "duties.six_roles": "“6442” 六大员 宣传员 信息员 服务员 调解员 监督员 示范员",
    "duties.four_clear": "四清 人户清 户情清 变化清 问题清",
    "ledger.clear": "人户清 户情清 变化清 问题清",
    "duties.four_reports": "四报 报违法 报变化 报隐患 报动向",
    "duties.two_lines": "两条线",
    "activity_days": "敲门日 红管家议事会",
    "meetings": "红管家议事会",
    "teams": "红管家巡逻队 红色代办员",
    "special_groups": "优抚对象 孤寡老人 残疾人 低保户",
    "categories": "在册党员 在职党员 两新党员",
    "commendations": "优秀红管家 感谢信",
    "papers": "公示牌 联户卡 工作日志 流程图",
}
QIANXI = {
    "steward": "红管家",
    "duties.three_tiers": "支部“大管家” 党员“小管家” 志愿者“管家团”",
    "categories": "村“两委”干部 党员 入党积极分子 村后备干部",
    "duties.one_ten_n": "“1+10+N” 10户 N名年老体弱党员",
    "coverage.named": "年老体弱党员",
    "duties.contact_card": "连心卡 个人信息 服务内容 承诺事项",
    "papers": "连心卡",
    "visiting.sequence": "查情 问需 解题 反馈",
    "duties.theme_day": "主题党日 5分钟微党课 微服务 微读书 微党务",
    "activity_days": "主题党日 志愿服务日",
    "teams": "红色服务队 家电维修 矛盾调解 服务代办",
    "commendations": "五星级党员 勤俭节约示范户 文明新风好家庭 村里好人家",
    "duties.one_five": "“1+5”带动 五人",
    "stations": "家电维修 矛盾调解 服务代办",
}
WORDS = {"nanzheng": NANZHENG, "ningxia": NINGXIA, "jili": JILI, "fushan": FUSHAN, "qianxi": QIANXI}
AT_LEAST = {
    "nanzheng": {"community_households", "community_residents"},
    "ningxia": {"stewards", "services", "trainings", "trainees"},
    "jili": {"micro_grids", "contact_cards", "fund_yuan", "village_helped_into_work"},
    "fushan": set(),
    "qianxi": {"hard_problems_solved"},
}


def _words(value: Any) -> Iterator[str]:
    """Every Chinese word of a part of a preset."""
    if isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    if isinstance(value, Words) or hasattr(value, "zh"):
        yield value.zh
        yield from _words(getattr(value, "items", ()))


def _part(scheme: Scheme, where: str) -> Any:
    part, _, rest = where.partition(".")
    if part == "duties":
        return next((group for group in scheme.duties if group.key == rest), ())
    value = getattr(scheme, part)
    return getattr(value, rest) if rest else value


@pytest.mark.parametrize("key", WORDS)
def test_a_preset_says_its_programmes_own_words(home, key):
    scheme = load_preset(key)
    rows = [(where, word) for where, words in WORDS[key].items() for word in words.split()]
    missing = [(where, word) for where, word in rows if not any(word in said for said in _words(_part(scheme, where)))]
    assert missing == []
    assert len(rows) > 30


@pytest.mark.parametrize("key", AT_LEAST)
def test_a_figure_that_was_published_as_over_so_many_says_at_least(home, key):
    assert {figure.key for figure in load_preset(key).figures if figure.is_at_least} == AT_LEAST[key]


def test_one_plus_five_is_five_people_and_no_household(home):
    said = next(group for group in load_preset("qianxi").duties if group.key == "one_five")
    assert [(item.zh, item.en) for item in said.items] == [("一名带头人带动五人增收", "One leader helps five people to earn")]


def test_what_the_source_names_and_does_not_explain_is_named_and_not_explained(home):
    scheme = load_preset("qianxi")
    assert "“两个优先”，没有说明内容" in scheme.note_zh
    assert "两个优先" not in "".join(_words(scheme.duties))


@pytest.mark.parametrize("key", WORDS)
def test_a_preset_names_every_kind_of_volunteer_service_point(home, key):
    scheme = load_preset(key)
    assert all((scheme.stations, scheme.posts, scheme.meetings, scheme.teams))
