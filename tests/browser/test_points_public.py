"""The public page of service points on a phone, a tablet and a PC, for somebody who is not signed in, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from seed.demo import PASSWORD
from tests.browser.test_tablet import MEASURE, in_large_text
from tests.inside import inside

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "tablet": (800, 1280), "pc": (1366, 768)}
# Cards in the first row, and how far anything reaches beyond the screen or out of its card.
ROW = """() => {
    const cards = [...document.querySelectorAll('li.rs-point')];
    const top = cards[0].getBoundingClientRect().top;
    const beyond = cards.flatMap((card) => [...card.querySelectorAll('*')].map(
        (e) => e.getBoundingClientRect().right - card.getBoundingClientRect().right));
    return {beside: cards.filter((c) => c.getBoundingClientRect().top === top).length, beyond: Math.max(...beyond)};
}"""


def _a_point(server):
    """Id and name of the first point that is open for people."""
    with inside(server.home) as database:
        return database.execute("SELECT id, name FROM service_point WHERE status = 'open' ORDER BY id").fetchone()


def _faults(page):
    """Every rule of axe-core."""
    told = Axe().run(page)
    return [(wrong["id"], node["html"][:120]) for wrong in told.response["violations"] for node in wrong["nodes"]]


@pytest.mark.parametrize("language", ["中文", "English"])
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_read_it_on_every_screen(demo_server, seat, size, language):
    place, (width, height) = seat(demo_server), SIZES[size]
    place.page.set_viewport_size({"width": width, "height": height})
    place.go("points")
    if language == "English":
        place.press("English")
    place.sees("Rest your feet" if language == "English" else "歇脚办事，就近来")
    assert _faults(place.page) == []
    found, row = place.page.evaluate(MEASURE), place.page.evaluate(ROW)
    assert (found["smallest"] >= 18, found["lowest"] >= 59.5, found["overflow"] <= 0) == (True, True, True), found
    assert (row["beside"], row["beyond"] <= 0) == ({"phone": 1, "tablet": 1, "pc": 3}[size], True)


def test_the_largest_text_leaves_nothing_out(demo_server, seat):
    """Somebody who is signed in keeps their own size of text."""
    tablet = seat(demo_server, is_tablet=True)
    tablet.sign_in("clerk", PASSWORD)
    in_large_text(tablet)
    tablet.page.get_by_test_id("stPopover").filter(has_text=tablet.who).locator("button").first.click()
    tablet.tap("特大")
    tablet.go("points")
    assert _faults(tablet.page) == []
    assert tablet.page.evaluate(MEASURE)["overflow"] <= 0
    assert tablet.page.evaluate(ROW)["beyond"] <= 0


def test_the_code_on_the_door_opens_its_point_and_the_name_of_another_leads_to_it(demo_server, seat):
    phone = seat(demo_server)
    phone.page.set_viewport_size({"width": 390, "height": 844})
    point_id, name = _a_point(demo_server)
    phone.go(f"points?p={point_id}")
    whole = phone.page.locator(".rs-whole")
    assert name in whole.inner_text()
    assert _faults(phone.page) == []
    other = phone.page.locator("li.rs-point h2 a").nth(1)
    wanted = other.inner_text()
    other.click()
    phone.page.wait_for_url(re.compile(r"points\?p=\d+$"))
    phone.settled()
    assert wanted in phone.page.locator(".rs-whole").inner_text()


def test_what_is_open_now_is_one_tap_away(demo_server, seat):
    phone = seat(demo_server)
    phone.go("points")
    phone.tap("现在开着")
    assert phone.page.locator("li.rs-point").count() > 0
    assert phone.page.locator("li.rs-point .rs-shut").count() == 0
    assert phone.outside == []
