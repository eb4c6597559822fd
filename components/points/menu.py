"""Pages of service points."""

from components.shell.entry import Entry
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
    Entry("Public", "public/points.py", "Service points", "storefront", None),
)
