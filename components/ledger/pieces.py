"""What the ledger shows on pages of other subjects."""

from components.ledger import edit_scheme, named
from components.ui.pieces import Place

PIECES = {Place.SCHEME_BELOW_PARTS: (edit_scheme.draw,), Place.STEWARD_BELOW_ACTS: (named.of_steward,)}
