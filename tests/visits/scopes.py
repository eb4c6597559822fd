"""Every query of visits, and who is shown something by it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from db.actor import Actor, Role
from db.ledger.commands.assign import set_load
from db.office.queries import current_scheme
from db.permissions import VISITORS
from db.visits import queries
from db.visits.commands.months import close_month
from db.visits.commands.must_visits import agree_day, ask_must_visit
from db.visits.commands.named import keep_named_draft, write_named_visit
from db.visits.commands.paper_sheets import make_sheets
from db.visits.commands.quotas import pause_quota
from db.visits.commands.rounds import make_round
from db.visits.commands.write import keep_draft, write_visit
from db.visits.models.duties import DayOfYear
from db.visits.models.named import NamedVisitIn
from db.visits.models.rounds import RoundIn, RoundStatus, VisitSheet
from db.visits.models.visits import Outcome, RaisedIn, VisitIn
from db.visits.queries import day_list, drafts, months, must_visits, overview, progress, round_facts, rounds, stewards_in_need
from db.visits.queries import named as n
from db.visits.queries import paper_sheets as p
from db.visits.queries import visits as v
from tests.conftest import MONDAY
from tests.ledger.households import written
from tests.ledger.named import given_to, person, with_named
from tests.scoping import REVIEWERS, Query, Scopes
from tests.visits.commands import COMMANDS, INNER
from tests.visits.households import a_steward_with_households, dora_is, met

OCTOBER, NOVEMBER = 202610, 202611
WALKERS, SEE, NUMBERS = VISITORS | {Role.STEWARD}, REVIEWERS | {Role.STEWARD}, REVIEWERS | {Role.LEADER}
# Whom the scheme tells of must-visits.
TOLD = {Role.STEWARD, Role.GRID_WORKER}
SAID, PROMISED, RAISED = "刚出院在家", "帮问大病救助", "楼道灯不亮"
WEEK = MONDAY + timedelta(days=7)


@dataclass(frozen=True)
class Things:
    """Of Dora's two households one was visited, the other has moved; the third was never met, and a round goes to all.
    `named` is a person whom she looks after."""

    who: Actor
    steward: int
    household_id: int
    moved: int
    visit: int
    round: int
    sheet: int
    named: int
    number: str
    path: str
    unit: int


def _two_households_of_dora(session, cast):
    steward_id, households = a_steward_with_households(session, cast, 2)
    who = dora_is(session, cast, steward_id)
    for month in (9, 10):
        met(session, cast.bob, households[0], on=date(2026, month, 20))
    told = [RaisedIn(topic="hazard", text=RAISED)]
    [visit_id] = met(session, who, households[0], note=SAID, promise=PROMISED, raised=told)
    write_visit(session, who, visit=VisitIn(household_ids=[households[1]], outcome=Outcome.MOVED))
    written(session, cast, 30)
    set_load(session, cast.bob, steward_id=steward_id, most=1, reason="腿脚不便")
    _what_is_to_be_done(session, cast, steward_id, households[0])
    round_id = make_round(session, cast.bob, round=RoundIn(name="燃气安全入户", unit_id=cast.places.town, until=WEEK))
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id)
    keep_draft(session, who, visit=VisitIn(household_ids=[households[0]], note=SAID), request_id=uuid4())
    number = session.get_one(VisitSheet, sheet_id).number
    named = _a_person_of_dora(session, cast, who, steward_id)
    place = (number, cast.grace.unit_path, cast.places.pine_court)
    return Things(who, steward_id, households[0], households[1], visit_id, round_id, sheet_id, named, *place)


def _a_person_of_dora(session, cast, who, steward_id):
    with_named(session, cast)
    named = person(session, cast)
    given_to(session, cast, named, steward_id)
    write_named_visit(session, who, member_id=named, visit=NamedVisitIn(note=SAID))
    keep_named_draft(session, who, member_id=named, visit=NamedVisitIn(note=SAID), request_id=uuid4())
    return named


def _what_is_to_be_done(session, cast, steward_id, household_id):
    ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业")
    agree_day(session, cast.bob, household_id=household_id, kind=DayOfYear.BIRTHDAY, month=12, day=1, whose="王大爷")
    pause_quota(session, cast.bob, steward_id=steward_id, from_on=MONDAY, until=WEEK, reason="住院")
    close_month(session, cast.bob, month=OCTOBER)


QUERIES = {
    "day_list": Query(lambda x, who, t: day_list.day_list(x, who), WALKERS),
    "count_households": Query(lambda x, who, t: day_list.count_households(x, who), WALKERS),
    "household_card": Query(lambda x, who, t: day_list.household_card(x, who, t.household_id), WALKERS),
    "draft_of": Query(lambda x, who, t: drafts.draft_of(x, who, t.household_id), {Role.STEWARD}),
    "named_list": Query(lambda x, who, t: n.named_list(x, who), WALKERS),
    "named_card": Query(lambda x, who, t: n.named_card(x, who, t.named), WALKERS),
    "find_named_to_visit": Query(lambda x, who, t: n.find_named_to_visit(x, who, t.named), WALKERS),
    "named_draft_of": Query(lambda x, who, t: n.named_draft_of(x, who, t.named), {Role.STEWARD}),
    "visits_of_named": Query(lambda x, who, t: n.visits_of_named(x, who, t.named)[0], SEE),
    "own_named_progress": Query(lambda x, who, t: n.own_named_progress(x, who, NOVEMBER), {Role.STEWARD}),
    "named_overview": Query(lambda x, who, t: n.named_overview(x, who, NOVEMBER), NUMBERS, n.NamedProgress(0, 0)),
    "stewards_ever_of": Query(lambda x, who, t: n.stewards_ever_of(x, who, t.named), WALKERS),
    "closed_figures": Query(
        lambda x, who, t: [r for r in months.closed_figures(x, who, OCTOBER) if r.then.n_all or r.now.n_all], NUMBERS
    ),
    "months_to_close": Query(lambda x, who, t: months.months_to_close(x, who, MONDAY), {Role.CLERK}),
    "agreed_days": Query(lambda x, who, t: must_visits.agreed_days(x, who, [t.household_id], MONDAY), SEE),
    "must_visits": Query(lambda x, who, t: must_visits.must_visits(x, who, must_visits.MustFilter(), MONDAY), SEE),
    "count_must_visits": Query(lambda x, who, t: must_visits.count_must_visits(x, who, must_visits.MustFilter(), MONDAY), SEE),
    "told_counts": Query(
        lambda x, who, t: must_visits.told_counts(x, who, current_scheme(x), MONDAY), TOLD, must_visits.MustCounts(0, 0)
    ),
    "by_unit": Query(lambda x, who, t: [r for r in overview.by_unit(x, who, NOVEMBER) if r.n_visits or r.n_households], NUMBERS),
    "by_month": Query(lambda x, who, t: [r for r in overview.by_month(x, who, NOVEMBER) if r.n_visits], NUMBERS),
    "count_not_met": Query(lambda x, who, t: overview.count_not_met(x, who, 30), NUMBERS),
    "not_met_for": Query(lambda x, who, t: overview.not_met_for(x, who, 30), REVIEWERS),
    "said_to_have_moved": Query(lambda x, who, t: overview.said_to_have_moved(x, who)[0], REVIEWERS),
    "needs_help": Query(lambda x, who, t: stewards_in_need.needs_help(x, who, NOVEMBER)[0], NUMBERS),
    "find_sheet": Query(lambda x, who, t: p.find_sheet(x, who, t.sheet), VISITORS),
    "sheet_by_number": Query(lambda x, who, t: p.sheet_by_number(x, who, t.number), VISITORS),
    "sheet_lines": Query(lambda x, who, t: p.sheet_lines(x, who, t.sheet), VISITORS),
    "sheets_of": Query(lambda x, who, t: p.sheets_of(x, who, [t.sheet]), VISITORS),
    "sheets_out": Query(lambda x, who, t: p.sheets_out(x, who), VISITORS),
    "count_sheets_out": Query(lambda x, who, t: p.count_sheets_out(x, who), VISITORS),
    "texts_on_sheets": Query(lambda x, who, t: p.texts_on_sheets(x, who, [t.sheet], with_heads=True), VISITORS),
    "walkers": Query(lambda x, who, t: p.walkers(x, who, t.path), SEE),
    "way_of": Query(lambda x, who, t: p.way_of(x, who, t.steward), SEE),
    "ways_under": Query(lambda x, who, t: p.ways_under(x, who, t.path), SEE),
    "own_progress": Query(lambda x, who, t: progress.own_progress(x, who, MONDAY), {Role.STEWARD}),
    "pauses": Query(lambda x, who, t: progress.pauses(x, who, t.steward, MONDAY), VISITORS),
    "round_facts": Query(lambda x, who, t: round_facts.round_facts(x, who, current_scheme(x), t.round), VISITORS),
    "round_stewards": Query(lambda x, who, t: round_facts.round_stewards(x, who, t.round)[0], VISITORS),
    "due_households": Query(lambda x, who, t: round_facts.due_households(x, who, t.round), VISITORS),
    "find_round": Query(lambda x, who, t: rounds.find_round(x, who, t.round), VISITORS),
    "find_rounds": Query(lambda x, who, t: rounds.find_rounds(x, who, RoundStatus.OPEN), VISITORS),
    "count_rounds": Query(lambda x, who, t: rounds.count_rounds(x, who, RoundStatus.OPEN), VISITORS),
    "count_meant": Query(lambda x, who, t: rounds.count_meant(x, who, RoundIn(until=WEEK), who.unit_path), VISITORS),
    "open_rounds_of": Query(lambda x, who, t: rounds.open_rounds_of(x, who, t.moved), WALKERS),
    "find_visits": Query(lambda x, who, t: v.find_visits(x, who, v.VisitFilter()), SEE),
    "count_visits": Query(lambda x, who, t: v.count_visits(x, who, v.VisitFilter()), SEE),
    "visits_of_household": Query(lambda x, who, t: v.visits_of_household(x, who, t.household_id)[0], SEE),
    "find_visit": Query(lambda x, who, t: v.find_visit(x, who, t.visit), SEE),
    "visit_facts": Query(lambda x, who, t: v.visit_facts(x, who, t.visit), SEE),
}

# Called by commands and by queries that have asked already.
WITHOUT_ACTOR = {
    "knock_round_of", "questions_of", "known_visits",
    "month_progress", "year_progress", "pauses_of", "named_progress", "visit_days",
}  # fmt: skip

SCOPES = Scopes(
    queries,
    _two_households_of_dora,
    QUERIES,
    WITHOUT_ACTOR,
    # Bounds of a field tell of nobody's visit (test_visit_days.py); which months were handed in is the same for everybody;
    # whoever asks how far rounds are has found them before; a file is read in test_visit_file.py.
    elsewhere={"own_visit_days", "closed_months", "progress_by", "preview_visits"},
    commands=COMMANDS,
    inner=INNER,
)
