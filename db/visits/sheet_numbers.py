"""Numbers of paper sheets: `2611-00042-7` is the month, a counter and a check digit that a slip of the finger breaks."""

import re
import unicodedata

from db.errors import Invalid

# Damm's table: every single wrong digit and every swap of two neighbours gives another check digit.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
    "9438617205", "2581436790",
)  # fmt: skip
_FORM = re.compile(r"([0-9]{4})([0-9]{5,6})([0-9])")


def check_digit(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def sheet_number(month: int, counter: int) -> str:
    """`month` is 202611."""
    head, body = f"{month % 10000:04d}", f"{counter:05d}"
    return f"{head}-{body}-{check_digit(head + body)}"


def read_sheet_number(text: str) -> str:
    """The number as it is printed, from what was typed or scanned. Raises `Invalid('sheet_number_wrong')`."""
    plain = re.sub(r"[\s\-‐-―−_.,。、]", "", unicodedata.normalize("NFKC", text))
    found = _FORM.fullmatch(plain)
    if not found or check_digit(plain[:-1]) != plain[-1]:
        raise Invalid("sheet_number_wrong", "number")
    return "-".join(found.groups())
