"""Full numbers are opened sixty times an hour, then for the own password; the administrator sees who opened how many."""

from datetime import timedelta

import pytest

from db import clock
from db.engine import session as write_block
from db.errors import Conflict, NotAllowed
from db.ledger.commands.households import show_numbers
from db.ledger.commands.named import show_named_phone
from db.office.commands.openings import AT_THE_NUMBERS, allow_more
from db.office.commands.sign_in import PasswordCheck
from db.office.guards import ATTEMPTS
from db.office.openings import OPENINGS, PERIOD, openings_left, openings_since
from db.vetting.commands.disclosures import show_numbers_of_applicant
from tests.ledger.households import written
from tests.ledger.named import person, with_named
from tests.office.doors import knock
from tests.vetting.states import journal, registered

pytestmark = pytest.mark.both_databases


def opened(session, who, household_id, times=1):
    for _ in range(times):
        show_numbers(session, who, household_id=household_id, reason="核对")


def confirmed(session, who, *, is_right=True, user_id=None):
    check = PasswordCheck("bob", user_id or who.user_id, is_right, None, place=AT_THE_NUMBERS)
    return allow_more(session, who, check)


@pytest.fixture
def spent(session, cast):
    """A household whose numbers Bob has opened as often as he may within an hour."""
    household_id = written(session, cast)
    opened(session, cast.bob, household_id, OPENINGS)
    return household_id


def test_whatever_shows_full_numbers_counts_in_one_sum(session, cast):
    with_named(session, cast)
    application_id, household_id, member_id = registered(session, cast, 3), written(session, cast), person(session, cast)
    opened(session, cast.bob, household_id)
    show_numbers_of_applicant(session, cast.bob, application_id=application_id)
    show_named_phone(session, cast.bob, member_id=member_id, reason="约时间")
    assert (openings_left(session, cast.bob), openings_left(session, cast.alice)) == (OPENINGS - 3, OPENINGS)


def test_after_sixty_in_an_hour_nothing_more_is_shown_or_recorded(session, cast, spent):
    with pytest.raises(Conflict) as refusal:
        opened(session, cast.bob, spent)
    assert refusal.value.code == "openings_spent"
    assert len(journal(session, "numbers_shown")) == OPENINGS
    opened(session, cast.alice, spent)


def test_an_hour_later_they_can_be_opened_again(session, cast, spent):
    with clock.at(clock.now() + PERIOD + timedelta(seconds=1)):
        opened(session, cast.bob, spent)


def test_the_own_password_allows_as_many_again(session, cast, spent):
    assert confirmed(session, cast.bob).is_right
    assert openings_left(session, cast.bob) == OPENINGS
    opened(session, cast.bob, spent)


def test_a_wrong_password_and_that_of_a_colleague_allow_nothing(session, cast, spent):
    assert confirmed(session, cast.bob, is_right=False).n_left == ATTEMPTS - 1
    assert not confirmed(session, cast.bob, user_id=cast.alice.user_id).is_right
    assert openings_left(session, cast.bob) == 0


def test_five_wrong_passwords_end_the_asking_and_lock_nobody_out_of_the_program(engine, cast):
    with write_block(engine) as block:
        answers = [confirmed(block, cast.bob, is_right=False) for _ in range(ATTEMPTS)]
        assert answers[-1].locked_until
        assert not confirmed(block, cast.bob).is_right
    assert knock(engine, "bob").token


def test_whoever_sees_masked_numbers_only_is_allowed_nothing(session, cast):
    for who in (cast.grace, cast.ada, cast.dora, cast.leo):
        with pytest.raises(NotAllowed):
            confirmed(session, who)


def test_the_administrator_sees_who_opened_how_many_and_nobody_else_does(session, cast, spent):
    opened(session, cast.alice, spent, 2)
    since = clock.now() - timedelta(days=7)
    assert openings_since(session, cast.ada, since) == [("鲍文书", OPENINGS), ("艾书记", 2)]
    assert openings_since(session, cast.ada, clock.now() + PERIOD) == []
    with pytest.raises(NotAllowed):
        openings_since(session, cast.bob, since)
