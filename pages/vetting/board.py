"""The stewards of my estate or building, as their notice boards name them."""

from components.shell import auth
from components.ui import database, layout, state
from components.ui.tables import listing
from components.wording.markdown import md
from components.wording.words import t
from db.vetting.permissions import VettingPermission
from db.vetting.queries.stewards import names_on_boards

actor = auth.require_page(VettingPermission.SEE_BOARD)

with database.reading() as s:
    rows = names_on_boards(s, actor)
categories = {category.key: category.text(state.language()) for category in database.scheme().categories}
layout.head(t("Stewards here"), md("**{n}** people", n=len(rows)))
listing(
    [{t("Name"): row.name, t("Place"): row.unit_name, t("Category"): categories.get(row.category, "")} for row in rows],
    key="board",
    empty=t("There is no steward here yet."),
)
