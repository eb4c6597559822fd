"""Pages of meetings and decisions."""

from components.shell.entry import Entry
from db.decisions.permissions import DecisionsPermission

SECTION = "Service points and meetings"

MENU: tuple[Entry, ...] = (
    Entry(SECTION, "decisions/meetings.py", "Meetings", "groups", DecisionsPermission.SEE_MEETINGS),
    Entry(SECTION, "decisions/meeting.py", "Meeting", "groups", DecisionsPermission.SEE_MEETINGS, is_listed=False),
    Entry(SECTION, "decisions/plan.py", "Plan a meeting", "event", DecisionsPermission.HOLD_MEETINGS, is_listed=False),
    Entry(SECTION, "decisions/decisions.py", "What was decided", "pending_actions", DecisionsPermission.SEE_MEETINGS),
)
