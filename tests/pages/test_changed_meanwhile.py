"""Two people have one household open: what the second presses is held against what stood on their screen."""

from db.engine import session
from db.ledger.commands.households import confirm_household
from db.ledger.models.households import Household
from tests.pages.conftest import actor_of, written_on


def _version(household_id):
    with session() as s:
        return s.get_one(Household, household_id).version


def test_a_press_on_an_older_screen_is_refused_and_after_a_look_it_counts(open_page):
    page = open_page("ledger/household.py", "clerk", household="1")
    shown = _version(1)
    with session() as s:
        confirm_household(s, actor_of(s, "clerk"), household_id=1, seen=shown)
    before = _version(1)
    _press(page)
    assert (_version(1), "有人" in written_on(page)) == (before, True)
    _press(page)
    assert _version(1) == before + 1


def _press(page):
    next(button for button in page.button if button.label == "核对无误").click().run()
