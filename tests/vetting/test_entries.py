"""Self-registration: what the public page sends waits until somebody has met the person."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db import clock
from db.actor import Role
from db.engine import session as write_block
from db.errors import Conflict, Invalid
from db.office.commands.set_up import change_office
from db.vetting.commands.entries import MOST_PER_HOUR, confirm_entry, decline_entry, submit_entry, withdraw_by_receipt
from db.vetting.models.applications import Application, EntryStatus, Source, Status
from db.vetting.queries.applications import application_facts, count_entries, entry_as_written, waiting_entries
from db.vetting.queries.progress import progress
from tests.people import applicant, registered
from tests.vetting.at_once import together
from tests.vetting.states import codes, everything, journal, status_of, wearing

HERE = "10.0.0.7"


def _submit(session, cast, n=0, **changes):
    return submit_entry(session, applicant=applicant(cast, n, **changes), address=HERE)


def _submitted(session, cast, n=0):
    """The entry's id and its receipt."""
    receipt = _submit(session, cast, n)
    return waiting_entries(session, cast.bob)[-1].id, receipt


def _n_applications(session):
    return session.scalar(sa.select(sa.func.count()).select_from(Application))


def test_an_entry_is_nobodys_application_yet(session, cast):
    _submit(session, cast)
    assert (_n_applications(session), count_entries(session, cast.grace)) == (0, 1)


def test_the_oldest_entry_is_first_in_the_list(session, cast):
    for hour, n in ((3, 2), (1, 0), (2, 1)):
        with clock.at(datetime(2026, 11, 23, hour, tzinfo=UTC)):
            _submit(session, cast, n)
    assert [row.name for row in waiting_entries(session, cast.grace)] == [applicant(cast, n).name for n in (0, 1, 2)]


def test_what_was_written_comes_back_as_it_was_for_the_person_who_confirms(session, cast):
    entry_id, _ = _submitted(session, cast)
    assert entry_as_written(session, cast.grace, entry_id) == applicant(cast)


def test_a_closed_page_takes_nothing(session, cast):
    change_office(session, cast.ada, name="示范镇", web_address="", letter_prefix="", is_apply_open=False)
    with pytest.raises(Conflict) as refusal:
        _submit(session, cast)
    assert refusal.value.code == "apply_closed"


def test_every_wrong_field_is_named_as_at_the_desk(session, cast):
    with pytest.raises(Invalid) as refusal:
        _submit(session, cast, name="", phone="1")
    assert {(p.code, p.field) for p in refusal.value.all} == {("name_missing", "name"), ("phone_form", "phone")}


def test_a_double_tap_leaves_one_entry_and_one_receipt(session, cast):
    press = uuid4()
    first = submit_entry(session, applicant=applicant(cast), address=HERE, request_id=press)
    again = submit_entry(session, applicant=applicant(cast), address=HERE, request_id=press)
    assert (again, count_entries(session, cast.bob)) == (first, 1)


def test_somebody_whose_entry_waits_does_not_send_another(session, cast):
    _submit(session, cast)
    assert _submit(session, cast) == ""
    assert count_entries(session, cast.grace) == 1


def test_trying_out_id_numbers_is_stopped_after_twenty_in_an_hour(engine, cast):
    """What was tried stays counted, whether the number waits or not."""
    for _ in range(MOST_PER_HOUR):
        with write_block(engine) as s:
            _submit(s, cast)
    with pytest.raises(Conflict) as refusal, write_block(engine) as s:
        _submit(s, cast)
    assert refusal.value.code == "too_often"


def test_what_a_press_came_to_does_not_keep_the_receipt_in_the_clear(session, cast):
    press = uuid4()
    receipt = submit_entry(session, applicant=applicant(cast), address=HERE, request_id=press)
    assert submit_entry(session, applicant=applicant(cast), address=HERE, request_id=press) == receipt
    assert receipt not in str(session.execute(sa.text("SELECT result FROM request")).all())


def test_after_a_decline_the_person_may_send_another(session, cast):
    entry_id, _ = _submitted(session, cast)
    decline_entry(session, cast.grace, entry_id=entry_id, reason="电话打不通")
    assert _submit(session, cast)


def test_an_entry_is_for_a_unit_that_a_steward_covers(session, cast):
    """One for a whole estate or town would wait in a list that its grid worker never sees."""
    p = cast.places
    units = (p.town, p.pine, p.pine_court)
    assert codes(lambda unit: _submit(session, cast, unit_id=unit), *units) == ["unit_wrong_level"] * 3


def test_one_address_sends_twenty_in_an_hour_and_no_more(session, cast):
    for n in range(MOST_PER_HOUR):
        _submit(session, cast, n)
    with pytest.raises(Conflict) as refusal:
        _submit(session, cast, MOST_PER_HOUR)
    assert refusal.value.code == "too_often"


def test_another_address_and_another_hour_are_counted_by_themselves(session, cast):
    for n in range(MOST_PER_HOUR):
        _submit(session, cast, n)
    assert submit_entry(session, applicant=applicant(cast, 21), address="10.0.0.8")
    with clock.at(clock.now() + timedelta(hours=1)):
        assert _submit(session, cast, 22)


def test_guessing_receipts_is_stopped_after_twenty_in_an_hour(engine, cast):
    """Each guess is a press of its own, in a block of its own, as on the public page: what was guessed stays counted."""
    guess = lambda n: withdraw_by_receipt(s, receipt=f"GUESS{n:05d}", address=HERE)  # noqa: E731
    known = []
    for n in range(MOST_PER_HOUR):
        with write_block(engine) as s:
            known.append(guess(n))
    with pytest.raises(Conflict) as refusal, write_block(engine) as s:
        guess(MOST_PER_HOUR)
    assert (known, refusal.value.code) == ([False] * MOST_PER_HOUR, "too_often")


def test_confirming_makes_one_application_with_the_same_receipt(session, cast):
    entry_id, receipt = _submitted(session, cast)
    application_id = confirm_entry(session, cast.grace, entry_id=entry_id, applicant=applicant(cast))
    facts = application_facts(session, cast.bob, application_id)
    assert (_n_applications(session), facts.receipt, facts.source) == (1, receipt, Source.ONLINE)


def test_a_confirmed_entry_leaves_the_list_and_the_applicant_sees_the_first_step(session, cast):
    entry_id, receipt = _submitted(session, cast)
    confirm_entry(session, cast.grace, entry_id=entry_id, applicant=applicant(cast))
    assert count_entries(session, cast.grace) == 0
    assert progress(session, receipt).status is Status.WAITING


def test_what_the_worker_found_at_the_door_is_what_is_registered(session, cast):
    entry_id, _ = _submitted(session, cast)
    met = applicant(cast, phone="19987654321")
    application_id = confirm_entry(session, cast.grace, entry_id=entry_id, applicant=met)
    assert application_facts(session, cast.bob, application_id).phone == "199****4321"


def test_a_second_confirmation_is_refused(session, cast):
    entry_id, _ = _submitted(session, cast)
    confirm_entry(session, cast.grace, entry_id=entry_id, applicant=applicant(cast))
    with pytest.raises(Conflict) as refusal:
        confirm_entry(session, cast.bob, entry_id=entry_id, applicant=applicant(cast))
    assert refusal.value.code == "entry_decided"


def test_two_who_confirm_at_the_same_moment_make_one_application(engine, cast):
    with write_block(engine) as session:
        entry_id, _ = _submitted(session, cast)
        registered(session, cast, 5)
    results = together(
        engine,
        lambda s: confirm_entry(s, cast.grace, entry_id=entry_id, applicant=applicant(cast)),
        lambda s: confirm_entry(s, cast.bob, entry_id=entry_id, applicant=applicant(cast)),
    )
    refusals = [r.code for r in results if isinstance(r, Conflict)]
    assert (sum(isinstance(r, int) for r in results), refusals) == (1, ["entry_decided"])


def test_confirming_somebody_who_registered_at_the_desk_meanwhile_is_refused(session, cast):
    entry_id, _ = _submitted(session, cast)
    registered(session, cast)
    with pytest.raises(Conflict) as refusal:
        confirm_entry(session, cast.grace, entry_id=entry_id, applicant=applicant(cast), override="是同一人")
    assert refusal.value.code == "already_registered"


def test_declining_needs_a_reason_and_writes_nothing_without_one(session, cast):
    entry_id, _ = _submitted(session, cast)
    before = everything(session)
    with pytest.raises(Invalid) as refusal:
        decline_entry(session, cast.grace, entry_id=entry_id, reason=" ")
    assert refusal.value.code == "reason_missing"
    assert everything(session) == before


def test_whoever_was_declined_reads_the_reason_with_the_receipt(session, cast):
    entry_id, receipt = _submitted(session, cast)
    decline_entry(session, cast.grace, entry_id=entry_id, reason="不在本小区居住")
    seen = progress(session, receipt)
    assert (seen.status, seen.note) == (EntryStatus.DECLINED, "不在本小区居住")


def test_a_declined_entry_is_not_confirmed_later(session, cast):
    entry_id, _ = _submitted(session, cast)
    decline_entry(session, cast.grace, entry_id=entry_id, reason="不在本小区居住")
    with pytest.raises(Conflict):
        confirm_entry(session, cast.bob, entry_id=entry_id, applicant=applicant(cast))


def test_a_grid_worker_of_another_estate_neither_sees_nor_decides_it(session, cast):
    entry_id, _ = _submitted(session, cast)
    changes = [
        lambda who: entry_as_written(session, who, entry_id),
        lambda who: confirm_entry(session, who, entry_id=entry_id, applicant=applicant(cast)),
        lambda who: decline_entry(session, who, entry_id=entry_id, reason="不认识"),
    ]
    for place in (cast.places.pine_garden, cast.places.willow_bank):
        stranger = wearing(session, cast.grace, Role.GRID_WORKER, place)
        assert (waiting_entries(session, stranger), count_entries(session, stranger)) == ([], 0)
        assert codes(lambda change, who=stranger: change(who), *changes) == ["entry_not_found"] * 3


def test_only_a_grid_worker_or_a_clerk_confirms(session, cast):
    entry_id, _ = _submitted(session, cast)
    actors = [cast.ben, cast.alice, cast.dora, cast.leo]
    found = codes(lambda who: confirm_entry(session, who, entry_id=entry_id, applicant=applicant(cast)), *actors)
    assert found == ["not_allowed"] * 4


def test_an_applicant_whose_entry_still_waits_may_withdraw_it(session, cast):
    """Withdrawal by the applicant at any time: before the confirmation too."""
    entry_id, receipt = _submitted(session, cast)
    assert withdraw_by_receipt(session, receipt=f" {receipt.lower()} ", address=HERE) is True
    assert count_entries(session, cast.grace) == 0
    assert journal(session, "entry_withdrawn") == [{"entry": entry_id}]


def test_whoever_withdrew_an_entry_is_told_so_and_no_longer_offered_to(session, cast):
    entry_id, receipt = _submitted(session, cast)
    assert progress(session, receipt).can_withdraw
    withdraw_by_receipt(session, receipt=receipt, address=HERE)
    told = progress(session, receipt)
    assert (told.status, told.can_withdraw) == (EntryStatus.WITHDRAWN, False)


def test_a_withdrawn_entry_is_neither_confirmed_nor_declined_later(session, cast):
    entry_id, receipt = _submitted(session, cast)
    withdraw_by_receipt(session, receipt=receipt, address=HERE)
    before = everything(session)
    changes = [
        lambda: confirm_entry(session, cast.grace, entry_id=entry_id, applicant=applicant(cast)),
        lambda: decline_entry(session, cast.grace, entry_id=entry_id, reason="电话打不通"),
    ]
    assert codes(lambda change: change(), *changes) == ["entry_decided"] * 2
    assert everything(session) == before


def test_after_withdrawing_an_entry_the_person_may_send_another(session, cast):
    _, receipt = _submitted(session, cast)
    withdraw_by_receipt(session, receipt=receipt, address=HERE)
    assert _submit(session, cast)


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_the_receipt_of_an_entry_that_is_over_is_not_called_unknown(session, cast, end):
    """A second tap must not read that there is no such receipt."""
    entry_id, receipt = _submitted(session, cast)
    if end == "declined":
        decline_entry(session, cast.grace, entry_id=entry_id, reason="电话打不通")
    else:
        withdraw_by_receipt(session, receipt=receipt, address=HERE)
    try:
        is_known = withdraw_by_receipt(session, receipt=receipt, address=HERE)
    except Conflict:
        is_known = True
    assert is_known


def test_the_journal_keeps_of_an_entry_only_its_number(session, cast):
    entry_id, _ = _submitted(session, cast)
    assert journal(session, "entry_received") == [{"entry": entry_id}]


def test_a_withdrawn_application_stays_withdrawn_for_its_receipt(session, cast):
    entry_id, receipt = _submitted(session, cast)
    application_id = confirm_entry(session, cast.grace, entry_id=entry_id, applicant=applicant(cast))
    withdraw_by_receipt(session, receipt=receipt, address=HERE)
    assert status_of(session, application_id) is Status.WITHDRAWN
    assert not progress(session, receipt).can_withdraw
