"""What vetting declares to the house."""

from db.subject import Subject
from db.vetting.commands.days import count_days_anew
from db.vetting.queries.counts import counted_anew

SUBJECT = Subject(
    append_only=("status_change", "steward_change", "former_excuse"), tallies=counted_anew, count_days_anew=count_days_anew
)
