"""My duties: when and where a steward is on duty, swaps, and points at which they could serve."""

from components.points import mine
from components.shell import auth
from components.ui import database, layout
from components.wording.markdown import md
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.my_duties import my_duties, swaps_to_answer
from db.points.queries.staff import own_places, points_to_serve_at

actor = auth.require_page(PointsPermission.SERVE_AT_POINTS)
with database.reading() as s:
    duties, swaps, places = my_duties(s, actor), swaps_to_answer(s, actor), own_places(s, actor)
    near = points_to_serve_at(s, actor)
layout.head(t("My duties"), md("**{n}** coming turns", n=len(duties)) if duties else "")
mine.asked(actor, swaps)
mine.coming(actor, duties, is_anywhere=bool(places))
mine.where(actor, places)
mine.nearby(actor, near)
