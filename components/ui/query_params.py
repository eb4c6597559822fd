"""Numbers in the address bar: what is typed there comes from anybody."""

import re


def number(text: str) -> int:
    """0 for everything that is no number of a row: other scripts' digits, and more digits than a database holds."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
