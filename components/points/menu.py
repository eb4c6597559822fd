"""Pages of service points."""

from components.shell.entry import Entry
from db.points.permissions import PointsPermission

MENU: tuple[Entry, ...] = (
    Entry("Service points", "points/hours.py", "Opening hours", "schedule", PointsPermission.KEEP_ROSTER, is_listed=False),
    Entry("Public", "public/points.py", "Service points", "storefront", None),
)
