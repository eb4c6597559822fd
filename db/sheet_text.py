"""Lists as plain text: commas, tabs or semicolons, in the encodings that office programs write, with their tricks.

Read in the process of `db/spreadsheet_worker.py`; imports nothing of the program.
"""

import codecs
import csv
import io
import re

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DELIMITERS = ",\t;|，；"
_LOOKED_AT = 30
# How programs keep a number from being read as one: ="610...", =T("610..."), '610..., `610...
_AS_FORMULA = re.compile(r'=\s*(?:T\()?"((?:[^"]|"")*)"\)?')
_QUOTE_BEFORE = re.compile(r"['‘’`＇](?=[^'‘’`＇]*$)")


def decoded(raw: bytes) -> str | None:
    """The text, by its mark or by the encoding that fits; None where none does."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return _decode(raw, encoding)
    if half := _utf16_without_mark(raw):
        return _decode(raw, half)
    return _decode(raw, "utf-8") or _decode(raw, "gb18030")


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(raw: bytes) -> str | None:
    """Digits and delimiters have a null beside them, always on the same side."""
    start = raw[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(raw) % 2 or max(even, odd) < max(len(start) // 20, 1) or min(even, odd):
        return None
    return "utf-16-be" if even else "utf-16-le"


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into the same number of cells."""

    def score(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in list(csv.reader(io.StringIO(text), delimiter=sign))[:_LOOKED_AT] if len(row) > 1]
        most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return widths.count(most), most

    start = "\n".join(text.splitlines()[:_LOOKED_AT])
    text = start
    return max(_DELIMITERS, key=score)


def plain_cell(text: str) -> str:
    """A cell without the signs by which a program kept it text."""
    text = text.strip("\t ")
    if formula := _AS_FORMULA.fullmatch(text):
        return formula[1].replace('""', '"').strip()
    return _QUOTE_BEFORE.sub("", text, count=1) if _QUOTE_BEFORE.match(text) else text


def rows_of(raw: bytes) -> list[list[str]] | None:
    """None for what is no list of cells."""
    text = decoded(raw)
    if text is None or "\0" in text:
        return None
    first, _, rest = text.partition("\n")
    if told := re.fullmatch(r"sep=(.)\s*", first):
        delimiter, text = told[1], rest
    else:
        delimiter = _delimiter(text)
    if delimiter not in text:
        return None
    return [[plain_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
