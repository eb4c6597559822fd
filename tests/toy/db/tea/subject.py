"""What tea declares to the house."""

from db.subject import Subject
from db.tea.commands import sums
from db.tea.commands.daily import look_at_the_day
from db.tea.models import Cup, TeaSum
from db.tea.queries import counted_anew

SUBJECT = Subject(
    append_only=("tea_cup",),
    references=(Cup.household_id, TeaSum.household_id),
    tallies=counted_anew,
    sums=sums,
    daily=look_at_the_day,
    settle=sums.settle,
)
