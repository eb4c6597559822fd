"""Tables in which an administrator edits the parts of a scheme that offices change; everything else is kept."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.forms import Form
from components.labels import label
from components.units import level_name
from components.words import t
from db.actor import Role
from db.scheme import APPLICANT, PersonField, Scheme, StepKind, check_scheme

Content = dict[str, Any]


def _columns(names: Mapping[str, Any]) -> dict[str, Any]:
    common: dict[str, Any] = {
        "zh": st.column_config.TextColumn(t("Chinese"), required=True, max_chars=60),
        "en": st.column_config.TextColumn("English", required=True, max_chars=80),
        "key": None,
    }
    return common | dict(names)


def _table(form: Form, name: str, rows: Sequence[Content], more: Mapping[str, Any]) -> list[Content]:
    fields = ["zh", "en", *more, "key"]
    shown = [{field: row.get(field) for field in fields} for row in rows]
    edited = st.data_editor(
        shown,
        column_config=_columns(more),
        column_order=fields[:-1],
        num_rows="dynamic",
        hide_index=True,
        key=form.key(name),
    )
    return _rejoined(rows, [dict(row) for row in edited])


def _rejoined(before: Sequence[Content], after: Sequence[Content]) -> list[Content]:
    """Edited cells over what the table does not show; a new row gets a key made of its English name."""
    by_key = {row["key"]: row for row in before}
    taken = set(by_key)
    joined = []
    for row in after:
        key = row.get("key") or _new_key(str(row.get("en") or ""), taken)
        taken.add(key)
        joined.append({**by_key.get(key, {}), **{k: v for k, v in row.items() if v is not None}, "key": key})
    return joined


def _new_key(english: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")[:30] or "new"
    stem = stem if stem[0].isalpha() else f"n_{stem}"
    return next(key for n in range(1, 1000) if (key := stem if n == 1 else f"{stem}_{n}") not in taken)


def _steps(form: Form, scheme: Scheme, content: Content) -> list[Content]:
    reviewing = [Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK]
    columns = {
        "kind": st.column_config.SelectboxColumn(
            t("Kind"), options=[k.value for k in StepKind], format_func=lambda k: label(StepKind(str(k))), required=True
        ),
        "decider": st.column_config.SelectboxColumn(
            t("Who decides"), options=[r.value for r in reviewing], format_func=lambda r: label(Role(str(r))), required=True
        ),
        "level": st.column_config.SelectboxColumn(
            t("Level"), options=[x.key for x in scheme.levels], required=True,
            format_func=lambda k: level_name(scheme, scheme.level_depth(str(k))),
        ),
        "days": st.column_config.NumberColumn(t("Working days"), min_value=1, max_value=365, step=1, required=True),
        "pass_zh": st.column_config.TextColumn(t("Button, Chinese")),
        "pass_en": st.column_config.TextColumn(t("Button, English")),
    }  # fmt: skip
    rows = _table(form, "steps", content["steps"], columns)
    order = [APPLICANT, *(row["key"] for row in rows)]
    for place, row in enumerate(rows):
        earlier = order[: place + 1]
        row["may_return_to"] = [target for target in row.get("may_return_to", [APPLICANT]) if target in earlier]
    return rows


def _numbers(form: Form, content: Content) -> None:
    wanted = (
        ("steward", "term_years", t("Term in years"), 1, 10),
        ("steward", "min_age", t("Least age"), 16, 60),
        ("coverage", "households_min", t("Households a steward, at least"), 0, 10_000),
        ("coverage", "households_max", t("Households a steward, at most"), 1, 10_000),
        ("coverage", "merchants_min", t("Shops a merchant steward, at least"), 0, 10_000),
        ("coverage", "merchants_max", t("Shops a merchant steward, at most"), 0, 10_000),
        ("visiting", "per_month_min", t("Visits a month, at least"), 0, 1000),
        ("visiting", "per_month_max", t("Visits a month, at most"), 0, 1000),
        ("visiting", "full_rounds_per_year", t("Full rounds a year"), 0, 12),
    )
    columns = st.columns(3)
    for place, (part, field, title, least, most) in enumerate(wanted):
        with columns[place % 3]:
            value = content[part][field]
            content[part][field] = int(st.number_input(title, least, most, value, key=form.key(field)))


def edit(form: Form, scheme: Scheme) -> Content:
    """Draws the tables and returns the scheme's content as edited, unchecked."""
    content: Content = scheme.model_dump(mode="json", exclude_none=True)
    fields = [f.value for f in PersonField]
    seen = st.column_config.MultiselectColumn(t("May see"), options=fields, format_func=lambda f: label(PersonField(f)))
    with st.expander(t("Name and title"), expanded=True):
        for part, field, title in (("", "zh", t("Name of the scheme, Chinese")), ("", "en", t("Name of the scheme, English")),
                                   ("steward", "zh", t("Title, Chinese")), ("steward", "en", t("Title, English"))):  # fmt: skip
            holder = content[part] if part else content
            holder[field] = form.text(f"{part}{field}", title, holder[field], max_chars=80)
    with st.expander(t("Steps of vetting"), expanded=True):
        content["steps"] = _steps(form, scheme, content)
    with st.expander(t("Departments asked")):
        content["departments"] = _table(form, "departments", content["departments"], {"fields": seen})
    with st.expander(t("Categories and entry ways")):
        content["categories"] = _table(form, "categories", content["categories"], {})
        content["entry_ways"] = _table(form, "entry_ways", content["entry_ways"], {})
    with st.expander(t("Levels")):
        content["levels"] = _table(form, "levels", content["levels"], {})
    with st.expander(t("Coverage, visits and terms")):
        _numbers(form, content)
    return content


def check(content: Content) -> Scheme:
    """Raises `Refused('preset_broken')` naming the first thing that is wrong."""
    return check_scheme(content, t("the scheme"))
