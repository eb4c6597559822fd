"""Two thousand deeds on applicants, stewards, households and visits, as they come: sums, journal and settling hold."""

from db import clock
from db.engine import session as write_block
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, written
from tests.ledger.walk import Households
from tests.tallies import Life
from tests.vetting.states import in_office
from tests.vetting.walk import Applicants
from tests.visits.reference import wrongly_settled
from tests.visits.walk import Visits

N_DEEDS, SEED = 2000, 20261123
SHARES = {Applicants: 4, Households: 6, Visits: 10}


class Settled(Life):
    """Also what hangs on the visits is as they have it."""

    def wrong_in(self, session):
        with clock.at(self.day):
            return [*super().wrong_in(session), *wrongly_settled(session)]


def test_after_two_thousand_deeds_sums_and_journal_are_those_of_what_happened(engine, cast, checked):
    with write_block(engine) as session:
        for n in range(3):
            in_office(session, cast, FIRST_YOUNG + n)
            written(session, cast, 200 + n)
    life = Settled(cast, SEED, MONDAY, SHARES)
    life.go(engine, N_DEEDS, look_every=500)
    checked("deeds of a random life", sum(life.done.values()))
