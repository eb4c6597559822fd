"""Which PINs are too easy to guess for whoever knows the steward, or knows what people take."""

import re
import unicodedata

from db.errors import Invalid
from db.vetting.models.stewards import Steward

LEAST, MOST = 4, 6
_RUN = "01234567890"
# Numbers that sound like words, and paths over the keys.
_TAKEN_OFTEN = frozenset({
    "1314", "5201", "0520", "520131", "201314", "521131", "131452", "2580", "0852", "1470", "1590", "3690", "147258",
    "258369", "147369", "159357", "159753", "789456", "456123", "13579", "24680", "1357", "2468", "135790", "1688", "9527",
})  # fmt: skip


def read_pin(text: str) -> str:
    """Four to six digits in narrow figures. Raises `Invalid` at `pin`."""
    pin = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(rf"[0-9]{{{LEAST},{MOST}}}", pin):
        raise Invalid("pin_form", "pin", least=LEAST, most=MOST)
    return pin


def _is_common(pin: str) -> bool:
    is_repeated = re.fullmatch(r"(\d{1,3})\1+|(?:(\d)\2)+|(\d)(\d)\4\3", pin) is not None
    return is_repeated or len(set(pin)) < 3 or pin in _RUN or pin in _RUN[::-1] or pin in _TAKEN_OFTEN


def check_pin_rules(pin: str, steward: Steward) -> None:
    """Raises `Invalid` at `pin` for a number that many take, or that stands on this steward's papers."""
    if _is_common(pin):
        raise Invalid("pin_common", "pin")
    born = steward.birth_date
    on_papers = (f"{born:%Y%m%d}", f"{born:%d%m%Y}", f"{born:%y}{born.month}{born.day}", f"{born:%Y}{born.month}{born.day}")
    if any(pin in text for text in (*on_papers, steward.phone, steward.id_number, steward.number)):
        raise Invalid("pin_of_person", "pin")
