"""Visits at a glance."""

from components import auth, layout
from components.words import t
from db.permissions import Permission

auth.require_page(Permission.SEE_VISIT_OVERVIEW)
layout.head(t("Visits at a glance"))
