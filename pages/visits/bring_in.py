"""Bring a form back."""

from components import auth, layout
from components.words import t
from db.permissions import Permission

auth.require_page(Permission.PLAN_VISITS)
layout.head(t("Bring a form back"))
