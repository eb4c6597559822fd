"""The steps of vetting in the editor of the scheme."""

from typing import Any

import streamlit as st

from components.ui.forms import Form
from components.ui.part_table import one_of, part_table
from components.ui.unit_picker import level_name
from components.wording.labels import label
from components.wording.words import t
from db.actor import Role
from db.scheme import APPLICANT, Scheme, StepKind

Content = dict[str, Any]


def step_table(form: Form, scheme: Scheme, content: Content) -> list[Content]:
    reviewing = [Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK]
    columns = {
        "kind": one_of(t("Kind"), StepKind),
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
    rows = part_table(form, "steps", content["steps"], columns)
    order = [APPLICANT, *(row["key"] for row in rows)]
    for place, row in enumerate(rows):
        earlier = order[: place + 1]
        row["may_return_to"] = [target for target in row.get("may_return_to", [APPLICANT]) if target in earlier]
    return rows
