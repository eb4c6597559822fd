"""Names of people as written and as found: one character, rare characters and foreign letters are all names."""

import re
import unicodedata
from functools import lru_cache

from db.errors import Invalid
from db.name_signs import DOTS, RADICALS, TWO_CHARACTER_SURNAMES
from db.text import clean

MAX_LENGTH = 50
# Chinese names are spaced out in tables (张　三); names in other scripts need their spaces.
_HAN = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff ·]+")
_HAN_SIGN = r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff]"
_DOT = re.compile(rf"(?<={_HAN_SIGN})\s*[.{DOTS}]+\s*(?={_HAN_SIGN})")
# What a program adds to a character to choose its shape; the circle that keyboards gave for 〇.
_SHAPES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_CIRCLE = re.compile(rf"(?<={_HAN_SIGN})[○◯]|[○◯](?={_HAN_SIGN})")
_BETWEEN_TWO = re.compile(r"[、/／\\|,，;；&＆+＋]")
# Nearly every name: nothing to tidy and nothing to doubt.
_PLAIN = re.compile(rf"[\u4e00-\u9fff]{{1,{MAX_LENGTH}}}")
_ALLOWED_MARKS = frozenset(" ·'’-.,（）()")
# Characters that are read otherwise in a family name than elsewhere.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "查": "zha", "仇": "qiu", "区": "ou", "盖": "ge", "华": "hua", "任": "ren",
    "朴": "piao", "尉": "wei", "宓": "mi", "乐": "yue", "缪": "miao", "冼": "xian", "洗": "xian", "翟": "zhai", "员": "yun",
    "种": "chong", "秘": "bi", "黑": "he", "葛": "ge", "纪": "ji", "折": "she", "燕": "yan", "那": "na", "曲": "qu",
    "隗": "wei", "覃": "qin", "车": "che", "覀": "xi", "谌": "chen", "逄": "pang", "臧": "zang", "召": "shao",
    "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "澹台": "tan tai", "单于": "chan yu",
}  # fmt: skip
# Family names of two characters.
_DOUBLE = frozenset({
    "欧阳", "诸葛", "司马", "上官", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "司徒", "南宫", "司空", "轩辕", "端木", "西门", "百里", "呼延", "公冶", "澹台", "万俟", "单于", "申屠", "太史",
    "赫连", "钟离", "闾丘", "濮阳", "东郭", "拓跋",
})  # fmt: skip


def _is_letter(character: str) -> bool:
    # Co: private-use characters, in which old office systems kept rare characters of names. Nl: 〇. The planes of Han
    # characters grow with every Unicode, and this Python may know an older one.
    is_rare_han = "\U00020000" <= character <= "\U0003fffd" and ord(character) & 0xFFFE != 0xFFFE
    return is_rare_han or unicodedata.category(character) in ("Co", "Nl") or unicodedata.category(character)[0] in "LM"


def _is_name_character(character: str) -> bool:
    return character in _ALLOWED_MARKS or _is_letter(character)


def _folded(text: str) -> str:
    """Compatibility forms as what they stand for; full-width parentheses stay."""
    parts = re.split("([（）])", _SHAPES.sub("", text))
    name = "".join(part if part in ("（", "）") else unicodedata.normalize("NFKC", part) for part in parts)
    return _DOT.sub("·", _CIRCLE.sub("〇", name.translate(RADICALS)))


def _is_of_two(name: str) -> bool:
    """Whether the blanks of a Chinese name stand between two people: 王 小 明 is one, 周大海 陈美玉 are two."""
    parts = name.split()
    if len(parts) < 2 or len(parts) <= 4 and all(len(part) == 1 for part in parts):
        return False
    first, second = parts[0], parts[1]
    return len(parts) > 2 or not (len(first) == 1 or len(second) == 1 or first in TWO_CHARACTER_SURNAMES)


def read_name(text: str, field: str = "name") -> str:
    """One tidy spelling. Raises `Invalid` with `name_missing`, `name_form`, or `name_of_two` where two people stand."""
    if _PLAIN.fullmatch(text):
        return text
    name = _folded(text).strip()
    if not name:
        raise Invalid("name_missing", field)
    halves = [clean(half) for half in _BETWEEN_TWO.split(name)]
    if len(halves) > 1 and all(half and all(map(_is_name_character, half)) for half in halves):
        raise Invalid("name_of_two", field)
    if _HAN.fullmatch(re.sub(r"\s", " ", name)):
        if _is_of_two(name):
            raise Invalid("name_of_two", field)
        name = re.sub(r"\s", "", name)
    name = re.sub(r"\s+", " ", name)
    if len(name) > MAX_LENGTH or not all(map(_is_name_character, name)) or not any(map(_is_letter, name)):
        raise Invalid("name_form", field)
    return name


def same_name(one: str, other: str) -> bool:
    """Whether both are one name, however each is spelt."""
    return one == other or _spelling(one) == _spelling(other)


def _spelling(text: str) -> str:
    return re.sub(r"\s", "", _folded(text))


@lru_cache(maxsize=20_000)
def _syllables(name: str) -> tuple[str, ...]:
    # Its tables of phrases take a second to load: only where names are written down or looked for.
    from pypinyin import Style, lazy_pinyin

    for length in (2, 1):
        if reading := _SURNAMES.get(name[:length]):
            return *reading.split(), *lazy_pinyin(name[length:], errors="default")
    return tuple(lazy_pinyin(name, style=Style.NORMAL, errors="default"))


@lru_cache(maxsize=20_000)
def pinyin(name: str) -> str:
    """`单立人` -> `shanliren`: lower case, no tones, no spaces."""
    return re.sub(r"[^\w]", "", "".join(_syllables(name)).lower())


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """`单立人` -> `slr`."""
    return "".join(syllable[0] for syllable in _syllables(name) if syllable[:1].isalnum()).lower()


def surname(name: str) -> str:
    """`欧阳明` -> `欧阳`; of a name in other letters the first word."""
    if name[:2] in _DOUBLE and len(name) > 2:
        return name[:2]
    return name.replace("·", " ").split()[0] if "·" in name or name.isascii() else name[:1]


def first_letter(sound: str) -> str:
    """`shanliren` -> `S`: under which letter a name is looked for."""
    return sound[:1].upper()


def like_pattern(text: str) -> str:
    """Text for a LIKE search in which the user's own % and _ are only themselves (escape character: backslash)."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
