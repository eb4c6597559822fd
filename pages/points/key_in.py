"""A paper list of a service point is keyed in: its number, then row by row."""

import streamlit as st

from components.points import key_in
from components.shell import auth
from components.ui import database, layout, query_params
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.markdown import marked, md, plain
from components.wording.words import moment, t
from db.points.permissions import PointsPermission
from db.points.queries.service_sheets import KeyedService, ServiceSheetFacts, service_sheet_by_number, service_sheet_lines

actor = auth.require_page(PointsPermission.KEEP_SERVICE_LOG)
scheme = database.scheme()
layout.back("points/sheets.py", t("Paper lists"))
layout.head(t("Key a list in"))
form = Form("key-list-in")


def find(text: str) -> tuple[ServiceSheetFacts, list[KeyedService]] | None:
    with rule_errors(form.slots), database.reading() as s:
        sheet = service_sheet_by_number(s, actor, text)
        return sheet, service_sheet_lines(s, actor, sheet.id)
    return None


def draw(sheet: ServiceSheetFacts, lines: list[KeyedService]) -> None:
    said = md("{name} · {place} · printed {day} · **{n}** rows in", name=sheet.point_name, place=sheet.unit_name,
              day=moment(sheet.made_at), n=len(lines))  # fmt: skip
    st.markdown(marked("**{number}**　{said}", number=sheet.number, said=said))
    one, other = layout.halves()
    left, right = (other, one) if layout.is_narrow() else (one, other)
    with right:
        if position := key_in.due(sheet, lines):
            key_in.row(actor, scheme, sheet, position)
        key_in.finish(actor, sheet)
    with left:
        key_in.rows(actor, scheme, sheet, lines)


number = form.text("number", t("Number of the list (type or scan it, then Enter)"), query_params.code("number"))
if not number.strip():
    st.info(plain(t("The number stands at the top right of every list, in digits and as a code for the scanner.")))
elif found := find(number):
    draw(*found)
