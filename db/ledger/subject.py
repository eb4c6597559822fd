"""What the ledger declares to the house."""

from db.ledger.commands.named import settle_named
from db.ledger.models.named import NamedMember
from db.ledger.queries.counts import counted_anew
from db.subject import Subject

SUBJECT = Subject(
    append_only=("household_change",), references=(NamedMember.household_id,), tallies=counted_anew, settle=settle_named,
)  # fmt: skip
