"""What vetting shows on pages of other subjects."""

from components.ui.pieces import OtherList, Place
from components.vetting import candidates, contact_cards, steward_import
from db.office.models import ListKind
from db.vetting.permissions import VettingPermission

PIECES = {
    Place.LISTS_TO_BRING_IN: (OtherList(ListKind.STEWARDS, VettingPermission.IMPORT_STEWARDS, steward_import.draw),),
    Place.COVERAGE_BELOW_UNITS: (candidates.who_live_there,),
    Place.HAND_OVER_PAPERS: (contact_cards.for_doors,),
}
