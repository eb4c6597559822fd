"""A point's week for the door or the desk, as PDF and as Word. Names are on it; a gap is left as a line to write on."""

from typing import Any

from components.paper.documents import Paper
from components.paper.pdf import compiled
from components.points.turn_texts import open_text, time_text
from components.wording.words import document_day, full_day, language, t
from db import clock
from db.points.queries.roster import RosterDay, RosterWeek

_WIDTHS = (44, 48, 62)


def _turns(day: RosterDay) -> list[tuple[str, str]]:
    """Time and name; what nobody has yet with an empty name."""
    rows = [(duty.turn, duty.name) for duty in day.duties if duty.is_here] + [(gap, "") for gap in day.gaps]
    return [(time_text(turn), name) for turn, name in sorted(rows)]


def _title(week: RosterWeek) -> str:
    return t("Duty roster: {name}", name=week.point.name)


def _days(week: RosterWeek) -> str:
    return t("{first} to {last}", first=full_day(week.days[0].day), last=full_day(week.days[-1].day, with_year=False))


def _day(day: RosterDay) -> dict[str, Any]:
    said = open_text(day.open) if day.open else t("not open")
    return {"name": full_day(day.day, with_year=False), "open": said, "turns": [list(turn) for turn in _turns(day)]}


def roster_pdf(office: str, week: RosterWeek) -> bytes:
    """An A4 across, a column a day."""
    words = {"open": t("Open"), "printed": t("Printed on"), "phone": t("Telephone")}
    content = {
        "lang": "zh" if language().startswith("zh") else "en", "office": office, "title": _title(week), "days_said": _days(week),
        "place": week.point.place, "phone": week.point.phone, "printed": document_day(clock.today()), "words": words,
        "days": [_day(day) for day in week.days],
    }  # fmt: skip
    return compiled("points/roster.typ", content)


def roster_docx(office: str, week: RosterWeek) -> bytes:
    paper = Paper()
    paper.centred(_title(week), size=20)
    paper.centred(_days(week), size=14)
    rows = [row for day in week.days for row in _rows(day)]
    paper.table([t("Day"), t("Time"), t("Who is on duty")], rows, _WIDTHS)
    paper.line("")
    paper.right(office)
    return paper.content()


def _rows(day: RosterDay) -> list[tuple[str, str, str]]:
    name = full_day(day.day, with_year=False)
    return [(name, time, who) for time, who in _turns(day)] or [(name, open_text(day.open) if day.open else t("not open"), "")]
