"""A process that is warm and, for each line that it is sent, begins another that writes visits until it is killed.

A line is the request that a killed writer had not answered, or empty. What the writers say: `begun <pid>`, `try <request>` before
a visit is written, `kept <request> <visit>` once it is committed; `ended` is said of a writer that is gone.
"""

import json
import os
import sys
from uuid import UUID, uuid4

from db.actor import Actor, Role
from db.engine import engine, session
from db.visits.commands.write import write_visit
from db.visits.models.visits import Outcome, VisitIn


def say(*words: object) -> None:
    """In one piece: whoever is killed says a line or says nothing."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def write(actor: Actor, household_id: int, request: str) -> None:
    given = VisitIn(household_ids=[household_id], outcome=Outcome.MET, topics=["dispute"], promise="帮问大病救助")
    say("try", request)
    with session() as block:
        [visit_id] = write_visit(block, actor, visit=given, request_id=UUID(request))
    say("kept", request, visit_id)


def write_until_killed(actor: Actor, households: list[int], request: str) -> None:
    say("begun", os.getpid())
    while True:
        for household_id in households:
            write(actor, household_id, request or str(uuid4()))
            request = ""


def main(user_id: int, unit_id: int, path: str, households: list[int]) -> None:
    actor = Actor(user_id, "", Role.CLERK, unit_id, path)
    write(actor, households[0], str(uuid4()))
    # No connection may be carried into another process.
    engine().dispose()
    for line in sys.stdin:
        writer = os.fork()
        if not writer:
            write_until_killed(actor, households, line.strip())
        os.waitpid(writer, 0)
        say("ended")


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
