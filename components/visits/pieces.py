"""What visits show on pages of other subjects."""

from components.ui.pieces import Place
from components.visits import agreed_days, household_visits, named, steward_pause

PIECES = {
    Place.HOUSEHOLD_BELOW_PEOPLE: (agreed_days.draw,),
    Place.HOUSEHOLD_ABOVE_STORY: (household_visits.draw,),
    Place.NAMED_MEMBER_BESIDE: (named.draw,),
    Place.STEWARD_BELOW_ACTS: (steward_pause.draw,),
}
