"""An announcement is withdrawn or run again; its time is never made shorter. And what the public sees of it."""

from dataclasses import fields
from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.errors import Conflict, NotFound
from db.office.commands.units import move_unit
from db.office.queries import find_unit
from db.vetting.commands.announce import announce_again, withdraw_announcement
from db.vetting.commands.objections import ObjectionIn, object_in_public
from db.vetting.commands.register import take_up_again, withdraw
from db.vetting.models.applications import Status
from db.vetting.queries.announcements import (
    AnnouncedPerson,
    announced_people,
    announcements,
    appointees,
    cleared_people,
    find_announcement,
    public_announcements,
)
from db.vocabulary import Sex
from tests.people import all_departments_agree, announced, applicant, appointed, version
from tests.vetting.decided import approve
from tests.vetting.states import AFTER, cleared, codes, everything, journal, status_of


def _two(session, cast):
    """Two people and their announcement."""
    ids = [cleared(session, cast, n) for n in (0, 1)]
    return ids, announced(session, cast, *ids)


def _take_down(session, cast, announcement_id, reason="张贴有误"):
    return withdraw_announcement(session, cast.alice, announcement_id=announcement_id, reason=reason)


def test_withdrawn_its_people_wait_to_be_announced_again(session, cast):
    ids, announcement_id = _two(session, cast)
    assert _take_down(session, cast, announcement_id) == ids
    assert [row.application_id for row in cleared_people(session, cast.alice)] == ids


def test_withdrawn_it_no_longer_hangs_on_the_wall(session, cast):
    _, announcement_id = _two(session, cast)
    _take_down(session, cast, announcement_id)
    assert public_announcements(session, clock.today()) == []


def test_somebody_appointed_from_it_stays_appointed(session, cast):
    (first, second), announcement_id = _two(session, cast)
    with clock.at(AFTER):
        appointed(session, cast, first)
        assert _take_down(session, cast, announcement_id) == [second]
    assert status_of(session, first) is Status.APPOINTED


def test_somebody_who_withdrew_stays_withdrawn(session, cast):
    (first, second), announcement_id = _two(session, cast)
    withdraw(session, cast.bob, application_id=first, seen=version(session, first), note="本人来电")
    assert _take_down(session, cast, announcement_id) == [second]
    assert status_of(session, first) is Status.WITHDRAWN


def test_withdrawing_it_needs_a_reason(session, cast):
    _, announcement_id = _two(session, cast)
    before = everything(session)
    found = codes(lambda reason: _take_down(session, cast, announcement_id, reason), "", " ")
    assert found == ["reason_missing"] * 2
    assert everything(session) == before


def test_it_is_withdrawn_once(session, cast):
    _, announcement_id = _two(session, cast)
    _take_down(session, cast, announcement_id)
    with pytest.raises(Conflict) as refusal:
        _take_down(session, cast, announcement_id)
    assert refusal.value.code == "announcement_withdrawn"


def test_run_again_it_runs_the_full_time_from_the_new_day(session, cast):
    ids, announcement_id = _two(session, cast)
    with clock.at(date(2026, 11, 27)):
        again = announce_again(session, cast.alice, announcement_id=announcement_id, reason="单位写错")
    row = find_announcement(session, cast.alice, again)
    assert (row.posted_on, row.ends_on, row.repeats_id) == (date(2026, 11, 27), date(2026, 12, 4), announcement_id)
    assert [person.application_id for person in announced_people(session, again)] == ids


def test_run_again_the_first_time_counts_for_nobody(session, cast):
    (first, _), announcement_id = _two(session, cast)
    with clock.at(date(2026, 11, 30)):
        announce_again(session, cast.alice, announcement_id=announcement_id, reason="单位写错")
    with clock.at(AFTER):
        assert appointed(session, cast, first) == []


def test_run_again_somebody_who_withdrew_is_left_out(session, cast):
    (first, second), announcement_id = _two(session, cast)
    withdraw(session, cast.bob, application_id=first, seen=version(session, first), note="本人来电")
    again = announce_again(session, cast.alice, announcement_id=announcement_id, reason="单位写错")
    assert [person.application_id for person in announced_people(session, again)] == [second]


def test_with_nobody_left_it_is_not_run_again(session, cast):
    ids, announcement_id = _two(session, cast)
    for application_id in ids:
        withdraw(session, cast.bob, application_id=application_id, seen=version(session, application_id), note="本人来电")
    with pytest.raises(NotFound) as refusal:
        announce_again(session, cast.alice, announcement_id=announcement_id, reason="单位写错")
    assert refusal.value.code == "nobody_to_announce"


def test_the_same_press_twice_runs_it_again_once(session, cast):
    _, announcement_id = _two(session, cast)
    press = uuid4()
    again = [
        announce_again(session, cast.alice, announcement_id=announcement_id, reason="单位写错", request_id=press)
        for _ in range(2)
    ]
    assert again[0] == again[1]
    assert len(announcements(session, cast.alice)) == 2


def test_only_the_two_offices_withdraw_it(session, cast):
    _, announcement_id = _two(session, cast)
    actors = [cast.grace, cast.ben, cast.ada, cast.leo]
    withdraw_it = lambda who: withdraw_announcement(session, who, announcement_id=announcement_id, reason="有误")  # noqa: E731
    assert codes(withdraw_it, *actors) == ["not_allowed"] * 4


def test_withdrawing_it_is_recorded(session, cast):
    _, announcement_id = _two(session, cast)
    _take_down(session, cast, announcement_id)
    assert journal(session, "announcement_withdrawn") == [{"announcement": announcement_id}]


def test_of_a_person_the_public_reads_name_sex_age_category_and_unit_and_nothing_else(session, cast):
    """The number of the application is what an objection on the public page names; it is not shown."""
    application_id = cleared(session, cast)
    [person] = announced_people(session, announced(session, cast, application_id))
    assert {f.name for f in fields(AnnouncedPerson)} == {"application_id", "name", "sex", "age", "category", "unit_name"}
    assert (person.name, person.sex, person.age, person.category, person.unit_name) == (
        applicant(cast).name, Sex.MALE, 76, "building_head", "松风社区 松风苑 1号楼",
    )  # fmt: skip


def test_it_hangs_on_the_wall_from_the_first_day_to_the_last_and_no_longer(session, cast):
    _two(session, cast)
    days = [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 30), AFTER]
    assert [len(public_announcements(session, day)) for day in days] == [0, 1, 1, 0]


def test_the_public_is_not_told_how_many_were_objected_to(session, cast):
    """On a poster of one person the number of barred people tells that somebody objected."""
    announced(session, cast, cleared(session, cast))
    [row] = public_announcements(session, clock.today())
    assert "n_barred" not in {f.name for f in fields(row)}


def _announced_twice(session, cast):
    """Withdrawn, taken up again, announced anew, while the first announcement still hangs."""
    application_id = cleared(session, cast)
    first = announced(session, cast, application_id)
    withdraw(session, cast.bob, application_id=application_id, seen=version(session, application_id), note="本人来电")
    take_up_again(session, cast.bob, application_id=application_id, seen=version(session, application_id))
    for actor in (cast.grace, cast.ben, cast.alice):
        approve(session, actor, application_id=application_id, seen=version(session, application_id))
    all_departments_agree(session, cast)
    approve(session, cast.alice, application_id=application_id, seen=version(session, application_id))
    with clock.at(date(2026, 11, 27)):
        return application_id, first, announced(session, cast, application_id)


def test_of_two_announcements_the_newer_one_counts(session, cast):
    application_id, first, second = _announced_twice(session, cast)
    assert [len(announced_people(session, i)) for i in (first, second)] == [0, 1]
    with clock.at(date(2026, 12, 1)):
        assert [(c.announcement_id, c.bar) for c in appointees(session, cast.alice, date(2026, 12, 1))] == [(second, "days")]
        assert object_in_public(session, objection=ObjectionIn(application_id, "长期不在小区居住"), address="10.0.0.9")
        assert appointed(session, cast, application_id) == []


def test_taking_the_older_one_down_leaves_the_person_in_the_newer(session, cast):
    application_id, first, _ = _announced_twice(session, cast)
    assert withdraw_announcement(session, cast.alice, announcement_id=first, reason="单位写错") == []
    assert status_of(session, application_id) is Status.ANNOUNCED


def test_taken_down_it_lets_go_also_of_somebody_whose_unit_has_moved(session, cast):
    application_id = cleared(session, cast)
    announcement_id = announced(session, cast, application_id)
    court = find_unit(session, cast.ada, cast.places.pine_court)
    move_unit(session, cast.ada, unit_id=court.id, parent_id=cast.places.willow, seen=court.version)
    assert withdraw_announcement(session, cast.alice, announcement_id=announcement_id, reason="单位写错") == [application_id]
