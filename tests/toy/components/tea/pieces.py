"""What tea shows on pages of other subjects."""

from components.tea import household_tea
from components.ui.pieces import Place

PIECES = {Place.HOUSEHOLD_BELOW_PEOPLE: (household_tea.draw,)}
