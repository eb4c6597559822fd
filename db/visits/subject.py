"""What visits declare to the house."""

from db.subject import Subject
from db.visits import summaries
from db.visits.commands.daily import look_at_the_day
from db.visits.commands.days import count_days_anew
from db.visits.commands.settle import settle
from db.visits.models.duties import HouseholdDay, MustVisit
from db.visits.models.rounds import RoundHousehold, SheetRow
from db.visits.models.visits import Visit, VisitDraft

SUBJECT = Subject(
    append_only=("visit_version",),
    references=(
        Visit.household_id, VisitDraft.household_id, MustVisit.household_id, HouseholdDay.household_id,
        RoundHousehold.household_id, SheetRow.household_id,
    ),
    sums=summaries,
    daily=look_at_the_day,
    settle=settle,
    count_days_anew=count_days_anew,
)  # fmt: skip
