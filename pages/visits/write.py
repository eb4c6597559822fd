"""Write a visit down."""

from components import auth, layout
from components.words import t
from db.permissions import Permission

auth.require_page(Permission.WRITE_VISITS)
layout.head(t("Write a visit down"))
