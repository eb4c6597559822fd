"""The slow, obvious settling: household by household, visit by visit, from the visits that stand and nothing else.

A must-visit is done by the first standing visit to any entry of the household at which somebody was met on or after the day on
which it arose, but never by the visit that asked for it; one that was dropped stays dropped. A promise is settled while the visit
that settled it stands. A household of a round is done when a standing visit met it since the round began.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.ledger.models.households import Household
from db.visits.models.duties import MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, RoundStatus, VisitRound
from db.visits.models.visits import Outcome, Promise, PromiseStatus, Visit, VisitStatus


class Reference:
    """Everything is read once; then it is only looked at."""

    def __init__(self, session: Session) -> None:
        def rows(table: Any) -> list[Any]:
            return list(session.scalars(sa.select(table).execution_options(populate_existing=True)))

        self.into = {row.id: row.merged_into for row in rows(Household)}
        self.visits = sorted(rows(Visit), key=lambda visit: (visit.visited_on, visit.id))
        self.musts, self.promises, self.in_rounds = rows(MustVisit), rows(Promise), rows(RoundHousehold)
        self.rounds = {row.id: row for row in rows(VisitRound)}

    def differing(self) -> list[str]:
        """What is kept and is not what the visits say."""
        return [*self._musts(), *self._promises(), *self._rounds()]

    def _entry(self, household_id: int) -> int:
        """The entry that stays."""
        while self.into.get(household_id) is not None:
            household_id = self.into[household_id]
        return household_id

    def _standing(self, household_id: int) -> list[Visit]:
        entry = self._entry(household_id)
        return [v for v in self.visits if v.status is VisitStatus.STANDS and self._entry(v.household_id) == entry]

    def _met(self, household_id: int, since: Any) -> list[Visit]:
        return [v for v in self._standing(household_id) if v.outcome is Outcome.MET and v.visited_on >= since]

    def _musts(self) -> list[str]:
        wrong = []
        for row in self.musts:
            by = [v for v in self._met(row.household_id, row.arose_on) if not row.mark.startswith(f"visit:{v.id}:")]
            said = (MustStatus.DONE, by[0].id, by[0].visited_on) if by else (MustStatus.OPEN, None, None)
            kept = (row.status, row.settled_visit_id, row.settled_on)
            if row.status is not MustStatus.DROPPED and kept != said:
                wrong.append(f"must-visit {row.id}: kept {kept}, should be {said}")
        return wrong

    def _promises(self) -> list[str]:
        stand = {v.id: v for v in self.visits if v.status is VisitStatus.STANDS}
        wrong = []
        for row in self.promises:
            by = stand.get(row.settled_visit_id)
            is_right = (
                (row.status, row.settled_on) == (PromiseStatus.OPEN, None) if by is None else row.settled_on == by.visited_on
            )
            if not is_right or (by is not None and row.status is PromiseStatus.OPEN):
                wrong.append(f"promise {row.id}: kept {row.status}, settled by {row.settled_visit_id} on {row.settled_on}")
        return wrong

    def _rounds(self) -> list[str]:
        """Of those that are open: what a closed one had come to stays as it was."""
        wrong = []
        for row in self.in_rounds:
            this = self.rounds[row.round_id]
            is_done = bool(self._met(row.household_id, this.from_on))
            if this.status is RoundStatus.OPEN and row.is_done != is_done:
                wrong.append(f"household {row.household_id} of round {row.round_id}: kept {row.is_done}, should be {is_done}")
        return wrong
