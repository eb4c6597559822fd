"""Pages of results."""

from components.shell.entry import Entry
from db.actor import Role
from db.results.permissions import ResultsPermission

MENU: tuple[Entry, ...] = (
    Entry(
        "Stewards",
        "results/figures.py",
        "Figures",
        "monitoring",
        ResultsPermission.SEE_FIGURES,
        main_for=frozenset({Role.LEADER}),
    ),
)
