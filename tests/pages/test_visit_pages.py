"""Pages of visits on a lived-in office: words stay words, a correction goes through the form, a leader reads numbers only."""

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from db import clock
from db.actor import Actor, Role
from db.engine import reading, session
from db.ledger.models.households import Household
from db.office.models import User
from db.office.queries import root_unit
from db.visits.commands.write import write_visit
from db.visits.models.visits import Visit, VisitIn, VisitStatus
from tests.pages.conftest import written_on

SCRIPT = "<script>alert(1)</script> **粗** [链](http://x)"


@pytest.fixture
def visit(lived_in):
    """Id of a visit of the clerk's, its note made to break a page, and the household's head."""
    with session() as s:
        user, root = s.exec(select(User).where(User.login == "clerk")).one(), root_unit(s)
        clerk = Actor(user.id or 0, user.name, Role.CLERK, root.id, root.path)
        household = s.exec(select(Household).order_by(col(Household.id))).first()
        [visit_id] = write_visit(s, clerk, visit=VisitIn(household_ids=[household.id], note=SCRIPT, topics=["health"]))
        return visit_id, household.id, household.name


def test_marks_in_a_note_are_shown_as_they_were_written(open_page, visit):
    visit_id, _, _ = visit
    page = open_page("visits/visit.py", "clerk", visit=str(visit_id))
    assert not page.exception
    assert SCRIPT in [text.value for text in page.text]
    assert [m.value for m in page.markdown if "<script" in m.value or "](http" in m.value] == []


def _set(page, kind, label, value):
    widget = next(one for one in getattr(page, kind) if one.label == label)
    widget.set_value(value)


def test_a_correction_on_the_page_is_saved_and_the_first_version_is_read_below(open_page, visit):
    visit_id, _, _ = visit
    page = open_page("visits/visit.py", "clerk", visit=str(visit_id))
    _set(page, "text_area", "记事", "改正后的话")
    _set(page, "text_input", "为什么更正？", "写错了")
    next(button for button in page.button if button.label == "保存更正").click()
    page.run()
    assert not page.exception
    said = [text.value for text in page.text]
    assert "改正后的话" in said
    assert [text for text in said if "原来写的是" in text and SCRIPT in text] != []
    with reading() as s:
        assert s.scalar(sa.select(Visit.version).where(col(Visit.id) == visit_id)) == 2


def test_the_list_and_the_household_show_the_visit(open_page, visit):
    _, household_id, name = visit
    rows = open_page("visits/visits.py", "clerk").dataframe[0].value
    assert (name in list(rows["户主"]), "有记事" in list(rows["备注"])) == (True, True)
    page = open_page("ledger/household.py", "clerk", household=str(household_id))
    assert [m.value for m in page.markdown if "见到了" in m.value and "身体" in m.value] != []


def test_a_leader_reads_numbers_and_no_household(open_page, visit):
    _, _, name = visit
    page = open_page("visits/overview.py", "leader")
    assert not page.exception
    begins = clock.today().replace(day=1)
    with reading() as s:
        stands = sa.and_(col(Visit.status) == VisitStatus.STANDS, col(Visit.visited_on) >= begins)
        n_visits = s.scalar(sa.select(sa.func.count()).select_from(Visit).where(stands))
    assert page.metric[0].value == f"{n_visits:,}"
    assert name not in written_on(page) + repr([frame.value.to_dict() for frame in page.dataframe])
    assert "查看名单" not in [button.label for button in page.button]
