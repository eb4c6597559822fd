"""A steward's service: suspended and resumed, ended, the phone corrected; what the card says meanwhile."""

from datetime import date

import pytest

from db import clock
from db.engine import session as write_block
from db.errors import Conflict, Invalid, Stale
from db.office.commands.users import change_user
from db.vetting.commands.stewards import change_phone, dismiss, end_term, resign, resume, suspend
from db.vetting.models.stewards import StewardStatus as S
from db.vetting.queries.stewards import (  # fmt: skip
    CardState,
    StewardFilter,
    card_rows,
    card_state,
    find_stewards,
    own_steward,
    service_story,
    steward_facts,
    terms,
)
from tests.people import applicant
from tests.vetting.at_once import overtaken
from tests.vetting.states import AFTER, a_steward, codes, everything, journal, steward, steward_in

ALL = [suspend, resume, resign, end_term, dismiss]
LAST_DAY, DAY_AFTER = date(2029, 11, 30), date(2029, 12, 1)


def _card(session, steward_id, day=AFTER):
    return card_state(session, steward(session, steward_id).card_token, day)


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (suspend, S.ACTIVE, S.SUSPENDED),
        (resume, S.SUSPENDED, S.ACTIVE),
        (resign, S.ACTIVE, S.ENDED),
        (resign, S.SUSPENDED, S.ENDED),
        (end_term, S.ACTIVE, S.ENDED),
        (end_term, S.SUSPENDED, S.ENDED),
        (dismiss, S.ACTIVE, S.ENDED),
        (dismiss, S.SUSPENDED, S.ENDED),
    ],
)
def test_each_verb_does_what_it_says_and_is_told_with_its_reason(session, cast, command, before, after):
    steward_id = steward_in(session, cast, before)
    with clock.at(LAST_DAY):
        command(session, cast.alice, steward_id=steward_id, seen=steward(session, steward_id).version, reason="有事外出")
    assert steward(session, steward_id).status is after
    line = service_story(session, cast.bob, steward_id)[-1]
    assert (line.move.value, line.reason, line.user_name) == (command.__name__, "有事外出", cast.alice.name)


def test_what_is_over_is_not_changed_any_more(session, cast):
    steward_id = steward_in(session, cast, S.ENDED)
    seen, before = steward(session, steward_id).version, everything(session)
    with clock.at(LAST_DAY):
        found = codes(lambda verb: verb(session, cast.bob, steward_id=steward_id, seen=seen, reason="有事外出"), *ALL)
    assert found == ["no_such_steward_move"] * 5
    assert everything(session) == before


def test_a_term_is_not_ended_before_its_last_day(session, cast):
    steward_id = a_steward(session, cast)
    with clock.at(date(2029, 11, 29)), pytest.raises(Conflict) as refusal:
        end_term(session, cast.bob, steward_id=steward_id, seen=1)
    assert refusal.value.code == "term_not_over"


def test_suspension_resignation_and_dismissal_need_a_reason(session, cast):
    steward_id = a_steward(session, cast)
    before, verbs = everything(session), [suspend, resign, dismiss]
    found = codes(lambda verb: verb(session, cast.bob, steward_id=steward_id, seen=1, reason=" "), *verbs)
    assert found == ["reason_missing"] * 3
    assert everything(session) == before


def test_an_old_form_is_stale_and_overwrites_nothing(session, cast):
    steward_id = steward_in(session, cast, S.SUSPENDED)
    before, verbs = everything(session), [resume, resign, end_term, dismiss]
    with clock.at(LAST_DAY):
        found = codes(lambda verb: verb(session, cast.alice, steward_id=steward_id, seen=1, reason="有事外出"), *verbs)
    assert found == ["steward_moved"] * 4
    assert everything(session) == before


def test_an_old_phone_form_is_stale(session, cast):
    steward_id = steward_in(session, cast, S.SUSPENDED)
    with pytest.raises(Stale):
        change_phone(session, cast.alice, steward_id=steward_id, seen=1, phone="19912345678")


def test_only_the_two_offices_change_a_service(session, cast):
    steward_id, actors = a_steward(session, cast), [cast.grace, cast.ben, cast.ada, cast.leo, cast.dora]
    found = codes(lambda who: suspend(session, who, steward_id=steward_id, seen=1, reason="有事外出"), *actors)
    assert found == ["not_allowed"] * 5


def test_a_service_that_ends_closes_its_term_on_that_day(session, cast):
    steward_id = a_steward(session, cast)
    with clock.at(date(2027, 5, 6)):
        resign(session, cast.bob, steward_id=steward_id, seen=1, reason="搬离本小区")
    assert [term.ended_on for term in terms(session, cast.bob, steward_id)] == [date(2027, 5, 6)]


def test_a_suspension_ends_no_term(session, cast):
    steward_id = steward_in(session, cast, S.SUSPENDED)
    assert [term.ended_on for term in terms(session, cast.bob, steward_id)] == [None]


def test_each_move_is_recorded_by_number_and_verb(session, cast):
    steward_id = steward_in(session, cast, S.SUSPENDED)
    assert journal(session, "steward_moved")[0] == {"steward": steward_id, "move": "suspend"}


def test_a_phone_is_corrected_as_at_the_desk(session, cast):
    steward_id = a_steward(session, cast)
    change_phone(session, cast.bob, steward_id=steward_id, seen=1, phone="199-1234-5678")
    assert (steward(session, steward_id).phone, steward(session, steward_id).version) == ("19912345678", 2)


def test_a_phone_that_cannot_be_right_is_named(session, cast):
    steward_id = a_steward(session, cast)
    with pytest.raises(Invalid) as refusal:
        change_phone(session, cast.bob, steward_id=steward_id, seen=1, phone="1991")
    assert (refusal.value.code, refusal.value.field) == ("phone_form", "phone")


def test_of_two_who_correct_the_phone_at_once_the_second_is_told(engine, cast):
    with write_block(engine) as session:
        steward_id = a_steward(session, cast)
    late = overtaken(
        engine,
        lambda s: change_phone(s, cast.bob, steward_id=steward_id, seen=1, phone="19911111111"),
        lambda s: change_phone(s, cast.alice, steward_id=steward_id, seen=1, phone="19922222222"),
    )
    assert isinstance(late, Stale)


def test_the_card_says_valid_suspended_or_ended_by_the_status_and_the_date(session, cast):
    ids = {status: steward_in(session, cast, status, n) for n, status in enumerate(S)}
    states = {(status, day): _card(session, ids[status], day) for status in S for day in (AFTER, LAST_DAY, DAY_AFTER)}
    assert states == {
        (S.ACTIVE, AFTER): CardState.VALID,
        (S.ACTIVE, LAST_DAY): CardState.VALID,
        (S.ACTIVE, DAY_AFTER): CardState.ENDED,
        (S.SUSPENDED, AFTER): CardState.SUSPENDED,
        (S.SUSPENDED, LAST_DAY): CardState.SUSPENDED,
        (S.SUSPENDED, DAY_AFTER): CardState.ENDED,
        (S.ENDED, AFTER): CardState.ENDED,
        (S.ENDED, LAST_DAY): CardState.ENDED,
        (S.ENDED, DAY_AFTER): CardState.ENDED,
    }


def test_a_card_that_nobody_was_given_is_unknown(session, cast):
    a_steward(session, cast)
    tokens = ["", "x", "%", "' OR 1=1 --"]
    assert {card_state(session, token, AFTER) for token in tokens} == {CardState.UNKNOWN}


def test_a_token_cannot_be_guessed_from_another(session, cast):
    tokens = {steward(session, a_steward(session, cast, n)).card_token for n in (0, 1)}
    assert [len(token) for token in tokens] == [22, 22]


def test_cards_are_printed_with_the_full_phone_for_those_in_service(session, cast):
    serving, ended = a_steward(session, cast, 0), steward_in(session, cast, S.ENDED, 1)
    [card] = card_rows(session, cast.bob, [serving, ended])
    assert (card.name, card.phone) == (applicant(cast, 0).name, applicant(cast, 0).phone)


def test_the_signed_in_steward_finds_their_own_page_by_phone_or_id_number(session, cast):
    steward_id = a_steward(session, cast)
    assert own_steward(session, cast.dora, AFTER) is None
    change_user(session, cast.ada, user_id=cast.dora.user_id, name=applicant(cast).name, phone=applicant(cast).phone)
    assert own_steward(session, cast.dora, AFTER).row.id == steward_id


def test_the_page_of_a_steward_shows_masked_numbers_and_whether_the_term_is_over(session, cast):
    steward_id = a_steward(session, cast)
    facts = steward_facts(session, cast.alice, steward_id, DAY_AFTER)
    assert (facts.row.phone, facts.is_over) == ("199****0000", True)
    assert facts.id_number.count("*") == 8
    assert not steward_facts(session, cast.alice, steward_id, LAST_DAY).is_over


def test_the_directory_shows_masked_phones(session, cast):
    a_steward(session, cast)
    [row] = find_stewards(session, cast.alice, StewardFilter())
    assert row.phone == "199****0000"
