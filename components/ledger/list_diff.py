"""A list beside the ledger: what differs, and who is on file and not in the list; ticked is what the clerk decides otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.ledger.field_names import NAMES, OF_PERSON
from components.ui import tables
from components.wording.markdown import plain
from components.wording.words import language, t
from db.ledger.compared import Difference, LedgerPreview
from db.ledger.household_import import shown_care
from db.privacy import mask_id, mask_phone
from db.scheme import Scheme

_SIDE_BY_SIDE = 200


def _shown(scheme: Scheme, field: str, value: Any) -> str:
    if field == "care":
        return shown_care(scheme, value, language())
    return str({"phone": mask_phone, "id_number": mask_id}.get(field, lambda v: v)(value) or "")


@dataclass(frozen=True)
class Decision:
    """Rows that are not taken, households and people who are no longer here. `n` is how much there is to take."""

    leave_out: set[int]
    gone: set[int]
    gone_people: set[int]
    same: set[int]
    n: int


def decide(scheme: Scheme, preview: LedgerPreview) -> Decision:
    """Everything that the clerk may decide otherwise than the list has it."""
    alike, leave_out = same(preview), changes(scheme, preview)
    left, moved = gone(preview), gone_people(preview)
    n = len(preview.added) + len(preview.changed) - len(leave_out) + len(left) + len(moved)
    return Decision(leave_out, left, moved, alike, n)


def same(preview: LedgerPreview) -> set[int]:
    """New by their door, with a head who is on file at another one. Returns the rows that are the household on file."""
    shown = preview.perhaps_same[:_SIDE_BY_SIDE]
    rows = [
        {t("Head or keeper"): one.values["name"], t("In the list"): one.values["door"], t("On file"): one.elsewhere.door}
        for one in shown
        if one.elsewhere
    ]
    caption = t("On file at another door by the ID number: all are taken as new. Tick those that are the same household.")
    return _ticked(caption, rows, [one.row for one in shown], "list-same")


def changes(scheme: Scheme, preview: LedgerPreview) -> set[int]:
    """Old and new side by side. Returns the rows that are not to be taken."""
    shown = preview.changed[:_SIDE_BY_SIDE]
    rows = [_side_by_side(scheme, one) for one in shown]
    caption = t("Changed: all are taken. Tick what is to stay as it is on file.")
    return _ticked(caption, rows, [one.row for one in shown], "list-changed")


def _side_by_side(scheme: Scheme, one: Difference) -> dict[str, str]:
    said = list(_differences(scheme, one))
    return {
        t("Door"): one.household.door,
        t("What"): "、".join(what for what, *_ in said),
        t("On file"): "；".join(before for _, before, _ in said),
        t("In the list"): "；".join(after for *_, after in said),
    }


def _differences(scheme: Scheme, one: Difference) -> Iterator[tuple[str, str, str]]:
    """What differs, on file, in the list: of the household, of its people by name, and who is new."""
    for field, value in one.before.items():
        yield t(NAMES[field]), _shown(scheme, field, value), _shown(scheme, field, one.after[field])
    for person in one.people:
        for field, value in person.before.items():
            what = f"{person.member.name} {t(OF_PERSON[field])}"
            yield what, _shown(scheme, field, value), _shown(scheme, field, person.after[field])
    for member in one.members:
        yield t("one more person"), "", member["name"]


def _ticked(caption: str, rows: list[dict[str, str]], ids: list[int], key: str) -> set[int]:
    """The ids of the rows that are ticked; nothing is drawn where there is nothing to tick."""
    if not rows:
        return set()
    st.caption(plain(caption))
    return {ids[index] for index in tables.table(rows, marks=ids, key=key, empty="")}


def gone(preview: LedgerPreview) -> set[int]:
    """On file and not in the list: stays, unless it is ticked as no longer here."""
    shown = preview.gone[:_SIDE_BY_SIDE]
    rows = [{t("Door"): one.door, t("Head or keeper"): one.name} for one in shown]
    caption = t("On file and not in the list: all stay. Tick what is no longer here.")
    return _ticked(caption, rows, [one.id for one in shown], "list-gone")


def gone_people(preview: LedgerPreview) -> set[int]:
    """On file at a door of the list, which names others there: stay, unless ticked as moved away."""
    shown = preview.gone_people[:_SIDE_BY_SIDE]
    rows = [
        {t("Door"): one.household.door, t("Name"): one.member.name, t("Relation to the head"): one.member.relation}
        for one in shown
    ]
    caption = t("People on file whom the list does not name: all stay. Tick who has moved away.")
    return _ticked(caption, rows, [one.member.id for one in shown], "list-gone-people")
