"""Another term: with vetting anew where the scheme says so, else from term to term."""

from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.errors import Conflict, NotAllowed, Stale
from db.vetting.commands.appoint import reappoint
from db.vetting.commands.decide import declare_kin
from db.vetting.commands.registration_rounds import open_round
from db.vetting.commands.stewards import suspend
from db.vetting.models.applications import Application, Relation, Source, Status
from db.vetting.models.stewards import StewardStatus as S
from db.vetting.queries.applications import applications
from db.vetting.queries.queue import waiting_steps
from db.vetting.queries.stewards import CardState, card_state, service_story, terms
from tests.people import applicant
from tests.tallies import wrong_counts
from tests.vetting.states import AFTER, a_steward, codes, everything, new_scheme, steward, steward_in, with_steward_rules

LAST_DAY, LATER = date(2029, 11, 30), date(2030, 3, 1)


def _without_vetting(session, cast):
    new_scheme(session, cast, with_steward_rules(vet_again_on_reappointment=False))


def _reappoint(session, actor, steward_id, **changes):
    return reappoint(session, actor, steward_id=steward_id, seen=steward(session, steward_id).version, **changes)


def test_where_the_scheme_vets_again_a_new_application_begins(session, cast):
    steward_id = a_steward(session, cast)
    with clock.at(LAST_DAY):
        open_round(session, cast.bob)
        assert _reappoint(session, cast.bob, steward_id) == "vetting"
    [row] = waiting_steps(session, cast.grace)
    application = session.get_one(Application, row.application_id)
    assert (row.step_key, application.source) == ("recommendation", Source.REAPPOINTMENT)


def test_the_new_application_repeats_what_is_on_file(session, cast):
    steward_id = a_steward(session, cast)
    with clock.at(LAST_DAY):
        open_round(session, cast.bob)
        _reappoint(session, cast.bob, steward_id)
    new, old = applications(session, cast.bob)
    new, old = session.get_one(Application, new.id), session.get_one(Application, old.id)
    for field in ("name", "sex", "birth_date", "id_number", "phone", "unit_id", "category", "education", "political"):
        assert getattr(new, field) == getattr(old, field), field


def test_while_vetting_goes_on_the_steward_serves_on(session, cast):
    steward_id = a_steward(session, cast)
    with clock.at(LAST_DAY):
        open_round(session, cast.bob)
        _reappoint(session, cast.bob, steward_id)
    assert steward(session, steward_id).status is S.ACTIVE
    assert len(terms(session, cast.bob, steward_id)) == 1


def test_the_same_round_takes_the_person_once(session, cast):
    steward_id = a_steward(session, cast)
    with clock.at(LAST_DAY):
        open_round(session, cast.bob)
        _reappoint(session, cast.bob, steward_id)
        with pytest.raises(Conflict) as refusal:
            _reappoint(session, cast.bob, steward_id)
    assert refusal.value.code == "already_registered"


def test_the_round_of_the_first_appointment_is_not_used_again(session, cast):
    steward_id = a_steward(session, cast)
    with pytest.raises(Conflict) as refusal:
        _reappoint(session, cast.bob, steward_id)
    assert refusal.value.code == "round_needed"


def test_without_vetting_the_new_term_follows_the_one_that_runs(session, cast):
    steward_id = a_steward(session, cast)
    _without_vetting(session, cast)
    with clock.at(date(2029, 10, 8)):
        assert _reappoint(session, cast.bob, steward_id) == "appointed"
    assert [(t.term_from, t.term_to) for t in terms(session, cast.bob, steward_id)] == [
        (AFTER, LAST_DAY), (date(2029, 12, 1), date(2032, 11, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize("status", [S.ACTIVE, S.ENDED])
def test_without_vetting_a_term_that_is_over_is_followed_from_today(session, cast, status):
    steward_id = steward_in(session, cast, status)
    _without_vetting(session, cast)
    with clock.at(LATER):
        _reappoint(session, cast.bob, steward_id)
    row = steward(session, steward_id)
    assert (row.status, row.term_from, row.term_to) == (S.ACTIVE, LATER, date(2033, 2, 28))
    assert card_state(session, row.card_token, LATER) is CardState.VALID


def test_a_new_term_makes_no_new_application_and_keeps_number_and_card(session, cast):
    steward_id = a_steward(session, cast)
    before = steward(session, steward_id).model_copy()
    _without_vetting(session, cast)
    with clock.at(LATER):
        _reappoint(session, cast.bob, steward_id)
    row = steward(session, steward_id)
    assert (row.number, row.card_token, len(applications(session, cast.bob))) == (before.number, before.card_token, 1)


def test_every_term_is_kept_in_the_history_and_one_is_open(session, cast):
    steward_id = a_steward(session, cast)
    _without_vetting(session, cast)
    with clock.at(LATER):
        _reappoint(session, cast.bob, steward_id)
    assert [t.ended_on is None for t in terms(session, cast.bob, steward_id)] == [False, True]
    assert [line.move.value for line in service_story(session, cast.bob, steward_id)] == ["appoint", "reappoint"]
    assert wrong_counts(session) == {}


def test_a_suspended_steward_is_not_reappointed_before_the_suspension_is_lifted(session, cast):
    steward_id = a_steward(session, cast)
    suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="外出半年")
    _without_vetting(session, cast)
    with pytest.raises(Conflict) as refusal:
        _reappoint(session, cast.bob, steward_id)
    assert refusal.value.code == "no_such_steward_move"


def test_an_old_form_is_stale(session, cast):
    steward_id = a_steward(session, cast)
    suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="外出半年")
    before = everything(session)
    with pytest.raises(Stale):
        reappoint(session, cast.bob, steward_id=steward_id, seen=1)
    assert everything(session) == before


@pytest.mark.parametrize("vets_again", [True, False])
def test_the_same_press_twice_answers_twice_alike(session, cast, vets_again):
    """A double tap must not read "somebody was faster" about itself."""
    steward_id, press = a_steward(session, cast), uuid4()
    if not vets_again:
        _without_vetting(session, cast)
    with clock.at(LATER):
        open_round(session, cast.bob)
        answers = [reappoint(session, cast.bob, steward_id=steward_id, seen=1, request_id=press) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(terms(session, cast.bob, steward_id)) == (1 if vets_again else 2)


def test_nobody_gives_kin_another_term(session, cast):
    steward_id = a_steward(session, cast)
    _without_vetting(session, cast)
    [application] = applications(session, cast.bob)
    declare_kin(session, cast.bob, application_id=application.id, relation=Relation.SIBLING)
    with pytest.raises(NotAllowed) as refusal:
        _reappoint(session, cast.bob, steward_id)
    assert refusal.value.code == "kin_application"


def test_another_term_is_given_by_the_role_that_appoints(session, cast):
    steward_id = a_steward(session, cast)
    with pytest.raises(NotAllowed) as refusal:
        _reappoint(session, cast.alice, steward_id)
    assert refusal.value.code == "not_your_step"


def test_only_the_two_offices_reappoint(session, cast):
    steward_id = a_steward(session, cast)
    found = codes(lambda who: _reappoint(session, who, steward_id), cast.grace, cast.ben, cast.leo)
    assert found == ["not_allowed"] * 3


def test_the_new_application_is_that_of_nobody_new(session, cast):
    """The person is the same; the former application stays appointed."""
    steward_id = a_steward(session, cast)
    with clock.at(LAST_DAY):
        open_round(session, cast.bob)
        _reappoint(session, cast.bob, steward_id)
    assert {(row.name, row.status) for row in applications(session, cast.bob)} == {
        (applicant(cast).name, Status.WAITING), (applicant(cast).name, Status.APPOINTED),
    }  # fmt: skip
