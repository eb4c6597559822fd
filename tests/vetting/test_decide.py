"""Approve, return, refuse: one decision on the step that waits."""

import pytest

from db.errors import RuleError
from db.vetting.models.applications import Status
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.queue import waiting_steps
from tests.people import all_departments_agree, at_opinions, registered, version
from tests.vetting.decided import approve, refuse, return_for_changes
from tests.vetting.states import codes, everything, in_each_status, in_status, status_of


def _where(session, cast, application_id):
    facts = application_facts(session, cast.bob, application_id)
    return facts.status, facts.step_key


def test_approval_leads_through_every_step_of_the_scheme_to_cleared(session, cast):
    application_id = registered(session, cast)
    went = []
    for actor in (cast.grace, cast.ben, cast.alice, cast.alice):
        went.append(_where(session, cast, application_id)[1])
        if went[-1] == "opinions":
            all_departments_agree(session, cast)
        approve(session, actor, application_id=application_id, seen=version(session, application_id))
    assert went == ["recommendation", "branch_review", "community_review", "opinions"]
    assert _where(session, cast, application_id) == (Status.CLEARED, "")


def test_the_story_tells_who_passed_it_in_which_step_and_what_was_said(session, cast):
    application_id = registered(session, cast)
    approve(session, cast.grace, application_id=application_id, seen=1, note="热心，熟悉本楼")
    line = story(session, cast.bob, application_id)[-1]
    assert (line.step_key, line.target_key, line.user_name, line.role, line.note) == (
        "recommendation", "branch_review", cast.grace.name, cast.grace.role, "热心，熟悉本楼",
    )  # fmt: skip


def test_a_refusal_and_a_return_need_a_reason(session, cast):
    application_id = registered(session, cast)
    before = everything(session)
    for decide in (refuse, return_for_changes):
        found = codes(
            lambda note, decide=decide: decide(session, cast.grace, application_id=application_id, seen=1, note=note),
            "",
            " ",
            "否",
        )
        assert found == ["reason_missing"] * 3
    assert everything(session) == before


def test_a_refusal_ends_the_application(session, cast):
    assert status_of(session, in_status(session, cast, Status.REFUSED)) is Status.REFUSED


def _at_community_review(session, cast):
    application_id = registered(session, cast)
    for seen, actor in enumerate((cast.grace, cast.ben), 1):
        approve(session, actor, application_id=application_id, seen=seen)
    return application_id


@pytest.mark.parametrize("target", ["recommendation", "branch_review"])
def test_a_step_may_be_sent_back_to_an_earlier_one_that_the_scheme_names(session, cast, target):
    application_id = _at_community_review(session, cast)
    return_for_changes(session, cast.alice, application_id=application_id, seen=3, note="请再核实", target=target)
    assert _where(session, cast, application_id) == (Status.WAITING, target)


def test_after_being_sent_back_the_earlier_role_decides_anew(session, cast):
    application_id = _at_community_review(session, cast)
    return_for_changes(session, cast.alice, application_id=application_id, seen=3, note="请再核实", target="recommendation")
    approve(session, cast.grace, application_id=application_id, seen=4)
    assert [row.step_key for row in waiting_steps(session, cast.ben)] == ["branch_review"]


def test_a_step_that_the_scheme_does_not_name_is_no_way_back(session, cast):
    """The first step may return to the applicant only; no step to itself or forward."""
    seen = {"application_id": registered(session, cast), "seen": 1, "note": "请再核实"}
    before = everything(session)
    targets = ["recommendation", "branch_review", "opinions", "announcement", "nowhere"]
    found = codes(lambda target: return_for_changes(session, cast.grace, **seen, target=target), *targets)
    assert found == ["return_target"] * 5
    assert everything(session) == before


def test_the_opinions_step_goes_back_to_the_review_before_it_and_no_further(session, cast):
    application_id = at_opinions(session, cast)
    with pytest.raises(RuleError, match="return_target"):
        return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="请再核实", target="branch_review")
    return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="请再核实", target="community_review")
    assert _where(session, cast, application_id) == (Status.WAITING, "community_review")


def test_a_role_whose_step_does_not_wait_is_refused(session, cast):
    application_id = registered(session, cast)
    actors = [cast.bob, cast.ben, cast.alice]
    assert codes(lambda who: approve(session, who, application_id=application_id, seen=1), *actors) == ["not_your_step"] * 3


def test_for_whoever_may_not_see_it_it_does_not_exist(session, cast):
    application_id = registered(session, cast)
    actors = [cast.ada, cast.dora, cast.leo, cast.percy, cast.charlie, *cast.departments.values()]
    found = codes(lambda who: approve(session, who, application_id=application_id, seen=1), *actors)
    assert found == ["application_not_found"] * len(actors)


def test_what_does_not_wait_is_not_decided(session, cast):
    others = in_each_status(session, cast, but=Status.WAITING).values()
    seen = {application_id: version(session, application_id) for application_id in others}
    before = everything(session)
    for decide in (approve, refuse, return_for_changes):
        found = codes(
            lambda i, decide=decide: decide(session, cast.grace, application_id=i, seen=seen[i], note="说明一下"), *others
        )
        assert found == ["not_waiting"] * 6
    assert everything(session) == before


def test_the_second_reviewer_is_told_that_it_moved_and_overwrites_nothing(session, cast):
    seen = {"application_id": registered(session, cast), "seen": 1, "note": "请补充电话"}
    return_for_changes(session, cast.grace, **seen)
    before = everything(session)
    for decide in (approve, refuse, return_for_changes):
        with pytest.raises(RuleError, match="application_moved"):
            decide(session, cast.grace, **seen)
    assert everything(session) == before


def test_a_missing_reply_does_not_hold_up_the_steps_before_the_opinions(session, cast):
    """Only the step that asks departments waits for them."""
    with pytest.raises(RuleError) as refusal:
        approve(session, cast.alice, application_id=at_opinions(session, cast), seen=4)
    assert refusal.value.code == "opinions_missing"
