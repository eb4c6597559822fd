"""Pages of the ledger."""

from components.shell.entry import Entry
from db.actor import Role
from db.ledger.permissions import LedgerPermission
from db.permissions import REVIEWERS

MENU: tuple[Entry, ...] = (
    Entry(
        "Ledger",
        "ledger/households.py",
        "Households and shops",
        "home_work",
        LedgerPermission.SEE_HOUSEHOLDS,
        main_for=REVIEWERS | {Role.STEWARD},
    ),
    Entry("Ledger", "ledger/household.py", "Household", "home", LedgerPermission.SEE_HOUSEHOLDS, is_listed=False),
    Entry(
        "Ledger", "ledger/write_down.py", "Write a household down", "edit_note", LedgerPermission.EDIT_HOUSEHOLDS, is_listed=False
    ),
    Entry(
        "Ledger", "ledger/named_members.py", "Looked after by name", "elderly", LedgerPermission.SEE_HOUSEHOLDS, is_listed=False
    ),
    Entry(
        "Ledger", "ledger/named_member.py", "Looked after by name", "elderly", LedgerPermission.SEE_HOUSEHOLDS, is_listed=False
    ),
    Entry("Ledger", "ledger/bring_in.py", "Bring lists in", "upload_file", LedgerPermission.IMPORT_HOUSEHOLDS, is_listed=False),
    Entry("Ledger", "ledger/coverage.py", "Coverage", "diversity_3", LedgerPermission.SEE_COVERAGE),
    Entry("Ledger", "ledger/proposal.py", "Propose stewards", "auto_awesome", LedgerPermission.ASSIGN, is_listed=False),
    Entry("Ledger", "ledger/hand_over.py", "Hand households over", "swap_horiz", LedgerPermission.ASSIGN, is_listed=False),
)
