"""Registration at the desk."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.calendar import work_calendar
from db.errors import Conflict, Invalid, NotFound
from db.office.commands.units import close_unit
from db.office.models import Unit
from db.vetting.commands.register import register
from db.vetting.models.applications import Application, Source, Status
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.queue import waiting_steps
from tests.conftest import MONDAY
from tests.people import applicant, registered
from tests.vetting.states import codes, everything, in_status, journal


def _n_applications(session):
    return session.scalar(sa.select(sa.func.count()).select_from(Application))


def test_a_registered_person_waits_at_the_first_step_of_the_scheme_for_its_working_days(session, cast):
    registered(session, cast)
    [row] = waiting_steps(session, cast.grace)
    assert (row.step_key, row.due_on) == ("recommendation", work_calendar(session).after(MONDAY, 3))


def test_registration_is_the_first_line_of_the_story(session, cast):
    application_id = register(session, cast.bob, applicant=applicant(cast))
    [line] = story(session, cast.bob, application_id)
    assert (line.decision.value, line.user_name, line.target_key) == ("register", cast.bob.name, "recommendation")


def test_registration_is_recorded_in_the_journal_by_number_and_source(session, cast):
    application_id = register(session, cast.bob, applicant=applicant(cast))
    [entry] = journal(session, "application_registered")
    assert entry == {"application": application_id, "source": Source.DESK.value, "overrides": []}


def test_a_double_tap_registers_once_and_answers_twice_alike(session, cast):
    press = uuid4()
    first = register(session, cast.bob, applicant=applicant(cast), request_id=press)
    again = register(session, cast.bob, applicant=applicant(cast), request_id=press)
    assert (again, _n_applications(session)) == (first, 1)


def test_two_presses_on_two_forms_for_one_person_are_not_a_double_tap(session, cast):
    register(session, cast.bob, applicant=applicant(cast), request_id=uuid4())
    with pytest.raises(Conflict) as refusal:
        register(session, cast.bob, applicant=applicant(cast), request_id=uuid4())
    assert refusal.value.code == "already_registered"


def test_the_same_id_number_twice_in_a_round_is_refused_with_and_without_a_reason(session, cast):
    register(session, cast.bob, applicant=applicant(cast))
    before, again = everything(session), applicant(cast, name="钱换名")
    reasons = ["", "本人到场，不是同一人"]
    found = codes(lambda reason: register(session, cast.bob, applicant=again, override=reason), *reasons)
    assert found == ["already_registered"] * 2
    assert everything(session) == before


def test_somebody_whose_application_ended_does_not_register_anew_in_the_same_round(session, cast):
    for n, status in enumerate((Status.REFUSED, Status.WITHDRAWN)):
        in_status(session, cast, status, n)
    assert codes(lambda n: registered(session, cast, n), 0, 1) == ["already_registered"] * 2


def test_the_same_id_number_is_refused_although_the_first_is_in_another_community(session, cast):
    register(session, cast.charlie, applicant=applicant(cast, unit_id=cast.places.willow_building))
    with pytest.raises(Conflict) as refusal:
        register(session, cast.grace, applicant=applicant(cast))
    assert refusal.value.code == "already_registered"


def test_a_unit_above_the_one_that_a_steward_covers_is_refused(session, cast):
    p = cast.places
    forms = [applicant(cast, unit_id=unit) for unit in (p.town, p.pine, p.pine_court)]
    assert codes(lambda form: register(session, cast.bob, applicant=form), *forms) == ["unit_wrong_level"] * 3


def test_a_closed_building_takes_nobody_in(session, cast):
    building = session.get_one(Unit, cast.places.buildings[1])
    close_unit(session, cast.bob, unit_id=building.id, seen=building.version)
    with pytest.raises(Invalid) as refusal:
        register(session, cast.bob, applicant=applicant(cast, unit_id=building.id))
    assert (refusal.value.code, refusal.value.field) == ("unit_closed", "unit_id")


def test_a_building_of_another_community_is_not_found(session, cast):
    with pytest.raises(NotFound):
        register(session, cast.grace, applicant=applicant(cast, unit_id=cast.places.willow_building))


def test_a_role_that_does_not_register_is_refused(session, cast):
    actors = [cast.ada, cast.dora, cast.leo, cast.percy, *cast.departments.values()]
    found = codes(lambda actor: register(session, actor, applicant=applicant(cast)), *actors)
    assert found == ["not_allowed"] * len(actors)


def test_words_that_spreadsheets_use_for_a_category_come_to_its_key(session, cast):
    application_id = register(session, cast.bob, applicant=applicant(cast, category="楼栋长", entry_way="自荐"))
    facts = application_facts(session, cast.bob, application_id)
    assert (facts.category, facts.entry_way) == ("building_head", "volunteers")


def test_the_receipt_has_ten_signs_that_nobody_mistakes_for_one_another(session, cast):
    receipts = [application_facts(session, cast.bob, registered(session, cast, n)).receipt for n in range(3)]
    assert len({*receipts}) == 3
    assert all(len(receipt) == 10 and not set(receipt) & set("01ILO") for receipt in receipts)


def test_the_facts_show_masked_numbers(session, cast):
    written = applicant(cast)
    facts = application_facts(session, cast.bob, register(session, cast.bob, applicant=written))
    assert facts.id_number == f"{written.id_number[:6]}********{written.id_number[-4:]}"
    assert facts.phone == "199****0000"
