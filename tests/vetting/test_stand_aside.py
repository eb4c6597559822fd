"""Nobody decides on their own application or that of kin, nor twice in two roles."""

from dataclasses import replace

import pytest

from db import clock
from db.actor import Role
from db.errors import NotAllowed, NotFound, RuleError
from db.office.commands.users import change_user
from db.vetting.commands.appoint import appoint
from db.vetting.commands.decide import declare_kin
from db.vetting.commands.disclosures import read_objection, read_opinions
from db.vetting.commands.entries import confirm_entry, submit_entry
from db.vetting.commands.objections import ObjectionIn, examine_objection, object_in_public
from db.vetting.commands.opinions import Answer, answer_opinions, ask_again
from db.vetting.models.applications import Relation
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.announcements import cleared_people, objections
from db.vetting.queries.applications import kin_users, waiting_entries
from db.vetting.queries.opinions import waiting_for_department
from db.vetting.queries.reviewers import why_not_answer
from tests.people import all_departments_agree, announced, applicant, at_opinions, id_number, registered, version
from tests.vetting.decided import approve, refuse, return_for_changes
from tests.vetting.states import AFTER, cleared, journal, wearing

OWN_ID = id_number(serial=2)


def _on_file(session, cast, actor, phone="", id_no=""):
    change_user(session, cast.ada, user_id=actor.user_id, name=actor.name, phone=phone, id_number=id_no)


def _why(session, actor, application_id):
    """Why the actor may not approve; every verb says the same."""
    codes = set()
    for decide in (approve, refuse, return_for_changes):
        with pytest.raises(RuleError) as refusal:
            decide(session, actor, application_id=application_id, seen=1, note="说明一下")
        codes.add(refusal.value.code)
    return codes


def test_the_same_id_number_makes_it_ones_own(session, cast):
    _on_file(session, cast, cast.grace, id_no=OWN_ID)
    assert _why(session, cast.grace, registered(session, cast, id_number=OWN_ID)) == {"own_application"}


def test_the_same_phone_makes_it_ones_own(session, cast):
    _on_file(session, cast, cast.grace, phone="19912345678")
    assert _why(session, cast.grace, registered(session, cast, phone="19912345678")) == {"own_application"}


def test_the_same_name_with_nothing_on_file_makes_it_ones_own(session, cast):
    assert _why(session, cast.grace, registered(session, cast, name=cast.grace.name)) == {"own_application"}


def test_a_namesake_is_decided_on_once_something_on_file_tells_the_two_apart(session, cast):
    """An ID number; a telephone changes."""
    _on_file(session, cast, cast.grace, id_no=OWN_ID)
    application_id = registered(session, cast, name=cast.grace.name)
    approve(session, cast.grace, application_id=application_id, seen=1)
    assert version(session, application_id) == 2


def test_kin_whom_the_reviewer_declares_are_left_to_others(session, cast):
    application_id = registered(session, cast)
    declare_kin(session, cast.grace, application_id=application_id, relation=Relation.SIBLING)
    assert _why(session, cast.grace, application_id) == {"kin_application"}


def test_kin_whom_the_clerk_declares_at_the_desk_are_left_to_others(session, cast):
    application_id = registered(session, cast)
    declare_kin(session, cast.bob, application_id=application_id, relation=Relation.SPOUSE, user_id=cast.grace.user_id)
    assert _why(session, cast.grace, application_id) == {"kin_application"}
    assert kin_users(session, cast.bob, application_id) == {cast.grace.user_id: cast.grace.name}


def test_a_colleague_who_is_no_kin_decides_instead(session, cast):
    application_id = registered(session, cast)
    declare_kin(session, cast.grace, application_id=application_id, relation=Relation.SIBLING)
    colleague = wearing(session, cast.percy, Role.GRID_WORKER, cast.places.pine_court)
    approve(session, colleague, application_id=application_id, seen=1)
    assert version(session, application_id) == 2


def test_a_declaration_is_recorded_and_declared_twice_stands_once(session, cast):
    application_id = registered(session, cast)
    for relation in (Relation.SIBLING, Relation.OTHER_KIN):
        declare_kin(session, cast.grace, application_id=application_id, relation=relation)
    assert len(journal(session, "kin_declared")) == 2
    assert kin_users(session, cast.bob, application_id) == {cast.grace.user_id: cast.grace.name}


def test_kin_that_is_no_user_of_this_office_is_not_found(session, cast):
    application_id = registered(session, cast)
    with pytest.raises(NotFound):
        declare_kin(session, cast.bob, application_id=application_id, relation=Relation.SIBLING, user_id=999_999)


def test_a_person_with_two_roles_does_not_decide_two_steps_in_them(session, cast):
    application_id = registered(session, cast)
    approve(session, cast.grace, application_id=application_id, seen=1)
    other_hat = wearing(session, cast.grace, Role.ESTATE_BRANCH, cast.places.pine_court)
    with pytest.raises(RuleError) as refusal:
        approve(session, other_hat, application_id=application_id, seen=2)
    assert refusal.value.code == "decided_in_other_role"


def test_one_role_may_decide_two_steps_that_the_scheme_gives_it(session, cast):
    """The community party organisation reviews, and later says that the opinions are complete."""
    application_id = cleared(session, cast)
    assert version(session, application_id) == 5


def test_whoever_reviewed_does_not_appoint_under_another_hat(session, cast):
    application_id = cleared(session, cast)
    announced(session, cast, application_id)
    other_hat = wearing(session, cast.grace, Role.CLERK, cast.places.town)
    with clock.at(AFTER):
        outcome = appoint(session, other_hat, seen={application_id: version(session, application_id)})
    assert outcome == {"done": [], "decided_in_other_role": [application_id]}


def test_a_clerk_does_not_appoint_kin(session, cast):
    application_id = cleared(session, cast)
    announced(session, cast, application_id)
    declare_kin(session, cast.bob, application_id=application_id, relation=Relation.PARENT_OR_CHILD)
    with clock.at(AFTER):
        outcome = appoint(session, cast.bob, seen={application_id: version(session, application_id)})
    assert outcome == {"done": [], "kin_application": [application_id]}


def _objected(session, cast):
    application_id = cleared(session, cast)
    announced(session, cast, application_id)
    given = ObjectionIn(application_id=application_id, text="长期不在小区居住", objector="欧阳举报")
    return application_id, object_in_public(session, objection=given, address="10.0.0.9")


def test_an_objection_to_kin_is_examined_by_somebody_else(session, cast):
    application_id, objection_id = _objected(session, cast)
    declare_kin(session, cast.alice, application_id=application_id, relation=Relation.SIBLING)
    with pytest.raises(NotFound):
        examine_objection(session, cast.alice, objection_id=objection_id, is_upheld=False, finding="经走访与事实不符")
    assert objections(session, cast.alice) == []
    examine_objection(session, cast.bob, objection_id=objection_id, is_upheld=False, finding="经走访与事实不符")


def test_an_officer_who_applied_does_not_read_who_objected_to_them(session, cast):
    """What the applicant sees never identifies the objector, whatever role the applicant holds."""
    _, objection_id = _objected(session, cast)
    _on_file(session, cast, cast.alice, phone=applicant(cast).phone)
    assert objections(session, cast.alice) == []
    with pytest.raises(NotFound):
        read_objection(session, cast.alice, objection_id=objection_id)


def test_an_officer_does_not_read_who_objected_to_their_kin(session, cast):
    application_id, objection_id = _objected(session, cast)
    declare_kin(session, cast.alice, application_id=application_id, relation=Relation.SIBLING)
    with pytest.raises(NotFound):
        read_objection(session, cast.alice, objection_id=objection_id)


def test_an_officer_who_applied_does_not_read_what_departments_said_of_them(session, cast):
    application_id = at_opinions(session, cast)
    _on_file(session, cast, cast.alice, phone=applicant(cast).phone)
    with pytest.raises(NotAllowed):
        read_opinions(session, cast.alice, application_id=application_id)


def test_a_departments_reviewer_who_applied_does_not_answer_on_themselves(session, cast):
    at_opinions(session, cast)
    court = cast.departments["court"]
    _on_file(session, cast, court, phone=applicant(cast).phone)
    people = waiting_for_department(session, court, offset=0, limit=9)
    answers = [Answer(person.opinion_id, OpinionStatus.NO_OBJECTION) for person in people]
    with pytest.raises((NotAllowed, NotFound)):
        answer_opinions(session, court, answers=answers)


def test_somebody_who_applied_is_still_decided_on_by_the_others(session, cast):
    application_id = registered(session, cast, name=cast.alice.name)
    approve(session, cast.grace, application_id=application_id, seen=1)
    approve(session, cast.ben, application_id=application_id, seen=2)
    with pytest.raises(RuleError) as refusal:
        approve(session, cast.alice, application_id=application_id, seen=3)
    assert refusal.value.code == "own_application"


def test_a_grid_worker_does_not_confirm_having_met_themselves(session, cast):
    submit_entry(session, applicant=applicant(cast), address="10.0.0.7")
    [entry] = waiting_entries(session, cast.grace)
    _on_file(session, cast, cast.grace, id_no=applicant(cast).id_number)
    with pytest.raises(NotAllowed) as refusal:
        confirm_entry(session, cast.grace, entry_id=entry.id, applicant=applicant(cast))
    assert refusal.value.code == "own_application"


def _pending(session, department):
    people = waiting_for_department(session, department, offset=0, limit=9)
    return [Answer(person.opinion_id, OpinionStatus.NO_OBJECTION) for person in people]


def test_a_departments_reviewer_does_not_answer_on_kin(session, cast):
    application_id, court = at_opinions(session, cast), cast.departments["court"]
    declare_kin(session, cast.bob, application_id=application_id, relation=Relation.SIBLING, user_id=court.user_id)
    with pytest.raises(NotAllowed) as refusal:
        answer_opinions(session, court, answers=_pending(session, court))
    assert refusal.value.code == "kin_application"
    assert why_not_answer(session, court, [application_id]) == {application_id: "kin_application"}


def test_one_person_does_not_answer_for_two_departments(session, cast):
    at_opinions(session, cast)
    court = cast.departments["court"]
    answer_opinions(session, court, answers=_pending(session, court))
    tax = replace(cast.departments["tax"], user_id=court.user_id)
    with pytest.raises(NotAllowed) as refusal:
        answer_opinions(session, tax, answers=_pending(session, tax))
    assert refusal.value.code == "decided_in_other_role"


def test_whoever_answered_for_a_department_does_not_clear_the_step_under_another_hat(session, cast):
    application_id = at_opinions(session, cast)
    all_departments_agree(session, cast)
    hat = wearing(session, cast.departments["court"], Role.COMMUNITY_PARTY, cast.places.pine)
    with pytest.raises(RuleError) as refusal:
        approve(session, hat, application_id=application_id, seen=version(session, application_id))
    assert refusal.value.code == "decided_in_other_role"


def test_nobody_announces_kin(session, cast):
    application_id = cleared(session, cast)
    declare_kin(session, cast.alice, application_id=application_id, relation=Relation.SIBLING)
    assert [row.bar for row in cleared_people(session, cast.alice)] == ["kin_application"]
    with pytest.raises(NotAllowed) as refusal:
        announced(session, cast, application_id)
    assert refusal.value.code == "kin_application"


def test_nobody_asks_a_department_again_about_kin(session, cast):
    application_id, court = at_opinions(session, cast), cast.departments["court"]
    [answer] = _pending(session, court)
    answer_opinions(session, court, answers=[Answer(answer.opinion_id, OpinionStatus.OBJECTION, "失信被执行人")])
    declare_kin(session, cast.alice, application_id=application_id, relation=Relation.SIBLING)
    with pytest.raises(NotAllowed):
        ask_again(session, cast.alice, opinion_id=answer.opinion_id)


def test_a_new_telephone_does_not_make_somebody_else_of_the_applicant(session, cast):
    _on_file(session, cast, cast.grace, phone=applicant(cast).phone)
    assert _why(session, cast.grace, registered(session, cast, name=cast.grace.name, phone="19912345678")) == {"own_application"}
