"""Labels of tea."""

from enum import Enum

from components.wording.label import Label
from db.tea.models import Leaf
from db.tea.permissions import TeaPermission

LABELS: tuple[tuple[Enum, Label], ...] = (
    (Leaf.GREEN, Label("Green tea", "green", ":material/emoji_food_beverage:")),
    (Leaf.BLACK, Label("Black tea", "red", ":material/emoji_food_beverage:")),
    (TeaPermission.POUR_TEA, Label("pour tea")),
)
