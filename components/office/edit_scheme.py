"""What an administrator edits of a scheme; everything else is kept."""

from typing import Any

import streamlit as st

from components.office.edit_scheme_steps import step_table
from components.office.edit_scheme_visits import visiting_rules, visiting_tables
from components.ui import downloads, pieces
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.part_table import part_table, some_of
from components.ui.pieces import Place
from components.wording.markdown import plain
from components.wording.words import CHINESE, language, t
from db.presets import check_scheme, write_scheme
from db.scheme import PersonField, Scheme

Content = dict[str, Any]


def _numbers(form: Form, content: Content) -> None:
    wanted = (
        ("steward", "term_years", t("Term in years"), 1, 10),
        ("steward", "min_age", t("Least age"), 16, 60),
        ("coverage", "households_min", t("Households a steward, at least"), 0, 10_000),
        ("coverage", "households_max", t("Households a steward, at most"), 1, 10_000),
        ("coverage", "merchants_min", t("Shops a merchant steward, at least"), 0, 10_000),
        ("coverage", "merchants_max", t("Shops a merchant steward, at most"), 0, 10_000),
        ("coverage", "lighter_from_age", t("Lighter loads from the age of"), 50, 120),
        ("coverage", "lighter_share", t("A lighter load, in percent of the most"), 10, 100),
        ("ledger", "stale_after_days", t("Days until a household should be checked again"), 1, 365),
        ("visiting", "per_month_min", t("Visits a month, at least"), 0, 1000),
        ("visiting", "per_month_max", t("Visits a month, at most"), 0, 1000),
        ("visiting", "full_rounds_per_year", t("Full rounds a year"), 0, 12),
    )
    columns = st.columns(3)
    for place, (part, field, title, least, most) in enumerate(wanted):
        with columns[place % 3]:
            value = content[part][field]
            content[part][field] = int(st.number_input(plain(title), least, most, value, key=form.key(field)))
    if people := content["coverage"].get("named"):
        title = t("{word} a steward, at most", word=people["zh" if language() == CHINESE else "en"])
        people["most"] = int(st.number_input(plain(title), 1, 50, people["most"], key=form.key("named_most")))


def edit(form: Form, scheme: Scheme) -> Content:
    """Draws the tables and returns the scheme's content as edited, unchecked."""
    content: Content = scheme.model_dump(mode="json", exclude_none=True)
    with st.expander(t("Name and title"), expanded=True):
        for part, field, title in (("", "zh", t("Name of the scheme, Chinese")), ("", "en", t("Name of the scheme, English")),
                                   ("steward", "zh", t("Title, Chinese")), ("steward", "en", t("Title, English"))):  # fmt: skip
            holder = content[part] if part else content
            holder[field] = form.text(f"{part}{field}", title, holder[field], max_chars=80)
    with st.expander(t("Steps of vetting"), expanded=True):
        content["steps"] = step_table(form, scheme, content)
    with st.expander(t("Departments asked")):
        fields = {"fields": some_of(t("May see"), PersonField)}
        content["departments"] = part_table(form, "departments", content["departments"], fields)
    with st.expander(t("Categories and entry ways")):
        content["categories"] = part_table(form, "categories", content["categories"], {})
        content["entry_ways"] = part_table(form, "entry_ways", content["entry_ways"], {})
    with st.expander(t("Levels")):
        content["levels"] = part_table(form, "levels", content["levels"], {})
    with st.expander(t("Coverage, visits and terms")):
        _numbers(form, content)
    with st.expander(t("Writing visits down")):
        content["visiting"] |= visiting_rules(form, content["visiting"])
    with st.expander(t("Topics, occasions and must-visits")):
        content["visiting"] |= visiting_tables(form, content["visiting"])
    pieces.draw(Place.SCHEME_BELOW_PARTS, form, content)
    return content


def check(content: Content) -> Scheme:
    """Raises `Refused('preset_broken')` naming the first thing that is wrong."""
    return check_scheme(content, t("the scheme"))


def preset_download(form: Form, content: Content) -> None:
    """What stands in the tables now as one more TOML file, under a key of its own; nothing changes here."""
    st.text(t("The file goes into the folder “schemes” of the other office's data folder."))
    key = form.text("preset_key", t("Key of the preset: small letters, digits, underscores"), content["key"], max_chars=40)
    with rule_errors(form.slots):
        preset = check({**content, "key": key})
        downloads.button(
            t("Download as a preset file"), lambda: write_scheme(preset).encode(), what=key,
            kind=downloads.PRESET, key=form.key("download"),
        )  # fmt: skip
