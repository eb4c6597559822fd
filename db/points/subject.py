"""What service points declare to the house."""

from db.points import summaries
from db.points.queries.counts import counted_anew
from db.subject import Subject

SUBJECT = Subject(
    append_only=("point_step", "point_service", "point_election", "point_election_name"), tallies=counted_anew, sums=summaries
)
