"""Tasks of the ledger."""

from collections.abc import Iterator

from sqlmodel import Session

from components.home.task import Task
from components.wording.words import t
from db.actor import Actor
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.coverage import coverage_by_unit
from db.ledger.queries.households import HouseholdFilter, count_households


def uncovered(s: Session, actor: Actor) -> Iterator[Task]:
    """Only where the ledger has been begun: an empty one is no task of every day."""
    for kind, said in (
        (HouseholdKind.FAMILY, "**{n}** households have no steward"), (HouseholdKind.MERCHANT, "**{n}** shops have no steward"),
    ):  # fmt: skip
        n = coverage_by_unit(s, actor, kind)[0].n_uncovered
        params = {"kind": kind.value}
        yield Task(f"uncovered-{kind.value}", n, t(said, n=n), "ledger/proposal.py", params=params)


def mine(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_households(s, actor, HouseholdFilter())
    yield Task("my-households", n, t("You look after **{n}** households", n=n), "ledger/households.py")


SENTENCES = ("**{n}** households have no steward", "**{n}** shops have no steward")
