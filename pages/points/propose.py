"""A service point is wished for, keyed in from a resident's slip, or set up by decision of the office."""

from components.points import propose
from components.shell import auth
from components.ui import database, layout
from components.wording.words import t
from db.points.permissions import PointsPermission

actor = auth.require_page(PointsPermission.PROPOSE_POINTS)
layout.back("points/points.py", t("Service points"))
layout.head(t("Wish for a service point"))
with layout.halves(2, 1)[0]:
    propose.new(actor, database.scheme())
