"""The sums beside the log are those of the log, whatever is written, keyed in and taken back in whatever order."""

from collections import defaultdict
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.points import summaries
from db.points.commands.service_sheets import key_service_row, make_service_sheets
from db.points.commands.services import log_service, log_training, take_back
from db.points.models.services import PointMonth, ServiceIn, TrainingIn
from tests.conftest import MONDAY
from tests.points.log_places import a_served_point, lines, opened_on
from tests.points.places import a_point
from tests.tallies import wrong_counts
from tests.vetting.states import codes

pytestmark = pytest.mark.both_databases
DAYS = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 10, 31), MONDAY]
ONE = ServiceIn(what="other", whom="residents")


@pytest.fixture
def street(session, cast):
    """Two points that have long been open, and a sheet of each."""
    here = a_served_point(session, cast)
    points = [here.point, a_point(session, cast, name="另一处")]
    for point_id in points:
        opened_on(session, point_id, date(2025, 1, 1))
    return points, make_service_sheets(session, cast.bob, point_ids=points)


class PlainBook:
    """What happens, noted beside the program in a list, and added up by hand."""

    def __init__(self, session, cast, street):
        self.session, self.clerk, (self.points, self.sheets), self.book = session, cast.bob, street, []

    def _note(self, line_id, row):
        if line_id not in [known for known, *_ in self.book]:
            self.book.append([line_id, *row, False])

    def log(self, which, day, n):
        point = self.points[which % 2]
        service = ONE.model_copy(update={"on_day": DAYS[day], "n_people": n})
        self._note(log_service(self.session, self.clerk, point_id=point, service=service), (point, DAYS[day], "service", n))

    def train(self, which, day, n):
        point = self.points[which % 2]
        training = TrainingIn(title="急救", n_people=n, on_day=DAYS[day])
        self._note(log_training(self.session, self.clerk, point_id=point, training=training), (point, DAYS[day], "training", n))

    def key_in(self, which, day, n):
        service = ONE.model_copy(update={"on_day": DAYS[day], "n_people": n})
        line_id = key_service_row(
            self.session, self.clerk, sheet_id=self.sheets[which % 2], position=1 + which // 2 % 3, service=service
        )
        self._note(line_id, (self.points[which % 2], DAYS[day], "service", n))

    def undo(self, which, day, n):
        if self.book:
            line = self.book[which % len(self.book)]
            told = codes(lambda line_id: take_back(self.session, self.clerk, service_id=line_id), line[0])
            assert told == ["service_taken_back" if line[-1] else "done"]
            line[-1] = True

    def added_up(self):
        sums = defaultdict(lambda: [0, 0, 0, 0, 0])
        for _, point, day, kind, n, is_taken_back in self.book:
            one = sums[point, day.year * 100 + day.month]
            one[0] += 1
            if not is_taken_back:
                place = 1 if kind == "service" else 3
                one[place] += 1
                one[place + 1] += n
        return {key: tuple(one) for key, one in sums.items()}


CHANGES = st.tuples(
    st.sampled_from(["log", "log", "key_in", "key_in", "train", "undo", "undo"]), st.integers(0, 9),
    st.integers(0, len(DAYS) - 1), st.integers(1, 20),
)  # fmt: skip


def kept(session):
    rows = session.scalars(sa.select(PointMonth).execution_options(populate_existing=True))
    return {(m.point_id, m.month): (m.n_lines, m.n_services, m.n_served, m.n_trainings, m.n_trainees) for m in rows}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, max_size=16))
def test_after_any_walk_the_sums_are_those_added_up_by_hand(session, cast, street, changes):
    point = session.begin_nested()
    book = PlainBook(session, cast, street)
    for name, *what in changes:
        getattr(book, name)(*what)
    session.flush()
    assert kept(session) == book.added_up()
    assert wrong_counts(session) == {}
    before = summaries.stored(session)
    summaries.rebuild(session)
    assert summaries.stored(session) == before
    point.rollback()
    session.expire_all()


def test_a_sum_that_went_wrong_is_found_and_put_right(session, cast, street):
    PlainBook(session, cast, street).log(0, 3, 5)
    session.execute(sa.text("UPDATE point_month SET n_served = n_served + 1"))
    assert list(wrong_counts(session)) == ["point_month"]
    summaries.rebuild(session)
    assert (wrong_counts(session), len(lines(session))) == ({}, 1)
