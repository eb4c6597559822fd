"""Sheets and forms as files, made on a press."""

from collections.abc import Callable, Sequence

from components.paper.visits.form import visit_form
from components.paper.visits.sheet import visit_sheets_pdf
from components.ui import database, downloads
from components.visits.sheets_new import Choice
from components.wording.words import t
from db.actor import Actor
from db.scheme import Scheme
from db.visits.queries.paper_sheets import SheetFacts, sheet_lines, sheets_of, texts_on_sheets, way_of


def _pdf(actor: Actor, scheme: Scheme, sheet_ids: Sequence[int]) -> Callable[[], bytes]:
    def made() -> bytes:
        with database.reading() as s:
            sheets = [(one, sheet_lines(s, actor, one.id)) for one in sheets_of(s, actor, sheet_ids)]
        return visit_sheets_pdf(scheme, database.office().name, sheets)

    return made


def form_button(actor: Actor, scheme: Scheme, chosen: Choice, round_id: int | None) -> None:
    def made() -> bytes:
        with database.reading() as s:
            ways = [(one, way_of(s, actor, one.steward_id, round_id=round_id)) for one in chosen.stewards]
        wanted = set(chosen.household_ids)
        return visit_form(
            scheme, [(one, [stop for stop in way if not wanted or stop.household_id in wanted]) for one, way in ways]
        )

    downloads.button(t("Form to fill in (Excel)"), made, what=t("Visit form"), kind=downloads.EXCEL, key="visit-form")


def _of_round(sheet: SheetFacts) -> list[str]:
    return [sheet.round_name, *(text for one in sheet.questions for text in (one.text, *one.options))]


def print_button(actor: Actor, scheme: Scheme, sheet_ids: Sequence[int], title: str, *, key: str, **options: str) -> None:
    build = _pdf(actor, scheme, sheet_ids)
    with database.reading() as s:
        printed = texts_on_sheets(s, actor, sheet_ids, with_heads=scheme.visiting.shows_full_names)
        printed += [text for one in sheets_of(s, actor, sheet_ids) for text in _of_round(one)]
    downloads.pdf(title, build, what=t("Visit sheets"), printed=printed, icon=":material/print:", key=key, **options)
