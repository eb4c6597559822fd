"""ID numbers and mobile telephones that somebody typed into a text: refused in what is searched and printed, such as a door;
in notes found, and masked in what leaves the office."""

import re
import unicodedata

from db.privacy import mask_id, mask_phone

# As people type them: narrow or full-width digits, with a blank, a dot or a dash between some of them.
_DIGIT, _GAP = "[0-9０-９]", r"[\s.·\-‐-—－．]?"
_ID = rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{16}}{_GAP}[0-9０-９XxＸｘ]"
_MOBILE = rf"[1１]{_GAP}[3-9３-９](?:{_GAP}{_DIGIT}){{9}}"
_NUMBER = re.compile(rf"(?<!{_DIGIT})(?:(?P<id>{_ID})|(?P<mobile>{_MOBILE}))(?!{_DIGIT})")


def has_number(text: str) -> bool:
    """Whether something in the text looks like an ID number or a mobile telephone."""
    return _NUMBER.search(text) is not None


def without_numbers(text: str) -> str:
    """The text with every such number as its mask."""
    return _NUMBER.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    plain = re.sub(r"[^0-9X]", "", unicodedata.normalize("NFKC", found[0]).upper())
    return mask_id(plain) if found["id"] else mask_phone(plain)
