"""The counts of the ledger are those of the facts, along a random walk of commands."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db import clock
from db.engine import session as write_block
from db.ledger.commands import reshape
from db.ledger.commands.assign import give, hand_over
from db.ledger.commands.households import add_member, change_household, write_household
from db.ledger.commands.proposals import adopt, make_proposal
from db.ledger.models.households import Household, HouseholdChange, HouseholdKind, HouseholdStatus, Member, MemberIn
from db.ledger.queries.story import CAN_BE_UNDONE
from db.office import tallies
from db.vetting.commands.stewards import resume, suspend
from db.vetting.models.stewards import Steward
from tests.ledger.households import FIRST_YOUNG, a_family, shop, steward_of
from tests.tallies import Walk, wrong_counts
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases

N_STEPS, FIRST_DAY = 120, date(2026, 12, 1)
NAMES = ["write"] * 4 + ["give"] * 4 + ["leave", "come_back", "move", "merge", "split", "member", "change", "hand_over", "buddy"]
NAMES += ["undo"] * 3 + ["propose", "serve"]


class Households(Walk):
    often = NAMES
    least = frozenset({"write", "give", "leave", "come_back", "move", "merge", "split", "undo", "hand_over"})
    days_between = (0, 0, 1, 4)

    def _household(self, session, status=HouseholdStatus.HERE):
        row = self.one(session, Household, Household.status == status)
        return row, {"household_id": row.id, "seen": row.version}

    def write(self, session):
        self.n += 1
        make = self.dice.choice([a_family, a_family, shop])
        given = make(self.cast, self.n, unit_id=self.dice.choice(self.buildings))
        write_household(session, self.cast.bob, household=given, override="另一户人家")

    def give(self, session):
        row, steward = self._household(session)[0], self.one(session, Steward)
        give(session, self.cast.bob, household_id=row.id, steward_id=steward.id, seen=steward_of(session, row.id))

    def leave(self, session):
        reshape.leave(session, self.cast.bob, **self._household(session)[1], reason="搬走")

    def come_back(self, session):
        reshape.come_back(session, self.cast.bob, **self._household(session, HouseholdStatus.GONE)[1])

    def move(self, session):
        there = self.dice.choice(self.buildings)
        reshape.move_household(session, self.cast.bob, **self._household(session)[1], unit_id=there, door=f"{self.n}号")

    def merge(self, session):
        (keep, _), (other, _) = self._household(session), self._household(session)
        versions = {"keep_seen": keep.version, "other_seen": other.version}
        reshape.merge(session, self.cast.bob, keep_id=keep.id, other_id=other.id, **versions, reason="同一户")

    def member(self, session):
        add_member(session, self.cast.bob, **self._household(session)[1], member=MemberIn(name="家人"))

    def split(self, session):
        member = self.one(session, Member)
        row = session.get_one(Household, member.household_id)
        given = a_family(self.cast, self.n, unit_id=self.dice.choice(self.buildings))
        seen = {"household_id": row.id, "seen": row.version}
        reshape.split(session, self.cast.bob, **seen, member_ids=[member.id], household=given)

    def change(self, session):
        row, seen = self._household(session)
        change_household(session, self.cast.bob, **seen, household=a_family(self.cast, self.n, title="小店"), override="改了")

    def hand_over(self, session, until=None):
        giver, taker = self.one(session, Steward), self.one(session, Steward)
        here = session.scalars(sa.select(Household.id).where(Household.status == HouseholdStatus.HERE)).all()
        given = {i: taker.id for i in here if steward_of(session, i) == giver.id}
        hand_over(session, self.cast.bob, from_id=giver.id, given=given, until=until)

    def buddy(self, session):
        self.hand_over(session, clock.today() + timedelta(days=3))

    def undo(self, session):
        change = self.one(session, HouseholdChange, HouseholdChange.deed.in_(CAN_BE_UNDONE))
        reshape.undo(session, self.cast.bob, deed_id=change.deed_id)

    def propose(self, session):
        unit, kind = self.dice.choice([self.cast.places.town, self.cast.places.pine]), self.dice.choice(list(HouseholdKind))
        adopt(session, self.cast.bob, proposal_id=make_proposal(session, self.cast.bob, unit_id=unit, kind=kind))

    def serve(self, session):
        row, command = self.one(session, Steward), self.dice.choice([suspend, resume])
        command(session, self.cast.bob, steward_id=row.id, seen=row.version, reason="外出")


@pytest.mark.parametrize("seed", [3, 11])
def test_along_a_random_walk_the_kept_counts_are_those_of_the_facts(engine, cast, seed):
    with write_block(engine) as session:
        for n in range(3):
            a_steward(session, cast, FIRST_YOUNG + n)
    Households(cast, seed, FIRST_DAY).go(engine, N_STEPS)


def test_a_count_that_went_wrong_is_found(session, cast):
    """Else the comparison above would prove nothing."""
    Households(cast, 5, FIRST_DAY).write(session)
    assert wrong_counts(session) == {}
    tallies.add(session, cast.places.buildings[0], "household.covered", 1)
    assert list(wrong_counts(session).values()) == [(1, None)]
