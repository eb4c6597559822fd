"""The hall looks at the day once a process and a day, and a fault of it keeps nobody from their page."""

from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import select

from components.home.home import tasks_for
from components.shell import daily_run
from db import clock
from db.engine import engine, reading, session
from db.office.models import Office
from db.visits.models.duties import DailyRun, MustVisit
from seed.__main__ import main
from tests.ledger.households import written

NEAR_SPRING = date(2027, 1, 29)


@pytest.fixture
def counted(home, cast):
    """Statements that reach the database, on an office with one household in a special group."""
    with session() as s:
        written(s, cast)
    said = []
    event.listen(engine(), "before_cursor_execute", lambda *args: said.append(args[2]))
    return said


def _musts():
    with reading() as s:
        return len(s.exec(select(MustVisit)).all()), len(s.exec(select(DailyRun)).all())


def test_the_first_to_come_has_the_day_looked_at_and_the_next_cost_nothing(counted):
    with clock.at(NEAR_SPRING):
        daily_run.run_once_a_day()
        assert _musts() == (1, 1)
        counted.clear()
        daily_run.run_once_a_day()
        assert counted == []
    with clock.at(date(2027, 1, 30)):
        daily_run.run_once_a_day()
        assert _musts() == (1, 2)


def test_a_fault_is_logged_without_words_of_a_row_and_the_page_goes_on(counted, caplog):
    with session() as s:
        s.get_one(Office, 1).scheme_version_id = None
    with clock.at(NEAR_SPRING):
        daily_run.run_once_a_day()
    assert "the day could not be looked at: NotFound" in caplog.text
    assert _musts() == (0, 0)


def test_the_command_says_what_arose_and_that_a_day_is_looked_at_once(counted, capsys):
    with clock.at(NEAR_SPRING):
        assert [main(["daily"]), main(["daily"])] == [0, 0]
    assert capsys.readouterr().out.splitlines() == ["今天新增待办1件。", "今天已经查看过了。"]


def test_what_is_overdue_is_a_task_of_whom_the_rule_tells_and_opens_the_list_at_it(counted, cast):
    with clock.at(NEAR_SPRING):
        daily_run.run_once_a_day()
    with clock.at(date(2027, 2, 8)), reading() as s:
        [task] = [task for task in tasks_for(s, cast.grace) if task.key == "must-visits"]
        assert (task.n, task.page, task.params) == (1, "visits/must_visits.py", {"which": "overdue"})
        assert [task.n for task in tasks_for(s, cast.charlie) if task.key == "must-visits"] == [0]
        assert [task for task in tasks_for(s, cast.leo) if task.key == "must-visits"] == []
