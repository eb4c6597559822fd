"""Whatever is written, corrected, withdrawn, merged, moved and undone in whatever order: what is settled follows from the visits
that stand, as a slow reference looks it up."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlmodel import col, select

from db import clock
from db.errors import RuleError
from db.ledger.commands.reshape import undo
from db.ledger.models.households import Household, HouseholdStatus
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.must_visits import ask_must_visit, drop_must_visit
from db.visits.commands.paper_sheets import key_row, make_sheets
from db.visits.commands.rounds import close_round, make_round
from db.visits.commands.settle import settle, settle_all
from db.visits.commands.write import write_visit
from db.visits.models.duties import MustStatus, MustVisit
from db.visits.models.rounds import Question, RoundHousehold, RoundIn, RoundStatus, SheetRow, VisitRound
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Visit, VisitIn, VisitStatus
from tests.conftest import MONDAY
from tests.ledger.changes import merge_pair, move_away
from tests.ledger.households import FIRST_YOUNG, written
from tests.visits.households import a_steward_with_households, dora_is, met
from tests.visits.reference import wrongly_settled

DAYS = st.integers(0, 6).map(lambda n: MONDAY - timedelta(days=n))
OUTCOMES, TOPICS = st.sampled_from(Outcome), st.lists(st.sampled_from(["dispute", "health", "grievance"]), max_size=2)
WHICH = st.integers(0, 30)
GAS = Question(key="q1", text="装了报警器吗？", kind="choice", options=["装了", "没装"])
N_HOUSEHOLDS = 5


class Street(RuleBasedStateMachine):
    """A street whose office makes every mistake. `session` and `cast` are given by the test."""

    session, cast, street = None, None, ()

    @initialize()
    def begin(self):
        self.point = self.session.begin_nested()
        self.now, self.deeds, self.sheets = datetime.fromisoformat(f"{MONDAY}T09:00:00+08:00"), [], []

    def teardown(self):
        self.point.rollback()
        self.session.expire_all()

    def do(self, deed):
        """A minute passes with every deed. What is refused has changed nothing."""
        self.now += timedelta(minutes=1)
        before = self.session.begin_nested()
        try:
            with clock.at(self.now):
                done = deed()
            before.commit()
            return done
        except RuleError:
            before.rollback()
            self.session.expire_all()
            return None

    def some(self, model, which, *conditions):
        rows = self.session.scalars(select(model).where(*conditions).order_by(*sa.inspect(model).primary_key)).all()
        return rows[which % len(rows)] if rows else None

    def here(self, which):
        return self.some(Household, which, Household.status == HouseholdStatus.HERE)

    @rule(which=WHICH, other=WHICH, day=DAYS, outcome=OUTCOMES, topics=TOPICS, promise=st.booleans(), kept=st.booleans())
    def write(self, which, other, day, outcome, topics, promise, kept):
        ids = list(dict.fromkeys([self.here(which).id, self.here(other).id]))
        open_promises = self.session.scalars(select(Promise.id).where(Promise.status == PromiseStatus.OPEN)).all()
        rounds = self.session.scalars(select(VisitRound.id)).all()
        given = VisitIn(
            household_ids=ids, visited_on=day, outcome=outcome, topics=topics, promise="帮办医保" if promise else "",
            promises=dict.fromkeys(open_promises[:1], PromiseStatus.KEPT) if kept else {},
            answers={round_id: {"q1": "装了"} for round_id in rounds},
        )  # fmt: skip
        self.do(lambda: write_visit(self.session, self.cast.bob, visit=given))

    @rule(which=WHICH, day=DAYS, outcome=OUTCOMES, topics=TOPICS)
    def correct(self, which, day, outcome, topics):
        if row := self.some(Visit, which, Visit.status == VisitStatus.STANDS):
            given = VisitIn(household_ids=[], visited_on=day, outcome=outcome, topics=topics)
            self.do(lambda: correct_visit(self.session, self.cast.bob, visit_id=row.id, seen=row.version, visit=given))

    @rule(which=WHICH)
    def correct_a_slip(self, which):
        if row := self.some(Visit, which, Visit.status == VisitStatus.STANDS):
            kept = {name: getattr(row, name) for name in ("visited_on", "outcome", "form", "occasion")}
            given = VisitIn(household_ids=[], topics=row.topics.split(), note="笔误", **kept)
            self.do(lambda: correct_visit(self.session, self.cast.bob, visit_id=row.id, seen=row.version, visit=given))

    @rule(which=WHICH)
    def withdraw(self, which):
        if row := self.some(Visit, which, Visit.status == VisitStatus.STANDS):
            self.do(lambda: withdraw_visit(self.session, self.cast.bob, visit_id=row.id, seen=row.version, reason="写错了"))

    @rule(which=WHICH)
    def ask(self, which):
        self.do(
            lambda: ask_must_visit(self.session, self.cast.bob, household_id=self.here(which).id, kind="hardship", why="失业")
        )

    @rule(which=WHICH)
    def drop(self, which):
        if must := self.some(MustVisit, which, MustVisit.status == MustStatus.OPEN):
            self.do(lambda: drop_must_visit(self.session, self.cast.bob, must_visit_id=must.id, reason="已搬走"))

    @precondition(lambda self: self.session.scalar(sa.select(sa.func.count(VisitRound.id))) < 3)
    @rule(began=DAYS)
    def open_a_round(self, began):
        given = RoundIn(name="入户摸底", unit_id=self.cast.places.pine_court, until=MONDAY + timedelta(days=9), questions=[GAS])
        round_id = self.do(lambda: make_round(self.session, self.cast.bob, round=given))
        # A round begins today at the earliest; here it began some days ago, and is settled as if somebody had looked.
        self.session.execute(sa.update(VisitRound).where(col(VisitRound.id) == round_id).values(from_on=began))
        settle(self.session, self.session.scalars(select(RoundHousehold.household_id)).all())

    @rule(which=WHICH)
    def close_a_round(self, which):
        if one := self.some(VisitRound, which, VisitRound.status == RoundStatus.OPEN):
            self.do(lambda: close_round(self.session, self.cast.bob, round_id=one.id))

    @rule()
    def print_sheets(self):
        steward_id, households = self.street
        made = self.do(lambda: make_sheets(self.session, self.cast.bob, steward_id=steward_id))
        self.sheets += made or []

    @rule(which=WHICH, day=DAYS, outcome=OUTCOMES)
    def key_in(self, which, day, outcome):
        if row := self.some(SheetRow, which, col(SheetRow.visit_id).is_(None)):
            given = VisitIn(household_ids=[], visited_on=day, outcome=outcome)
            key = {"sheet_id": row.sheet_id, "position": row.position, "visit": given}
            self.do(lambda: key_row(self.session, self.cast.bob, **key))

    @rule(keep=WHICH, other=WHICH)
    def merge(self, keep, other):
        self._deed(lambda: merge_pair(self.session, self.cast, self.here(keep).id, self.here(other).id))

    @rule(which=WHICH)
    def move(self, which):
        self._deed(lambda: move_away(self.session, self.cast, self.here(which).id))

    def _deed(self, deed):
        if done := self.do(deed):
            self.deeds.append(done)

    @rule()
    def undo(self):
        if self.deeds:
            deed_id = self.deeds.pop()
            self.do(lambda: undo(self.session, self.cast.bob, deed_id=deed_id))

    @invariant()
    def what_is_settled_follows_from_the_visits_that_stand(self):
        assert wrongly_settled(self.session) == []


@pytest.fixture
def street(session, cast):
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    return steward_id, [*households, *(written(session, cast, FIRST_YOUNG + n) for n in range(len(households), N_HOUSEHOLDS))]


def test_after_any_deeds_what_is_settled_follows_from_the_visits_that_stand(session, cast, street):
    Street.session, Street.cast, Street.street = session, cast, street
    unhurried = settings(max_examples=10, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Street, settings=unhurried)


def test_the_reference_sees_what_was_settled_wrongly(session, cast, street):
    """Else it could agree with everything."""
    household_id = street[1][0]
    must_id = ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="失业")
    met(session, cast.bob, household_id)
    assert wrongly_settled(session) == []
    session.execute(sa.update(MustVisit).where(col(MustVisit.id) == must_id).values(status=MustStatus.OPEN))
    session.execute(sa.update(Visit).values(status=VisitStatus.WITHDRAWN))
    assert len(wrongly_settled(session)) == 1
    settle_all(session)
    assert wrongly_settled(session) == []
