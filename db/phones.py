"""Telephone numbers of China: mobile, landline with its area code, 400."""

import re
import unicodedata

from db.errors import Invalid
from db.text import clean

_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def read_phone(text: str) -> str:
    """Digits only, without the country code. Raises `Invalid('phone_form')`.

    199 numbers with a fresh block may be younger than the tables of the library: a mobile number needs only its form.
    """
    if _MOBILE.fullmatch(text):
        return text
    digits = re.sub(r"[\s\-—–()（）.]", "", unicodedata.normalize("NFKC", text))
    mobile = re.fullmatch(r"(?:\+?86|0086)?(1[3-9][0-9]{9})", digits)
    if mobile:
        return mobile[1]
    digits = re.sub(r"^(\+86|0086)", "", digits)
    _require_valid(digits)
    return digits


def _require_valid(digits: str) -> None:
    # Large tables, for the few numbers that are no plain mobile ones.
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException as error:
        raise Invalid("phone_form", "phone", n_digits=len(digits)) from error
    if not re.fullmatch("[0-9]+", digits) or not phonenumbers.is_valid_number(number):
        raise Invalid("phone_form", "phone", n_digits=len(digits))


# Between two numbers in a cell, and before an extension.
_BETWEEN = re.compile(r"[/／、,，;；|\n或和]+|\s{2,}|(?<=\d{11})\s+(?=\d{11})")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[\u4e00-\u9fff:：]+")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#|-|—)\s*\d{1,6}$", re.IGNORECASE)


def is_phone(text: str) -> bool:
    try:
        read_phone(text)
    except Invalid:
        return False
    return True


def first_phone(text: str) -> str | None:
    """The first whole number among what was written: two numbers, an extension, whose it is."""
    for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)):
        bare = _EXTENSION.sub("", clean(part))
        for attempt in (part, bare, _ASIDE.sub(" ", part), _ASIDE.sub(" ", bare)):
            if is_phone(clean(attempt)):
                return read_phone(clean(attempt))
    mobile = re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)
    return mobile[0] if mobile else None
