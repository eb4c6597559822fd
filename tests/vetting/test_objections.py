"""Objections to an announced person: from anybody, examined one by one; one keeps one person from appointment."""

from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.errors import Conflict, Invalid, NotFound, Stale
from db.vetting.commands.announce import announce_again
from db.vetting.commands.disclosures import read_objection
from db.vetting.commands.entries import MOST_PER_HOUR
from db.vetting.commands.objections import (
    ObjectionIn,
    examine_objection,
    object_in_public,
    record_objection,
    refuse_after_objection,
)
from db.vetting.models.announcements import ObjectionChannel, ObjectionStatus
from db.vetting.models.applications import Status
from db.vetting.queries.announcements import announcements, appointees, has_bar, objections
from tests.people import announced, appointed, version
from tests.vetting.states import AFTER, cleared, codes, everything, in_each_status, in_status, journal, status_of

TEXT, FINDING = "长期不在小区居住", "经走访，与事实不符"
OFFICE_CHANNELS = [ObjectionChannel.DESK, ObjectionChannel.PHONE, ObjectionChannel.LETTER]


def _object(session, application_id, **changes):
    return object_in_public(session, objection=ObjectionIn(application_id, TEXT, **changes), address="10.0.0.9")


def _record(session, actor, application_id, channel=ObjectionChannel.DESK, **changes):
    given = ObjectionIn(application_id, TEXT, **changes)
    return record_objection(session, actor, objection=given, channel=channel)


def _examine(session, cast, objection_id, is_upheld, finding=FINDING):
    examine_objection(session, cast.alice, objection_id=objection_id, is_upheld=is_upheld, finding=finding)


def _two(session, cast):
    ids = [cleared(session, cast, n) for n in (0, 1)]
    announced(session, cast, *ids)
    return ids


def test_from_the_public_page_without_a_name_it_counts(session, cast):
    _object(session, in_status(session, cast, Status.ANNOUNCED))
    [row] = objections(session, cast.alice)
    assert (row.status, row.channel, row.is_named) == (ObjectionStatus.OPEN, ObjectionChannel.PUBLIC_PAGE, False)


def test_with_a_name_it_is_listed_as_named_and_the_list_does_not_say_whose(session, cast):
    _object(session, in_status(session, cast, Status.ANNOUNCED), objector="欧阳举报", contact="19955554444")
    [row] = objections(session, cast.alice)
    assert row.is_named
    assert [word for word in ("欧阳", "1995555", TEXT) if word in str(row)] == []


def test_what_is_said_at_the_desk_by_phone_or_in_a_letter_is_recorded(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    for who, channel in zip((cast.alice, cast.bob, cast.grace), OFFICE_CHANNELS, strict=True):
        _record(session, who, application_id, channel, objector="欧阳举报")
    rows = objections(session, cast.alice)
    assert [(row.channel, row.is_named) for row in reversed(rows)] == [(channel, True) for channel in OFFICE_CHANNELS]


def test_the_office_does_not_write_one_down_as_if_it_came_from_the_public_page(session, cast):
    with pytest.raises(Invalid):
        _record(session, cast.bob, in_status(session, cast, Status.ANNOUNCED), ObjectionChannel.PUBLIC_PAGE)


def test_it_says_something_and_not_too_much(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    before = everything(session)
    texts = [ObjectionIn(application_id, text) for text in ("", "    ", "不同意", "长" * 2001)]
    found = codes(lambda given: object_in_public(session, objection=given, address="10.0.0.9"), *texts)
    assert found == ["objection_text_missing"] * 3 + ["too_long"]
    assert everything(session) == before


def test_on_the_last_day_it_is_taken_on_the_public_page(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(date(2026, 11, 30)):
        assert _object(session, application_id)


def test_after_the_last_day_the_public_page_takes_none(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER), pytest.raises(NotFound) as refusal:
        _object(session, application_id)
    assert refusal.value.code == "announcement_over"


def test_after_the_last_day_the_office_still_records_one_so_that_a_late_letter_is_not_lost(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    with clock.at(AFTER):
        _record(session, cast.bob, application_id, ObjectionChannel.LETTER)
        assert appointed(session, cast, application_id) == []


def test_somebody_who_is_not_announced_is_not_objected_to(session, cast):
    others = in_each_status(session, cast, but=Status.ANNOUNCED).values()
    assert codes(lambda i: _object(session, i), *others) == ["announcement_over"] * 6
    assert codes(lambda i: _record(session, cast.bob, i), *others) == ["announcement_over"] * 6


def test_one_address_sends_twenty_in_an_hour_and_no_more(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    for _ in range(MOST_PER_HOUR):
        _object(session, application_id)
    with pytest.raises(Conflict) as refusal:
        _object(session, application_id)
    assert refusal.value.code == "too_often"


def test_a_double_tap_is_one_objection(session, cast):
    given, press = ObjectionIn(in_status(session, cast, Status.ANNOUNCED), TEXT), uuid4()
    ids = [object_in_public(session, objection=given, address="10.0.0.9", request_id=press) for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(objections(session, cast.alice)) == 1


def test_the_journal_keeps_of_an_objection_its_number_and_its_way(session, cast):
    objection_id = _object(session, in_status(session, cast, Status.ANNOUNCED), objector="欧阳举报")
    assert journal(session, "objection_received") == [{"objection": objection_id, "channel": "public_page"}]


def test_only_the_two_offices_examine(session, cast):
    given = {"objection_id": _object(session, in_status(session, cast, Status.ANNOUNCED)), "is_upheld": False, "finding": FINDING}
    actors = [cast.grace, cast.ben, cast.ada, cast.leo]
    assert codes(lambda who: examine_objection(session, who, **given), *actors) == ["not_allowed"] * 4


@pytest.mark.parametrize("bar", ["open", "upheld"])
def test_an_objection_keeps_that_one_person_from_appointment_and_not_the_batch(session, cast, bar):
    barred, free = _two(session, cast)
    objection_id = _object(session, barred)
    if bar == "upheld":
        _examine(session, cast, objection_id, is_upheld=True)
    with clock.at(AFTER):
        assert {c.application_id: c.bar for c in appointees(session, cast.alice, AFTER)} == {free: "", barred: bar}
        assert len(appointed(session, cast, barred, free)) == 1
    assert (status_of(session, barred), status_of(session, free)) == (Status.ANNOUNCED, Status.APPOINTED)


def test_not_upheld_it_bars_no_longer(session, cast):
    barred, _ = _two(session, cast)
    _examine(session, cast, _object(session, barred), is_upheld=False)
    with clock.at(AFTER):
        assert len(appointed(session, cast, barred)) == 1


def test_of_two_objections_one_that_is_open_still_bars(session, cast):
    barred, _ = _two(session, cast)
    _examine(session, cast, _object(session, barred), is_upheld=False)
    _object(session, barred)
    assert has_bar(session, barred)


def test_an_objection_that_comes_to_the_second_announcement_bars_there_too(session, cast):
    barred, free = _two(session, cast)
    _examine(session, cast, _object(session, barred), is_upheld=False)
    [first] = announcements(session, cast.alice)
    announce_again(session, cast.alice, announcement_id=first.id, reason="单位写错")
    _object(session, barred)
    with clock.at(AFTER):
        assert len(appointed(session, cast, barred, free)) == 1
    assert [row.n_barred for row in announcements(session, cast.alice)] == [1, 1]
    assert status_of(session, barred) is Status.ANNOUNCED


def test_examining_one_ends_in_a_finding(session, cast):
    objection_id = _object(session, in_status(session, cast, Status.ANNOUNCED))
    before = everything(session)
    found = codes(lambda finding: _examine(session, cast, objection_id, False, finding=finding), "", "   ", "不实")
    assert found == ["finding_missing"] * 3
    assert everything(session) == before


def test_whoever_examines_second_is_told_and_changes_nothing(session, cast):
    objection_id = _object(session, in_status(session, cast, Status.ANNOUNCED))
    _examine(session, cast, objection_id, is_upheld=False)
    before = everything(session)
    with pytest.raises(Stale):
        examine_objection(session, cast.bob, objection_id=objection_id, is_upheld=True, finding="经查属实，不宜聘任")
    assert everything(session) == before


def test_the_finding_is_kept_with_the_objection_and_recorded(session, cast):
    objection_id = _object(session, in_status(session, cast, Status.ANNOUNCED))
    _examine(session, cast, objection_id, is_upheld=True)
    assert journal(session, "objection_examined") == [{"objection": objection_id, "upheld": True}]
    assert read_objection(session, cast.alice, objection_id=objection_id).finding == FINDING


def test_open_ones_come_first_in_the_list(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    first, second, third = (_object(session, application_id) for _ in range(3))
    _examine(session, cast, third, is_upheld=False)
    assert [row.id for row in objections(session, cast.alice)] == [second, first, third]
    assert [row.id for row in objections(session, cast.alice, only_open=True)] == [second, first]


def _refuse(session, actor, application_id, note="经核实不符合居住条件"):
    refuse_after_objection(session, actor, application_id=application_id, seen=version(session, application_id), note=note)


def test_after_an_upheld_objection_the_person_is_refused(session, cast):
    barred, _ = _two(session, cast)
    _examine(session, cast, _object(session, barred), is_upheld=True)
    _refuse(session, cast.alice, barred)
    assert status_of(session, barred) is Status.REFUSED


@pytest.mark.parametrize("is_upheld", [None, False])
def test_while_it_is_open_or_not_upheld_nobody_is_refused_for_it(session, cast, is_upheld):
    barred, _ = _two(session, cast)
    objection_id = _object(session, barred)
    if is_upheld is False:
        _examine(session, cast, objection_id, is_upheld=False)
    with pytest.raises(Conflict) as refusal:
        _refuse(session, cast.alice, barred)
    assert refusal.value.code == "no_upheld_objection"


def test_that_refusal_needs_a_reason_and_a_fresh_look(session, cast):
    barred, _ = _two(session, cast)
    _examine(session, cast, _object(session, barred), is_upheld=True)
    with pytest.raises(Invalid):
        _refuse(session, cast.alice, barred, note=" ")
    with pytest.raises(Stale):
        refuse_after_objection(session, cast.alice, application_id=barred, seen=1, note="经核实不符合居住条件")
