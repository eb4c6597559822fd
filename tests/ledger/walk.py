"""What may happen to households, for random walks."""

from datetime import timedelta

import sqlalchemy as sa

from db import clock
from db.ledger.commands import reshape
from db.ledger.commands.assign import give, hand_over
from db.ledger.commands.households import add_member, change_household, write_household
from db.ledger.commands.proposals import adopt, make_proposal
from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdChange, HouseholdKind, HouseholdStatus, Member, MemberIn
from db.ledger.queries.story import CAN_BE_UNDONE
from db.vetting.commands.stewards import resume, suspend
from db.vetting.models.stewards import Steward
from tests.ledger.households import a_family, shop, steward_of
from tests.tallies import Walk

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
        now = sa.and_(Assignment.ended_on.is_(None), Assignment.kind == AssignmentKind.STEWARD)
        held = session.scalars(sa.select(Assignment.household_id).where(now, Assignment.steward_id == giver.id))
        given = dict.fromkeys(held, taker.id)
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
