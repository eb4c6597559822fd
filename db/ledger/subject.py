"""What the ledger declares to the house."""

from db.ledger.queries.counts import counted_anew
from db.subject import Subject

SUBJECT = Subject(append_only=("household_change",), tallies=counted_anew)
