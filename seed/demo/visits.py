"""The demo's visits: as many as the programme has published, over the last months; and a lively week for the demo's steward."""

from bisect import bisect_left
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from db import clock
from db.actor import Actor, Role
from db.calendar import work_calendar
from db.ledger.models.households import Household
from db.ledger.queries.named import NamedFilter, find_named
from db.scheme import About, Cause, Scheme
from db.vetting.queries.in_office import in_office_since
from db.visits.checks import calls_for, packed
from db.visits.commands.must_visits import put_must_visit
from db.visits.commands.named import write_named_visit
from db.visits.commands.write import write_visit
from db.visits.demo_visits import CaredFor, households_with_stewards, put_visits
from db.visits.models.duties import MustSource
from db.visits.models.named import NamedVisitIn
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.day_list import day_list
from db.visits.queries.named import named_list
from seed.demo.state import DemoState

# Of the demo's time, beside the shares of other subjects.
SHARE = 1

_DAYS, _MANY = 300, 1000
_MISSED = (Outcome.NOBODY_HOME, Outcome.NOBODY_HOME, Outcome.NOT_CONVENIENT)
# What was said, and what the steward promised; it goes under the topic that is about it, where the scheme has one.
_SAID = (
    (About.HEALTH, "住院刚回家，精神还好", "帮问大病救助要哪些材料"),
    (About.SCHOOL, "孩子上初中，想问转学手续", "打听转学要带什么"),
    (About.HAZARD, "楼道灯晚上不亮", ""),
)
_SEEN = ("带了降压药，陪着说了会儿话", "精神不错，念了学习材料", "帮着交了电费")


def _topics(scheme: Scheme, about: About) -> list[str]:
    """The scheme's first topic about it, or none."""
    return [topic.key for topic in scheme.visiting.topics if topic.about is about][:1]


def _quiet_topics(scheme: Scheme) -> list[str]:
    """Those after which nothing has to be done."""
    loud = (About.OPINION, About.DISPUTE)
    return [t.key for t in scheme.visiting.topics if t.about not in loud and not calls_for(scheme, t.key)]


def _visit(scheme: Scheme, chance: Random, household: CaredFor, outcome: Outcome, day: date, topics: list[str]) -> dict[str, Any]:
    written_at = datetime(day.year, day.month, day.day, 10 + chance.randrange(8), chance.randrange(60), tzinfo=clock.CHINA)
    return {
        "household_id": household[0], "unit_id": household[1], "steward_id": household[2], "visited_on": day,
        "written_at": written_at, "outcome": outcome, "form": chance.choice(scheme.visiting.forms).key,
        "occasion": scheme.visiting.usual_occasion, "topics": packed(topics), "note": None,
    }  # fmt: skip


class _Days:
    """Working days on which a visit can have been: none before its steward took office."""

    def __init__(self, s: Session, households: list[CaredFor]) -> None:
        calendar, today = work_calendar(s), clock.today()
        back = (today - timedelta(days=n) for n in range(8, _DAYS))
        self.since = in_office_since(s, {steward_id for _, _, steward_id in households})
        self.days = sorted(day for day in back if calendar.is_working(day))

    def some(self, chance: Random, steward_id: int) -> date:
        first = bisect_left(self.days, self.since.get(steward_id, self.days[0]))
        # Whoever took office only days ago visited on the last of these days at most.
        return chance.choice(self.days[first:] or [max(self.since[steward_id], self.days[-1])])


def _many(scheme: Scheme, chance: Random, households: list[CaredFor], days: _Days) -> list[dict[str, Any]]:
    """As many visits, visited households and opinions as the programme counts, or a plausible number of each."""
    n_households = min(scheme.published("households_visited", len(households) * 9 // 10), len(households))
    n_visits = max(scheme.published("visits", 2 * n_households) - len(_SAID), n_households)
    n_opinions = min(scheme.published("opinions", n_visits // 15), n_visits)
    visited = chance.sample(households, n_households)
    opinion, quiet, rows = _topics(scheme, About.OPINION), _quiet_topics(scheme), []
    for n in range(n_visits):
        household, is_first = (visited[n], True) if n < n_households else (chance.choice(visited), False)
        outcome = Outcome.MET if is_first or chance.random() < 0.85 else chance.choice(_MISSED)
        topics = opinion if n < n_opinions else chance.sample(quiet, min(1, len(quiet)))
        rows.append(_visit(scheme, chance, household, outcome, days.some(chance, household[2]), topics))
    return rows


def fill(s: Session, demo: DemoState) -> None:
    """The programme's visits, then what the demo's steward promised, and what waits for them."""
    scheme, cast, chance = demo.scheme, demo.cast, demo.people.random
    households = households_with_stewards(s)
    if households:
        put_visits(s, cast.clerk, rows=_many(scheme, chance, households, _Days(s, households)))
    _see_the_named(s, demo)
    _lively_week(s, cast.clerk, cast.deciders[Role.STEWARD], scheme)


def _see_the_named(s: Session, demo: DemoState) -> None:
    """Most of those looked after by name were met in the last weeks; of each steward's the first."""
    clerk, steward = demo.cast.clerk, demo.cast.deciders[Role.STEWARD]
    own = {card.member_id for card in named_list(s, steward)}
    seen_by: set[int] = set()
    for n, row in enumerate(find_named(s, clerk, NamedFilter(), limit=_MANY)[0]):
        if row.steward_id is None or row.steward_id in seen_by:
            continue
        seen_by.add(row.steward_id)
        with clock.at(clock.today() - timedelta(days=3 + n % 25)):
            written = NamedVisitIn(note=_SEEN[n % len(_SEEN)], steward_id=row.steward_id)
            write_named_visit(s, steward if row.id in own else clerk, member_id=row.id, visit=written)


def _lively_week(s: Session, clerk: Actor, steward: Actor, scheme: Scheme) -> None:
    cards, today = day_list(s, steward), clock.today()
    for n, (card, (about, note, promise)) in enumerate(zip(cards, _SAID, strict=False)):
        with clock.at(today - timedelta(days=5 - n)):
            visit = VisitIn(
                household_ids=[card.household_id], topics=_topics(scheme, about), note=note, promise=promise,
                promise_due=today + timedelta(days=n) if promise else None,
            )  # fmt: skip
            write_visit(s, steward, visit=visit)
    kinds = [rule.key for rule in scheme.visiting.must_visits if Cause.FESTIVAL not in rule.arises]
    for card, kind in zip(cards[3:5], kinds, strict=False):
        unit_id = s.get_one(Household, card.household_id).unit_id
        put_must_visit(
            s, clerk, scheme, household=(card.household_id, unit_id), kind=kind, source=MustSource.BY_HAND,
            mark=f"demo:{kind}", arose_on=today,
        )  # fmt: skip
