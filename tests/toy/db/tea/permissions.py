"""Who may do what about tea."""

from db.permissions import VISITORS, Permission


class TeaPermission(Permission):
    POUR_TEA = "pour_tea", VISITORS
