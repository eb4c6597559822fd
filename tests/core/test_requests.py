"""A press that arrives twice does its work once."""

from uuid import uuid4

import pytest

from db.counters import next_number
from db.engine import session as write_block
from db.idempotency import once
from tests.core.together import together

pytestmark = pytest.mark.both_databases


def test_the_second_arrival_returns_the_first_result_and_does_nothing(engine):
    press, done = uuid4(), []
    results = []
    for n in (1, 2):
        with write_block(engine) as block:
            results.append(once(block, press, "a command", lambda n=n: done.append(n) or {"id": n, "name": "王小明"}))
    assert (results, done) == ([{"id": 1, "name": "王小明"}] * 2, [1])


def test_the_second_arrival_in_the_same_block_returns_the_first_result(session):
    press = uuid4()
    assert [once(session, press, "a command", lambda n=n: n) for n in (1, 2)] == [1, 1]


def test_two_arrivals_at_once_do_the_work_once(engine):
    press, done = uuid4(), []

    def arrive(number: int) -> int:
        def work() -> int:
            done.append(number)
            return next_number(block, "arrivals", 2026)

        with write_block(engine) as block:
            return once(block, press, "a command", work)

    assert (together(2, arrive), len(done)) == ([1, 1], 1)


def test_two_presses_do_their_work_twice(session):
    assert [once(session, uuid4(), "a command", lambda n=n: n) for n in (1, 2)] == [1, 2]


def test_without_a_request_id_the_work_is_done_each_time(session):
    assert [once(session, None, "a command", lambda n=n: n) for n in (1, 2)] == [1, 2]


def test_a_press_whose_work_failed_can_be_made_again(engine):
    press = uuid4()
    with pytest.raises(ZeroDivisionError), write_block(engine) as block:
        once(block, press, "a command", lambda: 1 // 0)
    with write_block(engine) as block:
        assert once(block, press, "a command", lambda: "done") == "done"


@pytest.mark.parametrize("result", [None, 0, "", [], {"done": [1, 2], "left": ["张三"]}])
def test_the_second_arrival_gets_a_result_of_any_kind_as_it_was(session, result):
    press = uuid4()
    assert [once(session, press, "a command", work) for work in (lambda: result, lambda: "a second time")] == [result, result]
