"""Names of places in the order in which people count: 2 before 10, 二 before 十, 甲 before 乙, Ⅱ and ② as 2."""

import re
import unicodedata

_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_CHINESE = re.compile(f"[{''.join(_DIGITS)}十拾][{''.join(_DIGITS)}{''.join(_TENS)}]*")
_ROMAN = {chr(first + n): n + 1 for first in (0x2160, 0x2170) for n in range(12)}
_TYPED_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_STEMS = dict(zip("甲乙丙丁戊己庚辛壬癸", "abcdefghij", strict=True))
_WHOLE_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(_TYPED_ROMAN, key=len, reverse=True))})(?![a-z])")
_STEM = re.compile("[甲乙丙丁戊己庚辛壬癸](?=$|[^\u4e00-\u9fff]|[栋幢座单号楼门区组排段户室])")


def _chinese_number(text: str) -> int:
    """二十一 -> 21, 一百零三 -> 103, 一〇二 -> 102."""
    if not any(sign in _TENS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    whole = last = 0
    for sign in text:
        if sign in _TENS:
            whole, last = whole + (last or 1) * _TENS[sign], 0
        else:
            last = _DIGITS[sign]
    return whole + last


def with_plain_numbers(text: str) -> str:
    """Every way of writing a number as its digits, without blanks and in lower case."""
    text = "".join(str(_ROMAN[sign]) if sign in _ROMAN else sign for sign in text)
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    plain = _WHOLE_WORD.sub(lambda found: str(_TYPED_ROMAN[found[0]]), plain)
    # The stems stand among letters, in their own order: 甲 is not A, and 甲 comes before 乙.
    plain = _STEM.sub(lambda found: f"~{_STEMS[found[0]]}", plain)
    return _CHINESE.sub(lambda found: str(_chinese_number(found[0])), plain)


def padded(text: str, width: int = 5) -> str:
    return re.sub(r"[0-9]+", lambda digits: digits[0].lstrip("0").zfill(width), text)


def sort_key(text: str) -> str:
    return padded(with_plain_numbers(text), 6)[:120]
