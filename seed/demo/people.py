"""Invented people: names put together at random, ID numbers with the sequence 000 that is never issued, 199 telephones."""

import random
from datetime import date, timedelta

from db.id_numbers import check_character
from db.scheme import Scheme
from db.vetting.models.applications import ApplicantIn
from db.vocabulary import Political, Sex

MEAN_AGE, OLDEST, YOUNGEST = 55, 84, 24
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
)
_FIRST = "志建国秀桂玉文明永福春海金兰红平爱淑凤振德光俊晓思家正义月新成宝庆瑞云"
_SECOND = "强华英芳军平霞勇敏杰娟涛明超兰静伟丽刚燕玲桃林斌梅莲珍荣慧亮祥安和顺"
_WORK = ("退休教师", "退休职工", "个体经营", "社区工作者", "企业职工", "物业公司", "务农", "医务人员")
_EDUCATION = ("初中", "高中", "中专", "大专", "本科")
_PLACES = (
    "松风 柳河 东关 云溪 梅岭 清泉 望江 桃源 石桥 新湖 青山 白沙 竹园 金滩 书院 "
    "荷塘 枫林 稻香 杏花 兰亭 明月 古井 双桥 长亭 平湖 凤鸣 龙潭 锦程 河畔 朝阳"
)
PLACES = tuple(_PLACES.split())


class People:
    """Draws people one after another; the same seed draws the same people."""

    def __init__(self, seed: int, today: date, counties: tuple[str, ...] = ("610721", "430181", "330803", "640104")) -> None:
        self.random, self.today, self.counties = random.Random(seed), today, counties
        self.n_drawn = self.n_phones = 0
        self._taken: set[str] = set()

    def name(self) -> str:
        given = self.random.choice(_FIRST) + (self.random.choice(_SECOND) if self.random.random() < 0.85 else "")
        return self.random.choice(_SURNAMES) + given

    def phone(self) -> str:
        """Of somebody who is no applicant."""
        self.n_phones += 1
        return f"199{90_000_000 + self.n_phones:08d}"

    def _birth_date(self) -> date:
        # The oldest is drawn first, so that every demo has somebody of 84.
        age = OLDEST if self.n_drawn == 0 else round(self.random.gauss(MEAN_AGE, 11))
        age = min(max(age, YOUNGEST), OLDEST if self.n_drawn == 0 else OLDEST - 1)
        return self.today - timedelta(days=round(age * 365.2425) + self.random.randrange(1, 360))

    def _id_number(self, born: date) -> str:
        while True:
            first = f"{self.random.choice(self.counties)}{born:%Y%m%d}000"
            if first not in self._taken:
                self._taken.add(first)
                return first + check_character(first)
            born -= timedelta(days=1)

    def applicant(self, scheme: Scheme, unit_id: int, recommender: str) -> ApplicantIn:
        """Somebody who might have come to the desk."""
        choose, born = self.random.choice, self._birth_date()
        self.n_drawn += 1
        is_member = scheme.steward.party_member_expected or self.random.random() < 0.6
        specialities = [""] + [speciality.zh for speciality in scheme.specialities]
        return ApplicantIn(
            name=self.name(), sex=choose(list(Sex)), nation="汉", id_number=self._id_number(born),
            phone=f"199{self.n_drawn:08d}", political=Political.PARTY_MEMBER if is_member else Political.MASSES,
            party_joined=f"{born.year + 24}.07" if is_member and born.year + 24 < self.today.year else "",
            education=choose(_EDUCATION), occupation=choose(_WORK), speciality=choose(specialities),
            category=choose(scheme.categories).key, entry_way=choose(scheme.entry_ways).key, recommender=recommender,
            unit_id=unit_id,
        )  # fmt: skip
