"""What the framework says by itself is Chinese for whoever reads Chinese, also what is only read aloud."""

import re

import pytest

from seed.demo import PASSWORD

pytestmark = pytest.mark.browser
# Lists with ticks and pages, charts, a form with choices, a file that is brought in, a field for a day.
ADDRESSES = (
    "visits-overview", "ledger-households", "vetting-applications", "vetting-register", "ledger-bring-in", "vetting-announce",
    "results-figures", "visits-rounds",
)  # fmt: skip
SAID = """() => [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')]
    .flatMap((e) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => e.getAttribute(name))).filter(Boolean)"""
# Kinds of files and the names of browsers have no Chinese.
KNOWN = re.compile(r"\.?(xlsx?|xlsm|csv|txt|ett?|pdf|docx|Chrome|Linux|Windows|English|PNG|SVG)\b", re.IGNORECASE)


def test_nothing_that_the_framework_says_or_reads_aloud_is_left_in_english(demo_server, seat):
    desk, english, n_said = seat(demo_server), {}, 0
    desk.sign_in("clerk", PASSWORD)
    for address in ADDRESSES:
        desk.go(address)
        said = set(desk.page.evaluate(SAID))
        n_said += len(said)
        if left := sorted(text for text in said if re.search("[A-Za-z]{3,}", KNOWN.sub("", text))):
            english[address] = left
    assert english == {}
    assert n_said > 4 * len(ADDRESSES)
