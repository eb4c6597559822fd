"""Many ticked, decided at once, each recorded by itself."""

from uuid import uuid4

import pytest

from db.vetting.commands.decide import decide_many, declare_kin
from db.vetting.models.applications import Decision, Relation, Status
from db.vetting.queries.applications import story
from tests.people import registered, version
from tests.tallies import wrong_counts
from tests.vetting.decided import approve
from tests.vetting.states import codes, everything, journal, status_of


def _three(session, cast):
    return [registered(session, cast, n) for n in range(3)]


def test_each_of_many_is_recorded_by_itself(session, cast):
    ids = _three(session, cast)
    outcome = decide_many(session, cast.grace, decision=Decision.PASS, seen=dict.fromkeys(ids, 1), note="情况属实")
    assert outcome == {"done": ids}
    assert [story(session, cast.bob, i)[-1].note for i in ids] == ["情况属实"] * 3
    assert sorted(e["application"] for e in journal(session, "application_moved") if e["decision"] == "pass") == ids


@pytest.mark.parametrize(("decision", "status"), [(Decision.RETURN, Status.RETURNED), (Decision.REFUSE, Status.REFUSED)])
def test_many_are_returned_or_refused_with_one_reason(session, cast, decision, status):
    ids = _three(session, cast)
    decide_many(session, cast.grace, decision=decision, seen=dict.fromkeys(ids, 1), note="材料不全")
    assert {status_of(session, i) for i in ids} == {status}


def test_returning_or_refusing_many_needs_a_reason(session, cast):
    seen = dict.fromkeys(_three(session, cast), 1)
    before = everything(session)
    decisions = Decision.RETURN, Decision.REFUSE
    found = codes(lambda decision: decide_many(session, cast.grace, decision=decision, seen=seen, note=" "), *decisions)
    assert found == ["reason_missing"] * 2
    assert everything(session) == before


def test_what_cannot_be_decided_is_left_and_named_and_the_others_go_through(session, cast):
    moved, kin, fine = _three(session, cast)
    approve(session, cast.grace, application_id=moved, seen=1)
    declare_kin(session, cast.grace, application_id=kin, relation=Relation.SIBLING)
    outcome = decide_many(session, cast.grace, decision=Decision.PASS, seen={moved: 1, kin: 1, fine: 1})
    assert outcome == {"done": [fine], "application_moved": [moved], "kin_application": [kin]}
    assert [version(session, i) for i in (moved, kin, fine)] == [2, 1, 2]


def test_what_was_left_out_leaves_the_counts_right(session, cast):
    moved, *others = _three(session, cast)
    approve(session, cast.grace, application_id=moved, seen=1)
    decide_many(session, cast.grace, decision=Decision.PASS, seen=dict.fromkeys([moved, *others], 1))
    assert wrong_counts(session) == {}


def test_the_same_press_twice_decides_once_and_answers_twice_alike(session, cast):
    press, ids = uuid4(), _three(session, cast)
    seen = dict.fromkeys(ids, 1)
    first = decide_many(session, cast.grace, decision=Decision.PASS, seen=seen, request_id=press)
    again = decide_many(session, cast.grace, decision=Decision.PASS, seen=seen, request_id=press)
    assert (again, [version(session, i) for i in ids]) == (first, [2, 2, 2])
