"""Appointment on or after the day after the announcement's end."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from db import clock
from db.actor import Role
from db.errors import NotAllowed
from db.vetting.commands.announce import withdraw_announcement
from db.vetting.commands.appoint import appoint
from db.vetting.commands.register import withdraw
from db.vetting.commands.registration_rounds import open_round
from db.vetting.commands.stewards import suspend
from db.vetting.models.applications import Application, Status
from db.vetting.models.stewards import StewardStatus
from db.vetting.queries.announcements import announcements, appointees
from db.vetting.queries.stewards import StewardFilter, count_stewards, find_stewards, service_story, steward_facts, terms
from tests.people import announced, applicant, appointed, at_opinions, registered, version
from tests.tallies import wrong_counts
from tests.vetting.states import (
    AFTER,
    a_steward,
    cleared,
    everything,
    in_each_status,
    in_status,
    journal,
    new_scheme,
    pass_reviews,
    status_of,
    steward,
    wearing,
    with_steward_rules,
)  # fmt: skip

LAST_DAY = date(2026, 11, 30)


def _appoint(session, actor, *ids, **changes):
    return appoint(session, actor, seen={i: version(session, i) for i in ids}, **changes)


def test_while_the_announcement_runs_nobody_is_appointed(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    before = everything(session)
    for day in (date(2026, 11, 23), date(2026, 11, 29), LAST_DAY):
        with clock.at(day):
            assert _appoint(session, cast.bob, application_id) == {"done": [], "announcement_running": [application_id]}
    assert everything(session) == before


@pytest.mark.parametrize("day", [AFTER, date(2027, 2, 1)])
def test_from_the_day_after_the_last_they_are_appointed(session, cast, day):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(day):
        assert len(_appoint(session, cast.bob, application_id)["done"]) == 1
    assert status_of(session, application_id) is Status.APPOINTED


def test_somebody_who_is_not_announced_is_not_appointed(session, cast):
    others = list(in_each_status(session, cast, but=Status.ANNOUNCED).values())
    before = everything(session)
    with clock.at(AFTER):
        assert _appoint(session, cast.bob, *others) == {"done": [], "not_announced": others}
    assert everything(session) == before


def test_after_the_announcement_was_withdrawn_nobody_of_it_is_appointed(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    [row] = announcements(session, cast.alice)
    withdraw_announcement(session, cast.alice, announcement_id=row.id, reason="张贴有误")
    with clock.at(AFTER):
        assert _appoint(session, cast.bob, application_id)["not_announced"] == [application_id]


def test_an_old_form_appoints_nobody(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER):
        assert appoint(session, cast.bob, seen={application_id: 1}) == {"done": [], "application_moved": [application_id]}


def test_a_role_that_the_scheme_does_not_name_appoints_nobody(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER):
        assert _appoint(session, cast.alice, application_id) == {"done": [], "not_your_step": [application_id]}


def test_nobody_else_appoints(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER):
        for who in (cast.grace, cast.ben, cast.leo, cast.ada, cast.charlie):
            assert _appoint(session, who, application_id)["done"] == []
    assert status_of(session, application_id) is Status.ANNOUNCED


def test_a_clerk_does_not_appoint_themselves(session, cast):
    application_id = registered(session, cast, name=cast.bob.name)
    pass_reviews(session, cast, application_id)
    announced(session, cast, application_id)
    with clock.at(AFTER):
        assert _appoint(session, cast.bob, application_id) == {"done": [], "own_application": [application_id]}


def test_what_cannot_be_appointed_is_left_and_named_and_the_others_go_through(session, cast):
    fine, gone = cleared(session, cast, 0), cleared(session, cast, 1)
    announced(session, cast, fine, gone)
    early = at_opinions(session, cast, 2)
    withdraw(session, cast.bob, application_id=gone, seen=version(session, gone), note="本人来电")
    with clock.at(AFTER):
        outcome = _appoint(session, cast.bob, fine, gone, early)
    assert len(outcome["done"]) == 1
    assert set(outcome["not_announced"]) == {gone, early}


def test_the_same_press_twice_appoints_once(session, cast):
    application_id, press = in_status(session, cast, Status.ANNOUNCED), uuid4()
    with clock.at(AFTER):
        seen = {application_id: version(session, application_id)}
        first, again = (appoint(session, cast.bob, seen=seen, request_id=press) for _ in range(2))
    assert again == first
    assert len(terms(session, cast.bob, first["done"][0])) == 1


def test_stewards_are_numbered_through_the_year_without_gaps(session, cast):
    ids = [cleared(session, cast, n) for n in range(3)]
    announced(session, cast, *ids)
    with clock.at(AFTER):
        numbers = [steward(session, i).number for i in appointed(session, cast, *ids)]
    assert numbers == ["202600001", "202600002", "202600003"]


def test_the_term_runs_the_years_of_the_scheme_to_the_day_before(session, cast):
    row = steward(session, a_steward(session, cast))
    assert (row.term_from, row.term_to) == (AFTER, date(2029, 11, 30))


@pytest.mark.parametrize(("years", "end"), [(3, date(2031, 2, 28)), (4, date(2032, 2, 28)), (1, date(2029, 2, 28))])
def test_a_term_that_begins_on_a_leap_day_ends_in_a_february(session, cast, years, end):
    """Full years: three from 29 February 2028 are over with the last day of February 2031."""
    new_scheme(session, cast, with_steward_rules(term_years=years))
    with clock.at(date(2028, 2, 14)):
        application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(date(2028, 2, 29)):
        [steward_id] = appointed(session, cast, application_id)
    assert steward(session, steward_id).term_to == end


def test_a_steward_covers_the_building_of_the_application(session, cast):
    steward_id = a_steward(session, cast)
    facts = steward_facts(session, cast.bob, steward_id, AFTER)
    assert (facts.row.unit_id, facts.row.unit_name) == (cast.places.buildings[0], "松风社区 松风苑 1号楼")
    assert [(t.unit_name, t.term_from, t.ended_on) for t in terms(session, cast.bob, steward_id)] == [
        ("松风社区 松风苑 1号楼", AFTER, None)
    ]


def test_the_appointment_begins_the_story_of_the_service_and_is_recorded(session, cast):
    steward_id = a_steward(session, cast)
    assert [(line.move.value, line.user_name) for line in service_story(session, cast.bob, steward_id)] == [("appoint", "鲍文书")]
    [entry] = journal(session, "steward_appointed")
    assert entry["steward"] == steward_id


def test_those_who_can_be_appointed_come_first_in_the_list(session, cast):
    first = in_status(session, cast, Status.ANNOUNCED, 0)
    with clock.at(LAST_DAY):
        second = in_status(session, cast, Status.ANNOUNCED, 1)
    rows = appointees(session, cast.bob, AFTER)
    assert [(row.application_id, row.bar) for row in rows] == [(first, ""), (second, "days")]


def _vetted_again(session, cast, day, **changes):
    """The same person applies in a new round and is announced; the day of appointment is the ninth after."""
    with clock.at(day):
        open_round(session, cast.bob)
        application_id = registered(session, cast, **changes)
        pass_reviews(session, cast, application_id)
        announced(session, cast, application_id)
    return application_id, day + timedelta(days=9)


def test_a_steward_who_is_vetted_again_keeps_number_and_card(session, cast):
    steward_id = a_steward(session, cast)
    before = steward(session, steward_id).model_copy()
    application_id, day = _vetted_again(session, cast, date(2029, 11, 5))
    with clock.at(day):
        assert appointed(session, cast, application_id) == [steward_id]
    row = steward(session, steward_id)
    assert (row.number, row.card_token) == (before.number, before.card_token)
    assert (row.term_from, row.term_to) == (date(2029, 12, 1), date(2032, 11, 30))
    assert wrong_counts(session) == {}


def test_a_steward_who_is_vetted_again_for_another_building_is_counted_there(session, cast):
    steward_id, building = a_steward(session, cast), cast.places.buildings[2]
    application_id, day = _vetted_again(session, cast, date(2029, 11, 5), unit_id=building)
    with clock.at(day):
        appointed(session, cast, application_id)
    served = [term.unit_name for term in terms(session, cast.bob, steward_id)]
    assert served == ["松风社区 松风苑 1号楼", "松风社区 松风苑 10号楼"]
    assert wrong_counts(session) == {}


def test_a_suspended_steward_who_is_vetted_again_is_appointed_or_left_as_they_were(session, cast):
    """Never half: an application that is appointed has its appointment."""
    steward_id = a_steward(session, cast)
    suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="外出半年")
    application_id, day = _vetted_again(session, cast, date(2029, 11, 5))
    with clock.at(day):
        _appoint(session, cast.bob, application_id)
    is_appointed = status_of(session, application_id) is Status.APPOINTED
    assert is_appointed == (steward(session, steward_id).status is StewardStatus.ACTIVE)
    assert is_appointed == (application_id in {t.application_id for t in terms(session, cast.bob, steward_id)})


def test_appointed_people_are_in_the_directory_and_counted(session, cast):
    a_steward(session, cast)
    assert [row.name for row in find_stewards(session, cast.alice, StewardFilter())] == [applicant(cast).name]
    assert count_stewards(session, cast.alice, StewardFilter()) == 1


def test_a_steward_takes_over_what_was_vetted(session, cast):
    row = steward(session, a_steward(session, cast))
    application = session.get_one(Application, row.application_id)
    for field in ("name", "sex", "birth_date", "id_number", "phone", "category", "speciality", "unit_id"):
        assert getattr(row, field) == getattr(application, field), field


def test_where_the_scheme_names_the_community_the_clerk_does_not_appoint(session, cast):
    def by_the_community(scheme):
        steps = tuple(
            s.model_copy(update={"decider": Role.COMMUNITY_PARTY}) if s.kind == "appointment" else s for s in scheme.steps
        )
        return scheme.model_copy(update={"steps": steps})

    new_scheme(session, cast, by_the_community)
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER):
        assert "not_your_step" in _appoint(session, cast.bob, application_id)
        assert len(_appoint(session, cast.alice, application_id)["done"]) == 1


def test_a_clerk_of_another_community_sees_nobody_to_appoint(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    clerk = wearing(session, cast.leo, Role.CLERK, cast.places.willow)
    with clock.at(AFTER):
        assert appointees(session, clerk, AFTER) == []
        assert _appoint(session, clerk, application_id) == {"done": []}


def test_a_role_without_the_permission_is_refused_by_name(session, cast):
    """Whoever sees the application but may not appoint is told, not ignored."""
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER):
        assert _appoint(session, cast.grace, application_id) == {"done": [], NotAllowed.code: [application_id]}
