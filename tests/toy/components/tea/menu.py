"""Pages of tea."""

from components.shell.entry import Entry
from db.tea.permissions import TeaPermission

MENU: tuple[Entry, ...] = (Entry("Tea", "tea/cups.py", "Cups of tea", "emoji_food_beverage", TeaPermission.POUR_TEA),)
