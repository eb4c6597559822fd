"""Political statuses as lists write them: the thirteen of GB/T 4762, their full and short names, their codes."""

import re
import unicodedata

from db.vocabulary import Political

_PARTY_MEMBER = "中共党员 党员 正式党员 中共正式党员 中国共产党党员 中国共产党正式党员 共产党员 老党员 流动党员"
_PROBATIONARY = "中共预备党员 预备党员 中国共产党预备党员 预备 候补党员"
_LEAGUE = "共青团员 团员 中国共产主义青年团团员 共产主义青年团员 青年团员 保留团籍"
_MASSES = "群众 普通群众 一般群众 普通公民 公民 普通居民 非党员 非党群众 无政治面貌 入党积极分子 积极分子 入党申请人 发展对象"
_NO_PARTY = "无党派 无党派人士 无党派民主人士 无党派爱国人士 民主人士"
# The eight other parties, each by its names; 党员, 盟员, 会员, 社员 or 成员 may follow.
_OTHERS = (
    "民革 中国国民党革命委员会 民盟 中国民主同盟 民建 中国民主建国会 民进 中国民主促进会 农工党 农工 农工民主党 "
    "中国农工民主党 致公党 致公 中国致公党 九三 九三学社 台盟 台湾民主自治同盟 民主党派"
)
_OTHER_PARTY = re.compile(rf"(?:{'|'.join(sorted(_OTHERS.split(), key=len, reverse=True))})(?:党员|盟员|会员|社员|成员|人士)?")
_WORDS = {
    word: status
    for words, status in (
        (_PARTY_MEMBER, Political.PARTY_MEMBER), (_PROBATIONARY, Political.PROBATIONARY), (_LEAGUE, Political.LEAGUE_MEMBER),
        (_MASSES, Political.MASSES), (_NO_PARTY, Political.OTHER_PARTY),
    )
    for word in words.split()
}  # fmt: skip
_CODES = {1: Political.PARTY_MEMBER, 2: Political.PROBATIONARY, 3: Political.LEAGUE_MEMBER, 13: Political.MASSES}


def read_political(text: str) -> Political | None:
    """None for what is no status, or for one that could be several."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(r"0?[1-9]|1[0-3]", plain):
        return _CODES.get(int(plain), Political.OTHER_PARTY)
    if re.fullmatch(r"(?:中共)?党员\(预备(?:党员|期)?\)", plain):
        return Political.PROBATIONARY
    plain = re.sub(r"^(?:0?[1-9]|1[0-3])[-.、:]?(?=\D)|\(.*?\)", "", plain)
    return Political.OTHER_PARTY if _OTHER_PARTY.fullmatch(plain) else _WORDS.get(plain)
