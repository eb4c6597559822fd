"""Two people at the same moment, on a real database: nothing is overwritten, nothing is lost, nobody sees a crash."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from uuid import uuid4

import pytest

from db import audit
from db.engine import session as write_block
from db.errors import Conflict
from db.vetting.commands.decide import decide_many
from db.vetting.commands.opinions import write_letter
from db.vetting.commands.register import register
from db.vetting.models.applications import Decision
from db.vetting.queries.applications import applications, story
from db.vetting.queries.opinions import letters, people_of_letter, without_letter
from tests.people import applicant, at_opinions, registered
from tests.tallies import wrong_counts
from tests.vetting.at_once import alone, overtaken, together, wait_until_blocked
from tests.vetting.decided import approve, refuse
from tests.vetting.states import wearing

pytestmark = pytest.mark.both_databases


def _setup(engine, work):
    with write_block(engine) as session:
        return work(session)


@pytest.fixture
def colleague(engine, cast):
    """Another grid worker of the same estate."""
    with write_block(engine) as session:
        return wearing(session, cast.percy, cast.grace.role, cast.places.pine_court)


def test_of_two_who_decide_at_the_same_moment_exactly_one_wins(engine, cast, colleague):
    application_id = _setup(engine, lambda s: registered(s, cast))
    results = together(
        engine,
        lambda s: approve(s, cast.grace, application_id=application_id, seen=1),
        lambda s: refuse(s, colleague, application_id=application_id, seen=1, note="不在本小区居住"),
    )
    assert Counter(str(result) for result in results) == {"None": 1, "application_moved": 1}
    with write_block(engine) as session:
        assert len(story(session, cast.bob, application_id)) == 2
        assert wrong_counts(session) == {}
        assert audit.verify(session).broken_at is None


def test_whoever_comes_while_another_decides_is_told(engine, cast, colleague):
    application_id = _setup(engine, lambda s: registered(s, cast))
    late = overtaken(
        engine,
        lambda s: approve(s, cast.grace, application_id=application_id, seen=1),
        lambda s: refuse(s, colleague, application_id=application_id, seen=1, note="不在本小区居住"),
    )
    assert str(late) == "application_moved"


def test_two_taps_of_one_press_at_the_same_moment_register_once(engine, cast):
    _setup(engine, lambda s: registered(s, cast, 5))
    press = uuid4()
    tap = lambda s: register(s, cast.bob, applicant=applicant(cast), request_id=press)  # noqa: E731
    first, again = together(engine, tap, tap)
    assert isinstance(first, int)
    assert first == again


def test_the_same_person_at_two_desks_at_the_same_moment_is_registered_once(engine, cast):
    """And the second desk reads a sentence, not an error number."""
    _setup(engine, lambda s: registered(s, cast, 5))
    late = overtaken(
        engine,
        lambda s: register(s, cast.bob, applicant=applicant(cast)),
        lambda s: register(s, cast.grace, applicant=applicant(cast)),
    )
    assert isinstance(late, Conflict), late
    with write_block(engine) as session:
        assert len(applications(session, cast.bob)) == 2


def test_the_first_two_registrations_of_an_office_may_come_at_the_same_moment(engine, cast):
    late = overtaken(
        engine,
        lambda s: register(s, cast.bob, applicant=applicant(cast, 1)),
        lambda s: register(s, cast.grace, applicant=applicant(cast, 2)),
    )
    assert isinstance(late, int), late


def test_two_who_decide_on_two_people_of_one_building_both_get_through(engine, cast):
    """They stand at different steps and are the first of their building to be refused."""

    def prepare(session):
        ids = [registered(session, cast, n) for n in (1, 2)]
        approve(session, cast.grace, application_id=ids[1], seen=1)
        return ids

    one, other = _setup(engine, prepare)
    late = overtaken(
        engine,
        lambda s: refuse(s, cast.grace, application_id=one, seen=1, note="不在本小区居住"),
        lambda s: refuse(s, cast.ben, application_id=other, seen=2, note="不在本小区居住"),
    )
    assert late is None, late
    with write_block(engine) as session:
        assert wrong_counts(session) == {}


def test_two_who_decide_on_lists_at_the_same_time_both_get_through(engine, cast, colleague):
    """One is in the middle of a list when the other decides on somebody of a building that comes later in it."""
    first, second = cast.places.buildings[:2]

    def prepare(session):
        ids = [registered(session, cast, n, unit_id=unit) for n, unit in ((1, first), (2, second), (3, second), (4, second))]
        approve(session, cast.grace, application_id=ids[3], seen=1)
        return ids

    early, late, other, _ = _setup(engine, prepare)
    with ThreadPoolExecutor(1) as pool:
        with write_block(engine) as session:
            decide_many(session, cast.grace, decision=Decision.PASS, seen={early: 1})
            work = lambda s: approve(s, colleague, application_id=other, seen=1)  # noqa: E731
            begun = pool.submit(copy_context().run, alone, engine, work)
            wait_until_blocked(engine, begun)
            decide_many(session, cast.grace, decision=Decision.PASS, seen={late: 1})
        assert begun.result(30) is None


def test_a_letter_written_twice_at_the_same_moment_asks_for_nobody_twice(engine, cast):
    """A double tap, or the clerk and the community at once: each opinion stands in one letter, none is empty."""

    def prepare(session):
        at_opinions(session, cast)
        write_letter(session, cast.alice, department="tax", opinion_ids=without_letter(session, cast.alice, "tax"))
        return without_letter(session, cast.alice, "court")

    ids = _setup(engine, prepare)
    late = overtaken(
        engine,
        lambda s: write_letter(s, cast.alice, department="court", opinion_ids=ids),
        lambda s: write_letter(s, cast.alice, department="court", opinion_ids=ids),
    )
    assert isinstance(late, Conflict), late
    with write_block(engine) as session:
        [court] = [row for row in letters(session, cast.alice) if row.department == "court"]
        assert len(people_of_letter(session, cast.alice, court.id, is_full=False)) == 1
