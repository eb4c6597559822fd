"""An application is withdrawn at the applicant's wish, and may be taken up again."""

import pytest

from db.errors import NotAllowed, Stale
from db.vetting.commands.entries import withdraw_by_receipt
from db.vetting.commands.register import take_up_again, withdraw
from db.vetting.models.applications import Status
from db.vetting.queries.announcements import announced_people, announcements
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.opinions import count_for_department
from db.vetting.queries.queue import count_waiting, waiting_steps
from tests.people import at_opinions, registered, version
from tests.vetting.decided import approve
from tests.vetting.states import codes, everything, in_each_status, in_status, status_of

SAID = "本人来电"
OPEN = [Status.WAITING, Status.RETURNED, Status.CLEARED, Status.ANNOUNCED]


def test_it_is_withdrawn_at_every_status_before_the_appointment_and_at_no_other(session, cast):
    ids = {status: in_status(session, cast, status, n) for n, status in enumerate(Status)}
    found = codes(lambda i: withdraw(session, cast.bob, application_id=i, seen=version(session, i), note=SAID), *ids.values())
    assert dict(zip(ids, found, strict=True)) == {s: "done" if s in OPEN else "no_such_move" for s in Status}
    assert {status_of(session, ids[status]) for status in OPEN} == {Status.WITHDRAWN}


def test_the_applicant_withdraws_at_every_status_before_the_appointment_with_the_receipt_alone(session, cast):
    ids = {status: in_status(session, cast, status, n) for n, status in enumerate(Status)}
    receipts = [application_facts(session, cast.bob, i).receipt for i in ids.values()]
    found = codes(lambda r: withdraw_by_receipt(session, receipt=f" {r.lower()} ", address="10.0.0.7"), *receipts)
    assert dict(zip(ids, found, strict=True)) == {s: "done" if s in OPEN else "no_such_move" for s in Status}


def test_the_applicants_own_withdrawal_names_no_officer(session, cast):
    application_id = registered(session, cast)
    withdraw_by_receipt(session, receipt=application_facts(session, cast.bob, application_id).receipt, address="10.0.0.7")
    line = story(session, cast.bob, application_id)[-1]
    assert (line.decision.value, line.role, line.user_name) == ("withdraw", None, "")


def test_a_receipt_that_nobody_was_given_withdraws_nothing(session, cast):
    application_id = registered(session, cast)
    assert withdraw_by_receipt(session, receipt="ABCDEFGHJK", address="10.0.0.7") is False
    assert status_of(session, application_id) is Status.WAITING


def test_whoever_withdrew_waits_in_no_queue_and_in_no_departments_list(session, cast):
    application_id = at_opinions(session, cast)
    withdraw(session, cast.bob, application_id=application_id, seen=4, note=SAID)
    assert count_waiting(session, cast.alice) == 0
    assert [count_for_department(session, d) for d in cast.departments.values()] == [0] * 6


def test_whoever_withdrew_is_no_longer_shown_on_the_announcement(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    [announcement] = announcements(session, cast.alice)
    withdraw(session, cast.bob, application_id=application_id, seen=version(session, application_id), note=SAID)
    assert announced_people(session, announcement.id) == []


def test_an_old_form_is_stale(session, cast):
    application_id = registered(session, cast)
    approve(session, cast.grace, application_id=application_id, seen=1)
    before = everything(session)
    with pytest.raises(Stale):
        withdraw(session, cast.bob, application_id=application_id, seen=1, note=SAID)
    assert everything(session) == before


def test_a_leader_cannot_withdraw_it(session, cast):
    with pytest.raises(NotAllowed):
        withdraw(session, cast.leo, application_id=registered(session, cast), seen=1, note=SAID)


def test_taken_up_again_it_begins_at_the_first_step(session, cast):
    application_id = in_status(session, cast, Status.ANNOUNCED)
    withdraw(session, cast.bob, application_id=application_id, seen=version(session, application_id), note=SAID)
    take_up_again(session, cast.bob, application_id=application_id, seen=version(session, application_id), note="身体恢复")
    [row] = waiting_steps(session, cast.grace)
    assert (row.application_id, row.step_key) == (application_id, "recommendation")


def test_only_what_was_withdrawn_is_taken_up_again(session, cast):
    others = in_each_status(session, cast, but=Status.WITHDRAWN).values()
    found = codes(lambda i: take_up_again(session, cast.bob, application_id=i, seen=version(session, i)), *others)
    assert found == ["not_withdrawn"] * 6
