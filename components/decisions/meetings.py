"""Views and rows of the list of meetings."""

from components.decisions.texts import kind_text, time_text
from components.ui.cells import Cell
from components.wording.labels import label
from components.wording.words import short_day, t
from db.decisions.models.meetings import MeetingStatus
from db.decisions.queries.meetings import COMING, MeetingRow
from db.scheme import Scheme

VIEWS: dict[str, tuple[str, tuple[MeetingStatus, ...]]] = {
    "coming": ("To come", COMING),
    "held": ("Were held", (MeetingStatus.HELD,)),
    "off": ("Called off", (MeetingStatus.CALLED_OFF,)),
}


def table_row(scheme: Scheme, row: MeetingRow) -> dict[str, str | Cell]:
    kind = kind_text(scheme, row.kind)
    return {
        t("Meeting"): row.title,
        t("Kind"): Cell(kind, "" if kind == row.title else kind),
        t("Called by"): row.unit_name,
        t("When"): f"{short_day(row.on_day)} {time_text(row.starts)}",
        t("Venue"): Cell(row.place, row.place),
        t("Stands"): t("Minutes signed") if row.signed_at else label(row.status),
    }
