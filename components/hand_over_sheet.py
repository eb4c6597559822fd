"""Sheets about a steward's households, made on a press and recorded."""

from collections.abc import Sequence
from dataclasses import replace

from components import data
from components.paper.notebook import hand_over_pdf, notebook_pdf
from components.words import language
from db.actor import Actor
from db.ledger.commands.readings import PrintedHousehold, households_to_print
from db.ledger.household_sheet import shown_care
from db.ledger.queries.households import HouseholdRow
from db.scheme import Scheme


def _printed(actor: Actor, scheme: Scheme, rows: Sequence[HouseholdRow]) -> list[PrintedHousehold]:
    with data.session() as s:
        found = households_to_print(s, actor, household_ids=[row.id for row in rows])
    return [replace(one, care=shown_care(scheme, one.care, language())) for one in found]


def sheet_pdf(actor: Actor, scheme: Scheme, steward: str, rows: Sequence[HouseholdRow]) -> bytes:
    return hand_over_pdf(steward, _printed(actor, scheme, rows))


def notebook(actor: Actor, scheme: Scheme, steward: str, rows: Sequence[HouseholdRow]) -> bytes:
    return notebook_pdf(steward, _printed(actor, scheme, rows))
