"""Rows of the list of applicants."""

from components.ui import database
from components.ui.cells import Cell
from components.vetting.texts import status_text
from components.wording.scheme_terms import category_name
from components.wording.words import moment, t
from db.vetting.queries.applications import ApplicationRow


def table_row(row: ApplicationRow) -> dict[str, str | Cell]:
    scheme = database.scheme_of(row.scheme_version_id)
    return {
        t("Name"): row.name,
        t("Place"): row.unit_name,
        t("Category"): category_name(scheme, row.category),
        t("Where it stands"): status_text(scheme, row.status, row.step_key),
        t("Last moved"): Cell(moment(row.moved_at)),
    }
