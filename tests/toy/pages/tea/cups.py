"""Cups of tea."""

from components.shell import auth
from components.tea import cups
from components.ui import database, layout
from components.wording.words import t
from db.office.tallies import totals
from db.tea.permissions import TeaPermission
from db.tea.queries import CUPS

actor = auth.require_page(TeaPermission.POUR_TEA)
layout.head(t("Cups of tea"))
with database.reading() as s:
    n_cups = totals(s, actor.unit_path).get(CUPS, 0)
cups.shown(n_cups)
