"""How far a steward has come: counted from the sums, and who may look."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.ledger.commands.assign import give, hand_over, set_load
from db.ledger.commands.households import write_household
from db.vetting.models.stewards import Steward
from db.visits.commands.correct import withdraw_visit
from db.visits.commands.quotas import end_pause, pause_quota
from db.visits.commands.write import write_visit
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.progress import month_progress, own_progress, pauses, year_progress
from db.visits.quota import QuotaReason
from tests.conftest import MONDAY
from tests.ledger.changes import merge_pair
from tests.ledger.households import FIRST_YOUNG, shop, written
from tests.vetting.states import as_stored, codes, in_office, journal, new_scheme
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases

NOVEMBER = 202611


@pytest.fixture
def street(session, cast):
    """Dora is the steward of twelve households."""
    steward_id, households = a_steward_with_households(session, cast, 12)
    dora_is(session, cast, steward_id)
    return steward_id, households


def _month(session, steward_id, month=NOVEMBER):
    found = month_progress(session, steward_id, month, MONDAY)
    return found.n_met, found.quota.least, found.n_missing


def test_households_met_this_month_are_counted_once_each(session, cast, street):
    steward_id, households = street
    met(session, cast.dora, *households[:7])
    met(session, cast.dora, households[0])
    write_visit(session, cast.dora, visit=VisitIn(household_ids=[households[8]], outcome=Outcome.NOBODY_HOME))
    met(session, cast.dora, households[9], on=date(2026, 10, 30))
    assert _month(session, steward_id) == (7, 10, 3)
    assert _month(session, steward_id, 202610) == (1, 10, 9)


def test_a_visit_that_is_withdrawn_is_missing_again(session, cast, street):
    steward_id, households = street
    [visit_id] = met(session, cast.dora, households[0])
    withdraw_visit(session, cast.dora, visit_id=visit_id, seen=1, reason="不是这户")
    assert _month(session, steward_id) == (0, 10, 10)


def test_more_than_the_quota_misses_nothing(session, cast, street):
    steward_id, households = street
    met(session, cast.dora, *households)
    assert _month(session, steward_id) == (12, 10, 0)


def _is_born(session, steward_id, on):
    session.execute(sa.update(Steward).where(col(Steward.id) == steward_id).values(birth_date=on))


def test_age_and_a_lighter_load_count_from_the_day_they_hold(session, cast, street):
    steward_id, _ = street
    _is_born(session, steward_id, date(1951, 11, 24))
    assert _month(session, steward_id) == (0, 10, 10)
    _is_born(session, steward_id, date(1951, 11, 23))
    assert _month(session, steward_id) == (0, 7, 7)
    set_load(session, cast.bob, steward_id=steward_id, most=4, reason="腿脚不便")
    assert _month(session, steward_id) == (0, 2, 2)


def test_the_full_round_counts_households_of_now_whoever_met_them_this_year(session, cast, street):
    steward_id, households = street
    other = in_office(session, cast, FIRST_YOUNG + 20)
    met(session, cast.dora, *households[:4], on=date(2026, 3, 5))
    met(session, cast.bob, households[5])
    met(session, cast.dora, households[6], on=date(2025, 12, 30))
    hand_over(session, cast.bob, from_id=steward_id, given={households[0]: other, households[11]: other})
    found = [year_progress(session, one, MONDAY) for one in (steward_id, other)]
    assert [(one.n_met, one.n_households, one.n_missing) for one in found] == [(4, 10, 6), (1, 2, 1)]
    assert (found[0].from_month, found[0].to_month, found[0].number, found[0].n_rounds) == (202601, 202612, 1, 1)


def test_entries_that_became_one_are_one_household_met(session, cast, street):
    steward_id, households = street
    met(session, cast.dora, *households[:2])
    met(session, cast.dora, households[2])
    merge_pair(session, cast, households[0], households[1])
    merge_pair(session, cast, households[3], households[2])
    year = year_progress(session, steward_id, MONDAY)
    assert (_month(session, steward_id), year.n_met, year.n_households) == ((2, 10, 8), 2, 10)


def test_where_two_rounds_a_year_are_asked_the_second_begins_anew_in_july(session, cast, street):
    steward_id, households = street
    visiting = {"full_rounds_per_year": 2, "per_month_min": 2}
    new_scheme(session, cast, lambda s: s.model_copy(update={"visiting": s.visiting.model_copy(update=visiting)}))
    met(session, cast.dora, *households[:5], on=date(2026, 6, 30))
    met(session, cast.dora, *households[:2], on=date(2026, 7, 1))
    assert year_progress(session, steward_id, MONDAY).n_met == 2
    assert year_progress(session, steward_id, date(2026, 6, 30)).n_met == 5
    assert _month(session, steward_id) == (0, 2, 2)


def test_shops_and_families_count_alike(session, cast, street):
    steward_id, _ = street
    shop_id = write_household(session, cast.bob, household=shop(cast, 70), override="另一家")
    give(session, cast.bob, household_id=shop_id, steward_id=steward_id, seen=None)
    met(session, cast.dora, shop_id, form="door")
    assert (_month(session, steward_id)[0], year_progress(session, steward_id, MONDAY).n_households) == (1, 13)


def _pause(session, actor, steward_id, first=0, last=10, **changes):
    given = {"from_on": MONDAY + timedelta(days=first), "until": MONDAY + timedelta(days=last), "reason": "住院手术"}
    return pause_quota(session, actor, steward_id=steward_id, **(given | changes))


def test_nothing_is_asked_of_a_steward_who_is_ill_and_the_reason_is_sealed(session, cast, street):
    steward_id, _ = street
    pause_id = _pause(session, cast.grace, steward_id)
    found = month_progress(session, steward_id, NOVEMBER, MONDAY)
    assert (found.quota.least, found.n_missing, found.paused_until, found.why) == (
        0, 0, MONDAY + timedelta(days=10), (QuotaReason.PAUSE,),
    )  # fmt: skip
    [row] = pauses(session, cast.bob, steward_id, MONDAY)
    assert (row.id, row.reason, row.until) == (pause_id, "住院手术", MONDAY + timedelta(days=10))
    assert "住院手术".encode() not in as_stored(session)
    assert journal(session, "quota_paused") == [{"steward": steward_id, "until": "2026-12-03"}]


def test_a_pause_that_is_ended_asks_again_for_the_days_that_are_left(session, cast, street):
    steward_id, _ = street
    pause_id = _pause(session, cast.bob, steward_id, first=-7)
    end_pause(session, cast.bob, pause_id=pause_id)
    assert pauses(session, cast.bob, steward_id, MONDAY) == []
    assert _month(session, steward_id) == (0, 8, 8)
    with pytest.raises(NotFound, match="pause_not_found"):
        end_pause(session, cast.bob, pause_id=pause_id)


def test_the_journal_tells_the_end_of_a_pause_from_its_beginning(session, cast, street):
    steward_id, _ = street
    for first in (-7, 3):
        end_pause(session, cast.bob, pause_id=_pause(session, cast.bob, steward_id, first=first))
    assert [event["until"] for event in journal(session, "quota_paused")] == ["2026-12-03"] * 2
    assert journal(session, "quota_resumed") == [{"steward": steward_id, "until": "2026-11-22"}] * 2


def test_a_pause_that_has_not_begun_is_taken_back_whole(session, cast, street):
    steward_id, _ = street
    end_pause(session, cast.bob, pause_id=_pause(session, cast.bob, steward_id, first=3))
    assert _month(session, steward_id) == (0, 10, 10)
    _pause(session, cast.bob, steward_id, first=3)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"until": MONDAY - timedelta(days=1)}, "pause_ends_before"),
        ({"until": MONDAY + timedelta(days=400)}, "pause_too_long"),
        ({"reason": " 病 "}, "reason_missing"),
        ({"reason": "长" * 501}, "too_long"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(session, cast, street, changes, code):
    with pytest.raises(Invalid, match=code):
        _pause(session, cast.bob, street[0], **changes)


def test_two_pauses_do_not_lie_on_the_same_day(session, cast, street):
    _pause(session, cast.bob, street[0])
    with pytest.raises(Conflict, match="pause_overlaps"):
        _pause(session, cast.bob, street[0], first=10, last=20)
    _pause(session, cast.bob, street[0], first=11, last=20)


def test_only_who_plans_visits_there_pauses_and_reads_why(session, cast, street):
    steward_id, _ = street
    pause_id = _pause(session, cast.bob, steward_id)
    strangers = (cast.ada, cast.ben, cast.leo, cast.percy, cast.dora, *cast.departments.values())
    for actor in strangers:
        for act in (lambda a: _pause(session, a, steward_id), lambda a: pauses(session, a, steward_id, MONDAY)):
            with pytest.raises(NotAllowed):
                act(actor)
    assert pauses(session, cast.charlie, steward_id, MONDAY) == []
    assert codes(lambda a: end_pause(session, a, pause_id=pause_id), cast.charlie) == ["pause_not_found"]
    assert codes(lambda a: _pause(session, a, steward_id, 20, 30), cast.charlie) == ["steward_not_found"]


def test_a_steward_reads_their_own_progress_and_nobody_elses(session, cast, street):
    _, households = street
    assert own_progress(session, cast.dora, MONDAY)[0].n_households == 12
    met(session, cast.dora, households[0])
    month, year = own_progress(session, cast.dora, clock.today())
    assert (month.n_met, year.n_met) == (1, 1)
    for actor in (cast.bob, cast.grace, cast.charlie, cast.leo, cast.ada):
        with pytest.raises(NotAllowed):
            own_progress(session, actor, MONDAY)


def test_an_account_that_is_no_steward_in_service_has_no_progress(session, cast):
    written(session, cast, 3)
    assert own_progress(session, cast.dora, MONDAY) is None
