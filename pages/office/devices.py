"""Shared tablets."""

from components import auth, layout
from components.words import t
from db.permissions import Permission

auth.require_page(Permission.MANAGE_DEVICES)
layout.head(t("Shared tablets"))
