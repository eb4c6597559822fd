"""Pages of visits."""

from components.shell.entry import Entry
from db.actor import Role
from db.permissions import REVIEWERS
from db.visits.permissions import VisitsPermission

MENU: tuple[Entry, ...] = (
    Entry(
        "Visits",
        "visits/today.py",
        "My visits",
        "today",
        VisitsPermission.WRITE_VISITS,
        roles=frozenset({Role.STEWARD}),
        main_for=frozenset({Role.STEWARD}),
    ),
    Entry("Visits", "visits/write.py", "Write a visit down", "edit_note", VisitsPermission.WRITE_VISITS, is_listed=False),
    Entry("Visits", "visits/write_named.py", "Write a visit down", "edit_note", VisitsPermission.WRITE_VISITS, is_listed=False),
    Entry("Visits", "visits/visit.py", "Visit", "description", VisitsPermission.SEE_VISITS, is_listed=False),
    Entry(
        "Visits",
        "visits/overview.py",
        "Visits at a glance",
        "insights",
        VisitsPermission.SEE_VISIT_OVERVIEW,
        main_for=frozenset({Role.CLERK, Role.COMMUNITY_PARTY, Role.LEADER, Role.ESTATE_BRANCH}),
    ),
    Entry("Visits", "visits/visits.py", "Visits so far", "list_alt", VisitsPermission.SEE_VISITS, is_listed=False),
    Entry(
        "Visits",
        "visits/must_visits.py",
        "Must-visits",
        "priority_high",
        VisitsPermission.SEE_VISITS,
        roles=REVIEWERS,
        main_for=frozenset({Role.GRID_WORKER}),
    ),
    Entry("Visits", "visits/rounds.py", "Rounds", "campaign", VisitsPermission.PLAN_VISITS),
    Entry("Visits", "visits/round.py", "Round", "campaign", VisitsPermission.PLAN_VISITS, is_listed=False),
    Entry("Visits", "visits/sheets.py", "Paper sheets", "print", VisitsPermission.PLAN_VISITS),
    Entry("Visits", "visits/key_in.py", "Key a sheet in", "keyboard", VisitsPermission.PLAN_VISITS, is_listed=False),
    Entry("Visits", "visits/bring_in.py", "Bring a form back", "upload_file", VisitsPermission.PLAN_VISITS, is_listed=False),
)
