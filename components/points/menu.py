"""Pages of service points."""

from components.shell.entry import Entry
from db.actor import Role
from db.points.permissions import PointsPermission

SECTION = "Service points and meetings"

MENU: tuple[Entry, ...] = (
    Entry(SECTION, "points/points.py", "Service points", "storefront", PointsPermission.SEE_POINTS),
    Entry(SECTION, "points/point.py", "Service point", "storefront", PointsPermission.SEE_POINTS, is_listed=False),
    Entry(
        SECTION, "points/propose.py", "Wish for a service point", "lightbulb", PointsPermission.PROPOSE_POINTS, is_listed=False
    ),
    Entry(SECTION, "points/change.py", "Correct a service point", "edit", PointsPermission.MANAGE_POINTS, is_listed=False),
    Entry(SECTION, "points/hours.py", "Opening hours", "schedule", PointsPermission.KEEP_ROSTER, is_listed=False),
    Entry(SECTION, "points/rosters.py", "Duty rosters", "calendar_month", PointsPermission.KEEP_ROSTER),
    Entry(SECTION, "points/roster.py", "Duty roster", "calendar_month", PointsPermission.KEEP_ROSTER, is_listed=False),
    Entry(SECTION, "points/mine.py", "My duties", "event_available", PointsPermission.SERVE_AT_POINTS),
    Entry(
        SECTION,
        "points/log.py",
        "Write a service down",
        "add_circle",
        PointsPermission.LOG_SERVICES,
        roles=frozenset({Role.STEWARD}),
        main_for=frozenset({Role.STEWARD}),
    ),
    Entry(SECTION, "points/services.py", "Service log", "list_alt", PointsPermission.KEEP_SERVICE_LOG, is_listed=False),
    Entry(SECTION, "points/sheets.py", "Paper lists", "print", PointsPermission.KEEP_SERVICE_LOG, is_listed=False),
    Entry(SECTION, "points/key_in.py", "Key a list in", "keyboard", PointsPermission.KEEP_SERVICE_LOG, is_listed=False),
    Entry(SECTION, "points/leads.py", "Leads", "flag", PointsPermission.KEEP_SERVICE_LOG, is_listed=False),
    Entry(SECTION, "points/partners.py", "Partner organisations", "handshake", PointsPermission.SEE_PARTNERS),
    Entry(SECTION, "points/partner.py", "Partner organisation", "handshake", PointsPermission.SEE_PARTNERS, is_listed=False),
    Entry("Public", "public/points.py", "Service points", "storefront", None),
)
