"""Whatever stands in the address bar, a page opens: what it does not understand is as if it were not there."""

import re

from components.shell.menu import MENU
from tests.pages.conftest import ROOT, turn_to
from tests.pages.test_every_page import broken

NAMED = re.compile(r"\b(?:asked|key|member|code|is_given)\(\"([a-z]+)\"")
# No key and no number; more digits than a database holds; a unit that nobody has; marks of other languages.
HOSTILE = ("no-such", "99999999999999999999", "/1/999999/", "'\"><b>\x00")


def _reading(folder):
    """Path below the folder -> its text, of those that read the address bar."""
    paths = (ROOT / folder).rglob("*.py")
    texts = {path.relative_to(ROOT / folder).as_posix(): path.read_text("utf-8") for path in paths}
    return {name: text for name, text in texts.items() if "query_params" in text}


def names_read():
    """Every name that stands in the code, and those that are the default of their way of reading."""
    texts = [*_reading("pages").values(), *_reading("components").values()]
    return {"month", "unit"} | {name for text in texts for name in NAMED.findall(text)}


def test_every_page_opens_whatever_stands_in_its_address(open_page, checked):
    names, wrong = names_read(), {}
    assert {"kind", "state", "status", "which", "show", "household", "proposal", "c", "from"} <= names
    test, reading = open_page("home/home.py", "clerk"), _reading("pages").keys() | _reading("components").keys()
    pages = [entry.page for entry in MENU if entry.page in reading]
    for page in pages:
        for value in HOSTILE:
            turn_to(test, page, "clerk", **dict.fromkeys(names, value))
            if found := broken(test, is_chinese=False):
                wrong[page, value] = found
    checked("hostile addresses", len(pages) * len(HOSTILE))
    assert wrong == {}
