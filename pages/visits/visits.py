"""Visits so far."""

from components import auth, layout
from components.words import t
from db.permissions import Permission

auth.require_page(Permission.SEE_VISITS)
layout.head(t("Visits so far"))
