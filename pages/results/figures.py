"""Figures for leadership: four numbers that open their records, two charts with their findings as titles."""

from components.results import figures
from components.shell import auth
from components.ui import database, layout
from components.wording.scheme_terms import steward_title
from components.wording.words import t
from db import clock
from db.office.queries import unit_names
from db.office.tallies import totals
from db.results.permissions import ResultsPermission
from db.vetting.queries.figures import by_unit, funnel

actor = auth.require_page(ResultsPermission.SEE_FIGURES)
scheme, title = database.scheme(), steward_title(database.scheme())
with database.reading() as s:
    place = unit_names(s, [actor.unit_path])[actor.unit_path]
    counts, stages, places = totals(s, actor.unit_path), funnel(s, actor, scheme), by_unit(s, actor)
layout.head(t("{place}: {title} at a glance", place=place, title=title), t("as of {day}", day=clock.today()))
figures.numbers(actor, title, counts)
left, right = layout.halves()
with left:
    figures.funnel(scheme, stages)
with right:
    figures.by_unit(places)
