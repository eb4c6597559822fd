"""Pages of service points."""

from components.shell.entry import Entry

MENU: tuple[Entry, ...] = (Entry("Public", "public/points.py", "Service points", "storefront", None),)
