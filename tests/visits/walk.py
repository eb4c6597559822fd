"""What may happen to visits and to all that hangs on them, for random walks."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from db import clock
from db.errors import RuleError
from db.ledger.models.households import Household, HouseholdStatus
from db.subjects import look_at_the_day
from db.vetting.models.stewards import Steward, StewardStatus
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.months import close_month
from db.visits.commands.must_visits import agree_day, ask_must_visit, drop_must_visit, forget_day
from db.visits.commands.paper_sheets import blank_row, finish_sheet, key_row, lose_sheet, make_sheets, make_unit_sheets
from db.visits.commands.quotas import end_pause, pause_quota
from db.visits.commands.rounds import close_round, make_round
from db.visits.commands.write import write_visit
from db.visits.models.duties import DayOfYear, HouseholdDay, MustStatus, MustVisit, VisitPause
from db.visits.models.rounds import Question, RoundIn, RoundStatus, SheetRow, SheetStatus, VisitRound, VisitSheet
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Visit, VisitIn, VisitStatus
from tests.ledger.households import steward_of
from tests.tallies import Walk

GAS = Question(key="gas", text="燃气软管换了吗", kind="choice", options=["换了", "没换"])
TOPICS = ["dispute", "health", "policy", "hazard"]
OFTEN = ["visit"] * 12 + ["correct"] * 4 + ["withdraw"] * 3 + ["ask", "sheets"] * 2 + ["key_in"] * 5
RARE = [
    "drop",
    "open_round",
    "close_round",
    "pause",
    "end_pause",
    "agree",
    "forget",
    "blank",
    "finish",
    "lose",
    "close_month",
    "daily",
]


class Visits(Walk):
    """By the clerk, for whoever looks after the household or for nobody."""

    often = OFTEN + RARE
    least = frozenset({"visit", "correct", "withdraw", "ask", "drop", "open_round", "close_round", "sheets", "key_in", "daily"})
    days_between = (0, 0, 0, 1)

    def _household(self, session):
        return self.one(session, Household, col(Household.status) == HouseholdStatus.HERE)

    def _today_or_before(self):
        return clock.today() - timedelta(days=self.dice.choice([0, 0, 0, 1, 3, 9, 40]))

    def _outcome(self):
        return self.dice.choice([Outcome.MET, Outcome.MET, *Outcome])

    def _said(self):
        """What may be said of any visit."""
        topics = self.dice.sample(TOPICS, self.dice.choice([0, 0, 1, 2]))
        return {"visited_on": self._today_or_before(), "outcome": self._outcome(), "topics": topics}

    def visit(self, session):
        household = self._household(session)
        given = VisitIn(household_ids=[household.id], steward_id=steward_of(session, household.id), **self._said())
        if self.dice.random() < 0.3:
            given.promise = "帮问大病救助"
        if self.dice.random() < 0.2:
            self._with_another(session, given)
        self._answer(session, given)
        given.promises = {i: self.dice.choice(list(PromiseStatus)) for i in self._promised(session, household.id)}
        write_visit(session, self.cast.bob, visit=given)

    def _with_another(self, session, given):
        """Two doors on one way: a visit for each."""
        other = self._household(session).id
        given.household_ids, given.steward_id = list(dict.fromkeys([*given.household_ids, other])), None

    def _answer(self, session, given):
        asked = session.scalars(sa.select(VisitRound.id).where(col(VisitRound.status) == RoundStatus.OPEN)).all()
        if asked and given.outcome is Outcome.MET and self.dice.random() < 0.5:
            given.answers = {self.dice.choice(asked): {"q1": self.dice.choice(GAS.options)}}

    def _promised(self, session, household_id):
        mine = sa.and_(col(Promise.household_id) == household_id, col(Promise.status) == PromiseStatus.OPEN)
        return session.scalars(sa.select(Promise.id).where(mine)).all()

    def _standing(self, session):
        row = self.one(session, Visit, col(Visit.status) == VisitStatus.STANDS)
        return {"visit_id": row.id, "seen": row.version}

    def correct(self, session):
        correct_visit(session, self.cast.bob, **self._standing(session), visit=VisitIn(household_ids=[], **self._said()))

    def withdraw(self, session):
        withdraw_visit(session, self.cast.bob, **self._standing(session), reason="写错了")

    def ask(self, session):
        kind = self.dice.choice(["hardship", "illness_death", "disaster"])
        ask_must_visit(session, self.cast.bob, household_id=self._household(session).id, kind=kind, why="刚失业")

    def drop(self, session):
        row = self.one(session, MustVisit, col(MustVisit.status) == MustStatus.OPEN)
        drop_must_visit(session, self.cast.bob, must_visit_id=row.id, reason="已搬走")

    def agree(self, session):
        day = {"month": self.dice.randint(1, 12), "day": self.dice.randint(1, 28), "is_lunar": self.dice.random() < 0.5}
        agree_day(
            session, self.cast.bob, household_id=self._household(session).id, kind=DayOfYear.BIRTHDAY, whose="王大爷", **day
        )

    def forget(self, session):
        forget_day(session, self.cast.bob, day_id=self.one(session, HouseholdDay).id)

    def pause(self, session):
        steward = self.one(session, Steward, col(Steward.status) == StewardStatus.ACTIVE)
        until = clock.today() + timedelta(days=self.dice.randint(0, 20))
        pause_quota(session, self.cast.bob, steward_id=steward.id, from_on=clock.today(), until=until, reason="住院")

    def end_pause(self, session):
        end_pause(session, self.cast.bob, pause_id=self.one(session, VisitPause).id)

    def open_round(self, session):
        unit, until = self.dice.choice([self.cast.places.town, self.cast.places.pine]), clock.today() + timedelta(days=14)
        questions = [GAS] if self.dice.random() < 0.5 else []
        given = RoundIn(name=f"第{self.n}轮走访", unit_id=unit, until=until, questions=questions)
        make_round(session, self.cast.bob, round=given)
        self.n += 1

    def close_round(self, session):
        close_round(session, self.cast.bob, round_id=self.one(session, VisitRound, col(VisitRound.status) == RoundStatus.OPEN).id)

    def sheets(self, session):
        asked = session.scalars(sa.select(VisitRound.id).where(col(VisitRound.status) == RoundStatus.OPEN)).all()
        round_id = self.dice.choice([None, *asked])
        if self.dice.random() < 0.3:
            make_unit_sheets(session, self.cast.bob, unit_id=self.cast.places.pine, round_id=round_id)
        else:
            make_sheets(session, self.cast.bob, steward_id=self.one(session, Steward).id, round_id=round_id)

    def _row(self, session):
        out = sa.select(SheetRow.sheet_id, SheetRow.position).join(VisitSheet, col(VisitSheet.id) == SheetRow.sheet_id)
        open_ones = out.where(col(SheetRow.visit_id).is_(None), col(VisitSheet.status) != SheetStatus.RETURNED)
        sheet_id, position = self.pick(session.execute(open_ones.order_by(SheetRow.sheet_id, SheetRow.position)).all())
        return {"sheet_id": sheet_id, "position": position}

    def key_in(self, session):
        key_row(session, self.cast.bob, **self._row(session), visit=VisitIn(household_ids=[], **self._said()))

    def blank(self, session):
        blank_row(session, self.cast.bob, **self._row(session))

    def finish(self, session):
        finish_sheet(session, self.cast.bob, sheet_id=self.one(session, VisitSheet, col(VisitSheet.status) == SheetStatus.OUT).id)

    def lose(self, session):
        lose_sheet(session, self.cast.bob, sheet_id=self.one(session, VisitSheet, col(VisitSheet.status) == SheetStatus.OUT).id)

    def close_month(self, session):
        before = clock.today().replace(day=1) - timedelta(days=1)
        close_month(session, self.cast.bob, month=before.year * 100 + before.month)

    def daily(self, session):
        """The daily work, where nobody has called for it yet."""
        if look_at_the_day(session, clock.today()) is None:
            raise RuleError("looked_already")
