"""Tasks of the ledger."""

from collections.abc import Iterator

from sqlmodel import Session

from components.home.task import Task
from components.wording.markdown import md
from components.wording.scheme_terms import members_by_name
from components.wording.words import share
from db.actor import Actor, Role
from db.ledger.models.households import HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.coverage import coverage_here
from db.ledger.queries.households import HouseholdFilter, count_households
from db.ledger.queries.named import NamedFilter, count_named_uncovered, find_named
from db.office.queries import current_scheme


def uncovered(s: Session, actor: Actor) -> Iterator[Task]:
    """Only where the ledger has been begun: an empty one is no task of every day."""
    for kind, said in (
        (HouseholdKind.FAMILY, "**{n}** households have no steward"), (HouseholdKind.MERCHANT, "**{n}** shops have no steward"),
    ):  # fmt: skip
        n_here, n_covered = coverage_here(s, actor, kind)
        n = n_here - n_covered
        params = {"kind": kind.value}
        yield Task(f"uncovered-{kind.value}", n, md(said, n=n), "ledger/proposal.py", params=params)


def unserved(s: Session, actor: Actor) -> Iterator[Task]:
    """Those looked after by name who have no steward in service, where the scheme has such persons."""
    if word := members_by_name(current_scheme(s)):
        n = count_named_uncovered(s, actor)
        said = md("**{n}** {word} have no steward", n=n, word=word)
        yield Task("named-uncovered", n, said, "ledger/named_members.py", params={"state": "uncovered"})


def mine(s: Session, actor: Actor) -> Iterator[Task]:
    """What a steward looks after."""
    if actor.role is Role.STEWARD:
        n = count_households(s, actor, HouseholdFilter())
        yield Task("my-households", n, md("**{n}** households are yours", n=n), "ledger/households.py", waits=False)
        if word := members_by_name(current_scheme(s)):
            n = find_named(s, actor, NamedFilter(), limit=0)[1]
            yield Task("my-people", n, md("**{n}** {word} are yours", n=n, word=word), "ledger/named_members.py", waits=False)


def glance(s: Session, actor: Actor) -> Iterator[Task]:
    """For leaders."""
    if actor.role is Role.LEADER:
        n_here, n_covered = coverage_here(s, actor, HouseholdKind.FAMILY)
        said = md("**{share}** of the households have a steward", share=share(n_covered, n_here))
        yield Task("covered", n_covered, said, "ledger/coverage.py", waits=False)


TASKS = (
    (LedgerPermission.ASSIGN, uncovered),
    (LedgerPermission.ASSIGN, unserved),
    (LedgerPermission.SEE_HOUSEHOLDS, mine),
    (LedgerPermission.SEE_COVERAGE, glance),
)

SENTENCES = ("**{n}** households have no steward", "**{n}** shops have no steward")
