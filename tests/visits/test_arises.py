"""Must-visits, matters and occasions follow from what the scheme says, under whatever keys."""

from datetime import timedelta

import pytest
from sqlmodel import select

from components.visits.visit_fields import likely
from db.ledger.commands.households import add_member, change_household, member_left
from db.ledger.models.households import MemberStatus
from db.presets import load_preset
from db.scheme import About, Cause, MatterKind, MustVisitRule, Occasion, Suits, Topic
from db.visits.checks import matter_of
from db.visits.commands.daily import look_at_the_day
from db.visits.commands.write import write_visit
from db.visits.models.duties import MustVisit
from db.visits.models.visits import VisitIn
from db.visits.queries.day_list import Due, HouseholdCard, OpenPromise
from tests.conftest import MONDAY
from tests.ledger.changes import SON
from tests.ledger.households import a_family, seen, written
from tests.vetting.states import new_scheme

TUESDAY = MONDAY + timedelta(days=1)


def rule(key, *arises, about=()):
    return MustVisitRule(key=key, zh="必访", en="Must", arises=arises, about=about)


def visiting(**parts):
    """Nanzheng's scheme with other parts of visiting."""
    return lambda scheme: scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update=parts)})


def _asked(session):
    return [(row.household_id, row.kind) for row in session.exec(select(MustVisit).order_by(MustVisit.id)).all()]


def _somebody_dies(session, cast, household_id):
    member_id = add_member(session, cast.bob, household_id=household_id, seen=seen(session, household_id), member=SON)
    member_left(
        session, cast.bob, household_id=household_id, seen=seen(session, household_id), member_id=member_id,
        status=MemberStatus.DIED, reason="病逝",
    )  # fmt: skip


def _a_need_is_noted(session, cast, household_id):
    given = a_family(cast, 2, care=["disabled"])
    change_household(session, cast.bob, household_id=household_id, seen=seen(session, household_id), household=given)


@pytest.mark.parametrize(("happens", "cause"), [(_somebody_dies, Cause.MEMBER_DIED), (_a_need_is_noted, Cause.NEW_NEED)])
def test_what_arises_from_the_ledger_is_asked_for_by_the_first_rule_that_says_so(session, cast, happens, cause):
    others = set(Cause) - {cause}
    new_scheme(session, cast, visiting(must_visits=(rule("p", *others), rule("q", cause), rule("r", cause))))
    household_id = written(session, cast, 2, care=[])
    look_at_the_day(session, MONDAY)
    happens(session, cast, household_id)
    assert look_at_the_day(session, TUESDAY) == 1
    assert _asked(session) == [(household_id, "q")]


def test_where_no_rule_says_so_nothing_arises_whatever_the_keys(session, cast):
    new_scheme(session, cast, visiting(must_visits=(rule("illness_death"), rule("hardship"), rule("festival"))))
    household_id = written(session, cast, 2, care=[])
    look_at_the_day(session, MONDAY)
    _somebody_dies(session, cast, household_id)
    _a_need_is_noted(session, cast, household_id)
    assert (look_at_the_day(session, TUESDAY), _asked(session)) == (0, [])


def test_a_topic_calls_for_every_must_visit_about_the_same_and_for_no_other(session, cast):
    topics = (Topic(key="row", zh="吵架", en="A row", about=About.DISPUTE), Topic(key="dispute", zh="别的", en="Other"))
    rules = (rule("p", about=(About.HEALTH,)), rule("q", about=(About.DISPUTE,)), rule("r", about=(About.HEALTH, About.DISPUTE)))
    new_scheme(session, cast, visiting(topics=topics, must_visits=rules))
    loud, quiet = (written(session, cast, n) for n in range(2))
    write_visit(session, cast.bob, visit=VisitIn(household_ids=[loud], topics=["row"]))
    write_visit(session, cast.bob, visit=VisitIn(household_ids=[quiet], topics=["dispute"]))
    assert _asked(session) == [(loud, "q"), (loud, "r")]


def test_a_topic_makes_a_matter_of_the_first_kind_about_the_same(home):
    scheme = load_preset("nanzheng")
    kind = {"zh": "事项", "en": "Matter", "settled_by": "steward", "days": 3}
    about = {"x": About.OTHER, "y": About.HAZARD, "z": About.HAZARD}
    kinds = tuple(MatterKind(key=key, about=what, **kind) for key, what in about.items())
    topics = (Topic(key="fire", zh="火患", en="Fire", about=About.HAZARD), Topic(key="x", zh="别的", en="Other"))
    changed = visiting(topics=topics)(scheme).model_copy(update={"matter_kinds": kinds})
    assert [matter_of(changed, key) for key in ("fire", "x", "gone")] == ["y", "", ""]


def card(*, promised=False, in_round=False, must=""):
    promise = OpenPromise(1, "带材料来", MONDAY, None)
    return HouseholdCard(
        household_id=1, unit_name="", door="", name="", last_met_on=None, must=Due(must, MONDAY) if must else None,
        promises=(promise,) if promised else (), round="燃气安全" if in_round else "", draft_id=None,
    )  # fmt: skip


OCCASIONS = tuple(
    Occasion(key=key, zh="事由", en="Occasion", suits=suits)
    for key, suits in (("a", Suits.ROUND), ("b", Suits.ANY), ("c", Suits.PROMISE), ("d", Suits.ANY))
)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (card(), "b"), (card(in_round=True), "a"), (card(promised=True, in_round=True), "c"),
        (card(must="p", promised=True), "p"), (card(must="gone"), "b"),
    ],
)  # fmt: skip
def test_the_occasion_that_is_proposed_is_the_one_that_suits(home, due, expected):
    scheme = visiting(occasions=OCCASIONS, must_visits=(rule("p"),))(load_preset("nanzheng"))
    assert likely(scheme, due) == expected
