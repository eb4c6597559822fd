"""Every query of visits asks who wants to know, except those of commands."""

import importlib
import inspect
from pathlib import Path

import db.visits.queries

# Called by commands and by queries that have asked already.
WITHOUT_ACTOR = {
    "knock_round_of",
    "known_visits",
    "month_progress",
    "year_progress",
    "pauses_of",
    "homes_with_stewards",
}


def _functions():
    folder = Path(db.visits.queries.__file__).parent
    for path in sorted(folder.glob("*.py")):
        module = importlib.import_module(f"db.visits.queries.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield name, inspect.signature(function).parameters


def test_a_query_without_an_actor_is_one_of_a_command():
    reading = {name for name, parameters in _functions() if "session" in parameters and "actor" not in parameters}
    assert reading == WITHOUT_ACTOR
