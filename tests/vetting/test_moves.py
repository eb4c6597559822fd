"""Each pair of a status and a decision, allowed or absent. ALLOWED is written down here a second time on purpose."""

from itertools import product

import pytest
from sqlmodel import Session

from db.errors import Conflict
from db.office.queries import current_scheme
from db.vetting.commands.moves import move
from db.vetting.models.applications import Decision, Status, StepRecord, StepStatus
from db.vetting.queries.applications import story
from db.vetting.queries.cases import Case, find_case, find_cases
from tests.people import registered
from tests.vetting.states import codes, everything, in_status

S, D = Status, Decision
ALLOWED = {
    (S.WAITING, D.PASS): S.WAITING,
    (S.WAITING, D.CLEAR): S.CLEARED,
    (S.WAITING, D.SEND_BACK): S.WAITING,
    (S.WAITING, D.RETURN): S.RETURNED,
    (S.WAITING, D.REFUSE): S.REFUSED,
    (S.WAITING, D.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, D.RESUBMIT): S.WAITING,
    (S.RETURNED, D.WITHDRAW): S.WITHDRAWN,
    (S.CLEARED, D.ANNOUNCE): S.ANNOUNCED,
    (S.CLEARED, D.REFUSE): S.REFUSED,
    (S.CLEARED, D.WITHDRAW): S.WITHDRAWN,
    (S.ANNOUNCED, D.TAKE_DOWN): S.CLEARED,
    (S.ANNOUNCED, D.REFUSE): S.REFUSED,
    (S.ANNOUNCED, D.WITHDRAW): S.WITHDRAWN,
    (S.ANNOUNCED, D.APPOINT): S.APPOINTED,
    (S.WITHDRAWN, D.RESUBMIT): S.WAITING,
}
ABSENT = [pair for pair in product(S, D) if pair not in ALLOWED]


def _name(pair):
    return f"{pair[0].value}-{pair[1].value}"


def _moved(session, cast, pair):
    """Makes the move; returns the case before and after."""
    status, decision = pair
    application_id = in_status(session, cast, status)
    before = find_case(session, cast.bob, application_id)
    to = current_scheme(session).reviews[1] if ALLOWED[pair] is S.WAITING else None
    move(session, cast.bob, before, decision, to=to, note="记一笔")
    return before, find_case(session, cast.bob, application_id)


@pytest.mark.parametrize("pair", ALLOWED, ids=_name)
def test_an_allowed_move_ends_where_the_specification_says_and_adds_one_line_to_the_story(session, cast, pair):
    before, after = _moved(session, cast, pair)
    assert (after.status, after.version) == (ALLOWED[pair], before.version + 1)
    assert [line.decision for line in story(session, cast.bob, before.id) if line.note == "记一笔"] == [pair[1]]


@pytest.mark.parametrize("pair", ABSENT, ids=_name)
def test_an_absent_move_is_refused_before_anything_is_read_or_written(cast, pair):
    """The session has no database: whatever touched it would end in another error."""
    case = Case(1, 7, "/1/2/4/7/", 1, pair[0], "recommendation", 1, "赵", None, None, None, None, False, False, frozenset())
    with pytest.raises(Conflict) as refusal:
        move(Session(), cast.bob, case, pair[1])
    assert refusal.value.code == "no_such_move"


def test_a_move_from_an_old_look_at_it_is_stale_and_writes_nothing(session, cast):
    """Whoever saw the application before somebody else withdrew it is told so, wherever it was."""
    ids = [in_status(session, cast, s, n) for n, s in enumerate((S.WAITING, S.RETURNED, S.CLEARED, S.ANNOUNCED))]
    seen = find_cases(session, cast.bob, ids)
    for case in seen:
        move(session, cast.grace, case, D.WITHDRAW)
    before = everything(session)
    assert codes(lambda case: move(session, cast.bob, case, D.WITHDRAW), *seen) == ["application_moved"] * 4
    assert everything(session) == before


def test_an_old_look_is_stale_although_the_status_is_still_the_same(session, cast):
    """Passed on to the next step it waits as before, but for somebody else."""
    case = find_case(session, cast.bob, registered(session, cast))
    to = current_scheme(session).reviews[1]
    move(session, cast.grace, case, D.PASS, to=to)
    before = everything(session)
    assert codes(lambda case: move(session, cast.bob, case, D.PASS, to=to), case) == ["application_moved"]
    assert everything(session) == before


def test_the_step_that_waited_ends_as_it_was_decided(session, cast):
    ends = {
        D.PASS: StepStatus.PASSED,
        D.CLEAR: StepStatus.PASSED,
        D.SEND_BACK: StepStatus.SENT_BACK,
        D.RETURN: StepStatus.RETURNED,
        D.REFUSE: StepStatus.REFUSED,
        D.WITHDRAW: StepStatus.LEFT,
    }
    found = {}
    for n, decision in enumerate(ends):
        case = find_case(session, cast.grace, registered(session, cast, n))
        to = current_scheme(session).reviews[1] if decision in (D.PASS, D.SEND_BACK) else None
        move(session, cast.grace, case, decision, to=to)
        step = session.get_one(StepRecord, case.step_id)
        session.refresh(step)
        assert (step.decided_by, step.decided_as) == (cast.grace.user_id, cast.grace.role)
        found[decision] = step.status
    assert found == ends
