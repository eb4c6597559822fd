"""After a return: what was wrong is corrected, and vetting goes on at the step that asked for it."""

import pytest

from db.errors import Conflict, Invalid, NotFound, Stale
from db.vetting.commands.register import change_and_resubmit
from db.vetting.commands.registration_rounds import open_round
from db.vetting.models.applications import Application, Status
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.opinions import waiting_for_department
from db.vetting.queries.queue import count_waiting, waiting_steps
from tests.people import applicant, at_opinions, id_number, registered, version
from tests.tallies import wrong_counts
from tests.vetting.decided import approve, return_for_changes
from tests.vetting.states import codes, everything, in_each_status, in_status, journal, status_of, wearing


def _returned_by_the_branch(session, cast):
    """Recommended, then returned by the estate branch; the id and the version after it."""
    application_id = registered(session, cast)
    approve(session, cast.grace, application_id=application_id, seen=1)
    return_for_changes(session, cast.ben, application_id=application_id, seen=2, note="请核对电话")
    return application_id, 3


def _resubmit(session, cast, application_id, seen, **changes):
    written = applicant(cast, **changes)
    change_and_resubmit(session, cast.bob, application_id=application_id, seen=seen, applicant=written, note="已核对")


def test_a_returned_application_waits_for_nobody(session, cast):
    _returned_by_the_branch(session, cast)
    assert count_waiting(session, cast.ben) == count_waiting(session, cast.grace) == 0


def test_it_goes_on_at_the_step_that_returned_it(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    _resubmit(session, cast, application_id, seen, phone="19912345678")
    [row] = waiting_steps(session, cast.ben)
    assert (row.application_id, row.step_key) == (application_id, "branch_review")
    assert count_waiting(session, cast.grace) == 0


def test_the_correction_is_kept_and_told(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    _resubmit(session, cast, application_id, seen, phone="19912345678")
    assert application_facts(session, cast.bob, application_id).phone == "199****5678"
    assert story(session, cast.bob, application_id)[-1].note == "已核对"


def test_the_journal_names_the_fields_that_changed_and_nothing_of_their_content(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    _resubmit(session, cast, application_id, seen, occupation="电工")
    assert journal(session, "application_changed") == [{"application": application_id, "fields": ["occupation"]}]


def test_with_another_building_of_the_same_estate_it_goes_on_and_the_counts_follow(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    _resubmit(session, cast, application_id, seen, unit_id=cast.places.buildings[1])
    [row] = waiting_steps(session, cast.ben)
    assert (row.application_id, row.step_key) == (application_id, "branch_review")
    assert application_facts(session, cast.bob, application_id).unit_name == "松风社区 松风苑 2号楼"
    assert count_waiting(session, cast.grace) == 0
    assert wrong_counts(session) == {}


def test_for_another_estate_it_begins_at_the_first_step_there_and_the_counts_follow(session, cast):
    """Who recommended it knows the person as a neighbour of the former estate."""
    application_id, seen = _returned_by_the_branch(session, cast)
    _resubmit(session, cast, application_id, seen, unit_id=cast.places.garden_building)
    grid_worker, branch = (wearing(session, who, who.role, cast.places.pine_garden) for who in (cast.grace, cast.ben))
    assert [row.step_key for row in waiting_steps(session, grid_worker)] == ["recommendation"]
    assert [count_waiting(session, who) for who in (branch, cast.grace, cast.ben)] == [0, 0, 0]
    assert wrong_counts(session) == {}


def test_with_another_id_number_it_begins_at_the_first_step(session, cast):
    """Somebody else: what was said of the first person is not said of this one."""
    application_id, seen = _returned_by_the_branch(session, cast)
    _resubmit(session, cast, application_id, seen, id_number=id_number(serial=2))
    [row] = waiting_steps(session, cast.grace)
    assert (row.application_id, row.step_key) == (application_id, "recommendation")
    assert count_waiting(session, cast.ben) == 0
    assert wrong_counts(session) == {}


def test_returned_from_the_opinions_it_asks_every_department_anew(session, cast):
    application_id = at_opinions(session, cast)
    return_for_changes(session, cast.alice, application_id=application_id, seen=4, note="单位写错")
    _resubmit(session, cast, application_id, 5)
    counts = [len(waiting_for_department(session, d, offset=0, limit=9)) for d in cast.departments.values()]
    assert counts == [1] * 6


def test_an_old_form_is_stale(session, cast):
    application_id, _ = _returned_by_the_branch(session, cast)
    with pytest.raises(Stale):
        _resubmit(session, cast, application_id, 2)


def test_a_field_that_cannot_be_right_is_named_and_nothing_is_written(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    before = everything(session)
    with pytest.raises(Invalid) as refusal:
        _resubmit(session, cast, application_id, seen, phone="1")
    assert (refusal.value.code, refusal.value.field) == ("phone_form", "phone")
    assert everything(session) == before


def test_it_cannot_become_somebody_who_is_already_in_the_round(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    registered(session, cast, 1)
    with pytest.raises(Conflict) as refusal:
        _resubmit(session, cast, application_id, seen, id_number=applicant(cast, 1).id_number)
    assert refusal.value.code == "already_registered"


def test_it_cannot_move_to_a_building_outside_the_actors_unit(session, cast):
    application_id, seen = _returned_by_the_branch(session, cast)
    written = applicant(cast, unit_id=cast.places.willow_building)
    with pytest.raises(NotFound):
        change_and_resubmit(session, cast.grace, application_id=application_id, seen=seen, applicant=written)


def test_what_was_not_returned_is_not_resubmitted(session, cast):
    """What was withdrawn is taken up again by another command, from the first step."""
    others = in_each_status(session, cast, but=Status.RETURNED)
    found = codes(lambda i: _resubmit(session, cast, i, version(session, i), id_number=_id_of(session, i)), *others.values())
    assert found == ["no_such_move"] * 6


@pytest.mark.parametrize("building", ["buildings", "garden_building"])
def test_what_was_withdrawn_in_a_round_that_is_over_is_not_brought_back_by_this_form_either(session, cast, building):
    application_id = in_status(session, cast, Status.WITHDRAWN)
    open_round(session, cast.bob)
    place = {"buildings": cast.places.buildings[0], "garden_building": cast.places.garden_building}[building]
    with pytest.raises(Conflict):
        _resubmit(session, cast, application_id, 2, unit_id=place)
    assert status_of(session, application_id) is Status.WITHDRAWN


def _id_of(session, application_id):
    return session.get_one(Application, application_id).id_number
