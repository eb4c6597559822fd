"""Days are set off, made working and taken back at random while announcements hang: there is one end, the slow reference's."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import clock
from db.calendar import is_statutory
from db.office.commands.calendar import clear_day, set_day
from db.vetting.commands.appoint import appoint
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import appointees, find_announcement, public_announcements
from tests.conftest import MONDAY
from tests.people import announced, version
from tests.slow_calendar import end_of
from tests.vetting.states import cleared

N_PEOPLE, N_DAYS = 2, 5
# Few days, so that the same one is set off, made working and taken back: those of the first announcement, and some after it.
deeds = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 4)),
    st.tuples(st.sampled_from(("off", "on", "back")), st.integers(1, 9)),
    st.tuples(st.sampled_from(("off", "back")), st.integers(1, 4)),
    st.tuples(st.just("announce"), st.just(0)),
)


class Office:
    """Does the deeds through the commands, and keeps by itself what was said and what was promised."""

    def __init__(self, session, cast, people) -> None:
        self.session, self.cast, self.people = session, cast, list(people)
        self.now = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 9, tzinfo=clock.CHINA)
        self.said: list[tuple[datetime, date, bool | None]] = []
        self.hanging: dict[int, tuple[datetime, date, int]] = {}

    def do(self, deed: str, n: int) -> None:
        self.now += timedelta(days=n if deed == "wait" else 0, minutes=1)
        with clock.at(self.now):
            day = MONDAY + timedelta(days=n)
            if deed == "announce" and self.people:
                person = self.people.pop()
                announcement_id = announced(self.session, self.cast, person)
                self.hanging[announcement_id] = (self.now, end_of(self.said, self.now, N_DAYS), person)
            elif deed in ("off", "on", "back") and not (deed == "on" and is_statutory(day)):
                self._say(deed, day)

    def _say(self, deed: str, day: date) -> None:
        if deed == "back":
            clear_day(self.session, self.cast.bob, day=day)
        else:
            set_day(self.session, self.cast.bob, day=day, is_working=deed == "on")
        self.said.append((self.now, day, {"off": False, "on": True, "back": None}[deed]))
        for announcement_id, (posted_at, end, person) in self.hanging.items():
            if clock.today() <= end:
                end = max(end, end_of(self.said, posted_at, N_DAYS))
                self.hanging[announcement_id] = (posted_at, end, person)

    def ends(self) -> dict[int, date]:
        return {announcement_id: end for announcement_id, (_, end, _) in self.hanging.items()}

    def shown(self) -> list[dict[int, date]]:
        """By the office's list, by the days that explain it, by what keeps people from being appointed, and to the public."""
        rows = [find_announcement(self.session, self.cast.alice, announcement_id) for announcement_id in self.hanging]
        return [
            {row.id: row.ends_on for row in rows},
            {row.id: days_of(self.session, row).days[-1].day for row in rows},
            {row.announcement_id: row.ends_on for row in appointees(self.session, self.cast.bob, clock.today())},
            {row.id: row.ends_on for row in public_announcements(self.session, clock.today())},
        ]


@pytest.fixture
def people(session, cast):
    return [cleared(session, cast, n) for n in range(N_PEOPLE)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(deeds, min_size=4, max_size=14))
def test_whatever_happens_to_the_calendar_there_is_one_end(session, cast, people, sequence):
    nested = session.begin_nested()
    office = Office(session, cast, people)
    for deed in [*sequence[:2], ("announce", 0), *sequence[2:]]:
        office.do(*deed)
        with clock.at(office.now):
            ends = office.ends()
            running = {announcement_id: end for announcement_id, end in ends.items() if end >= clock.today()}
            assert office.shown() == [ends, ends, ends, running]
    for _, end, person in office.hanging.values():
        for day, done in ((end, 0), (end + timedelta(days=1), 1)):
            with clock.at(day):
                assert len(appoint(session, cast.bob, seen={person: version(session, person)})["done"]) == done
    nested.rollback()
