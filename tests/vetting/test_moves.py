"""Each pair of a status and a decision, allowed or absent. ALLOWED is written down here a second time on purpose."""

from dataclasses import replace
from itertools import product

import pytest

from db.errors import Conflict, Stale
from db.office.queries import current_scheme
from db.vetting.commands.moves import move
from db.vetting.models.applications import Decision as D
from db.vetting.models.applications import Status as S
from db.vetting.models.applications import StepRecord, StepStatus
from db.vetting.queries.applications import story
from db.vetting.queries.cases import find_case
from tests.people import registered
from tests.vetting.states import everything, in_status

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
def test_an_absent_move_is_refused_and_writes_nothing(session, cast, pair):
    status, decision = pair
    case = replace(find_case(session, cast.bob, registered(session, cast)), status=status)
    before = everything(session)
    with pytest.raises(Conflict) as refusal:
        move(session, cast.bob, case, decision, to=current_scheme(session).reviews[0])
    assert refusal.value.code == "no_such_move"
    assert everything(session) == before


@pytest.mark.parametrize("status", [S.WAITING, S.RETURNED, S.CLEARED, S.ANNOUNCED], ids=str)
def test_a_move_from_an_old_look_at_it_is_stale_and_writes_nothing(session, cast, status):
    """Whoever saw the application before somebody else withdrew it is told so."""
    case = find_case(session, cast.bob, in_status(session, cast, status))
    move(session, cast.grace, case, D.WITHDRAW)
    before = everything(session)
    with pytest.raises(Stale):
        move(session, cast.bob, case, D.WITHDRAW)
    assert everything(session) == before


@pytest.mark.parametrize(
    ("decision", "end"),
    [
        (D.PASS, StepStatus.PASSED),
        (D.CLEAR, StepStatus.PASSED),
        (D.SEND_BACK, StepStatus.SENT_BACK),
        (D.RETURN, StepStatus.RETURNED),
        (D.REFUSE, StepStatus.REFUSED),
        (D.WITHDRAW, StepStatus.LEFT),
    ],
)
def test_the_step_that_waited_ends_as_it_was_decided(session, cast, decision, end):
    case = find_case(session, cast.grace, registered(session, cast))
    to = current_scheme(session).reviews[1] if decision in (D.PASS, D.SEND_BACK) else None
    move(session, cast.grace, case, decision, to=to)
    step = session.get_one(StepRecord, case.step_id)
    session.refresh(step)
    assert (step.status, step.decided_by, step.decided_as) == (end, cast.grace.user_id, cast.grace.role)
