"""Every query of the ledger, and who is shown something by it."""

from dataclasses import dataclass

from db.actor import Actor, Role
from db.ledger import queries
from db.ledger.commands.households import add_member
from db.ledger.commands.proposals import make_proposal
from db.ledger.models.households import HouseholdKind, MemberIn
from db.ledger.queries import coverage as c
from db.ledger.queries import households as h
from db.ledger.queries import named as n
from db.ledger.queries import proposals as p
from db.ledger.queries.batches import batches
from db.ledger.queries.form_values import household_as_written
from db.ledger.queries.lookalikes import find_alike
from db.ledger.queries.merge_preview import merge_preview
from db.ledger.queries.nearby import nearby_stewards
from db.ledger.queries.story import household_story, origin
from db.office.models import Unit
from db.office.queries import current_scheme
from tests.conftest import MONDAY
from tests.ledger.commands import COMMANDS, INNER
from tests.ledger.households import FIRST_YOUNG, household, is_steward, looked_after, written
from tests.ledger.lists import family, number, take
from tests.ledger.lists import household as household_of
from tests.ledger.named import given_to, person, with_named
from tests.scoping import OFFICE, REVIEWERS, Query, Scopes
from tests.vetting.states import a_steward

FAMILY = HouseholdKind.FAMILY
SEE, EDIT = REVIEWERS | {Role.STEWARD}, REVIEWERS - {Role.ESTATE_BRANCH}
COUNTS = REVIEWERS | {Role.LEADER}
HEAD, WIFE, PHONE = "赵平", "柳如是", "19900000000"


@dataclass(frozen=True)
class Things:
    """What lies in Pine Court: `household_id` came with a list, has a wife and a steward; `other` has nobody; `named` is a person
    of the household's and of the same steward, `lonely` a person of nobody's; `unit` is
    where they live, `willow` a building of the other community, `who` Dora."""

    household_id: int
    other: int
    proposal: int
    named: int
    lonely: int
    unit: int
    willow: int
    path: str
    who: Actor


def _household_with_neighbours(session, cast):
    take(session, cast.bob, family(0))
    household_id = household_of(session, HEAD).id
    add_member(
        session,
        cast.bob,
        household_id=household_id,
        seen=1,
        member=MemberIn(name=WIFE, id_number=number(70), phone="13700001111"),
    )
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, household_id, steward_id, cast.bob)
    # Beside the household at the same door: somebody for it to look like.
    other = written(session, cast, 0, door=household(session, household_id).door)
    written(session, cast, 1, door=household(session, household_id).door)
    unit = cast.places.pine_court
    proposal = make_proposal(session, cast.bob, unit_id=unit, kind=FAMILY)
    who = is_steward(session, cast, cast.dora, FIRST_YOUNG)
    path = session.get_one(Unit, cast.places.buildings[0]).path
    with_named(session, cast)
    named = person(session, cast, household_id=household_id)
    given_to(session, cast, named, steward_id)
    lonely, units = person(session, cast, name="戚建国"), (cast.places.buildings[0], cast.places.willow_building)
    return Things(household_id, other, proposal, named, lonely, *units, path, who)


def _alike(session, actor, t):
    row = household(session, t.household_id)
    return find_alike(session, actor, row.model_dump())


def _loads(session, actor, _):
    return c.loads(session, actor, current_scheme(session), FAMILY, which="under")[0]


QUERIES = {
    "find_households": Query(lambda x, who, t: h.find_households(x, who, h.HouseholdFilter()), SEE),
    "count_households": Query(lambda x, who, t: h.count_households(x, who, h.HouseholdFilter()), SEE),
    "known_households": Query(lambda x, who, t: h.known_households(x, who, FAMILY), SEE),
    "household_facts": Query(lambda x, who, t: h.household_facts(x, who, t.household_id), SEE),
    "find_household": Query(lambda x, who, t: h.find_household(x, who, t.household_id), SEE),
    "household_story": Query(lambda x, who, t: household_story(x, who, t.household_id), SEE),
    "origin": Query(lambda x, who, t: origin(x, who, t.household_id), SEE),
    "find_alike": Query(_alike, SEE),
    "household_as_written": Query(lambda x, who, t: household_as_written(x, who, t.household_id), EDIT),
    "merge_preview": Query(lambda x, who, t: merge_preview(x, who, keep_id=t.household_id, other_id=t.household_id), EDIT),
    "nearby_stewards": Query(lambda x, who, t: nearby_stewards(x, who, current_scheme(x), FAMILY, t.path), EDIT),
    "open_proposals": Query(lambda x, who, t: p.open_proposals(x, who), EDIT),
    "gains": Query(lambda x, who, t: p.gains(x, who, t.proposal)[0], EDIT),
    "proposal_lines": Query(lambda x, who, t: p.proposal_lines(x, who, t.proposal)[0], EDIT),
    "find_named": Query(lambda x, who, t: n.find_named(x, who, n.NamedFilter())[0], SEE),
    "find_named_member": Query(lambda x, who, t: n.find_named_member(x, who, t.named), SEE),
    "named_facts": Query(lambda x, who, t: n.named_facts(x, who, t.named), SEE),
    "count_named_uncovered": Query(lambda x, who, t: n.count_named_uncovered(x, who), REVIEWERS),
    "batches": Query(lambda x, who, t: batches(x, who), OFFICE),
    "coverage_by_unit": Query(
        lambda x, who, t: [r for r in c.coverage_by_unit(x, who, FAMILY, t.path) if r.n_households], COUNTS
    ),
    "coverage_here": Query(lambda x, who, t: c.coverage_here(x, who, FAMILY)[0], COUNTS),
    "uncovered_paths": Query(lambda x, who, t: c.uncovered_paths(x, who, FAMILY, ""), COUNTS),
    "loads": Query(_loads, COUNTS),
    "clearness": Query(
        lambda x, who, t: [r for r in c.clearness(x, who, current_scheme(x), MONDAY, t.path) if r.n_households], COUNTS
    ),
    "field_use": Query(lambda x, who, t: [r for r in c.field_use(x, who, FAMILY) if r.n_households], COUNTS),
}

# Commands and other queries ask these of what the actor has been shown to see; the counts are checked by `python -m seed check`.
WITHOUT_ACTOR = {
    "households_under", "stewards_for", "stewards_who_keep", "places_of", "stewards_of", "counted_anew", "is_live", "built_on",
    "whole_households", "with_merged", "stays_now", "care_after", "buddies_of", "named_by_steward",
}  # fmt: skip

SCOPES = Scopes(
    queries,
    _household_with_neighbours,
    QUERIES,
    WITHOUT_ACTOR,
    # A list is its uploader's, here the clerk's.
    unseen={("batches", Role.COMMUNITY_PARTY)},
    commands=COMMANDS,
    inner=INNER,
)
