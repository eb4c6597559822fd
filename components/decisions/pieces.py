"""What meetings show on pages of other subjects."""

from components.decisions import edit_scheme
from components.ui.pieces import Place

PIECES = {Place.SCHEME_BELOW_PARTS: (edit_scheme.draw,)}
